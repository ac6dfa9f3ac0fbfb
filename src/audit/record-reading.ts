// Reads the records among objects that signed manifests list, and separates those of the build from those of other
// jobs.
import { parseKey } from '../evidence/keys.ts';
import { readRecord } from '../evidence/records.ts';
import type { EvidenceProblem } from '../model/evidence.ts';
import { type AnchorView, nameProblem, type StepView, signerProblems, unreadable } from './anchor-view.ts';
import type { DeployMaterial, ManifestMaterial } from './material.ts';

/** What the build wrote: of no environment, and signed by the build, not by another job that may sign for none. */
export function isOfBuild(view: StepView, { predicate, signer }: ManifestMaterial): boolean {
  return (
    predicate.environment === '' &&
    signerProblems(view, { part: 'build', service: predicate.service, environment: null }, signer).length === 0
  );
}

/** True where a manifest lists a key. */
export function lists({ predicate }: ManifestMaterial, key: string): boolean {
  return predicate.entries.some((entry) => entry.key === key);
}

/** Every record, and a problem for each that cannot be read. */
export function readRecords(kept: ReadonlyMap<string, Uint8Array>): {
  found: DeployMaterial['records'];
  problems: EvidenceProblem[];
} {
  const readings = [...kept]
    .filter(([key]) => parseKey(key)?.area === 'record')
    .map(([key, bytes]) => ({ key, reading: readRecord(key, bytes) }));
  return {
    found: readings.flatMap(({ key, reading }) => (reading.ok ? [{ key, record: reading.value }] : [])),
    problems: readings.flatMap(({ key, reading }) =>
      reading.ok ? [] : [nameProblem('RECORD_INVALID', key, reading.problem)],
    ),
  };
}

/** Names the roots that the store will not give, where a signature could not be judged without them. */
export function withUnreadRoots({ missingRoots }: AnchorView, problems: EvidenceProblem[]): EvidenceProblem[] {
  if (!problems.some(({ code }) => code === 'TRUST_ROOT_MISSING')) return problems;
  const unread = missingRoots.filter(({ refusal }) => refusal !== '');
  return [...problems, ...unread.map(({ key, refusal }) => nameProblem('OBJECT_UNREADABLE', key, unreadable(refusal)))];
}
