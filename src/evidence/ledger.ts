// The ledger is the order of deploys and the lease on an environment: a hash chain of intents and results. Reading it never
// repairs anything; the first entry that does not fit is named.
import { canonicalBytes } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { Fault } from '../base/fault.ts';
import { counted, printable } from '../base/text.ts';
import type { Reading } from '../formats/format.ts';
import { readStoredIntent } from '../formats/ledger-intent/read.ts';
import { readStoredResult } from '../formats/ledger-result/read.ts';
import {
  type EvidenceProblem,
  type LedgerFacts,
  LedgerIntent,
  type LedgerPlace,
  LedgerResult,
  type LedgerStep,
} from '../model/evidence.ts';
import { type EpochSeconds, RepositoryId, type RunId, Sha256 } from '../model/ids.ts';
import { intentKey, ledgerPrefix, parseKey, resultKey } from './keys.ts';

/** How far, in seconds, the clocks of two runs may disagree; gate.time.sane allows as much. */
const clockSkew = 300;

/** A ledger object as found: the bytes of its oldest version, how many versions it has, and whether a delete marker hides it. */
export type LedgerObject = {
  key: string;
  bytes: Uint8Array;
  versions: number;
  deleteMarker: boolean;
  /** Why the store lists the object but does not return it; absent when it was read. */
  unreadable?: string;
  /** Why the bytes are not an entry, and are not kept; absent for an entry. */
  invalid?: string;
};

/** Every step whose intent can be read, in order, and everything that is wrong, the first bad entry first. */
export type LedgerChain = { steps: LedgerStep[]; problems: EvidenceProblem[] };

/** Collects problems while a chain is read. */
class ChainReader {
  readonly problems: EvidenceProblem[] = [];
  private readonly objects: ReadonlyMap<string, LedgerObject>;

  constructor(objects: readonly LedgerObject[]) {
    this.objects = new Map(objects.map((object) => [object.key, object]));
  }

  report(key: string, text: string, code: EvidenceProblem['code'] = 'LEDGER_BROKEN'): void {
    this.problems.push({ code, key, text: `${printable(key, 1100)}: ${text}` });
  }

  /** The entry at a key with its digest, or undefined after saying why. */
  read<T>(
    readBytes: (bytes: Uint8Array) => Reading<T>,
    key: string,
    required: boolean,
  ): { value: T; sha256: Sha256 } | undefined {
    const stored = this.objects.get(key);
    if (!stored) {
      if (required) this.report(key, 'this entry is missing, though there are later ones');
      return undefined;
    }
    if (stored.deleteMarker) this.report(key, 'a delete marker hides this entry');
    if (stored.versions !== 1) this.report(key, `this entry has ${stored.versions} versions, expected exactly one`);
    if (stored.unreadable !== undefined) {
      this.report(key, `the store lists it but does not return it: ${stored.unreadable}`, 'OBJECT_UNREADABLE');
      return undefined;
    }
    if (stored.invalid !== undefined) {
      this.report(key, `not a valid entry: ${stored.invalid}`);
      return undefined;
    }
    const reading = readBytes(stored.bytes);
    if (reading.ok) return { value: reading.value, sha256: Sha256.parse(sha256Hex(stored.bytes)) };
    this.report(key, `not a valid entry: ${reading.problem}`);
    return undefined;
  }

  compare(key: string, entry: Readonly<Record<string, unknown>>, expected: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(expected)) {
      if (entry[name] === value) continue;
      this.report(key, `${name} is ${JSON.stringify(entry[name])}, expected ${JSON.stringify(value)}`);
    }
  }
}

/**
 * Reads all entries of one environment's ledger, in any order. Never throws for their content, and takes time by the
 * number of objects, not by their sequence numbers.
 */
export function readChain(objects: readonly LedgerObject[], place: LedgerPlace): LedgerChain {
  const reader = new ChainReader(objects);
  const numbers = sequencesOf(reader, objects, ledgerPrefix(place));
  const last = numbers.at(-1) ?? -1;
  const steps: LedgerStep[] = [];
  let expected = 0;
  for (const seq of numbers) {
    if (seq > expected) reportHole(reader, intentKey(place, expected), seq - expected);
    const step = readStep(reader, steps.at(-1), { seq, last, place });
    if (step) steps.push(step);
    expected = seq + 1;
  }
  const seen = new Map<string, number>();
  for (const { intent, intent_key } of steps) {
    const twin = seen.get(intent.deploy_id);
    if (twin !== undefined) reader.report(intent_key, `deploy ${intent.deploy_id} is already entry ${twin}`);
    else seen.set(intent.deploy_id, intent.seq);
  }
  return { steps, problems: reader.problems };
}

function reportHole(reader: ChainReader, key: string, count: number): void {
  const others = count === 1 ? '' : `, and ${counted(count - 1, 'more entry', 'more entries')} after it`;
  reader.report(key, `this entry is missing${others}, though there are later ones`);
}

/** The numbers that any object claims, each once and in order. */
function sequencesOf(reader: ChainReader, objects: readonly LedgerObject[], prefix: string): number[] {
  const found = new Set<number>();
  for (const { key } of objects) {
    const parsed = parseKey(key);
    if (key.startsWith(prefix) && parsed?.area === 'ledger') found.add(parsed.seq);
    else reader.report(key, 'this is not the key of a ledger entry');
  }
  return [...found].sort((a, b) => a - b);
}

type StepPlace = { seq: number; last: number; place: LedgerPlace };

function readStep(
  reader: ChainReader,
  previous: LedgerStep | undefined,
  { seq, last, place }: StepPlace,
): LedgerStep | undefined {
  const { repository_id, service, environment } = place;
  const key = intentKey(place, seq);
  const found = reader.read(readStoredIntent, key, true);
  const intent = found?.value;
  if (intent) {
    const before = seq === 0 ? '' : previous?.intent.seq === seq - 1 ? previous.closed?.sha256 : undefined;
    reader.compare(key, intent, {
      seq,
      repository_id,
      service,
      environment,
      deploy_id: `${repository_id}/${intent.run_id}`,
    });
    if (before !== undefined) reader.compare(key, intent, { previous_result_sha256: before });
    const ended = previous?.closed?.result.time ?? 0;
    if (intent.time < ended - clockSkew)
      reader.report(key, `time is ${intent.time}, expected not before ${ended}, when the entry before it ended`);
  }
  const resultAt = resultKey(place, seq);
  const end = reader.read(readStoredResult, resultAt, seq < last);
  if (!found || !intent) return undefined;
  const closed = end ? { result: end.value, key: resultAt, sha256: end.sha256 } : null;
  if (closed) checkResult(reader, closed, intent, found.sha256);
  return { intent, intent_key: key, intent_sha256: found.sha256, closed };
}

function checkResult(
  reader: ChainReader,
  { result, key }: NonNullable<LedgerStep['closed']>,
  intent: LedgerIntent,
  intentSha: Sha256,
): void {
  const { seq, deploy_id, service } = intent;
  reader.compare(key, result, { seq, deploy_id, service, intent_sha256: intentSha });
  if (result.time < intent.time)
    reader.report(key, `time is ${result.time}, expected not before its intent at ${intent.time}`);
  if (result.reconciled_by !== '') return;
  reader.compare(key, result, { run_id: intent.run_id, reconcile_reason: '' });
  if (result.outcome === 'unknown') reader.report(key, 'outcome unknown, but it was not reconciled');
}

/** What the gate needs to know of the ledger; `store` is printed with a first deploy. Problems become a sentence, never a Fault. */
export function readLedger(store: string, objects: readonly LedgerObject[], place: LedgerPlace): LedgerFacts {
  const { steps, problems } = readChain(objects, place);
  const last = steps.at(-1);
  const successes = steps.flatMap(({ intent, closed }) => {
    if (closed?.result.outcome !== 'succeeded') return [];
    return [{ commit: intent.commit, digest: intent.digest, deploy_id: intent.deploy_id, time: closed.result.time }];
  });
  const success = successes.at(-1) ?? null;
  return {
    store,
    readable: true,
    head: steps.findLast((step) => step.closed)?.closed?.sha256 ?? '',
    next_seq: last ? last.intent.seq + 1 : 0,
    problem: problems[0]?.text ?? '',
    open_intent: last && !last.closed ? last.intent : null,
    last_success: success,
    last_other_success: successes.findLast(({ commit }) => commit !== success?.commit) ?? null,
  };
}

/** Compares a chain with a head that was noted outside the store; only this reveals a cut tail (threat E7). */
export function headProblems(
  steps: readonly LedgerStep[],
  head: LedgerPlace & { seq: number; result_sha256: string },
): EvidenceProblem[] {
  const key = resultKey(head, head.seq);
  const found = steps.find((step) => step.intent.seq === head.seq)?.closed;
  if (!found)
    return [{ code: 'LEDGER_TAIL_CUT', key, text: `${key}: the anchor knows this entry, the store does not have it` }];
  if (found.sha256 === head.result_sha256) return [];
  const text = `${key}: its bytes have sha256 ${found.sha256}, the anchor knows ${head.result_sha256}`;
  return [{ code: 'LEDGER_BROKEN', key, text }];
}

/** The ledger facts when the ledger could not be read: unreadable, which denies. */
export function unreadableLedger(store: string, problem: string): LedgerFacts {
  const nothing = { head: '', next_seq: 0, open_intent: null, last_success: null, last_other_success: null };
  return { store, readable: false, problem, ...nothing };
}

/** What a deploy adds to the ledger facts to make its intent. */
export type IntentFields = Pick<
  LedgerIntent,
  | 'repository_id'
  | 'service'
  | 'environment'
  | 'digest'
  | 'commit'
  | 'run_id'
  | 'lease'
  | 'actor_id'
  | 'actor'
  | 'time'
  | 'decision_sha256'
>;

/** The next intent after what the ledger says. Throws INTENT_OPEN while another is open, STORE_CORRUPT for a ledger that is no chain. */
export function nextIntent(facts: LedgerFacts, fields: IntentFields): LedgerIntent {
  if (facts.open_intent) {
    throw new Fault(
      'INTENT_OPEN',
      `deploy ${facts.open_intent.deploy_id} of ${fields.service} to ${fields.environment} has an intent without a result`,
    );
  }
  if (!facts.readable || facts.problem !== '')
    throw new Fault(
      'STORE_CORRUPT',
      `the ledger of ${fields.service} in ${fields.environment} does not hold: ${facts.problem}`,
    );
  return LedgerIntent.parse({
    schema: 'safeguard.ledger-intent/v1',
    seq: facts.next_seq,
    deploy_id: `${RepositoryId.parse(fields.repository_id)}/${fields.run_id}`,
    run_attempt: 1,
    previous_result_sha256: facts.head,
    ...fields,
  });
}

/** How a deploy ended; `reconciled` when another run closes it with a named person and a reason. */
export type Closing = {
  time: EpochSeconds;
  manifest_sha256: Sha256;
} & (
  | { outcome: 'succeeded' | 'failed'; reconciled?: undefined }
  | {
      outcome: LedgerResult['outcome'];
      /** `intent_sha256` is that of the intent's stored bytes, which another release may have written. */
      reconciled: { run_id: RunId; by: string; reason: string; intent_sha256: Sha256 };
    }
);

/** The result that closes an intent. Throws RECONCILE_REFUSED when a reconciliation names no person or no reason. */
export function closeIntent(intent: LedgerIntent, { reconciled, ...closing }: Closing): LedgerResult {
  if (reconciled && (reconciled.by.trim() === '' || reconciled.reason.trim() === '')) {
    throw new Fault('RECONCILE_REFUSED', `closing ${intent.deploy_id} needs a named person and a reason`);
  }
  return LedgerResult.parse({
    schema: 'safeguard.ledger-result/v1',
    seq: intent.seq,
    deploy_id: intent.deploy_id,
    service: intent.service,
    intent_sha256: reconciled?.intent_sha256 ?? sha256Hex(canonicalBytes(intent)),
    run_id: reconciled?.run_id ?? intent.run_id,
    reconciled_by: reconciled?.by ?? '',
    reconcile_reason: reconciled?.reason ?? '',
    ...closing,
  });
}
