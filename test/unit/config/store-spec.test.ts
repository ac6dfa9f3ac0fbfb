// The one-line form of a store: what the parser takes is what the descriptions and hints name, and a refusal is a sentence.
import { describe, expect, test } from '@jest/globals';
import { faultRegister } from '../../../src/base/fault-register.ts';
import { commands } from '../../../src/commands/index.ts';
import { parseStoreSpec } from '../../../src/config/store-spec.ts';

const form = 'dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT';

describe('a store in one line', () => {
  test('is a folder or a bucket with region and owner', () => {
    expect(parseStoreSpec('dir:a b')).toEqual({ type: 'dir', path: 'a b' });
    const account = '111122223333';
    expect(parseStoreSpec(`s3:clinic-evidence?region=eu-central-1&account=${account}`)).toEqual({
      ...{ type: 's3', bucket: 'clinic-evidence', region: 'eu-central-1', account },
    });
  });

  test.each([
    ['clinic-evidence', form],
    ['s3:clinic-evidence', 'region is missing; account is missing'],
    ['s3:clinic-evidence?region=eu-central-1&account=111122223333&versions=no', 'versions is not known'],
    ['s3:Clinic?region=eu-central-1&account=111122223333', 'bucket: expected an S3 bucket name'],
  ])('%s is refused in a sentence', (text, said) => {
    expect(() => parseStoreSpec(text)).toThrow(expect.objectContaining({ code: 'STORE_INVALID' }));
    expect(() => parseStoreSpec(text)).toThrow(said);
    expect(() => parseStoreSpec(text)).not.toThrow(/[✖→]/u);
  });

  test('has the same form in every description and hint', async () => {
    const all = await Promise.all(Object.values(commands).map((load) => load()));
    const stores = all.flatMap(({ inputs }) => (inputs.shape.store ? [inputs.shape.store.description] : []));
    expect(stores.length).toBeGreaterThan(3);
    for (const text of [...stores, faultRegister.STORE_INVALID.hint]) expect(text).toContain(form);
  });
});
