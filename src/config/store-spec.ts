// The one-line form of a store that an auditor types: dir:PATH or s3:BUCKET?region=...&account=...[&endpoint=...].
import { Fault } from '../base/fault.ts';
import { mistakesOf } from '../base/mistakes.ts';
import { StoreSpec } from '../model/config.ts';

/** Reads the one-line form. Throws STORE_INVALID naming what is missing. */
export function parseStoreSpec(text: string): StoreSpec {
  const [, type = '', rest = ''] = /^(dir|s3):(.+)$/.exec(text) ?? [];
  const [bucket = '', query = ''] = rest.split('?', 2);
  const candidate =
    type === 's3' ? { type, bucket, ...Object.fromEntries(new URLSearchParams(query)) } : { type, path: rest };
  const parsed = StoreSpec.safeParse(candidate);
  if (parsed.success) return parsed.data;
  const form = 'expected dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT';
  const why = type === '' ? '' : `; ${mistakesOf(parsed.error, 'the store')}`;
  throw new Fault('STORE_INVALID', `${JSON.stringify(text)}: ${form}${why}`);
}
