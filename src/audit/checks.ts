// Holds the verified parts of one deploy against each other: each is genuine by itself, but only together do they tell one story.
import { canonicalText } from '../base/canonical-json.ts';
import { printable, quoted } from '../base/text.ts';
import type { Anchor, EvidenceProblem, LedgerStep } from '../model/evidence.ts';
import { predicateTypes } from '../model/statement.ts';
import type { DeployMaterial, ManifestMaterial } from './material.ts';

type Code = EvidenceProblem['code'];
const problem = (code: Code, key: string, text: string): EvidenceProblem => ({ code, key, text });

/** Everything that does not fit together in a deploy's evidence, besides what is wrong with single objects. */
export function deployProblems(deploy: DeployMaterial, anchor: Anchor): EvidenceProblem[] {
  return uniqueProblems([
    ...deploy.problems,
    ...openingProblems(deploy),
    ...closingProblems(deploy),
    ...contradictionProblems(deploy),
    ...decisionProblems(deploy, anchor),
    ...bundleProblems(deploy),
    ...approvalProblems(deploy),
    ...scanProblems(deploy),
    ...commitProblems(deploy),
  ]);
}

/** Each problem once, in order. */
export function uniqueProblems(problems: readonly EvidenceProblem[]): EvidenceProblem[] {
  return [...new Map(problems.map((one) => [`${one.code} ${one.text}`, one])).values()];
}

/** The opening manifest of a deploy: verified, about its digest, and listing its intent by digest. */
export function openingOf({
  step,
  manifests,
}: Pick<DeployMaterial, 'step' | 'manifests'>): ManifestMaterial | undefined {
  const lists = ({ entries }: ManifestMaterial['predicate']) =>
    entries.some((entry) => entry.key === step.intent_key && entry.sha256 === step.intent_sha256);
  return manifests.find(
    (manifest) => manifest.predicate.stage === 'opening' && fits(manifest, step) && lists(manifest.predicate),
  );
}

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

function fits({ predicate, subjectDigests }: ManifestMaterial, { intent }: LedgerStep): boolean {
  return (
    predicate.environment === intent.environment && subjectDigests.length === 1 && subjectDigests[0] === intent.digest
  );
}

function openingProblems(deploy: DeployMaterial): EvidenceProblem[] {
  if (openingOf(deploy)) return [];
  const { intent_key: key, intent } = deploy.step;
  return [
    problem(
      'MANIFEST_MISSING',
      key,
      `${key}: no signed opening manifest of run ${intent.run_id} about ${intent.digest} lists this intent`,
    ),
  ];
}

function closingProblems(deploy: DeployMaterial): EvidenceProblem[] {
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
  const person = kind === 'reconcile' ? `${record.person} (user ${record.person_id})` : '';
  const fields: [string, string | number, string | number][] = [
    ['outcome', result.outcome, record.outcome],
    ['time', result.time, closing.predicate.time],
    ['run', result.run_id, closing.predicate.run_id],
    ['person', result.reconciled_by, person],
  ];
  const differing = fields.filter(([, said, signed]) => said !== signed);
  // The whole sentence as the record of a reconcile words it: a part of it could be another's, or say the opposite.
  const { reconciled_by, outcome, reconcile_reason } = result;
  const sentence = `${reconciled_by} closed ${step.intent.deploy_id} as ${outcome}: ${reconcile_reason}`;
  const told = kind === 'deploy-outcome' || record.summary === printable(sentence, 2000);
  return [
    ...differing.map(([name, said, signed]) => `its ${name} is ${said}, the signed evidence says ${signed}`),
    ...(told ? [] : [`it says ${quoted(sentence, 300)}, the signed record says ${quoted(record.summary, 300)}`]),
  ];
}

/** The deploying run's own signed end of this deploy, where it is another than the ledger tells. */
function contradictionProblems({ step, manifests, records }: DeployMaterial): EvidenceProblem[] {
  const { intent, closed } = step;
  // Whoever closes by hand may not know; only a different certainty contradicts.
  if (!closed || closed.result.outcome === 'unknown') return [];
  const ends = manifests.filter(
    (manifest) =>
      manifest.predicate.stage === 'closing' && manifest.predicate.run_id === intent.run_id && fits(manifest, step),
  );
  const listed = new Set(ends.flatMap(({ predicate }) => predicate.entries.map((entry) => entry.key)));
  const others = records.filter(
    ({ key, record }) =>
      listed.has(key) && record.kind === 'deploy-outcome' && record.outcome !== closed.result.outcome,
  );
  return others.map(({ key, record }) =>
    problem(
      'STATEMENT_MISMATCH',
      closed.key,
      `${closed.key}: its outcome is ${closed.result.outcome}, but run ${intent.run_id} itself signed ${record.outcome} in ${key}`,
    ),
  );
}

/** The last success that the decision was made on has to be the one before this deploy in its ledger. */
export function lastSuccessProblems(
  { step, bundle, decision }: DeployMaterial,
  before: LedgerStep | undefined,
): EvidenceProblem[] {
  const said = bundle?.ledger?.last_success;
  if (!decision || said === undefined) return [];
  const found = before?.closed
    ? {
        commit: before.intent.commit,
        digest: before.intent.digest,
        deploy_id: before.intent.deploy_id,
        time: before.closed.result.time,
      }
    : null;
  if (canonicalText(said) === canonicalText(found)) return [];
  const text = `${decision.key}: it was decided on ${said?.deploy_id ?? 'nothing'} as the last success before ${step.intent_key}, the ledger has ${found?.deploy_id ?? 'nothing'}, or another commit, digest or time`;
  return [problem('DECISION_MISMATCH', decision.key, text)];
}

function decisionProblems({ step, decision, bundle }: DeployMaterial, anchor: Anchor): EvidenceProblem[] {
  const { intent } = step;
  if (!decision) {
    return [
      problem(
        'OBJECT_MISSING',
        '',
        `the decision ${intent.decision_sha256} that intent ${step.intent_key} rests on is not among the signed evidence`,
      ),
    ];
  }
  const { key, value } = decision;
  const wanted = {
    verdict: 'allow',
    phase: 'before-deploy',
    digest: intent.digest,
    repository_id: intent.repository_id,
    environment: intent.environment,
  };
  const found: Readonly<Record<string, unknown>> = value;
  const differing = Object.entries(wanted).filter(([name, expected]) => found[name] !== expected);
  const denied = value.rules.filter((rule) => rule.verdict === 'deny').map((rule) => rule.id);
  return [
    ...differing.map(([name, expected]) =>
      problem(
        'DECISION_MISMATCH',
        key,
        `${key}: the decision's ${name} is ${String(found[name])}, the deploy needs ${expected}`,
      ),
    ),
    ...denied.map((id) => problem('DECISION_MISMATCH', key, `${key}: rule ${id} denied`)),
    ...(anchor.policies.includes(value.policy_sha256)
      ? []
      : [problem('POLICY_UNKNOWN', key, `${key}: the anchor does not know policy ${value.policy_sha256}`)]),
    ...(bundle
      ? []
      : [problem('OBJECT_MISSING', key, `${key}: its input ${value.input_sha256} is not among the signed evidence`)]),
  ];
}

function bundleProblems({ step, bundle, decision }: DeployMaterial): EvidenceProblem[] {
  if (!bundle || !decision) return [];
  const { intent } = step;
  const pairs: [string, string, string][] = [
    ['digest', bundle.artifact.digest, intent.digest],
    ['re-hashed digest', bundle.artifact.rehashed, intent.digest],
    ['repository id', bundle.run.repository_id, intent.repository_id],
    ['run', bundle.run.run_id, intent.run_id],
    ['environment', bundle.policy.environment?.name ?? '', intent.environment],
    ['ledger head', bundle.ledger?.head ?? 'none', intent.previous_result_sha256],
  ];
  return pairs
    .filter(([, found, expected]) => found !== expected)
    .map(([name, found, expected]) =>
      problem(
        'DECISION_MISMATCH',
        decision.key,
        `${decision.key}: it was decided for ${name} ${found}, the deploy has ${expected}`,
      ),
    );
}

/** The approvals that count: of this environment, with state approved. */
export function approvalsOf({ step, bundle }: Pick<DeployMaterial, 'step' | 'bundle'>) {
  return (bundle?.approvals ?? []).filter(
    (a) => a.state === 'approved' && a.environments.includes(step.intent.environment),
  );
}

function approvalProblems(deploy: DeployMaterial): EvidenceProblem[] {
  const { step, bundle, records } = deploy;
  if (!bundle) return [];
  const approvals = approvalsOf(deploy);
  const key = deploy.decision?.key ?? '';
  if (approvals.length === 0)
    return [
      problem(
        'APPROVAL_MISSING',
        key,
        `${key}: no approval for ${step.intent.environment} is in the evidence of this deploy`,
      ),
    ];
  const recorded = new Set(
    records
      .filter(
        ({ record }) =>
          record.kind === 'approval' && record.outcome === 'approved' && record.environment === step.intent.environment,
      )
      .map(({ record }) => record.person_id),
  );
  const unrecorded = approvals.filter((approval) => !recorded.has(approval.user_id));
  return unrecorded.map((a) =>
    problem('APPROVAL_MISSING', key, `${key}: the approval by user ${a.user_id} has no record of its own`),
  );
}

function scanProblems({ bundle, statements, decision }: DeployMaterial): EvidenceProblem[] {
  const signed = new Set(statements.flatMap((statement) => (statement.scan ? [canonicalText(statement.scan)] : [])));
  const unsigned = (bundle?.scans ?? []).filter((scan) => !signed.has(canonicalText(scan)));
  return unsigned.map((scan) =>
    problem(
      'STATEMENT_MISMATCH',
      decision?.key ?? '',
      `${decision?.key}: the ${scan.kind} scan by ${scan.tool} is in no statement signed by the build`,
    ),
  );
}

function commitProblems({ step, bundle, statements }: DeployMaterial): EvidenceProblem[] {
  if (!bundle) return [];
  const { intent, intent_key: key } = step;
  if (!statements.some((statement) => statement.predicateType === predicateTypes.provenance)) {
    return [problem('STATEMENT_MISMATCH', key, `${key}: no signed provenance says where ${intent.digest} comes from`)];
  }
  const others = statements.filter((statement) => statement.commit !== '' && statement.commit !== intent.commit);
  return others.map((s) =>
    problem(
      'STATEMENT_MISMATCH',
      s.key,
      `${s.key}: it was signed for commit ${s.commit}, the intent names ${intent.commit}`,
    ),
  );
}
