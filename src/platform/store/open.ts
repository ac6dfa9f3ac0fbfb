// Opens the store that a configuration or an auditor names; the code of S3 is loaded only for S3. It must never fall back to another store.
import type { StoreSpec } from '../../model/config.ts';
import type { AwsCredentials, Store } from '../../model/ports.ts';

/** Credentials of a role, or none for a folder and for an auditor's own; `local: false` refuses plain http even to loopback. */
export type StoreOptions = { credentials?: AwsCredentials | undefined; local?: boolean };

/** The store of a spec. The spec's own rule lets plain http only reach loopback; throws CONFIG_INVALID where `local` is false, FILE_UNSAFE, STORE_INVALID. */
export async function openStore(spec: StoreSpec, { credentials, local = true }: StoreOptions = {}): Promise<Store> {
  if (spec.type === 'dir') return (await import('./dir.ts')).openDirStore(spec.path);
  return (await import('./s3.ts')).openS3Store(spec, { credentials, local });
}
