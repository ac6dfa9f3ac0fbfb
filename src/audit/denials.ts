// Finds the denials of a run that deployed nothing. A denial has no entry in a ledger, so it rests on one thing: a manifest that the
// deploy contract signed for this very run, which lists the decision by its digest. Nothing else that lies in the store makes one.
import { listedFirst, named } from '../base/text.ts';
import { readDecided } from '../evidence/decided.ts';
import type { Decision } from '../model/decision.ts';
import type { Anchor, EvidenceProblem } from '../model/evidence.ts';
import type { DeployId, RunId } from '../model/ids.ts';
import { nameProblem, type SignerView, signerProblems } from './anchor-view.ts';
import type { DenialMaterial, ManifestMaterial } from './material.ts';
import { lists, readRecords } from './record-reading.ts';

/** The denials among the evidence of a run, and why others do not count. */
export type DenialReading = { found: DenialMaterial[]; problems: EvidenceProblem[] };

/**
 * The manifests of a run that may list a denial: of a job of the deploy contract, in no other environment than the manifest's. None where
 * a signed manifest says that the run began a deploy: then it is the ledger that lost it.
 */
export function denyingManifests(
  view: SignerView,
  manifests: readonly ManifestMaterial[],
  runId: RunId,
): ManifestMaterial[] {
  const own = manifests.filter(({ predicate }) => predicate.run_id === runId);
  if (own.some(({ predicate }) => predicate.stage !== 'job')) return [];
  return own.filter(({ predicate, signer, subjectDigests }) => {
    const place = signer.type === 'certificate' && signer.environment !== '' ? signer.environment : null;
    return (
      predicate.environment !== '' &&
      subjectDigests.length === 1 &&
      (place === null || place === predicate.environment) &&
      signerProblems(view, { part: 'deploy', service: predicate.service, environment: null }, signer).length === 0
    );
  });
}

/** The denials that a manifest lists; `kept` holds the objects that are what it says. */
export function denialsOf(
  { repositoryId }: Pick<SignerView, 'repositoryId'>,
  manifest: ManifestMaterial,
  kept: ReadonlyMap<string, Uint8Array>,
): DenialReading {
  const own = new Map([...kept].filter(([key]) => lists(manifest, key)));
  const records = readRecords(own);
  const denied = records.found.filter(({ record }) => record.kind === 'decision' && record.outcome === 'deny');
  const readings = denied.flatMap(({ record }) =>
    record.detail_sha256 === '' ? [] : [readDecided(repositoryId, record.detail_sha256, own)],
  );
  const found = readings.flatMap(({ decision }) => (decision ? [{ manifest, decision }] : []));
  return {
    found: found.filter((one) => mismatch(one) === ''),
    problems: [
      ...records.problems,
      ...readings.flatMap(({ problems }) => problems),
      ...found
        .filter((one) => mismatch(one) !== '')
        .map((one) => nameProblem('DECISION_MISMATCH', one.decision.key, mismatch(one))),
    ],
  };
}

/** Why a decision is not the denial of a deploy that its manifest makes it; '' where it is. */
function mismatch({ manifest: { predicate, subjectDigests }, decision: { value } }: DenialMaterial): string {
  const wanted = {
    verdict: 'deny',
    digest: subjectDigests[0],
    repository_id: predicate.repository_id,
    service: predicate.service,
    environment: predicate.environment,
  };
  const found: Readonly<Record<string, unknown>> = value;
  const [odd] = Object.entries(wanted).filter(([name, expected]) => found[name] !== expected);
  if (odd) return `the decision's ${odd[0]} is ${named(String(found[odd[0]]))}, its manifest says ${odd[1]}`;
  if (value.phase === 'before-publish') return 'the decision is about a build, not about a deploy';
  return deniedRules(value).length > 0 ? '' : 'the decision denies, and no rule of it does';
}

/** How an answer says that a deploy was denied; every rule that denied is named. */
export function deniedProblem({ decision: { key, value } }: DenialMaterial, deployId: DeployId): EvidenceProblem {
  const by = listedFirst(deniedRules(value).map(({ id }) => named(id)));
  return nameProblem('DEPLOY_DENIED', key, `${deployId} was denied ${value.phase} for ${value.environment} by ${by}`);
}

/** The rules that denied, with their sentences. */
export function deniedRules({ rules }: Decision): { id: string; message: string }[] {
  return rules.filter(({ verdict }) => verdict === 'deny').map(({ id, message }) => ({ id, message }));
}

/** What to mind about denials by a policy that the auditor does not know: the signature says who denied, not whether rightly. */
export function unknownPolicies(denials: readonly DenialMaterial[], { policies }: Pick<Anchor, 'policies'>): string[] {
  const known = new Set<string>(policies.map(({ sha256 }) => sha256));
  const used = new Set(denials.map(({ decision }) => decision.value.policy_sha256));
  return [...used].filter((sha256) => !known.has(sha256)).map((sha256) => `the anchor does not know policy ${sha256}`);
}
