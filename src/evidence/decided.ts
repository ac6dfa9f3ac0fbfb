// The decision that a deploy rests on and the input that the decision rests on, among objects that signed manifests list.
import { readStoredDecision } from '../formats/decision/read.ts';
import { readStoredBundle } from '../formats/evidence-bundle/read.ts';
import type { Decision, EvidenceBundle } from '../model/decision.ts';
import type { EvidenceProblem } from '../model/evidence.ts';
import type { RepositoryId, Sha256 } from '../model/ids.ts';
import { blobKey } from './keys.ts';

/** What was decided, with the key of the decision; null for what is not there or cannot be read, which `problems` names. */
export type Decided = {
  decision: { key: string; value: Decision } | null;
  bundle: EvidenceBundle | null;
  problems: EvidenceProblem[];
};

/** Reads both, each in the version that it was stored in; `kept` maps keys to bytes. */
export function readDecided(
  repositoryId: RepositoryId,
  decisionSha: Sha256,
  kept: ReadonlyMap<string, Uint8Array>,
): Decided {
  const key = blobKey(repositoryId, decisionSha);
  const bytes = kept.get(key);
  if (!bytes) return { decision: null, bundle: null, problems: [] };
  const decision = readStoredDecision(bytes);
  if (!decision.ok) return { decision: null, bundle: null, problems: [invalid(key, decision.problem)] };
  const inputKey = blobKey(repositoryId, decision.value.input_sha256);
  const input = kept.get(inputKey);
  const bundle = input && readStoredBundle(input);
  return {
    decision: { key, value: decision.value },
    bundle: bundle?.ok ? bundle.value : null,
    problems: bundle && !bundle.ok ? [invalid(inputKey, bundle.problem)] : [],
  };
}

function invalid(key: string, problem: string): EvidenceProblem {
  return { code: 'RECORD_INVALID', key, text: `${key}: ${problem}` };
}
