// Notes how far each ledger of a store has come. A ledger that cannot be read or does not hold is named with the reason: left out in
// silence it would look, to the auditor, like one that is empty.

import { inParallel } from '../../base/parallel.ts';
import { printable } from '../../base/text.ts';
import { ledgerPrefix, parseKey } from '../../evidence/keys.ts';
import { headProblems, readChain } from '../../evidence/ledger.ts';
import type { Anchor, LedgerHead } from '../../model/evidence.ts';
import type { ObjectVersion, Store } from '../../model/ports.ts';
import { readLedgerObjects } from '../evidence/ledger.ts';

/** The heads, the ledgers without one, and a sentence for whoever prints the anchor about each thing that is not as expected. */
export type NotedHeads = { heads: LedgerHead[]; unread: Anchor['unread_ledgers']; notes: string[] };

type Place = Omit<LedgerHead, 'seq' | 'result_sha256'>;

/** Reads these ledgers whole; each has to hold, and to hold the entries that an earlier anchor knows. Throws what the store throws when it cannot be listed. */
export async function noteHeads(store: Store, places: readonly Place[], old: Anchor | undefined): Promise<NotedHeads> {
  const rows = await store.list('ledger/');
  const byPlace = Map.groupBy(rows, ({ key }) => key.split('/').slice(0, 4).join('/'));
  const readings = await inParallel(places, (place) =>
    noteHead(store, place, byPlace.get(`ledger/${nameOf(place)}`) ?? [], old),
  );
  const unread = readings.flatMap((reading) => reading.unread);
  return {
    heads: readings.flatMap((reading) => reading.heads),
    unread,
    notes: [
      ...unread.map((one) => `the head of ${nameOf(one)} is not noted: ${one.problem}`),
      ...unnamedNote(byPlace, new Set(places.map((place) => `ledger/${nameOf(place)}`))),
    ],
  };
}

function nameOf({ repository_id, service, environment }: Place): string {
  return `${repository_id}/${service}/${environment}`;
}

async function noteHead(
  store: Store,
  place: Place,
  rows: readonly ObjectVersion[],
  old: Anchor | undefined,
): Promise<Pick<NotedHeads, 'heads' | 'unread'>> {
  const objects = await readLedgerObjects(store, ledgerPrefix(place), rows);
  const { steps, problems } = readChain(objects, place);
  const known = (old?.ledger_heads ?? []).filter((head) => nameOf(head) === nameOf(place));
  const [problem] = [...problems, ...known.flatMap((head) => headProblems(steps, head))];
  if (problem) return { heads: [], unread: [{ ...place, problem: printable(problem.text, 500) }] };
  const last = steps.findLast(({ closed }) => closed);
  const heads = last?.closed ? [{ ...place, seq: last.intent.seq, result_sha256: last.closed.sha256 }] : [];
  return { heads, unread: [] };
}

/** Ledgers that belong to nobody in the configuration are counted, so that nobody takes the anchor for one of the whole store. */
function unnamedNote(byPlace: ReadonlyMap<string, readonly ObjectVersion[]>, named: ReadonlySet<string>): string[] {
  const unnamed = [...byPlace]
    .filter(([place, rows]) => !named.has(place) && rows.some(({ key }) => parseKey(key)?.area === 'ledger'))
    .map(([place]) => place.slice('ledger/'.length));
  if (unnamed.length === 0) return [];
  const shown = unnamed.slice(0, 5).join(', ');
  return [
    `ledgers in the store that safeguard.yml does not name: ${unnamed.length} (${shown}${unnamed.length > 5 ? ', ...' : ''}); their heads are not noted`,
  ];
}
