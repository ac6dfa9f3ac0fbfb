// Collects what an auditor's question needs, from a store and an anchor alone: no configuration, no network but the store. What is
// missing or wrong is carried along as problems, so that the answer can name it.
import { answerDeploy } from '../audit/deploy.ts';
import type { AuditMaterial, LedgerMaterial } from '../audit/material.ts';
import { renderDeploy, renderRunning } from '../audit/render.ts';
import { answerRunning, ledgersNaming, stepsInForce } from '../audit/running.ts';
import { Fault } from '../base/fault.ts';
import { ledgerPrefix, parseKey } from '../evidence/keys.ts';
import { headProblems, readChain } from '../evidence/ledger.ts';
import type { Anchor, LedgerStep } from '../model/evidence.ts';
import { type DeployId, type Digest, type EpochSeconds, RepositoryId } from '../model/ids.ts';
import type { Store } from '../model/ports.ts';
import { collectDeploy } from './audit-evidence.ts';
import { openReader } from './audit-manifests.ts';
import { inParallel, readLedgerObjects } from './record.ts';

/** What is asked: one deploy, or what ran at a time (over all repositories of the store, or one). */
export type AuditSelection =
  | { type: 'deploy'; deployId: DeployId }
  | { type: 'running'; digest: Digest; at: EpochSeconds; repositoryId?: RepositoryId };

/** Reads ledgers and the evidence of the selected deploys. Throws DEPLOY_UNKNOWN when the store and the anchor know no ledger of the repository, TRUST_ROOT_INVALID, and what the store throws. */
export async function collectAudit(store: Store, anchor: Anchor, selection: AuditSelection): Promise<AuditMaterial> {
  const repositoryId =
    selection.type === 'deploy' ? RepositoryId.parse(selection.deployId.split('/')[0]) : selection.repositoryId;
  const ledgers = await readLedgers(store, anchor, repositoryId);
  if (selection.type === 'deploy' && ledgers.length === 0) {
    throw new Fault('DEPLOY_UNKNOWN', `${store.uri} holds no ledger of repository id ${repositoryId}`);
  }
  const steps = selectSteps(ledgers, selection);
  const repositories = [...new Set(steps.map(({ intent }) => intent.repository_id))];
  const deploys = await inParallel(repositories, async (id) => {
    const reader = await openReader(store, anchor, id);
    const own = steps.filter(({ intent }) => intent.repository_id === id);
    return inParallel(own, (step) => collectDeploy(reader, step));
  });
  return { store: store.uri, anchor, ledgers, deploys: deploys.flat() };
}

function selectSteps(ledgers: readonly LedgerMaterial[], selection: AuditSelection): LedgerStep[] {
  if (selection.type === 'deploy')
    return ledgers.flatMap(({ steps }) => steps.filter(({ intent }) => intent.deploy_id === selection.deployId));
  return ledgersNaming(ledgers, selection.digest).flatMap((ledger) => stepsInForce(ledger, selection.at));
}

/** The ledgers of one repository, or of all, and those that only the anchor still knows. */
async function readLedgers(
  store: Store,
  anchor: Anchor,
  repositoryId: RepositoryId | undefined,
): Promise<LedgerMaterial[]> {
  const rows = await store.list(repositoryId === undefined ? 'ledger/' : `ledger/${repositoryId}/`);
  const heads = anchor.ledger_heads.filter((head) => repositoryId === undefined || head.repository_id === repositoryId);
  const stored = rows.map((row) => parseKey(row.key)).filter((parsed) => parsed?.area === 'ledger');
  const places = [
    ...stored.map((p) => [p.repositoryId, p.environment] as const),
    ...heads.map((h) => [h.repository_id, h.environment] as const),
  ];
  const unique = [...new Map(places.map((place) => [place.join('/'), place])).values()];
  return inParallel(unique, ([id, environment]) => readOneLedger(store, anchor, id, environment));
}

async function readOneLedger(
  store: Store,
  anchor: Anchor,
  repositoryId: string,
  environment: string,
): Promise<LedgerMaterial> {
  const chain = readChain(
    await readLedgerObjects(store, ledgerPrefix(repositoryId, environment)),
    repositoryId,
    environment,
  );
  const heads = anchor.ledger_heads.filter(
    (head) => head.repository_id === repositoryId && head.environment === environment,
  );
  return {
    repositoryId,
    environment,
    steps: chain.steps,
    problems: [...chain.problems, ...heads.flatMap((head) => headProblems(chain.steps, head))],
  };
}

/** Question 2: the approval chain, the signatures and the scan results of one deploy. Throws as `collectAudit`. */
export async function auditDeploy(store: Store, anchor: Anchor, deployId: DeployId) {
  const answer = answerDeploy(await collectAudit(store, anchor, { type: 'deploy', deployId }), deployId);
  return { answer, denied: answer.verdict !== 'proven', text: renderDeploy(answer), json: answer };
}

/** Question 5: whether this digest is what was last recorded as deployed at a time, as it was approved. Throws as `collectAudit`. */
export async function auditRunning(
  store: Store,
  anchor: Anchor,
  asked: { digest: Digest; at: EpochSeconds; repositoryId?: RepositoryId },
) {
  const answer = answerRunning(
    await collectAudit(store, anchor, { type: 'running', ...asked }),
    asked.digest,
    asked.at,
  );
  return { answer, denied: answer.verdict !== 'proven', text: renderRunning(answer), json: answer };
}
