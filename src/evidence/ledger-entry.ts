// Checks the bytes of one ledger entry: whether they are an entry, and which run wrote it. It reads no chain.
import { readStoredIntent } from '../formats/ledger-intent/read.ts';
import { readStoredResult } from '../formats/ledger-result/read.ts';
import { parseKey } from './keys.ts';

/** Larger than any entry, since every field has a maximum length. The listing reports the size before a byte is fetched. */
const entryLimit = 64 * 1024;

/** Why an object of this size cannot be an entry; '' when it can. */
export function sizeProblem(size: number): string {
  return size > entryLimit ? `it has ${size} bytes, expected at most ${entryLimit}` : '';
}

/** Why the bytes at a key are not an entry; '' for an entry. Bytes that are not an entry need not be kept. */
export function entryProblem(key: string, bytes: Uint8Array): string {
  const parsed = parseKey(key);
  if (parsed?.area !== 'ledger') return 'this is not the key of a ledger entry';
  const reading = parsed.entry === 'intent' ? readStoredIntent(bytes) : readStoredResult(bytes);
  return sizeProblem(bytes.length) || (reading.ok ? '' : reading.problem);
}

/** The run that wrote an entry, as `<repository id>/<run id>`; '' for bytes that are not an entry. */
export function holderOf(bytes: Uint8Array): string {
  const intent = readStoredIntent(bytes);
  if (intent.ok) return intent.value.deploy_id;
  const result = readStoredResult(bytes);
  // A result is written by the run that closes the deploy, which is another one when it is reconciled.
  return result.ok ? `${result.value.deploy_id.split('/')[0]}/${result.value.run_id}` : '';
}
