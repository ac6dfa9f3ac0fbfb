// The whole journey with KMS keys instead of certificates: no request reaches Fulcio, Rekor or the timestamp authority (threat
// B9), the decision says that a key signed, the pinned key and no other counts, and an auditor proves the deploy with keys alone.
import { createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { fullAccess } from '../../local-cloud/aws.ts';
import { names } from '../../local-cloud/clinic.ts';
import { hangBundle, plantImage, statementsOf } from '../../local-cloud/journey/forge.ts';
import { Decision } from '../../src/model/decision.ts';
import { Anchor } from '../../src/model/evidence.ts';
import { Sha256 } from '../../src/model/ids.ts';
import { openKmsSigner } from '../../src/platform/cloud/aws/kms.ts';
import { bundlesOn, manifestsOf, trace, verify } from './build-remains.ts';
import {
  ask,
  commit,
  deniedRules,
  deploy,
  gate,
  openBuildWorld,
  parsedConfig,
  plantedCommit,
  publish,
  section,
  serviceSection,
  withConfig,
} from './build-world.ts';

const world = await openBuildWorld({ signing: 'kms' });
const { clinic, digest } = world;
const { kms, sigstore } = clinic.cloud;
afterAll(() => clinic.close());

const keyOf = (part: 'build' | 'deploy') => {
  const key = parsedConfig(world).services[names.service]?.keys?.[part];
  if (!key) throw new Error('the clinic has keys');
  const pem = readFileSync(join(clinic.folder, key['public-key']));
  return { ...key, der: createPublicKey(pem).export({ type: 'spki', format: 'der' }) };
};
const [build, deployKey] = [keyOf('build'), keyOf('deploy')];

const published = await trace(world, () => publish(world));
const deployed = await trace(world, () => deploy(world));

describe('a journey with keys', () => {
  test('is allowed from build to deploy, and every signature is by the pinned key', () => {
    expect({ published: published.ended.code, deployed: deployed.ended.code }).toEqual({ published: 0, deployed: 0 });
    const bundles = bundlesOn(world, digest);
    expect(bundles).toHaveLength(8);
    for (const bundle of bundles)
      expect(verify(world, bundle, [build.der]).signer).toMatchObject({
        type: 'key',
        spki_sha256: build['spki-sha256'],
      });
    const signers = (traced: typeof published | typeof deployed, der: Uint8Array) =>
      manifestsOf(world, traced.objects, [der]).map(({ predicate, verified }) => [predicate.stage, verified.signer]);
    expect(signers(published, build.der)).toMatchObject([['job', { spki_sha256: build['spki-sha256'] }]]);
    expect(signers(deployed, deployKey.der).sort()).toMatchObject([
      ['closing', { spki_sha256: deployKey['spki-sha256'] }],
      ['opening', { spki_sha256: deployKey['spki-sha256'] }],
    ]);
    expect(() => verify(world, bundles[0] ?? Buffer.alloc(0), [deployKey.der])).toThrow('none of the pinned keys');
  });

  test('asks no Sigstore and no log (threat B9)', () => {
    const { fulcio, rekor, tsa } = sigstore;
    expect([fulcio, rekor, tsa].flatMap((server) => server.calls)).toEqual([]);
    expect(kms.calls.length).toBeGreaterThan(0);
  });

  test('says in its decision that a key signed', () => {
    const stored = deployed.objects.find(({ key }) => key.endsWith(deployed.ended.outputs['decision-sha256'] ?? '?'));
    expect(Decision.parse(JSON.parse(stored?.bytes.toString() ?? ''))).toMatchObject({
      verdict: 'allow',
      identity: 'key',
    });
  });

  test('is proven to an auditor who holds the keys, and not to one who holds others', async () => {
    const made = await ask(world, ['config', 'anchor', '--config', clinic.configPath, '--store', clinic.store]);
    const anchor = Anchor.parse(JSON.parse(made.text));
    expect(anchor).toMatchObject({ trusted_roots: [], contracts: [] });
    expect(anchor.keys).toContainEqual({
      spki_sha256: build['spki-sha256'],
      spki: build.der.toString('base64'),
      repository_id: names.repositoryId,
      service: names.service,
      part: 'build',
    });
    const question = (path: string) =>
      ask(world, [
        'audit',
        'deploy',
        `${names.repositoryId}/${deployed.ended.runId}`,
        '--store',
        clinic.store,
        '--anchor',
        path,
      ]);
    const [held, others] = ['anchor.json', 'other-anchor.json'].map((name) => join(clinic.folder, name));
    writeFileSync(held ?? '', made.text);
    // The same keys, but each said to be for the other contract.
    const swapped = anchor.keys.map((key) => ({ ...key, part: key.part === 'build' ? 'deploy' : 'build' }));
    writeFileSync(others ?? '', JSON.stringify({ ...anchor, keys: swapped }));
    const proven = await question(held ?? '');
    expect({ code: proven.code, proven: proven.text.includes('is proven') }).toEqual({ code: 0, proven: true });
    expect((await question(others ?? '')).code).toBe(1);
  });

  test('is verified for its own commit only, as the signed provenance tells it', async () => {
    const words = ['verify', digest, '--repository-id', names.repositoryId, '--config', clinic.configPath, '--commit'];
    expect((await ask(world, [...words, commit])).code).toBe(0);
    const other = await ask(world, [...words, plantedCommit]);
    expect(other.code).toBe(1);
    expect(other.text).toContain(`provenance: expected commit ${plantedCommit}, got ${commit}`);
  });
});

describe('another key', () => {
  /** Signs the statements of the published image for another one with a key that an administrator may use. */
  async function signWith(id: string): Promise<string> {
    const image = plantImage(clinic, digest, `signed by ${id}`);
    const admin = clinic.cloud.aws.registerUser({ account: names.account, name: 'admin', policy: fullAccess });
    const credentials = { ...admin, assumedRoleId: '', account: names.account };
    const { signing, services } = parsedConfig(world);
    if (signing.mode !== 'kms') throw new Error('the clinic signs with keys');
    const keys = Object.values(services).flatMap((service) =>
      service.keys ? [service.keys.build, service.keys.deploy] : [],
    );
    const pin = keys.find((key) => key.id === id)?.['spki-sha256'];
    const signer = await openKmsSigner(signing, { id, 'spki-sha256': Sha256.parse(pin), credentials });
    for (const text of statementsOf(clinic, digest))
      hangBundle(clinic, image, await signer.sign(Buffer.from(text.replaceAll(digest.slice(7), image.slice(7)))));
    return image;
  }

  test('signs for nothing: the twin signed by the right one is allowed', async () => {
    const allowed = await gate(world, { digest: await signWith('clinic-clinic-api-build') });
    expect({ code: allowed.code, rules: deniedRules(allowed) }).toEqual({ code: 0, rules: [] });
    for (const id of ['clinic-clinic-api-deploy', 'clinic-sandbox-build']) {
      const denied = await gate(world, { digest: await signWith(id) });
      expect(denied.code).toBe(1);
      expect(deniedRules(denied)).toContain('gate.signatures.signer');
    }
  });

  test('in the place of the pinned public key is a fault', async () => {
    const path = join(clinic.folder, build['public-key']);
    const pem = readFileSync(path);
    writeFileSync(path, readFileSync(join(clinic.folder, deployKey['public-key'])));
    const ended = await gate(world);
    writeFileSync(path, pem);
    expect(ended.code).toBe(3);
    expect(ended.lines.join()).toContain('KEY_MISMATCH');
  });

  test('of another service is refused by the session, before anything is pushed', async () => {
    const borrow = (config: Record<string, unknown>) =>
      Object.assign(Object(serviceSection(config, 'keys')['build']), { id: 'clinic-sandbox-build' });
    const exchange = (config: Record<string, unknown>) => {
      borrow(config);
      Object.assign(section(config, 'services', 'sandbox', 'keys', 'build'), { id: 'clinic-clinic-api-build' });
    };
    await withConfig(world, borrow, async () => {
      const ended = await publish(world);
      expect([ended.code, ended.lines.join()]).toEqual([2, expect.stringContaining('keys-unique')]);
    });
    await withConfig(world, exchange, async () => {
      const { ended, objects, pushes } = await trace(world, () => publish(world));
      expect({ code: ended.code, objects, pushes }).toEqual({ code: 3, objects: [], pushes: [] });
      expect(ended.lines.join()).toContain('SIGN_FAILED');
    });
  });

  test('behind the same name in KMS is refused, before anything is pushed; then also a key that was disabled', async () => {
    clinic.cloud.addKey(build.id);
    const { ended, objects, pushes } = await trace(world, () => publish(world));
    expect({ code: ended.code, objects, pushes }).toEqual({ code: 3, objects: [], pushes: [] });
    expect(ended.lines.join()).toContain('KEY_MISMATCH');
    kms.disableKey(build.id);
    const disabled = await trace(world, () => publish(world));
    expect({ code: disabled.ended.code, pushes: disabled.pushes }).toEqual({ code: 3, pushes: [] });
    expect(disabled.ended.lines.join()).toContain('DisabledException');
  });

  test('for deploys that was disabled shows before the intent', async () => {
    const ledger = () => clinic.bucket.list('ledger/').map(({ key }) => key);
    const before = ledger();
    kms.disableKey(deployKey.id);
    const ended = await deploy(world);
    expect([ended.code, ledger()]).toEqual([3, before]);
    expect(ended.lines.join()).toContain('DisabledException');
    expect(ended.lines.join()).not.toContain('may be open');
  });
});
