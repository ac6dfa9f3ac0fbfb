// `trust-root update` through the door of the command line, against a TUF repository: the pinned file and its digest are renewed
// together, only by what the repository's keys vouch for, and only by a root that our own reading accepts.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sharedClock } from '../../local-cloud/clock.ts';
import { type LocalSigstore, startSigstore } from '../../local-cloud/sigstore.ts';
import { startTuf, type TufServer } from '../../local-cloud/tuf.ts';
import { printedAnswer } from '../../scripts/answers.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { commands } from '../../src/commands/index.ts';
import { runCli } from '../../src/main/cli.ts';
import { edited, fixtureText } from '../unit/config/fixture.ts';

const clock = sharedClock();
const placeholder = 'ab'.repeat(32);
let old: LocalSigstore;
let renewed: LocalSigstore;
let tuf: TufServer;
let folder: string;
const signingConfig = (version: number) =>
  Buffer.from(
    JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
      caUrls: [],
      rekorTlogUrls: [{ url: 'https://rekor.example', majorApiVersion: version }],
    }),
  );

beforeAll(async () => {
  [old, renewed] = await Promise.all([startSigstore(clock), startSigstore(clock)]);
});
afterAll(() => Promise.all([old.close(), renewed.close()]));
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trust-root-'));
  tuf = await startTuf(clock, {
    'trusted_root.json': renewed.trustedRoot.bytes,
    'signing_config.v0.2.json': signingConfig(1),
  });
  writeFileSync(at('root.json'), tuf.root);
  writeFileSync(at('trusted-root.json'), old.trustedRoot.bytes);
  const text = edited(fixtureText('minimal'), placeholder, old.trustedRoot.sha256);
  writeFileSync(
    at('safeguard.yml'),
    edited(text, '  instance: private', '  instance: private\n  certificate-transparency: false'),
  );
});
afterEach(async () => {
  await tuf.close();
  rmSync(folder, { recursive: true });
});

const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');

async function update(...more: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const argv = ['--config', at('safeguard.yml'), '--mirror', tuf.url, '--root', at('root.json'), ...more];
  const code = await runCli(['trust-root', 'update', ...argv], {
    variables: {},
    root: new URL('../../', import.meta.url),
    clock,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const untouched = () => {
  expect(sha256Hex(readFileSync(at('trusted-root.json')))).toBe(old.trustedRoot.sha256);
  expect(read('safeguard.yml')).toContain(old.trustedRoot.sha256);
};

test('the file and its digest are renewed together, what changed is said, and a second run changes nothing', async () => {
  const first = await update();
  expect(first).toMatchObject({ code: 0 });
  expect(sha256Hex(readFileSync(at('trusted-root.json')))).toBe(renewed.trustedRoot.sha256);
  expect(read('safeguard.yml')).toContain(renewed.trustedRoot.sha256);
  expect(read('safeguard.yml')).not.toContain(old.trustedRoot.sha256);
  for (const words of ['Added: transparency log', 'Removed: timestamp authority', 'rekor-version v1'])
    expect(first.out).toContain(words);
  const before = read('safeguard.yml');
  expect(await update()).toMatchObject({ code: 0, out: expect.stringContaining('is the trusted root') });
  expect(read('safeguard.yml')).toBe(before);
});

test('with --write false nothing is written, and the exit code says that something would be', async () => {
  expect(await update('--write', 'false')).toMatchObject({ code: 1, out: expect.stringContaining('not replaced') });
  untouched();
});

test('as JSON the answer fits its published schema', async () => {
  const { out } = await update('--write', 'false', '--json');
  const load = commands['trust-root update'];
  if (!load) throw new Error('no such command');
  const printed = printedAnswer(await load());
  expect(printed.safeParse(JSON.parse(out))).toMatchObject({ success: true });
  expect(printed.safeParse({ ...JSON.parse(out), more: 1 })).toMatchObject({ success: false });
});

test.each([
  ['a repository signed by other keys', () => tuf.publish({ 'trusted_root.json': renewed.trustedRoot.bytes })],
  [
    'a target of other bytes than its digest',
    () => {
      tuf.knobs.fault = ({ path }) =>
        path.endsWith('trusted_root.json') ? { kind: 'status', status: 200, body: '{}' } : undefined;
    },
  ],
  [
    'a server that fails',
    () => {
      tuf.knobs.fault = () => ({ kind: 'status', status: 500, body: 'secret words of the server' });
    },
  ],
])('%s changes nothing', async (_, spoil) => {
  spoil();
  const ended = await update();
  expect(ended).toMatchObject({ code: 3, err: expect.stringContaining('TRUST_ROOT_UNVERIFIED') });
  expect(ended.err).not.toContain('secret words');
  untouched();
});

test('a root that the repository vouches for but that cannot be read safely changes nothing', async () => {
  const root = JSON.parse(Buffer.from(renewed.trustedRoot.bytes).toString());
  delete root.tlogs[0].publicKey.validFor;
  await tuf.close();
  tuf = await startTuf(clock, { 'trusted_root.json': Buffer.from(JSON.stringify(root)) });
  writeFileSync(at('root.json'), tuf.root);
  expect(await update()).toMatchObject({ code: 3, err: expect.stringContaining('TRUST_ROOT_INVALID') });
  untouched();
});

test('a first file is written where there was none', async () => {
  rmSync(at('trusted-root.json'));
  expect(await update()).toMatchObject({ code: 0 });
  expect(sha256Hex(readFileSync(at('trusted-root.json')))).toBe(renewed.trustedRoot.sha256);
});

test('keys trust no root, so there is nothing to update', async () => {
  const text = read('safeguard.yml').replace(
    /signing:\n[\s\S]*?store:/,
    'signing:\n  mode: kms\n  region: eu-central-1\nstore:',
  );
  writeFileSync(at('safeguard.yml'), text);
  expect(await update()).toMatchObject({ code: 2 });
});
