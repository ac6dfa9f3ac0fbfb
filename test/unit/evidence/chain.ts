// Builds a ledger of any length with the code under test, so that tests can break it in one place.
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { intentKey, resultKey } from '../../../src/evidence/keys.ts';
import { closeIntent, type LedgerObject, nextIntent, readLedger } from '../../../src/evidence/ledger.ts';
import type { LedgerIntent } from '../../../src/model/evidence.ts';
import { RunId } from '../../../src/model/ids.ts';
import { actorId, commit, digest, ledgerPlace, noon, sha256 } from './examples.ts';

export function ledgerObject(key: string, value: unknown): LedgerObject {
  return { key, bytes: canonicalBytes(value), versions: 1, deleteMarker: false };
}

export const facts = (objects: readonly LedgerObject[]) => readLedger('memory:store', objects, ledgerPlace);

export function appendIntent(
  objects: readonly LedgerObject[],
  run: number,
  of = commit,
): { intent: LedgerIntent; object: LedgerObject } {
  const intent = nextIntent(facts(objects), {
    ...ledgerPlace,
    digest,
    commit: of,
    run_id: RunId.parse(String(run)),
    lease: `token of ${run}`,
    actor_id: actorId,
    actor: 'ada',
    time: noon + run,
    decision_sha256: sha256(`decision ${run}`),
  });
  return { intent, object: ledgerObject(intentKey(ledgerPlace, intent.seq), intent) };
}

export function resultObject(intent: LedgerIntent, outcome: 'succeeded' | 'failed' = 'succeeded'): LedgerObject {
  const result = closeIntent(intent, {
    outcome,
    time: intent.time + 60,
    manifest_sha256: sha256(`manifest ${intent.run_id}`),
  });
  return ledgerObject(resultKey(ledgerPlace, intent.seq), result);
}

/** Intents and results of `length` deploys, runs 9000, 9001, ... */
export function chainOf(length: number): LedgerObject[] {
  const objects: LedgerObject[] = [];
  for (let index = 0; index < length; index++) {
    const { intent, object } = appendIntent(objects, 9000 + index);
    objects.push(object, resultObject(intent));
  }
  return objects;
}
