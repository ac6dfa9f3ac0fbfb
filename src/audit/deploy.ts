// Answers question 2: for this deploy, show the approval chain, the signature and the scan results.
import { canonicalText } from '../base/canonical-json.ts';
import { counted } from '../base/text.ts';
import type { EvidenceBundle } from '../model/decision.ts';
import type { EvidenceProblem } from '../model/evidence.ts';
import type { Signer } from '../model/identity.ts';
import type { DeployId } from '../model/ids.ts';
import { type AuditSignature, citations, DeployAnswer } from './answers.ts';
import { approvalsOf, closingOf, deployProblems, openingOf } from './checks.ts';
import type { AuditMaterial, DeployMaterial, LedgerMaterial, ManifestMaterial } from './material.ts';

const nothing = {
  deploy: null,
  approvals: [],
  authors: null,
  scans: [],
  exceptions: [],
  decision: null,
  signatures: [],
  objects: 0,
  lock: '',
  locked_until: 0,
} as const;

/** The answer about one deploy. What is missing or does not fit is a problem in it, never an exception. */
export function answerDeploy(material: AuditMaterial, deployId: DeployId): DeployAnswer {
  const deploy = material.deploys.find(({ step }) => step.intent.deploy_id === deployId);
  const [repositoryId] = deployId.split('/');
  const ledgers = material.ledgers.filter((l) => (deploy ? isLedgerOf(l, deploy) : l.repositoryId === repositoryId));
  const problems = [
    ...ledgers.flatMap((ledger) => ledger.problems),
    ...(deploy ? deployProblems(deploy, material.anchor) : [unknownDeploy(material, deployId)]),
  ];
  return DeployAnswer.parse({
    schema: 'safeguard.audit-deploy/v1',
    verdict: problems.length === 0 ? 'proven' : 'not_proven',
    deploy_id: deployId,
    store: material.store,
    ...(deploy ? factsOf(deploy) : nothing),
    citations: [...citations],
    caveats: deploy ? caveatsOf(deploy) : [],
    problems,
  });
}

function isLedgerOf(ledger: LedgerMaterial, { step: { intent } }: DeployMaterial): boolean {
  return ledger.repositoryId === intent.repository_id && ledger.environment === intent.environment;
}

function unknownDeploy({ ledgers, store }: AuditMaterial, deployId: DeployId): EvidenceProblem {
  const seen = counted(
    ledgers.reduce((sum, ledger) => sum + ledger.steps.length, 0),
    'entry',
    'entries',
  );
  const text = `no ledger in ${store} names deploy ${deployId} (${seen} read); without a ledger head in the anchor a cut tail is not excluded`;
  return { code: 'NOT_DEPLOYED', key: '', text };
}

function factsOf(deploy: DeployMaterial) {
  const { bundle, objects } = deploy;
  const opening = openingOf(deploy);
  return {
    deploy: identityOf(deploy),
    approvals: approvalsOf(deploy).map((a) => ({ id: a.user_id, login: a.login, observed_at: a.observed_at })),
    authors: bundle?.authors ? { complete: bundle.authors.complete, people: authorLabels(bundle.authors) } : null,
    scans: scansOf(deploy),
    exceptions: bundle ? exceptionsUsed(bundle) : [],
    decision: decisionOf(deploy),
    signatures: signaturesOf(deploy),
    objects,
    lock: opening?.predicate.lock ?? '',
    locked_until: deploy.lockedUntil,
  };
}

function identityOf({ step, bundle, records }: DeployMaterial) {
  const { intent, closed } = step;
  return {
    repository_id: intent.repository_id,
    repository: records.find(({ record }) => record.repository_id === intent.repository_id)?.record.repository ?? '',
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
        person.user_id ? `${person.label} (user ${person.user_id})` : `${person.label} (no account)`,
      ),
    ),
  ];
}

function scansOf({ bundle, statements }: DeployMaterial) {
  return (bundle?.scans ?? []).map((scan) => {
    const text = canonicalText(scan);
    const signed = statements.find((statement) => statement.scan && canonicalText(statement.scan) === text);
    const { kind, tool, tool_version, finished_at, proven, counts } = scan;
    return { kind, tool, tool_version, finished_at, proven, counts, signer: signed ? signerLabel(signed.signer) : '' };
  });
}

/** Exceptions in force that name the rule of a finding which was there. */
function exceptionsUsed({ policy, scans, time }: EvidenceBundle) {
  const findings = scans.flatMap((scan) => scan.findings);
  return policy.exceptions
    .filter(
      (e) => e.from_at <= time && time < e.until_at && findings.some((f) => f.rule === e.rule && f.tool === e.tool),
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
export function signerLabel(signer: Signer): string {
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

function caveatsOf(deploy: DeployMaterial): string[] {
  const { bundle, buildManifests, records } = deploy;
  const opening = openingOf(deploy);
  return [
    ...(opening?.predicate.lock === 'none'
      ? ['the environment openly does without locks: nothing kept these objects from being deleted']
      : []),
    ...(opening?.signer.type === 'key'
      ? ['a key signed the manifests; a key names no workflow, run or environment']
      : []),
    ...(bundle?.policy.config_origin === 'flag'
      ? ['the configuration was given on the command line, not taken from the compliance repository']
      : []),
    ...(bundle?.scans.some((scan) => scan.replay)
      ? ['at least one scan was recorded earlier and handed in again']
      : []),
    ...(bundle?.authors?.complete === false ? ['the list of authors is not complete'] : []),
    ...(buildManifests.length === 0
      ? ['no manifest of the build run was found; the scans are shown from the statements the build signed']
      : []),
    ...records
      .filter(({ record }) => record.kind === 'reconcile')
      .map(({ record }) => `closed by hand: ${record.summary}`),
  ];
}
