// The compiled policy as the flows see it.
import type { Sha256 } from '../ids.ts';

/** The compiled policy. */
export interface PolicyEngine {
  /** SHA-256 of the wasm that decides. */
  readonly sha256: Sha256;
  readonly bytes: Uint8Array;
  /** Evaluates the entry point `safeguard/gate/verdicts` on JSON text. Throws POLICY_FAILED. */
  evaluate(json: string): unknown;
}
