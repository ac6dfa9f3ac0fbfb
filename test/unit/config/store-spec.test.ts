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
    ['s3:a?bucket=clinic-evidence', 'bucket is not known; known are region, account, endpoint'],
    ['s3:clinic-evidence?type=dir&path=/tmp', 'type is not known'],
    ['s3:clinic-evidence?region=eu-central-1&account=111122223333&region=eu-west-1', 'region is given twice'],
    ['s3:clinic-evidence?region=eu-central-1&account=111122223333?endpoint=x', 'account is not a plain value'],
    ['s3:clinic-evidence?region=eu-central-1&account=111122223333#x', 'account is not a plain value'],
    ['s3:clinic-evidence?region=eu%2Dcentral-1&account=1111+2222', 'account is not a plain value'],
    ['s3:clinic-evidence?region=eu-central-1&account=%E0%A4%A', 'account is not a plain value'],
    ['s3:clinic-evidence?%72egion=eu-central-1', '"%72egion" is not known'],
    ['s3:clinic-evidence?region=eu-central-1&account=111122223333&', '"" is not known'],
    ['s3:clinic-evidence/ledger?region=eu-central-1&account=111122223333', 'bucket: expected an S3 bucket name'],
    ['s3:clinic..evidence?region=eu-central-1&account=111122223333', 'bucket: expected an S3 bucket name'],
    ['s3:192.168.10.1?region=eu-central-1&account=111122223333', 'bucket: expected an S3 bucket name'],
    ['s3://clinic-evidence?region=eu-central-1&account=111122223333', 'bucket: expected an S3 bucket name'],
    ['S3:clinic-evidence?region=eu-central-1&account=111122223333', form],
    ['dir:', 'path: '],
    ['dir:/evidence?region=eu-central-1', 'the path has "?"'],
    ['dir:/evidence#x', 'the path has "#"'],
    ['dir://host/evidence', 'the path has "//"'],
    ['dir:~/evidence', 'the path has "~"'],
    ['dir: /evidence', 'a blank at an end'],
    ['dir:/evidence\u0000', 'cannot be seen'],
    ['dir:/evi\u202edence', 'cannot be seen'],
    [`dir:/${'x'.repeat(5000)}`, '5005 characters'],
    ['s3:Clinic?region=eu-central-1&account=111122223333', 'bucket: expected an S3 bucket name'],
  ])('%j is refused in a sentence', (text, said) => {
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
