// What is allowed and rarely meant: each warning with the edit that brings it.
import { describe, expect, test } from '@jest/globals';
import { fromIso } from '../../../src/base/time.ts';
import { findWarnings } from '../../../src/config/warnings.ts';
import { configOf, edited, fixtureText } from './fixture.ts';

const full = fixtureText('full');
const autumn = fromIso('2026-11-27T00:00:00Z');
const warned = (text: string, now = autumn) =>
  findWarnings(configOf(text), now).map(({ path, message }) => `${path}: ${message}`);
const usual = warned(full);

describe('warnings', () => {
  test('of the shared file are its lonely approvers and the program without a digest', () => {
    expect(usual).toEqual([
      'services.clinic-api.environments.staging.approvers: one approver alone cannot approve changes of their own',
      'services.lab-results.environments.production.approvers: one approver alone cannot approve changes of their own',
      'services.lab-results.environments.production.deploy: the program that deploys to production is not pinned',
    ]);
  });

  test.each([
    [
      'region: eu-central-1 }\n  evidence',
      'region: eu-central-9 }\n  evidence',
      /environments\.production: no region eu-central-9/,
    ],
    [
      "command: [/usr/local/bin/deploy, '{image}']",
      "command: [/bin/sh, -c, 'deploy $0', '{image}']",
      /deploy\.command: the command is a line of a shell/,
    ],
    ['approvers: [501, 502]', 'approvers: [501, 999]', /production\.approvers: 1 approver not among people: 999/],
    [
      '        approvers: [501, 502]\n',
      '        approvers: [501, 502]\n        roles:\n          writer: arn:aws:iam::333344445555:role/x-deployer\n          deployer: arn:aws:iam::333344445555:role/x-writer\n',
      /production\.roles: writer and deployer look swapped/,
    ],
  ])('%j -> %j', (from, to, words) => {
    const found = warned(edited(full, from, to)).filter((one) => !usual.includes(one));
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) expect(one).toMatch(words);
  });

  test('an exception is current through its last day, and then told as ended', () => {
    const ended = (iso: string) => warned(full, fromIso(iso)).filter((one) => one.includes('EX-2026-014'));
    expect(ended('2026-12-30T23:59:59Z')).toEqual([]);
    expect(ended('2026-12-31T00:00:00Z')).toHaveLength(1);
  });

  test('a key of another account than the role that signs with it', () => {
    const arn = (account: string, name: string) =>
      `{ id: 'arn:aws:kms:eu-central-1:${account}:key/${name}', public-key: k.pem, spki-sha256: ${name.repeat(64)} }`;
    const keyless = /(?<=signing:\n)[\s\S]*?(?=store:)/.exec(full)?.[0] ?? '';
    const kms = edited(full, keyless, '  mode: kms\n  region: eu-central-1\n').replaceAll(
      '    branches',
      `    keys: { build: ${arn('111122223333', 'a')}, deploy: ${arn('111122223333', 'b')} }\n    branches`,
    );
    const text = kms.replace(
      /(lab-results:[\s\S]*?)keys: .*\n/,
      (_, before: string) =>
        `${before}keys: { build: ${arn('111122223333', 'c')}, deploy: ${arn('333344445555', 'd')} }\n`,
    );
    expect(warned(text).filter((one) => one.includes('keys'))).toEqual([
      'services.clinic-api.keys.deploy: the key is in account 111122223333, and the role that signs with it in 333344445555',
    ]);
  });
});
