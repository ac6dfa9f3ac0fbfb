// Lets the gate decide on a bundle with the compiled policy, and keeps everything that a replay needs.
import { canonicalBytes } from '../../base/canonical-json.ts';
import { sha256Hex } from '../../base/digest.ts';
import type { ReplayableDecision } from '../../evidence/parts.ts';
import { decide } from '../../gate/decide.ts';
import { openFindings } from '../../gate/open-findings.ts';
import type { EvidenceBundle } from '../../model/decision.ts';
import type { Finding } from '../../model/finding.ts';
import { Sha256 } from '../../model/ids.ts';
import type { Surroundings } from '../session/session.ts';

/** A decision with the findings that denied in it, for people to see. */
export type Decided = ReplayableDecision & { open: Finding[] };

/** Decides. The blobs are the decision, its input, the policy and the configuration, each by exact bytes. */
export async function decideBundle({ ports, loaded }: Surroundings, bundle: EvidenceBundle): Promise<Decided> {
  ports.log.step('decide', `deciding ${bundle.phase}`);
  const engine = await ports.policy();
  const decision = decide(bundle, engine);
  const bytes = canonicalBytes(decision);
  return {
    decision,
    open: decision.verdict === 'deny' ? openFindings(bundle, engine) : [],
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
