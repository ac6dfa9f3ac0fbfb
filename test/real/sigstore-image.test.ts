// Attestations on an image in real registries, with the referrers API and without: pushed, attached and found again by our client,
// written and read by the real cosign, and beside each that counts some that differ by one thing and do not.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { identityProblems } from '../../src/attest/identity.ts';
import { sbomStatement } from '../../src/attest/statement.ts';
import { subjectProblems } from '../../src/attest/subject.ts';
import type { TrustMaterial } from '../../src/attest/trust.ts';
import { type VerifiedBundle, verifyBundle } from '../../src/attest/verify.ts';
import { attachStatements, signStatements } from '../../src/flows/image/statements.ts';
import { IdentityPolicy } from '../../src/model/identity.ts';
import type { Digest } from '../../src/model/ids.ts';
import type { BundleSigner, Registry } from '../../src/model/ports.ts';
import { bundleLimit, predicateTypes, sbomStatementLimit } from '../../src/model/statement.ts';
import { openRegistry } from '../../src/platform/registry/registry.ts';
import { hangingOn, imageOf, indexType, manifestType, part } from '../unit/platform/registry/image.ts';
import { type RealRegistry, startRealRegistry } from './servers/registry.ts';
import {
  job,
  openSigstoreScene,
  otherSan,
  predicateType,
  type SigstoreScene,
  san,
  statementAbout,
  withOtherPayload,
} from './sigstore-scene.ts';

jest.setTimeout(120_000);

let scene: SigstoreScene;
beforeAll(async () => {
  scene = await openSigstoreScene();
});
afterAll(() => scene.close());

const ports = { log: { step: () => {}, info: () => {}, warn: () => {} } };

async function pushImage(registry: Registry, name: string): Promise<Digest> {
  const image = imageOf(part(`layer of ${name}`));
  for (const { digest, bytes } of [image.config, image.layer]) await registry.pushBlob(digest, { bytes });
  await registry.pushManifest(image.digest, manifestType, image.bytes);
  return image.digest;
}

/** Signs a statement about the image and attaches it, as publishing does. */
async function attest(registry: Registry, digest: Digest, signer: BundleSigner, about = digest): Promise<Uint8Array> {
  const bytes = statementAbout(about.slice('sha256:'.length));
  const signed = await signStatements(ports, signer, [{ predicateType, bytes }]);
  await attachStatements(ports, registry, digest, signed);
  return signed[0]?.bundle ?? new Uint8Array();
}

/** Every bundle that hangs on the image and verifies, in no order. */
async function found(registry: Registry, digest: Digest, trust: TrustMaterial): Promise<VerifiedBundle[]> {
  const read = await hangingOn(registry, digest);
  return read.found.map(({ bytes }) => verifyBundle(bytes, trust)).filter((it) => it.verified);
}

const policy = (release = san) =>
  IdentityPolicy.parse({
    sans: [release],
    issuer: scene.oidc.url,
    contract_commits: { [release]: job.jobWorkflowSha },
    source_repository_id: job.repositoryId,
    source_commit: job.sha,
  });

describe.each(['referrers', 'tag'] as const)('in a registry with the %s layout', (layout) => {
  let server: RealRegistry;
  let registry: Registry;
  beforeAll(async () => {
    server = await startRealRegistry(layout);
    registry = openRegistry(`${server.host}/clinic-api`, { kind: 'anonymous', local: true });
  });
  afterAll(() => server.stop());

  const ask = (digest: Digest, ...flags: string[]) =>
    scene.cosign.verify('verify-attestation', ...flags, `${registry.repository}@${digest}`);

  test('the server answers for the layout it is here for', async () => {
    const digest = await pushImage(registry, 'empty');
    const status = async (path: string) => (await fetch(`${server.url}/v2/clinic-api/${path}`)).status;
    expect(await status(`referrers/${digest}`)).toBe(layout === 'referrers' ? 200 : 404);
    expect((await hangingOn(registry, digest)).found).toEqual([]);
    await attest(registry, digest, await scene.keySigner());
    expect(await status(`manifests/${digest.replace(':', '-')}`)).toBe(layout === 'referrers' ? 404 : 200);
  });

  test('our attestation counts for cosign, but not by another release or repository', async () => {
    const digest = await pushImage(registry, 'keyless');
    await attest(registry, digest, scene.keylessSigner());
    expect(await found(registry, digest, scene.trust())).toMatchObject([{ subjectDigests: [digest] }]);
    expect(await ask(digest, ...scene.expecting())).toBe('accepted');
    expect(await ask(digest, ...scene.expecting(otherSan))).toBe('identity');
    const elsewhere = ['--certificate-github-workflow-repository', 'clinic/sandbox'];
    expect(await ask(digest, ...scene.expecting(), ...elsewhere)).toBe('identity');
  });

  test('our attestation of another image, and one whose payload was changed, count for neither', async () => {
    const [digest, another] = [await pushImage(registry, 'victim'), await pushImage(registry, 'donor')];
    await attest(registry, digest, scene.keylessSigner(), another);
    expect(await ask(digest, ...scene.expecting())).toBe('artifact');
    const [moved] = await found(registry, digest, scene.trust());
    expect(moved && subjectProblems(moved, digest, predicateType)).toHaveLength(1);
    const changed = await pushImage(registry, 'changed');
    const bundle = withOtherPayload(await attest(registry, another, scene.keylessSigner()));
    await attachStatements(ports, registry, changed, [{ predicateType, bundle }]);
    expect(await ask(changed, ...scene.expecting())).toBe('log');
    expect(await found(registry, changed, scene.trust())).toEqual([]);
  });

  test('our attestation by a KMS key counts for cosign under that key, not under another', async () => {
    const digest = await pushImage(registry, 'key');
    await attest(registry, digest, await scene.keySigner());
    const keyFile = (key: typeof scene.key) =>
      scene.cosign.file(`${key.id}.pub`, key.publicKey.export({ type: 'spki', format: 'pem' }));
    const by = async (key: typeof scene.key) =>
      ask(digest, '--key', await keyFile(key), '--insecure-ignore-tlog', '--type', predicateType);
    expect(await by(scene.key)).toBe('accepted');
    expect(await by(scene.otherKey)).toBe('signature');
    expect(await found(registry, digest, scene.trust(scene.key.spki))).toHaveLength(1);
    expect(await found(registry, digest, scene.trust(scene.otherKey.spki))).toEqual([]);
  });

  test("cosign's attestation and signature count for us beside our own, and nothing of either is lost", async () => {
    const digest = await pushImage(registry, 'both');
    const image = `${registry.repository}@${digest}`;
    const predicate = await scene.cosign.file('image-predicate.json', '{"passed":true}');
    const identity = ['--identity-token', await scene.oidc.jobToken(job, 'sigstore')];
    await attest(registry, digest, scene.keylessSigner());
    await scene.cosign.sign('attest', ...identity, '--predicate', predicate, '--type', predicateType, image);
    await scene.cosign.sign('sign', ...identity, image);
    await attest(registry, digest, await scene.keySigner());
    const all = await found(registry, digest, scene.trust(scene.key.spki));
    expect(all.map((it) => [it.signer.type, it.predicateType]).sort()).toEqual([
      ['certificate', predicateType],
      ['certificate', predicateType],
      ['certificate', 'https://sigstore.dev/cosign/sign/v1'],
      ['key', predicateType],
    ]);
    for (const it of all) expect(it.subjectDigests).toEqual([digest]);
    const certified = all.filter(({ signer }) => signer.type === 'certificate');
    expect(certified.flatMap(({ signer }) => identityProblems(signer, policy()))).toEqual([]);
    for (const { signer } of certified) expect(identityProblems(signer, policy(otherSan))).not.toEqual([]);
    expect(await ask(digest, ...scene.expecting())).toBe('accepted');
  });

  test('an SBOM as large as we attach counts for cosign as CycloneDX, and as nothing else', async () => {
    const digest = await pushImage(registry, 'large');
    const bom = (text: string) => ({ bomFormat: 'CycloneDX', specVersion: '1.7', annotations: [{ text }] });
    const subject = { name: registry.repository, digest };
    const rest = sbomStatement(subject, 'cyclonedx', bom('')).length;
    const bytes = sbomStatement(subject, 'cyclonedx', bom('x'.repeat(sbomStatementLimit - rest)));
    const prepared = { predicateType: predicateTypes.cyclonedx, bytes };
    const signed = await signStatements(ports, scene.keylessSigner(), [prepared]);
    await attachStatements(ports, registry, digest, signed);
    const size = signed[0]?.bundle.length ?? 0;
    expect(size).toBeGreaterThan(15.9 * 1024 * 1024);
    expect(size).toBeLessThanOrEqual(bundleLimit);
    const signer = scene.expecting().filter((flag, at, all) => flag !== '--type' && all[at - 1] !== '--type');
    expect(await ask(digest, ...signer, '--type', 'cyclonedx')).toBe('accepted');
    expect(await ask(digest, ...signer, '--type', 'spdxjson')).toBe('predicate type');
  });

  test('cosign verify, which asks for no type, is content with attestations alone: whoever means one has to say which', async () => {
    const digest = await pushImage(registry, 'attested only');
    await attest(registry, digest, scene.keylessSigner());
    const identity = (flags: string[]) => flags.filter((flag, at) => flag !== '--type' && flags[at - 1] !== '--type');
    const plain = (flags: string[]) =>
      scene.cosign.verify('verify', ...identity(flags), `${registry.repository}@${digest}`);
    expect(await plain(scene.expecting())).toBe('accepted');
    expect(await plain(scene.expecting(otherSan))).toBe('identity');
    expect(await ask(digest, ...identity(scene.expecting()), '--type', 'cyclonedx')).toBe('predicate type');
  });

  test('an attestation on an index of images counts like one on an image', async () => {
    const child = imageOf(part('layer of a child'));
    for (const { digest, bytes } of [child.config, child.layer]) await registry.pushBlob(digest, { bytes });
    await registry.pushManifest(child.digest, manifestType, child.bytes);
    const manifests = [{ mediaType: manifestType, digest: child.digest, size: child.bytes.length }];
    const index = part({ schemaVersion: 2, mediaType: indexType, manifests });
    await registry.pushManifest(index.digest, indexType, index.bytes);
    await attest(registry, index.digest, scene.keylessSigner());
    expect(await ask(index.digest, ...scene.expecting())).toBe('accepted');
    expect(await found(registry, index.digest, scene.trust())).toHaveLength(1);
    expect(await found(registry, child.digest, scene.trust())).toEqual([]);
  });
});
