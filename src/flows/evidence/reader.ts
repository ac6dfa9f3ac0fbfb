// Opens a store that is only read. A folder that is not there would read as evidence that was removed, so it must never be made,
// and never be taken for an empty store.
import { Fault, isFault, textOf } from '../../base/fault.ts';
import type { FaultCode } from '../../base/fault-register.ts';
import { printable } from '../../base/text.ts';
import type { StoreSpec } from '../../model/config-store.ts';
import type { Ports, Store, StoredObject } from '../../model/ports.ts';

/** The store of a spec, for a reader with its own credentials. Throws STORE_FAILED for a folder that does not exist, and what the store throws. */
export async function openForReading(ports: Pick<Ports, 'files' | 'store'>, spec: StoreSpec): Promise<Store> {
  if (spec.type === 'dir' && !(await ports.files.exists(spec.path)))
    throw new Fault('STORE_FAILED', `dir:${spec.path}: there is no such folder; expected one with evidence in it`, {
      hint: 'Check the path; nothing was read, so nothing is said about the evidence.',
    });
  return ports.store(spec);
}

/** What a store throws when it answers and will not give one object: refused, archived, larger than any evidence, or no plain file. */
const refusals: ReadonlySet<FaultCode> = new Set(['OBJECT_UNREADABLE', 'STORE_FAILED', 'STORE_CORRUPT', 'FILE_UNSAFE']);

/** Larger than anything of ours: somebody else's, and not worth the memory. The listing says so before a byte is fetched. */
const evidenceLimit = 64 * 1024 * 1024;

/** A store that fails for now refuses nothing; the message carries the status as every error of a store does. */
const passing = /: HTTP (?:429|5\d\d) /;

/**
 * Reads one object that the store lists. That the store will not give it is a fact about this object, by one rule wherever it is met;
 * a store that does not answer is thrown as it is, because then nobody has looked.
 */
export async function readOrRefusal(
  store: Store,
  key: string,
  versionId: string,
  size = 0,
): Promise<{ object: StoredObject | undefined; refusal: string }> {
  if (size > evidenceLimit)
    return { object: undefined, refusal: `it has ${size} bytes; no evidence has more than ${evidenceLimit}` };
  try {
    return { object: await store.read(key, versionId), refusal: '' };
  } catch (error) {
    if (isFault(error) && refusals.has(error.code) && !passing.test(error.message))
      return { object: undefined, refusal: printable(textOf(error), 300) };
    throw error;
  }
}
