// Archives as releases have them, and the same with one mistake: a hostile or broken archive yields no file, whichever
// member is wrong.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { unpackMember } from '../../../../src/platform/tools/tar.ts';
import { type Member, tarGz } from './loopback.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const program = '#!/bin/sh\n'.repeat(300);
const release: Member[] = [
  { name: 'LICENSE', bytes: 'text' },
  { name: 'contrib/', type: '5' },
  { name: 'contrib/html.tpl', bytes: 'x'.repeat(512) },
  { name: 'trivy', bytes: program },
  { name: 'README.md', bytes: '' },
];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tar-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function unpack(archive: Uint8Array, member = 'trivy'): Promise<void> {
  writeFileSync(at('archive'), archive);
  return unpackMember(at('archive'), member, at('program'));
}

async function expectRefused(archive: Uint8Array, code = 'FILE_UNSAFE') {
  await expect(unpack(archive)).rejects.toEqual(expect.objectContaining({ code }));
}

describe('the named member', () => {
  test('alone is taken, as a program', async () => {
    await unpack(tarGz(release));
    expect(readFileSync(at('program'), 'utf8')).toBe(program);
    expect(statSync(at('program')).mode & 0o777).toBe(0o700);
    expect(existsSync(at('LICENSE'))).toBe(false);
  });

  test.each([
    [
      'with a leading dot',
      [
        { name: './', type: '5' },
        { name: './trivy', bytes: program },
      ],
      'trivy',
    ],
    ['in a folder', [{ name: 'bin/trivy', bytes: program }], 'bin/trivy'],
    ['with a prefix', [{ name: 'trivy', prefix: 'a/b', bytes: program }], 'a/b/trivy'],
    [
      'after records of times',
      [
        { name: 'h', type: 'x', bytes: '20 mtime=1.000000000\n' },
        { name: 'trivy', bytes: program },
      ],
      'trivy',
    ],
  ])('%s is found', async (_name, members, member) => {
    await unpack(tarGz(members), member);
    expect(readFileSync(at('program'), 'utf8')).toBe(program);
  });

  test('that is not there, or only as a folder, is missing', async () => {
    await expectRefused(tarGz(release.filter(({ name }) => name !== 'trivy')), 'TOOL_MISSING');
    await expectRefused(tarGz([{ name: 'trivy/', type: '5' }]), 'TOOL_MISSING');
  });

  test('twice is refused', () => expectRefused(tarGz([...release, { name: 'trivy', bytes: 'other' }])));

  test('never replaces what lies at the target', async () => {
    writeFileSync(at('program'), 'mine');
    await expectRefused(tarGz(release), 'FILE_FAILED');
    expect(readFileSync(at('program'), 'utf8')).toBe('mine');
  });
});

describe('a hostile archive', () => {
  test.each<[string, Member]>([
    ['a symbolic link', { name: 'link', type: '2' }],
    ['a hard link', { name: 'trivy', type: '1' }],
    ['a device', { name: 'null', type: '3' }],
    ['a pipe', { name: 'pipe', type: '6' }],
    ['a GNU long name', { name: 'long', type: 'L', bytes: 'trivy' }],
    ['an absolute name', { name: '/etc/cron.d/x', bytes: 'x' }],
    ['a name that climbs', { name: 'a/../../x', bytes: 'x' }],
    ['a prefix that climbs', { name: 'x', prefix: '..', bytes: 'x' }],
    ['a name of another system', { name: 'C:\\x', bytes: 'x' }],
    ['a record that renames', { name: 'h', type: 'x', bytes: '13 path=trivy\n' }],
    ['records beyond what is read', { name: 'h', type: 'x', bytes: 'x'.repeat(1024 * 1024 + 1) }],
    ['a record that resizes all', { name: 'h', type: 'g', bytes: '10 size=1\n' }],
  ])('with %s is refused, before and after the program', async (_name, member) => {
    await expectRefused(tarGz([member, ...release]));
    rmSync(at('program'), { force: true });
    await expectRefused(tarGz([...release, member]));
  });
});

describe('a broken archive', () => {
  const whole = tarGz(release);
  test.each<[string, () => Uint8Array]>([
    ['cut', () => whole.subarray(0, whole.length - 20)],
    ['empty', () => new Uint8Array()],
    ['that is no gzip', () => Buffer.from(program)],
    ['that is a gzip of something else', () => gzipSync(program.repeat(2))],
    ['without its end', () => tarGz(release, false)],
    ['whose last member is cut', () => gzipSync(Buffer.from(tarless(release)))],
    [
      'with a wrong checksum in a header',
      () => tarGz([{ name: 'a', spoil: (header) => header.write('b', 0) }, ...release]),
    ],
    ['with a binary size', () => tarGz([{ name: 'a', spoil: (header) => header.writeUInt8(0x80, 124) }, ...release])],
    [
      'with a header of another kind',
      () => tarGz([{ name: 'a', spoil: (header) => header.fill('z', 148, 156) }, ...release]),
    ],
  ])('%s is refused', async (_name, make) => expectRefused(make()));

  test('with a gzip checksum that does not fit is refused', async () => {
    const spoiled = Buffer.from(whole);
    spoiled.writeUInt8((spoiled.at(-8) ?? 0) ^ 1, spoiled.length - 8);
    await expectRefused(spoiled);
  });

  test('that is not there is refused', async () => {
    const missing = unpackMember(at('nowhere'), 'trivy', at('program'));
    await expect(missing).rejects.toEqual(expect.objectContaining({ code: 'FILE_UNSAFE' }));
  });
});

/** The archive's bytes up to the middle of the program. */
function tarless(members: readonly Member[]): Uint8Array {
  return gunzipSync(tarGz(members)).subarray(0, 512 * 7);
}
