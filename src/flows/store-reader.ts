// Opens a store that is only read. A folder that is not there would read as evidence that was removed, so it must never be made,
// and never be taken for an empty store.
import { Fault } from '../base/fault.ts';
import type { StoreSpec } from '../model/config.ts';
import type { Ports, Store } from '../model/ports.ts';

/** The store of a spec, for a reader with its own credentials. Throws STORE_FAILED for a folder that does not exist, and what the store throws. */
export async function openForReading(ports: Pick<Ports, 'files' | 'store'>, spec: StoreSpec): Promise<Store> {
  if (spec.type === 'dir' && !(await ports.files.exists(spec.path)))
    throw new Fault('STORE_FAILED', `dir:${spec.path}: there is no such folder; expected one with evidence in it`, {
      hint: 'Check the path; nothing was read, so nothing is said about the evidence.',
    });
  return ports.store(spec);
}
