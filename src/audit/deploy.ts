// Answers question 2 of docs/guide/audit.md: for this deploy, show the approval chain, the signature and the scan results.
import { accountText } from '../base/account.ts';
import { canonicalText } from '../base/canonical-json.ts';
import { counted, named } from '../base/text.ts';
import type { EvidenceBundle } from '../model/decision.ts';
import type { EvidenceProblem, LedgerStep } from '../model/evidence.ts';
import type { Signer } from '../model/identity.ts';
import type { DeployId } from '../model/ids.ts';
import { isSameLedger } from './anchored.ts';
import { type AuditSignature, citations, DeployAnswer, StepAnswer } from './answers.ts';
import { countedFacts } from './build-checks.ts';
import { caveatsOf, uncountedCaveat } from './caveats.ts';
import { approvalsOf, deployProblems, lastSuccessProblems, openingOf, uniqueProblems } from './checks.ts';
import { deniedProblem, deniedRules, unknownPolicies } from './denials.ts';
import { closingOf } from './ending.ts';
import type { AuditMaterial, DenialMaterial, DeployMaterial, LedgerMaterial, ManifestMaterial } from './material.ts';
import { rowOf } from './row.ts';

const nothing = {
  deploy: null,
  row: null,
  approvals: [],
  authors: null,
  scans: [],
  exceptions: [],
  decision: null,
  signatures: [],
  objects: 0,
  uncounted: { records: 0, manifests: 0 },
  lock: '',
  locked_until: 0,
} as const;

/** The answer about one run's deploy, to every environment it deployed to. What is missing or does not fit is a problem in it, never an exception. */
export function answerDeploy(material: AuditMaterial, deployId: DeployId): DeployAnswer {
  // An id names a repository and a run, and one run may deploy to several environments, each with a separate ledger.
  const own = material.deploys.filter(({ step }) => step.intent.deploy_id === deployId);
  const denials = own.length === 0 ? (material.unledgered?.denials ?? []).map(denialOf) : [];
  const answers = own.map((deploy) => answerStep(material, deploy));
  const [first = answerUnknown(material, deployId), ...others] = answers;
  const problems = uniqueProblems([first, ...others].flatMap((answer) => answer.problems));
  const caveats = own.length === 0 ? [] : brokenElsewhere(material, own);
  return DeployAnswer.parse({
    ...first,
    verdict: problems.length === 0 ? 'proven' : 'not_proven',
    caveats: [...first.caveats, ...caveats],
    problems,
    denials,
    others,
  });
}

/** The answer about one step of one ledger, found by the step itself: its deploy id need not be the only one. */
export function answerStep(material: AuditMaterial, deploy: DeployMaterial): StepAnswer {
  const problems = stepProblems(material, deploy);
  return StepAnswer.parse({
    schema: 'safeguard.audit-deploy/v1',
    verdict: problems.length === 0 ? 'proven' : 'not_proven',
    deploy_id: deploy.step.intent.deploy_id,
    store: material.store,
    ...factsOf(deploy),
    citations: [...citations],
    caveats: caveatsOf(deploy, beginningOf(material, deploy)),
    problems,
  });
}

/** Every problem of a step and of the ledger that holds it. */
export function stepProblems(material: AuditMaterial, deploy: DeployMaterial): EvidenceProblem[] {
  const ledgers = ledgersOf(material, deploy);
  return uniqueProblems([
    ...ledgers.flatMap((ledger) => ledger.problems),
    ...ledgers.flatMap((ledger) => deployProblems(deploy, material.anchor, { step: deploy.step, ledger })),
    ...lastSuccessProblems(deploy, successesBefore(material, deploy)),
  ]);
}

/** The answer about a deploy that no ledger names: the gate denied it, or nothing is known of it. */
function answerUnknown(material: AuditMaterial, deployId: DeployId): StepAnswer {
  const { store, anchor, unledgered } = material;
  const [repositoryId] = deployId.split('/');
  const ledgers = material.ledgers.filter((ledger) => ledger.repository_id === repositoryId);
  const denials = unledgered?.denials ?? [];
  const uncounted = { records: 0, manifests: unledgered?.unsigned ?? 0 };
  const unnamed = unnamedText(material, deployId);
  const ends =
    denials.length > 0
      ? denials.map((one) => deniedProblem(one, deployId))
      : [{ code: 'NOT_DEPLOYED' as const, key: '', text: unnamed }];
  return StepAnswer.parse({
    schema: 'safeguard.audit-deploy/v1',
    verdict: 'not_proven',
    deploy_id: deployId,
    store,
    ...nothing,
    uncounted,
    citations: [...citations],
    caveats: [
      ...(denials.length > 0 ? [unnamed, ...unknownPolicies(denials, anchor)] : []),
      ...uncountedCaveat(uncounted),
    ],
    problems: uniqueProblems([
      ...ledgers.flatMap((ledger) => ledger.problems),
      ...(unledgered?.problems ?? []),
      ...ends,
    ]),
  });
}

function denialOf({ manifest, decision: { key, value } }: DenialMaterial): DeployAnswer['denials'][number] {
  const { service, environment, digest, phase, time, policy_sha256, config_sha256 } = value;
  return {
    ...{ service, environment, digest, phase, time, policy_sha256, config_sha256 },
    rules: deniedRules(value),
    decision_key: key,
    manifest: signatureOf(manifest, 'job manifest'),
  };
}

/** The ledger that a step was read from; the environment that the intent itself names is not trusted. */
function ledgersOf({ ledgers }: AuditMaterial, { step }: DeployMaterial): LedgerMaterial[] {
  return ledgers.filter(({ steps }) => steps.includes(step));
}

function successesBefore(material: AuditMaterial, deploy: DeployMaterial): LedgerStep[] {
  const steps = ledgersOf(material, deploy).flatMap((ledger) => ledger.steps);
  return steps.slice(0, steps.indexOf(deploy.step)).filter(({ closed }) => closed?.result.outcome === 'succeeded');
}

/** Where the authors of a deploy begin: the last success of another commit, or, where all were of this one, the last. */
function beginningOf(material: AuditMaterial, deploy: DeployMaterial): LedgerStep | undefined {
  const before = successesBefore(material, deploy);
  return before.findLast(({ intent }) => intent.commit !== deploy.step.intent.commit) ?? before.at(-1);
}

/** A ledger that does not hold may have lost a deploy of the same run. */
function brokenElsewhere(material: AuditMaterial, own: readonly DeployMaterial[]): string[] {
  const answered = new Set(own.flatMap((deploy) => ledgersOf(material, deploy)));
  const broken = material.ledgers.filter((ledger) => !answered.has(ledger) && ledger.problems.length > 0);
  return broken.map(
    ({ service, environment, problems }) =>
      `the ledger of ${service} in ${environment} does not hold (${problems[0]?.text}), so a deploy of the same run to it is not excluded`,
  );
}

function unnamedText({ anchor, ledgers, store }: AuditMaterial, deployId: DeployId): string {
  const seen = counted(
    ledgers.reduce((sum, ledger) => sum + ledger.steps.length, 0),
    'entry',
    'entries',
  );
  const [repositoryId] = deployId.split('/');
  const anchored = anchor.ledger_heads.filter((head) => head.repository_id === repositoryId);
  const loose = ledgers.some((ledger) => !anchored.some((head) => isSameLedger(head, ledger)));
  const tail = loose
    ? 'without a ledger head in the anchor a cut tail is not excluded'
    : "entries after the anchor's heads are not excluded";
  return `no ledger in ${store} names deploy ${deployId} (${seen} read); ${tail}`;
}

function factsOf(deploy: DeployMaterial) {
  const { bundle, objects, uncounted } = deploy;
  const opening = openingOf(deploy);
  return {
    deploy: identityOf(deploy),
    row: rowOf(deploy),
    approvals: approvalsOf(deploy).map((a) => ({ id: a.user_id, login: a.login, observed_at: a.observed_at })),
    authors: bundle?.authors ? { complete: bundle.authors.complete, people: authorLabels(bundle.authors) } : null,
    scans: scansOf(deploy),
    exceptions: bundle ? exceptionsUsed(bundle, deploy.step.intent.commit) : [],
    decision: decisionOf(deploy),
    signatures: signaturesOf(deploy),
    objects,
    uncounted,
    lock: opening?.predicate.lock ?? '',
    locked_until: deploy.lockedUntil,
  };
}

function identityOf({ step, bundle, records }: DeployMaterial) {
  const { intent, closed } = step;
  return {
    repository_id: intent.repository_id,
    repository: records.find(({ record }) => record.repository_id === intent.repository_id)?.record.repository ?? '',
    service: intent.service,
    environment: intent.environment,
    run_id: intent.run_id,
    seq: intent.seq,
    ledger_key: step.intent_key,
    digest: intent.digest,
    registry: bundle?.artifact.registry ?? '',
    commit: intent.commit,
    actor: { id: intent.actor_id, login: intent.actor },
    intended_at: intent.time,
    outcome: closed?.result.outcome ?? 'open',
    ended_at: closed?.result.time ?? null,
    reconciled_by: closed?.result.reconciled_by ?? '',
    reconcile_reason: closed?.result.reconcile_reason ?? '',
  };
}

function authorLabels({ people }: NonNullable<EvidenceBundle['authors']>): string[] {
  return [
    ...new Set(
      people.map((person) =>
        person.user_id ? accountText(person.label, person.user_id) : `${named(person.label)} (no account)`,
      ),
    ),
  ];
}

function scansOf({ step, bundle, statements }: DeployMaterial) {
  const { scans } = bundle ? countedFacts(bundle, step.intent.commit) : { scans: [] };
  return scans.map((scan) => {
    const text = canonicalText(scan);
    const signed = statements.find((statement) => statement.scan && canonicalText(statement.scan.summary) === text);
    const { kind, tool, tool_version, finished_at, proven, counts } = scan;
    return { kind, tool, tool_version, finished_at, proven, counts, signer: signed ? signerLabel(signed.signer) : '' };
  });
}

/** Exceptions in force that name a finding which was there, by its rule or by another id of the same vulnerability. */
function exceptionsUsed(bundle: EvidenceBundle, commit: string) {
  const { policy, time } = bundle;
  const findings = countedFacts(bundle, commit).scans.flatMap((scan) => scan.findings);
  return policy.exceptions
    .filter(
      (e) =>
        e.from_at <= time &&
        time < e.until_at &&
        findings.some((f) => f.tool === e.tool && [f.rule, ...(f.aliases ?? [])].includes(e.rule)),
    )
    .map((e) => ({
      id: e.id,
      rule: e.rule,
      requested_by: e['requested-by'],
      approved_by: e['approved-by'],
      until: e.until_at,
    }));
}

function decisionOf({ decision, bundle }: DeployMaterial) {
  if (!decision) return null;
  const { verdict, time, rules, policy_sha256, config_sha256 } = decision.value;
  return {
    key: decision.key,
    verdict,
    time,
    rules: rules.length,
    policy_sha256,
    config_sha256,
    config_origin: bundle?.policy.config_origin ?? '',
  };
}

/** How an answer names a signer: a contract's SAN, or a key's SPKI digest. */
function signerLabel(signer: Signer): string {
  return signer.type === 'certificate' ? signer.san : `key:${signer.spki_sha256}`;
}

function signaturesOf(deploy: DeployMaterial): AuditSignature[] {
  const manifests = [openingOf(deploy), closingOf(deploy)].filter((manifest) => manifest !== undefined);
  const about = (manifest: ManifestMaterial) => `${manifest.predicate.stage} manifest`;
  return [
    ...manifests.map((manifest) => signatureOf(manifest, about(manifest))),
    ...deploy.buildManifests.map((manifest) => signatureOf(manifest, 'build manifest')),
    ...deploy.statements.map((statement) => signatureOf(statement, statement.predicateType)),
  ];
}

function signatureOf(
  { key, sha256, signer }: Pick<ManifestMaterial, 'key' | 'sha256' | 'signer'>,
  about: string,
): AuditSignature {
  const certificate = signer.type === 'certificate' ? signer : { source_repository_id: '', environment: '' };
  return {
    key,
    sha256,
    about,
    identity: signer.type,
    signer: signerLabel(signer),
    source_repository_id: certificate.source_repository_id,
    environment: certificate.environment,
    signed_at: signer.signed_at,
  };
}
