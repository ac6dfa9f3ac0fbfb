// Whether the recorded end of a deploy is the one that was signed, and what its own run signed about its command.
import { accountText } from '../base/account.ts';
import { quoted } from '../base/text.ts';
import type { EvidenceProblem, LedgerStep } from '../model/evidence.ts';
import { closingSentence } from '../model/ledger-words.ts';
import type { DeployMaterial, ManifestMaterial } from './material.ts';

const problem = (code: EvidenceProblem['code'], key: string, text: string): EvidenceProblem => ({ code, key, text });

/** The closing manifest that the ledger's result names. */
export function closingOf({
  step,
  manifests,
}: Pick<DeployMaterial, 'step' | 'manifests'>): ManifestMaterial | undefined {
  const named = step.closed?.result.manifest_sha256;
  return manifests.find(
    (manifest) => manifest.predicate.stage === 'closing' && fits(manifest, step) && manifest.sha256 === named,
  );
}

/** True for a manifest about the very image and environment of a step. */
export function fits({ predicate, subjectDigests }: ManifestMaterial, { intent }: LedgerStep): boolean {
  return (
    predicate.environment === intent.environment && subjectDigests.length === 1 && subjectDigests[0] === intent.digest
  );
}

/** The problems of the end that the ledger reports: a missing end, or one that no signed evidence confirms. */
export function closingProblems(deploy: DeployMaterial): EvidenceProblem[] {
  const { closed } = deploy.step;
  if (!closed) {
    const { intent_key: key, intent } = deploy.step;
    return [
      problem(
        'INTENT_OPEN',
        key,
        `${key}: the intent of ${intent.deploy_id} has no result; how the deploy ended is not recorded`,
      ),
    ];
  }
  const { key, result } = closed;
  const closing = closingOf(deploy);
  if (!closing) {
    return [
      problem(
        'MANIFEST_MISSING',
        key,
        `${key}: the closing manifest ${result.manifest_sha256} that it names is not there or does not count`,
      ),
    ];
  }
  return resultDifferences(deploy, closing).map((text) => problem('STATEMENT_MISMATCH', key, `${key}: ${text}`));
}

/** The ledger's result is not signed itself, so every field of it has to be what the signed closing evidence says. */
function resultDifferences({ step, records }: DeployMaterial, closing: ManifestMaterial): string[] {
  const result = step.closed?.result;
  const kind = result?.reconciled_by === '' ? 'deploy-outcome' : 'reconcile';
  const listed = new Set(closing.predicate.entries.map((entry) => entry.key));
  const record = records.find((one) => listed.has(one.key) && one.record.kind === kind)?.record;
  if (!result || !record) return [`no signed ${kind} record stands behind it`];
  const person = kind === 'reconcile' ? accountText(record.person, record.person_id) : '';
  const fields: [string, string | number, string | number][] = [
    ['outcome', result.outcome, outcomeOf(record)],
    ['time', result.time, closing.predicate.time],
    ['run', result.run_id, closing.predicate.run_id],
    ['person', result.reconciled_by, person],
  ];
  const differing = fields.filter(([, recorded, signed]) => recorded !== signed);
  // The whole sentence as the record of a reconcile words it, since a part of it could come from another one or mean
  // the opposite.
  const { reconciled_by: by, outcome, reconcile_reason: reason } = result;
  const sentence = closingSentence({ by, deployId: step.intent.deploy_id, outcome, reason });
  const agrees = kind === 'deploy-outcome' || record.summary === sentence;
  return [
    ...differing.map(([name, recorded, signed]) => `its ${name} is ${recorded}, the signed evidence says ${signed}`),
    ...(agrees ? [] : [`it says ${quoted(sentence, 300)}, the signed record says ${quoted(record.summary, 300)}`]),
  ];
}

/** What the deploying run itself signed about how this deploy ended. */
function endsOf({ step, manifests, records }: Pick<DeployMaterial, 'step' | 'manifests' | 'records'>) {
  const ends = manifests.filter(
    ({ predicate, ...rest }) =>
      predicate.stage === 'closing' && predicate.run_id === step.intent.run_id && fits({ predicate, ...rest }, step),
  );
  const listed = new Set(ends.flatMap(({ predicate }) => predicate.entries.map((entry) => entry.key)));
  return records.filter(({ key, record }) => listed.has(key) && record.kind === 'deploy-outcome');
}

/** For the ledger a deploy whose command never started has failed. */
function outcomeOf({ outcome }: { outcome: string }): string {
  return outcome === 'not-started' ? 'failed' : outcome;
}

/**
 * True only when all signed evidence of the deploying run says that its command never started: then the target is
 * unchanged.
 */
export function notStarted(deploy: DeployMaterial): boolean {
  const ends = endsOf(deploy);
  return ends.length > 0 && ends.every(({ record }) => record.outcome === 'not-started');
}

/** The deploying run's own signed end of this deploy, when it differs from the end in the ledger. */
export function contradictionProblems({ step, manifests, records }: DeployMaterial): EvidenceProblem[] {
  const { intent, closed } = step;
  // Whoever closes by hand may not know; only a different certainty contradicts.
  if (!closed || closed.result.outcome === 'unknown') return [];
  const others = endsOf({ step, manifests, records }).filter(
    ({ record }) => outcomeOf(record) !== closed.result.outcome,
  );
  return others.map(({ key, record }) =>
    problem(
      'STATEMENT_MISMATCH',
      closed.key,
      `${closed.key}: its outcome is ${closed.result.outcome}, but run ${intent.run_id} itself signed ${record.outcome} in ${key}`,
    ),
  );
}
