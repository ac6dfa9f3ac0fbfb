// Keys: every part is validated, every key reads back into its parts, and near misses are not read as keys.
import { describe, expect, test } from '@jest/globals';
import { isFault } from '../../../src/base/fault.ts';
import {
  blobKey,
  intentKey,
  ledgerPrefix,
  manifestKey,
  manifestPrefix,
  parseKey,
  publishedKey,
  publishedPrefix,
  recordKey,
  recordPrefix,
  resultKey,
} from '../../../src/evidence/keys.ts';
import { ledgerPlace, noon, sha256 } from './examples.ts';

const sha = sha256('x');
const place = {
  repository_id: '7001',
  service: 'clinic-api',
  environment: 'production',
  run_id: '9001',
  run_attempt: 1,
  kind: 'scan',
  time: noon,
  job: 'deploy-it',
};

describe('keys', () => {
  test('have the layout of the architecture', () => {
    expect(ledgerPrefix(ledgerPlace)).toBe('ledger/7001/clinic-api/production/');
    expect(intentKey(ledgerPlace, 0)).toBe('ledger/7001/clinic-api/production/00000000-intent.json');
    expect(resultKey(ledgerPlace, 42)).toBe('ledger/7001/clinic-api/production/00000042-result.json');
    expect(recordPrefix(place)).toBe('records/7001/clinic-api/dt=2026-10-01/env=production/9001-');
    expect(recordKey(place, sha)).toBe(`records/7001/clinic-api/dt=2026-10-01/env=production/9001-1/scan-${sha}.json`);
    expect(recordKey({ ...place, environment: '' }, sha)).toBe(
      `records/7001/clinic-api/dt=2026-10-01/env=_build/9001-1/scan-${sha}.json`,
    );
    expect(blobKey('7001', sha)).toBe(`blobs/7001/sha256/${sha}`);
    const image = 'b'.repeat(64);
    expect(publishedPrefix(ledgerPlace, `sha256:${image}`)).toBe(`published/7001/clinic-api/${image}/`);
    expect(publishedKey(ledgerPlace, `sha256:${image}`, sha)).toBe(`published/7001/clinic-api/${image}/${sha}.json`);
    expect(parseKey(publishedKey(ledgerPlace, `sha256:${image}`, sha))).toBeUndefined();
    expect(() => publishedPrefix(ledgerPlace, '../x')).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }));
    expect(manifestPrefix(place)).toBe('manifests/7001/clinic-api/dt=2026-10-01/9001-');
    expect(manifestKey(place, sha)).toBe(`manifests/7001/clinic-api/dt=2026-10-01/9001-1-deploy-it-${sha}.json`);
  });

  test('read back into the parts they were made of', () => {
    expect(parseKey(resultKey(ledgerPlace, 42))).toEqual({
      area: 'ledger',
      repositoryId: '7001',
      service: 'clinic-api',
      environment: 'production',
      seq: 42,
      entry: 'result',
    });
    const run = {
      repositoryId: '7001',
      service: 'clinic-api',
      runId: '9001',
      attempt: 1,
      sha256: sha,
      day: '2026-10-01',
    };
    expect(parseKey(recordKey(place, sha))).toEqual({
      area: 'record',
      ...run,
      environment: 'production',
      kind: 'scan',
    });
    expect(parseKey(recordKey({ ...place, environment: '' }, sha))).toEqual({
      area: 'record',
      ...run,
      environment: '',
      kind: 'scan',
    });
    expect(parseKey(blobKey('7001', sha))).toEqual({ area: 'blob', repositoryId: '7001', sha256: sha });
    expect(parseKey(manifestKey(place, sha))).toEqual({ area: 'manifest', ...run, job: 'deploy-it' });
  });

  test.each([
    `${blobKey('7001', sha)}/`,
    ` ${blobKey('7001', sha)}`,
    `${blobKey('7001', sha)}\n`,
    blobKey('7001', sha).toUpperCase(),
    `blobs/07001/sha256/${sha}`,
    `blobs/7001/../sha256/${sha}`,
    'ledger/7001/clinic-api/production/0000042-intent.json',
    'ledger/7001/clinic-api/production/00000042-intent.json.bak',
    'ledger/7001/clinic-api/_build/00000042-intent.json',
    'ledger/7001/clinic-api/pro/duction/00000042-intent.json',
    'ledger/7001/production/00000042-intent.json',
    'ledger/7001/Clinic/production/00000042-intent.json',
    'ledger/7001/clinic.api/production/00000042-intent.json',
    `records/7001/dt=2026-10-01/env=production/9001-1/scan-${sha}.json`,
    `records/7001/clinic-api/dt=2026-10-01/env=production/9001-1/Rumor-${sha}.json`,
    `records/7001/clinic-api/dt=2026-10-01/env=_other/9001-1/scan-${sha}.json`,
    `records/7001/clinic-api/dt=2026-10-01/env=production/9001-0/scan-${sha}.json`,
    `manifests/7001/clinic-api/dt=2026-10-1/9001-1-deploy-${sha}.json`,
    `manifests/7001/clinic-api/dt=2026-10-01/9001-1-${sha}.json`,
    '',
  ])('%j is not a key of ours', (key) => {
    expect(parseKey(key)).toBeUndefined();
  });

  const hostile = [
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    'a\u0000',
    '-a',
    ' a',
    'a\n',
    'é',
    'a'.repeat(64),
    '%2e%2e',
    '_build',
    '‮a',
  ];
  test.each(hostile)('the environment %j never becomes part of a key', (environment) => {
    const make = () => ledgerPrefix({ ...ledgerPlace, environment });
    expect(make).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }));
    if (environment !== '')
      expect(() => recordPrefix({ ...place, environment })).toThrow(
        expect.objectContaining({ code: 'RECORD_INVALID' }),
      );
  });

  test.each([
    () => intentKey({ ...ledgerPlace, repository_id: '../7001' }, 0),
    () => intentKey(ledgerPlace, -1),
    () => intentKey(ledgerPlace, 100_000_000),
    () => intentKey(ledgerPlace, 1.5),
    () => recordKey({ ...place, kind: '../scan' }, sha),
    () => recordKey({ ...place, run_attempt: 0 }, sha),
    () => recordKey({ ...place, run_id: '9001-1/x' }, sha),
    () => recordKey({ ...place, time: -1 }, sha),
    () => recordKey(place, sha.toUpperCase()),
    () => recordKey({ ...place, service: '../x' }, sha),
    () => recordKey({ ...place, service: '' }, sha),
    () => manifestKey({ ...place, service: 'a.b' }, sha),
    () => ledgerPrefix({ ...ledgerPlace, service: 'A' }),
    () => publishedPrefix({ ...ledgerPlace, service: 'a/b' }, `sha256:${sha}`),
    () => blobKey('7001', `${sha}/..`),
    () => manifestKey({ ...place, job: 'a/b' }, sha),
    () => manifestKey({ ...place, job: '' }, sha),
  ])('a bad part is refused (%#)', (make) => {
    let error: unknown;
    try {
      make();
    } catch (caught) {
      error = caught;
    }
    expect(isFault(error, 'RECORD_INVALID')).toBe(true);
  });
});
