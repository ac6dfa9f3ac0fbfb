// One entry of a ledger by its bytes: whether it is one at all, and whose. It reads no chain.
import { readStoredIntent } from '../formats/ledger-intent/read.ts';
import { readStoredResult } from '../formats/ledger-result/read.ts';
import { parseKey } from './keys.ts';

/** More than any entry has: every word of one has a length. The listing says so before a byte is fetched. */
const entryLimit = 64 * 1024;

/** Why an object of this size is no entry; '' for one that may be. */
export function sizeProblem(size: number): string {
  return size > entryLimit ? `it has ${size} bytes, expected at most ${entryLimit}` : '';
}

/** Why bytes at a key are no entry; '' for an entry, which is small. What is none need not be kept. */
export function entryProblem(key: string, bytes: Uint8Array): string {
  const parsed = parseKey(key);
  if (parsed?.area !== 'ledger') return 'this is not the key of a ledger entry';
  const reading = parsed.entry === 'intent' ? readStoredIntent(bytes) : readStoredResult(bytes);
  return sizeProblem(bytes.length) || (reading.ok ? '' : reading.problem);
}

/** The run that wrote an entry, as `<repository id>/<run id>`; '' for bytes that are none. */
export function holderOf(bytes: Uint8Array): string {
  const intent = readStoredIntent(bytes);
  if (intent.ok) return intent.value.deploy_id;
  const result = readStoredResult(bytes);
  // A result is written by the run that closes the deploy, which is another one when it is reconciled.
  return result.ok ? `${result.value.deploy_id.split('/')[0]}/${result.value.run_id}` : '';
}
