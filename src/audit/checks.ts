// Compares the verified parts of one deploy with each other: each is genuine by itself, and together they must be
// consistent.
import { canonicalText } from '../base/canonical-json.ts';
import { listed } from '../base/text.ts';
import {
  countedCommit,
  missingParts,
  provenCommits,
  requiredParts,
  type SignedPart,
  signedParts,
} from '../model/counted-commit.ts';
import type { Anchor, EvidenceProblem, LedgerFacts, LedgerStep } from '../model/evidence.ts';
import { endProblem, type Moment } from './anchored.ts';
import { buildProblems } from './build-checks.ts';
import { closingProblems, contradictionProblems, fits } from './ending.ts';
import type { DeployMaterial, ManifestMaterial } from './material.ts';

type Code = EvidenceProblem['code'];
const problem = (code: Code, key: string, text: string): EvidenceProblem => ({ code, key, text });

/** Everything that does not fit together in a deploy's evidence, besides what is wrong with single objects. */
export function deployProblems(deploy: DeployMaterial, anchor: Anchor, moment: Moment): EvidenceProblem[] {
  return uniqueProblems([
    ...deploy.problems,
    ...openingProblems(deploy),
    ...closingProblems(deploy),
    ...contradictionProblems(deploy),
    ...decisionProblems(deploy),
    ...policyProblems(deploy, anchor, moment),
    ...bundleProblems(deploy),
    ...buildProblems(deploy),
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

/** The last success that the decision was made on, and the last of another commit, have to be those before this deploy in its ledger. */
export function lastSuccessProblems(
  { step, bundle, decision }: DeployMaterial,
  before: readonly LedgerStep[],
): EvidenceProblem[] {
  const ledger = bundle?.ledger;
  if (!decision || !ledger) return [];
  const last = before.at(-1);
  const other = before.findLast(({ intent }) => intent.commit !== last?.intent.commit);
  return [
    { assumed: ledger.last_success, found: last, what: 'the last success' },
    { assumed: ledger.last_other_success, found: other, what: 'the last success of another commit' },
  ].flatMap(({ assumed, found, what }) => {
    if (canonicalText(assumed && comparable(assumed)) === canonicalText(successOf(found))) return [];
    const text = `${decision.key}: it was decided on ${assumed?.deploy_id ?? 'nothing'} as ${what} before ${step.intent_key}, the ledger has ${found?.intent.deploy_id ?? 'nothing'}, or another commit, digest or time`;
    return [problem('DECISION_MISMATCH', decision.key, text)];
  });
}

function comparable({ commit, digest, deploy_id, time }: NonNullable<LedgerFacts['last_success']>) {
  return { commit, digest, deploy_id, time };
}

function successOf(step: LedgerStep | undefined) {
  if (!step?.closed) return null;
  const { commit, digest, deploy_id } = step.intent;
  return { commit, digest, deploy_id, time: step.closed.result.time };
}

function decisionProblems({ step, decision, bundle }: DeployMaterial): EvidenceProblem[] {
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
    service: intent.service,
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
    ...(bundle
      ? []
      : [problem('OBJECT_MISSING', key, `${key}: its input ${value.input_sha256} is not among the signed evidence`)]),
  ];
}

/** The policy that decided has to be known, and to have counted when the opening manifest, which lists the decision, was signed. */
function policyProblems(deploy: DeployMaterial, anchor: Anchor, moment: Moment): EvidenceProblem[] {
  const { decision } = deploy;
  if (!decision) return [];
  const { policy_sha256 } = decision.value;
  const say = (text: string) => [problem('POLICY_UNKNOWN', decision.key, `${decision.key}: ${text}`)];
  const known = anchor.policies.filter(({ sha256 }) => sha256 === policy_sha256);
  if (known.length === 0) return say(`the anchor does not know policy ${policy_sha256}`);
  const signer = openingOf(deploy)?.signer;
  const ends = signer ? known.map((policy) => endProblem(policy, signer, moment)) : [];
  return ends.length === 0 || ends.includes('') ? [] : say(`policy ${policy_sha256}: ${ends[0]}`);
}

function bundleProblems({ step, bundle, decision }: DeployMaterial): EvidenceProblem[] {
  if (!bundle || !decision) return [];
  const { intent } = step;
  const pairs: [string, string, string][] = [
    ['digest', bundle.artifact.digest, intent.digest],
    ['re-hashed digest', bundle.artifact.rehashed, intent.digest],
    ['repository id', bundle.run.repository_id, intent.repository_id],
    ['service', bundle.policy.service.name, intent.service],
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
  const signed = new Set(
    statements.flatMap((statement) => (statement.scan ? [canonicalText(statement.scan.summary)] : [])),
  );
  const unsigned = (bundle?.scans ?? []).filter((scan) => !signed.has(canonicalText(scan)));
  return unsigned.map((scan) =>
    problem(
      'STATEMENT_MISMATCH',
      decision?.key ?? '',
      `${decision?.key}: the ${scan.kind} scan by ${scan.tool} is in no statement signed by the build`,
    ),
  );
}

/** What the build signed, as the gate reads it. */
function partsOf({ statements }: Pick<DeployMaterial, 'statements'>): SignedPart[] {
  return statements.flatMap(({ predicateType, scan, signer, commit }) =>
    signedParts({ predicateType, scan: scan?.summary ?? null, signer, provenanceCommit: commit }),
  );
}

/**
 * The intent must name the counted commit, for which everything that the policy required is signed; statements for
 * another do not count.
 */
function commitProblems(deploy: DeployMaterial): EvidenceProblem[] {
  const { step, bundle } = deploy;
  if (!bundle) return [];
  const { intent, intent_key: key } = step;
  const say = (text: string) => [problem('STATEMENT_MISMATCH', key, `${key}: ${text}`)];
  const parts = partsOf(deploy);
  if (provenCommits(parts).length === 0) return say(`no signed provenance says where ${intent.digest} comes from`);
  const required = requiredParts(bundle.policy.scans);
  const missing = missingParts(parts, required, intent.commit);
  if (missing.length > 0)
    return say(`of commit ${intent.commit}, which the intent names, nothing is signed as ${listed(missing)}`);
  const counts = countedCommit(parts, required);
  if (counts === intent.commit) return [];
  return say(
    `the statements that count are of ${counts === '' ? 'no single commit' : `commit ${counts}`}, the intent names ${intent.commit}`,
  );
}
