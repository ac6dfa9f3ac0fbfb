// Collects what an auditor's question needs, from a store and an anchor alone: no configuration, no network but the store. What is
// missing or wrong is carried along as problems, so that the answer can name it.
import type { Moment } from '../../audit/anchored.ts';
import { answerDeploy } from '../../audit/deploy.ts';
import type { AuditMaterial, LedgerMaterial } from '../../audit/material.ts';
import { renderDeploy, renderRunning } from '../../audit/render.ts';
import { answerRunning, ledgersAsked, type RunningQuestion, stepsInForce } from '../../audit/running.ts';
import { Fault } from '../../base/fault.ts';
import { inParallel } from '../../base/parallel.ts';
import { ledgerPrefix, parseKey } from '../../evidence/keys.ts';
import { headProblems, readChain } from '../../evidence/ledger.ts';
import type { Anchor } from '../../model/evidence.ts';
import { type DeployId, RepositoryId } from '../../model/ids.ts';
import type { ObjectVersion, Store } from '../../model/ports.ts';
import { readLedgerObjects } from '../evidence/ledger.ts';
import { collectUnledgered } from './denials.ts';
import { collectDeploy } from './evidence.ts';
import { openReader } from './manifests.ts';

/** What is asked: one deploy, or what ran at a time (over all repositories and environments of the store, or one). */
export type AuditSelection = { type: 'deploy'; deployId: DeployId } | ({ type: 'running' } & RunningQuestion);

/** Reads ledgers and the evidence of the selected deploys. Throws DEPLOY_UNKNOWN when the store and the anchor know no ledger of the repository, TRUST_ROOT_INVALID, and what the store throws. */
async function collectAudit(store: Store, anchor: Anchor, selection: AuditSelection): Promise<AuditMaterial> {
  const repositoryId =
    selection.type === 'deploy' ? RepositoryId.parse(selection.deployId.split('/')[0]) : selection.repositoryId;
  const { ledgers, strayObjects } = await readLedgers(store, anchor, repositoryId);
  const moments = selectMoments(ledgers, selection);
  const asked = selection.type === 'deploy' && moments.length === 0 ? selection.deployId : undefined;
  const unledgered = asked === undefined ? null : await collectUnledgered(store, anchor, asked);
  if (unledgered && ledgers.length === 0 && unledgered.denials.length === 0) {
    throw new Fault('DEPLOY_UNKNOWN', `${store.uri} holds no ledger of repository id ${repositoryId}`);
  }
  const repositories = [...new Set(moments.map(({ ledger }) => ledger.repository_id))];
  const deploys = await inParallel(repositories, async (id) => {
    const reader = await openReader(store, anchor, RepositoryId.parse(id));
    const own = moments.filter(({ ledger }) => ledger.repository_id === id);
    return inParallel(own, (moment) => collectDeploy(reader, moment));
  });
  return { store: store.uri, anchor, ledgers, strayObjects, deploys: deploys.flat(), unledgered };
}

function selectMoments(ledgers: readonly LedgerMaterial[], selection: AuditSelection): Moment[] {
  if (selection.type === 'running')
    return ledgersAsked(ledgers, selection).flatMap((ledger) =>
      stepsInForce(ledger, selection.at).map((step) => ({ step, ledger })),
    );
  return ledgers.flatMap((ledger) =>
    ledger.steps.filter(({ intent }) => intent.deploy_id === selection.deployId).map((step) => ({ step, ledger })),
  );
}

/** The ledgers of one repository, or of all, and those that only the anchor still knows; what is no entry of any is counted. */
async function readLedgers(store: Store, anchor: Anchor, repositoryId: RepositoryId | undefined) {
  const rows = await store.list(repositoryId === undefined ? 'ledger/' : `ledger/${repositoryId}/`);
  const heads = anchor.ledger_heads.filter((head) => repositoryId === undefined || head.repository_id === repositoryId);
  const byPrefix = Map.groupBy(rows, ({ key }) => key.split('/').slice(0, 4).join('/'));
  // Junk under a name makes no ledger of it; junk beside entries breaks the one it lies in.
  const stored = [...byPrefix].filter(([, found]) => found.some(({ key }) => parseKey(key)?.area === 'ledger'));
  const places = new Set([...stored.map(([place]) => place), ...heads.map(placeOfHead)]);
  const ledgers = await inParallel([...places], (place) =>
    readOneLedger(store, anchor, place, byPrefix.get(place) ?? []),
  );
  const strays = rows.filter(({ key }) => !places.has(key.split('/').slice(0, 4).join('/')));
  return { ledgers, strayObjects: new Set(strays.map(({ key }) => key)).size };
}

function placeOfHead({ repository_id, service, environment }: Anchor['ledger_heads'][number]): string {
  return `ledger/${repository_id}/${service}/${environment}`;
}

async function readOneLedger(
  store: Store,
  anchor: Anchor,
  place: string,
  rows: readonly ObjectVersion[],
): Promise<LedgerMaterial> {
  const [, repository_id = '', service = '', environment = ''] = place.split('/');
  const ledger = { repository_id, service, environment };
  const objects = await readLedgerObjects(store, ledgerPrefix(ledger), rows);
  const chain = readChain(objects, ledger);
  const heads = anchor.ledger_heads.filter((head) => placeOfHead(head) === place);
  const lost = heads.flatMap((head) => headProblems(chain.steps, head));
  return {
    ...ledger,
    steps: chain.steps,
    problems: [...chain.problems, ...lost],
    lost: lost.length > 0,
  };
}

/** Question 2: the approval chain, the signatures and the scan results of one deploy. Throws as `collectAudit`. */
export async function auditDeploy(store: Store, anchor: Anchor, deployId: DeployId) {
  const answer = answerDeploy(await collectAudit(store, anchor, { type: 'deploy', deployId }), deployId);
  return { answer, denied: answer.verdict !== 'proven', text: renderDeploy(answer), json: answer };
}

/** Question 5: whether this digest is what was last recorded as deployed at a time, as it was approved. Throws as `collectAudit`. */
export async function auditRunning(store: Store, anchor: Anchor, asked: RunningQuestion) {
  const answer = answerRunning(await collectAudit(store, anchor, { type: 'running', ...asked }), asked);
  return { answer, denied: answer.verdict !== 'proven', text: renderRunning(answer), json: answer };
}
