// `gate --replay`: a stored decision comes out of the store's own blobs again, byte for byte; one that was changed, is missing or
// does not follow from its input and policy is named by its own fault code.
import { afterAll, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import { canonicalBytes } from '../../src/base/canonical-json.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { Decision } from '../../src/model/decision.ts';
import { ask, deploy, openBuildWorld, publish, runNames, someRuns } from './build-world.ts';

const world = await openBuildWorld();
const { clinic } = world;
const { bucket } = clinic;
afterAll(() => clinic.close());

const allowed = (await publish(world)).outputs['decision-sha256'] ?? '';
const denied = (await publish(world, { runs: someRuns(world, runNames.slice(1)) })).outputs['decision-sha256'] ?? '';
const deployed = (await deploy(world)).outputs['decision-sha256'] ?? '';

const keyOf = (sha256: string) => `blobs/${names.repositoryId}/sha256/${sha256}`;
const readBlob = (sha256: string) => bucket.get(keyOf(sha256), undefined).bytes;
const decisionOf = (sha256: string) => Decision.parse(JSON.parse(readBlob(sha256).toString()));
const replay = (sha256: string, ...more: string[]) =>
  ask(world, ['gate', '--replay', sha256, '--repository-id', names.repositoryId, '--store', clinic.store, ...more]);

/** Keeps bytes as an attacker with the right to write would: under their own digest. */
function plant(bytes: Uint8Array): string {
  const sha256 = sha256Hex(bytes);
  bucket.add(keyOf(sha256), bytes);
  return sha256;
}
const plantDecision = (change: object) => plant(canonicalBytes({ ...decisionOf(allowed), ...change }));

describe('a stored decision', () => {
  test.each([
    ['that allowed publishing', allowed, 'Allowed before-publish'],
    ['that denied publishing', denied, 'Denied before-publish'],
    ['that allowed a deploy', deployed, 'Allowed before-deploy'],
  ])('%s comes out the same', async (_name, sha256, headline) => {
    const { code, text } = await replay(sha256);
    expect(code).toBe(0);
    expect(text).toContain(`Decision ${sha256}`);
    expect(text).toContain(headline);
  });

  test('comes out the same after years, under another configuration and from the store of safeguard.yml', async () => {
    const now = clinic.cloud.clock.now();
    clinic.cloud.clock.advance(6 * 31_557_600);
    const { code } = await ask(world, [
      'gate',
      '--replay',
      allowed,
      '--repository-id',
      names.repositoryId,
      '--config',
      clinic.configPath,
    ]);
    clinic.cloud.clock.set(now);
    expect(code).toBe(0);
  });
});

describe('a decision that does not follow', () => {
  test.each([
    ['from its input: the verdict was turned', { verdict: 'deny' }],
    ['from its input: the time was moved', { time: decisionOf(allowed).time + 1 }],
    ['from its input: a rule fell silent', { rules: decisionOf(allowed).rules.slice(1) }],
    ['from the input of another decision', { input_sha256: decisionOf(denied).input_sha256 }],
  ])('%s', async (_name, change) => {
    const { code, text } = await replay(plantDecision(change));
    expect(code).toBe(3);
    expect(text).toContain('REPLAY_MISMATCH');
  });

  test('from another policy: one word of a rule was changed', async () => {
    const wasm = readBlob(decisionOf(allowed).policy_sha256);
    const said = decisionOf(allowed).rules.flatMap(({ message }) => message.match(/[a-z]+( [a-z]+){2,}/g) ?? []);
    const other = Buffer.from(wasm);
    for (const words of said.filter((text) => wasm.includes(text)))
      other.write(words.toUpperCase(), other.indexOf(words));
    expect(other.equals(wasm)).toBe(false);
    const { code, text } = await replay(plantDecision({ policy_sha256: plant(other) }));
    expect(code).toBe(3);
    expect(text).toContain('REPLAY_MISMATCH');
  });
});

describe('a store that is not whole', () => {
  const decision = decisionOf(allowed);
  const parts: [string, string][] = [
    ['the decision', allowed],
    ['its input', decision.input_sha256],
    ['its policy', decision.policy_sha256],
  ];
  test.each(parts)('a changed byte of %s', async (_name, sha256) => {
    bucket.corrupt(keyOf(sha256), 20);
    const { code, text } = await replay(allowed);
    bucket.corrupt(keyOf(sha256), 20);
    expect(code).toBe(3);
    expect(text).toContain('STORE_CORRUPT');
    expect(text).toContain(keyOf(sha256));
    expect((await replay(allowed)).code).toBe(0);
  });

  test.each(parts)('without %s', async (_name, sha256) => {
    const version = bucket.get(keyOf(sha256), undefined);
    bucket.drop(keyOf(sha256), version.versionId);
    const { code, text } = await replay(allowed);
    bucket.restore(version);
    expect(code).toBe(3);
    expect(text).toContain('OBJECT_MISSING');
    expect(text).toContain(keyOf(sha256));
  });

  test.each([
    ['without a repository id', ['gate', '--replay', allowed, '--store', clinic.store], 'repository-id'],
    ['with half a digest', ['gate', '--replay', allowed.slice(32), '--repository-id', names.repositoryId], 'replay'],
    [
      'with a store of no kind',
      ['gate', '--replay', allowed, '--repository-id', names.repositoryId, '--store', 'ftp:x'],
      'STORE_INVALID',
    ],
  ])('asked %s is a mistake', async (_name, argv, named) => {
    const { code, text } = await ask(world, [...argv, '--config', clinic.configPath]);
    expect(code).toBe(2);
    expect(text).toContain(named);
  });
});
