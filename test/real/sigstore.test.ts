// Our signatures under the real cosign and cosign's under our own verification, all made with real Fulcio, Rekor v2 and timestamp
// servers: with certificates and with keys, and beside every one that counts some that differ by one thing and do not.
import { createPublicKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { sharedClock } from '../../local-cloud/clock.ts';
import { exampleJob } from '../../local-cloud/oidc.ts';
import { startSigstore } from '../../local-cloud/sigstore.ts';
import { identityProblems } from '../../src/attest/identity.ts';
import { subjectProblems } from '../../src/attest/subject.ts';
import { type VerifiedBundle, verifyBundle } from '../../src/attest/verify.ts';
import { IdentityPolicy } from '../../src/model/identity.ts';
import { Digest } from '../../src/model/ids.ts';
import { openIdentity } from '../../src/platform/forge/github/identity.ts';
import { openKeylessSigner } from '../../src/platform/sigstore/keyless.ts';
import {
  hashOf,
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
let blob: string;
let otherBlob: string;
const content = 'what was built';
beforeAll(async () => {
  scene = await openSigstoreScene();
  blob = await scene.cosign.file('blob', content);
  otherBlob = await scene.cosign.file('other-blob', `${content}.`);
});
afterAll(() => scene.close());

const policy = (overrides: Partial<z.input<typeof IdentityPolicy>> = {}): IdentityPolicy =>
  IdentityPolicy.parse({
    sans: [san],
    issuer: scene.oidc.url,
    contract_commits: { [san]: job.jobWorkflowSha, [otherSan]: job.jobWorkflowSha },
    source_repository_id: job.repositoryId,
    source_refs: [job.ref],
    source_commit: job.sha,
    environment: 'production',
    runner_environment: 'github-hosted',
    ...overrides,
  });

function counted(bundle: Uint8Array, ...keys: Uint8Array[]): VerifiedBundle {
  const verified = verifyBundle(bundle, scene.trust(...keys));
  if (!verified.verified) throw new Error(verified.problem);
  return verified;
}

const Certified = z.looseObject({
  verificationMaterial: z.looseObject({ certificate: z.looseObject({ rawBytes: z.string() }) }),
});
function certificateOf(bundle: Uint8Array): X509Certificate {
  const { verificationMaterial } = Certified.parse(JSON.parse(Buffer.from(bundle).toString()));
  return new X509Certificate(Buffer.from(verificationMaterial.certificate.rawBytes, 'base64'));
}

/** DER of an object identifier 1.3.6.1.4.1.57264.1.N as it stands in a certificate. */
const fulcioOid = (number: number) => Buffer.from([0x06, 0x0a, 0x2b, 6, 1, 4, 1, 0x83, 0xbf, 0x30, 1, number]);

describe('a certificate, ours to cosign', () => {
  let bundle: Uint8Array;
  let file: string;
  beforeAll(async () => {
    bundle = await scene.keylessSigner().sign(statementAbout(hashOf(content)));
    file = await scene.cosign.file('ours.json', bundle);
  });
  const ask = (bundlePath: string, expecting = scene.expecting(), path = blob) =>
    scene.cosign.verify('verify-blob-attestation', '--bundle', bundlePath, ...expecting, path);

  test('counts for both', async () => {
    const verified = counted(bundle);
    expect(subjectProblems(verified, Digest.parse(`sha256:${hashOf(content)}`), predicateType)).toEqual([]);
    expect(identityProblems(verified.signer, policy())).toEqual([]);
    expect(await ask(file)).toBe('accepted');
  });

  test('names its environment as OID .23, and only in a job that has one', async () => {
    const without = await scene.keylessSigner(exampleJob()).sign(statementAbout(hashOf(content)));
    const [inside, outside] = [certificateOf(bundle), certificateOf(without)];
    expect(inside.raw.includes(fulcioOid(23))).toBe(true);
    expect(outside.raw.includes(fulcioOid(23))).toBe(false);
    expect(outside.raw.includes(fulcioOid(24))).toBe(true);
    expect([bundle, without].map((it) => counted(it).signer)).toMatchObject([
      {
        environment: 'production',
        run_uri: `https://github.com/${job.repository}/actions/runs/${job.runId}/attempts/1`,
      },
      { environment: '' },
    ]);
  });

  test.each<[string, Partial<z.input<typeof IdentityPolicy>>, string]>([
    ['the release', { sans: [otherSan] }, 'san'],
    ['the issuer', { issuer: 'https://token.actions.githubusercontent.com' }, 'issuer'],
    ['the repository', { source_repository_id: '700100201' }, 'source_repository_id'],
    ['the commit', { source_commit: '2f'.repeat(20) }, 'source_commit'],
    ['the environment', { environment: 'staging' }, 'environment'],
  ])('does not count for us when we expect otherwise of %s', (_, change, field) => {
    const problems = identityProblems(counted(bundle).signer, policy(change));
    expect(problems.map((problem) => problem.split(':')[0])).toContain(field);
  });

  test.each([
    ['another release', 'identity', () => scene.expecting(otherSan)],
    ['another issuer', 'identity', () => scene.expecting(san, 'https://token.actions.githubusercontent.com')],
    ['another type', 'predicate type', () => [...scene.expecting(), '--type', 'https://safeguard.test/predicate/v2']],
    [
      'another repository',
      'identity',
      () => [...scene.expecting(), '--certificate-github-workflow-repository', 'clinic/sandbox'],
    ],
  ])('is refused by cosign when it expects %s', async (_, why, expecting) => {
    expect(await ask(file, expecting())).toBe(why);
  });

  test('is refused by both for another artifact, for another payload and without its time stamp', async () => {
    expect(await ask(file, scene.expecting(), otherBlob)).toBe('artifact');
    const other = Digest.parse(`sha256:${hashOf(`${content}.`)}`);
    expect(subjectProblems(counted(bundle), other, predicateType)).toHaveLength(1);
    const changed = withOtherPayload(bundle);
    expect(await ask(await scene.cosign.file('changed.json', changed))).toBe('log');
    expect(verifyBundle(changed, scene.trust())).toMatchObject({ verified: false, code: 'SIGNATURE_INVALID' });
    const json = JSON.parse(Buffer.from(bundle).toString());
    delete json.verificationMaterial.timestampVerificationData;
    const untimed = Buffer.from(JSON.stringify(json));
    expect(await ask(await scene.cosign.file('untimed.json', untimed))).toBe('time');
    expect(verifyBundle(untimed, scene.trust())).toMatchObject({ verified: false, code: 'SIGNATURE_INVALID' });
  });

  test('of another Sigstore counts for neither', async () => {
    const clock = sharedClock();
    const foreign = await startSigstore(clock);
    const signing = {
      ...scene.sigstore.signing,
      fulcio: foreign.fulcio.url,
      rekor: foreign.rekor.url,
      'timestamp-authority': `${foreign.tsa.url}/api/v1/timestamp`,
    };
    const identity = openIdentity(foreign.oidc.register(job), true);
    const signed = await openKeylessSigner(signing, identity, clock).sign(statementAbout(hashOf(content)));
    await foreign.close();
    expect(verifyBundle(signed, scene.trust())).toMatchObject({ verified: false, code: 'SIGNATURE_INVALID' });
    const expecting = scene.expecting(san, foreign.oidc.url);
    expect(await ask(await scene.cosign.file('foreign.json', signed), expecting)).toBe('log');
  });

  test('is one of twenty that were made at once', async () => {
    const signer = scene.keylessSigner();
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, number) => signer.sign(statementAbout(hashOf(`part ${number}`)))),
    );
    expect(made.map((it) => counted(it).subjectDigests)).toEqual(
      made.map((_, number) => [`sha256:${hashOf(`part ${number}`)}`]),
    );
  });
});

describe('a certificate, cosign to us', () => {
  let bundle: Uint8Array;
  beforeAll(async () => {
    const token = await scene.oidc.jobToken(job, 'sigstore');
    const predicate = await scene.cosign.file('predicate.json', '{"passed":true}');
    const out = join(scene.cosign.folder, 'cosign.json');
    const signing = ['--identity-token', token, '--bundle', out];
    await scene.cosign.sign('attest-blob', ...signing, '--predicate', predicate, '--type', predicateType, blob);
    bundle = await readFile(out);
  });

  test('counts, with the statement in its older form', () => {
    const verified = counted(bundle);
    expect(verified.statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v0.1',
      predicate: { passed: true },
    });
    expect(subjectProblems(verified, Digest.parse(`sha256:${hashOf(content)}`), predicateType)).toEqual([]);
    expect(identityProblems(verified.signer, policy())).toEqual([]);
  });

  test('does not count by another release, for another artifact, or over another payload', () => {
    expect(identityProblems(counted(bundle).signer, policy({ sans: [otherSan] }))).not.toEqual([]);
    const other = Digest.parse(`sha256:${hashOf(`${content}.`)}`);
    expect(subjectProblems(counted(bundle), other, predicateType)).toHaveLength(1);
    expect(verifyBundle(withOtherPayload(bundle), scene.trust())).toMatchObject({
      verified: false,
      code: 'SIGNATURE_INVALID',
    });
  });

  test('is no statement of ours when cosign signed the artifact itself', async () => {
    const out = join(scene.cosign.folder, 'message.json');
    await scene.cosign.sign(
      'sign-blob',
      ...['--identity-token', await scene.oidc.jobToken(job, 'sigstore'), '--bundle', out, blob],
    );
    expect(verifyBundle(await readFile(out), scene.trust())).toMatchObject({ verified: false, code: 'BUNDLE_INVALID' });
  });
});

describe('a key', () => {
  const pem = (key: { publicKey: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer } }) =>
    key.publicKey.export({ type: 'spki', format: 'pem' });

  test('of ours without log and time counts for cosign, but no other key, artifact or payload', async () => {
    const bundle = await (await scene.keySigner()).sign(statementAbout(hashOf(content)));
    expect(counted(bundle, scene.key.spki).signer).toMatchObject({ type: 'key', spki_sha256: scene.key.spkiSha256 });
    expect(verifyBundle(bundle, scene.trust(scene.otherKey.spki))).toMatchObject({ code: 'SIGNATURE_INVALID' });
    const files = {
      ours: await scene.cosign.file('key-ours.json', bundle),
      changed: await scene.cosign.file('key-changed.json', withOtherPayload(bundle)),
      key: await scene.cosign.file('ours.pub', pem(scene.key)),
      other: await scene.cosign.file('other.pub', pem(scene.otherKey)),
    };
    const ask = (bundlePath: string, key: string, path: string) => {
      const flags = ['--key', key, '--insecure-ignore-tlog', '--type', predicateType, '--bundle', bundlePath];
      return scene.cosign.verify('verify-blob-attestation', ...flags, path);
    };
    expect(await ask(files.ours, files.key, blob)).toBe('accepted');
    expect(await ask(files.ours, files.other, blob)).toBe('signature');
    expect(await ask(files.ours, files.key, otherBlob)).toBe('artifact');
    expect(await ask(files.changed, files.key, blob)).toBe('signature');
  });

  test('of cosign with log and time counts for us, but no other key or payload', async () => {
    await scene.cosign.run('generate-key-pair', '--output-key-prefix', 'theirs');
    const file = (name: string) => join(scene.cosign.folder, name);
    const predicate = await scene.cosign.file('key-predicate.json', '{"passed":true}');
    const flags = ['--key', file('theirs.key'), '--bundle', file('theirs.json'), '--predicate', predicate];
    await scene.cosign.sign('attest-blob', ...flags, '--type', predicateType, blob);
    const bundle = await readFile(file('theirs.json'));
    const publicKey = createPublicKey(await readFile(file('theirs.pub'), 'utf8'));
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    expect(counted(bundle, spki).signer).toMatchObject({ type: 'key', spki_sha256: hashOf(spki) });
    expect(verifyBundle(bundle, scene.trust(scene.key.spki))).toMatchObject({ code: 'SIGNATURE_INVALID' });
    expect(verifyBundle(withOtherPayload(bundle), scene.trust(spki))).toMatchObject({ code: 'SIGNATURE_INVALID' });
  });
});
