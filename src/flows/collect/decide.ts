// Lets the gate decide on a bundle with the compiled policy, and keeps everything that a replay needs.
import { canonicalBytes } from '../../base/canonical-json.ts';
import { sha256Hex } from '../../base/digest.ts';
import { decide } from '../../gate/decide.ts';
import type { LoadedConfig } from '../../model/config.ts';
import type { Decision, EvidenceBundle } from '../../model/decision.ts';
import { Sha256 } from '../../model/ids.ts';
import type { Ports } from '../../model/ports.ts';

/** A decision with the exact bytes it can be made again from. */
export type Decided = {
  decision: Decision;
  bytes: Uint8Array;
  sha256: Sha256;
  replayBlobs: { bytes: Uint8Array; type: string }[];
};

/** Decides. The blobs are the decision, its input, the policy and the configuration, each by exact bytes. */
export async function decideBundle(
  ports: Pick<Ports, 'policy' | 'log'>,
  loaded: LoadedConfig,
  bundle: EvidenceBundle,
): Promise<Decided> {
  ports.log.step('decide', `deciding ${bundle.phase}`);
  const engine = await ports.policy();
  const decision = decide(bundle, engine);
  const bytes = canonicalBytes(decision);
  return {
    decision,
    bytes,
    sha256: Sha256.parse(sha256Hex(bytes)),
    replayBlobs: [
      { bytes, type: 'decision' },
      { bytes: canonicalBytes(bundle), type: 'evidence-bundle' },
      { bytes: engine.bytes, type: 'policy-wasm' },
      { bytes: loaded.bytes, type: 'config' },
    ],
  };
}
