// Files that safeguard.yml pins: reported by their key when missing or different, and not reported when right.
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pinnedKeys } from '../../../src/config/pinned-keys.ts';
import { explainConfig } from '../../../src/flows/config-explain.ts';
import { readPublicKey, readTrustedRoot } from '../../../src/flows/session/trust-roots.ts';
import type { LoadedConfig } from '../../../src/model/config.ts';
import { openFiles } from '../../../src/platform/local/files.ts';
import { configOf, edited, fixtureText, loaded } from '../config/fixture.ts';

const ports = { files: openFiles() };
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const made = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const [build, deploy] = [made(), made()];
const keylessMode = /(?<=signing:\n)[\s\S]*?store:/.exec(fixtureText('minimal'))?.[0] ?? '';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinned-'));
  mkdirSync(join(folder, 'keys'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function keyless(): LoadedConfig {
  const config = configOf(edited(fixtureText('minimal'), 'ab'.repeat(32), sha256('{}')));
  return { ...loaded(config), folder };
}

function keyed(): LoadedConfig {
  const pin = (key: typeof build, name: string) =>
    `{ id: key-0-${name}, public-key: keys/${name}.pem, spki-sha256: ${sha256(key.export({ type: 'spki', format: 'der' }))} }`;
  const kms = edited(fixtureText('minimal'), keylessMode, '  mode: kms\n  region: eu-central-1\nstore:');
  const keys = `    keys: { build: ${pin(build, 'build')}, deploy: ${pin(deploy, 'deploy')} }\n    branches`;
  return { ...loaded(configOf(edited(kms, '    branches', keys))), folder };
}

const pem = (key: typeof build, name: string) =>
  writeFileSync(join(folder, `keys/${name}.pem`), key.export({ type: 'spki', format: 'pem' }));
const notes = async (config: LoadedConfig) =>
  (await explainConfig(ports, config)).json.sentences.filter((one) => /^Note: (signing\.|services\.)/.test(one));

describe('the trusted root', () => {
  const fault = (code: string) => ({ code, message: expect.stringContaining('signing.trusted-root') });

  test('that is the pinned one is read without a note', async () => {
    writeFileSync(join(folder, 'trusted-root.json'), '{}');
    expect(await notes(keyless())).toEqual([]);
    expect(await readTrustedRoot({ ports, loaded: keyless() })).toHaveLength(2);
  });

  test('that is missing is noted, and refused where it is needed', async () => {
    expect(await notes(keyless())).toEqual([expect.stringContaining(join(folder, 'trusted-root.json'))]);
    await expect(readTrustedRoot({ ports, loaded: keyless() })).rejects.toMatchObject(fault('FILE_MISSING'));
  });

  test('that is another one is noted, and refused where it is needed', async () => {
    writeFileSync(join(folder, 'trusted-root.json'), '{ }');
    expect(await notes(keyless())).toEqual([expect.stringContaining(sha256('{ }'))]);
    await expect(readTrustedRoot({ ports, loaded: keyless() })).rejects.toMatchObject(fault('TRUST_ROOT_INVALID'));
  });
});

describe('pinned keys', () => {
  const readAll = (config: LoadedConfig) =>
    Promise.all(pinnedKeys(config.config).map((key) => readPublicKey({ ports, loaded: config }, key)));

  test('that are the pinned ones are read without a note', async () => {
    pem(build, 'build');
    pem(deploy, 'deploy');
    expect(await notes(keyed())).toEqual([]);
    expect(await readAll(keyed())).toHaveLength(2);
  });

  test.each([
    ['FILE_MISSING', () => {}],
    ['KEY_MISMATCH', () => pem(build, 'deploy')],
  ])('of which one is wrong (%s) name it', async (code, prepare) => {
    pem(build, 'build');
    prepare();
    expect(await notes(keyed())).toEqual([expect.stringContaining('services.clinic-api.keys.deploy')]);
    const message = expect.stringContaining('services.clinic-api.keys.deploy');
    await expect(readAll(keyed())).rejects.toMatchObject({ code, message });
  });

  test('what is no fault of a file is not taken for one', async () => {
    const broken = { files: { ...ports.files, read: () => Promise.reject(new TypeError('bug')) } };
    await expect(explainConfig(broken, keyless())).rejects.toThrow(TypeError);
  });
});
