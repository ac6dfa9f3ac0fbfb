// Keyless signing from token to bundle, against servers that really check, and verified by the library and by our own room.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sharedClock } from '../../../../local-cloud/clock.ts';
import { exampleJob, type Job } from '../../../../local-cloud/oidc.ts';
import { type Call, type Fault, type LoopbackServer, startServer } from '../../../../local-cloud/server.ts';
import { type LocalSigstore, startSigstore } from '../../../../local-cloud/sigstore.ts';
import { openTrust } from '../../../../src/attest/trust.ts';
import { verifyBundle } from '../../../../src/attest/verify.ts';
import { openIdentity } from '../../../../src/platform/forge/github/identity.ts';
import { openKeylessSigner } from '../../../../src/platform/sigstore/keyless.ts';
import { readBundle, signingOf, statementOf, verdictOn } from './world.ts';

const clock = sharedClock(1_795_000_000);
let cloud: LocalSigstore;
let other: LocalSigstore;
beforeAll(async () => {
  [cloud, other] = await Promise.all([startSigstore(clock), startSigstore(clock)]);
});
afterAll(async () => {
  await cloud.close();
  await other.close();
});
afterEach(() => {
  for (const server of [cloud.fulcio, cloud.rekor, cloud.tsa, cloud.oidc]) {
    server.calls.length = 0;
    server.knobs.fault = () => undefined;
  }
});

const signerFor = (
  job: Job = exampleJob(),
  patience = { totalMs: 5_000, requestMs: 2_000 },
  signing = signingOf(cloud),
) => openKeylessSigner(signing, openIdentity(cloud.oidc.register(job), true), clock, patience);

/** Fails the first `times` calls. The servers' own count of calls restarts with each test. */
const failFirst = (server: LoopbackServer, times: number, fault: Fault) => {
  server.knobs.fault = (_: Call, index: number) => (index < times ? fault : undefined);
};

describe('a bundle', () => {
  test.each([
    ['with', 'production'],
    ['without', undefined],
  ])('of a job %s an environment verifies, and says where it was signed', async (_, environment) => {
    const bytes = await signerFor(exampleJob({ environment })).sign(statementOf(1));
    const bundle = readBundle(bytes);
    expect(bundle.mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
    expect(bundle.dsseEnvelope.signatures.map(({ keyid }) => keyid)).toEqual(['']);
    expect(Buffer.from(bundle.dsseEnvelope.payload, 'base64')).toEqual(Buffer.from(statementOf(1)));
    expect(verdictOn(bundle, cloud.trustedRoot.json)).toBe('verified');
    const trust = openTrust({
      trustedRoot: cloud.trustedRoot.bytes,
      keys: [],
      certificateTransparency: false,
      requireLogForKeys: false,
    });
    const job = exampleJob();
    expect(verifyBundle(bytes, trust)).toMatchObject({
      verified: true,
      signer: {
        type: 'certificate',
        san: `https://github.com/${job.jobWorkflowRef}`,
        issuer: cloud.oidc.url,
        build_signer_digest: job.jobWorkflowSha,
        source_repository_id: job.repositoryId,
        source_commit: job.sha,
        source_ref: job.ref,
        environment: environment ?? '',
      },
    });
  });

  test('with a CT log carries an SCT that verifies, and that log alone makes it count', async () => {
    const withLog = await startSigstore(clock, { ctLog: true });
    const identity = openIdentity(withLog.oidc.register(exampleJob()), true);
    const bytes = await openKeylessSigner(signingOf(withLog), identity, clock).sign(statementOf(2));
    await withLog.close();
    expect(verdictOn(readBundle(bytes), withLog.trustedRoot.json, 1)).toBe('verified');
    expect(verdictOn(readBundle(bytes), { ...withLog.trustedRoot.json, ctlogs: [] }, 0)).toBe('CERTIFICATE_ERROR');
    expect(verdictOn(readBundle(await signerFor().sign(statementOf(2))), cloud.trustedRoot.json, 1)).toBe(
      'CERTIFICATE_ERROR',
    );
  });

  test('is one of twenty made at once under one token and one certificate', async () => {
    const signer = signerFor();
    const bundles = await Promise.all(Array.from({ length: 20 }, (_, number) => signer.sign(statementOf(number))));
    const read = bundles.map(readBundle);
    expect(read.map((bundle) => verdictOn(bundle, cloud.trustedRoot.json))).toEqual(Array(20).fill('verified'));
    expect(new Set(read.map((bundle) => bundle.verificationMaterial.certificate?.rawBytes)).size).toBe(1);
    expect(new Set(read.map((bundle) => bundle.verificationMaterial.tlogEntries[0]?.logIndex)).size).toBe(20);
    expect(
      [cloud.oidc, cloud.fulcio].map(
        (server) => server.calls.filter(({ method, path }) => method === 'POST' || path.startsWith('/jobs')).length,
      ),
    ).toEqual([1, 1]);
  });
});

describe('refused by the verifier', () => {
  const damaged = async () => structuredClone(readBundle(await signerFor().sign(statementOf(3))));

  test('a changed payload', async () => {
    const bundle = await damaged();
    bundle.dsseEnvelope.payload = Buffer.from(statementOf(4)).toString('base64');
    expect(verdictOn(bundle, cloud.trustedRoot.json)).toBe('TLOG_BODY_ERROR');
  });

  test('a missing timestamp, and the timestamp of another signature', async () => {
    const [bundle, another] = [await damaged(), await damaged()];
    bundle.verificationMaterial.timestampVerificationData = another.verificationMaterial.timestampVerificationData;
    expect(verdictOn(bundle, cloud.trustedRoot.json)).toBe('TIMESTAMP_ERROR');
    bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [] };
    expect(verdictOn(bundle, cloud.trustedRoot.json)).toBe('TIMESTAMP_ERROR');
  });

  test('an altered log entry, and none', async () => {
    const bundle = await damaged();
    const [entry] = bundle.verificationMaterial.tlogEntries;
    if (!entry) throw new Error('the bundle has a log entry');
    entry.canonicalizedBody = Buffer.from(`${Buffer.from(entry.canonicalizedBody, 'base64')} `).toString('base64');
    expect(verdictOn(bundle, cloud.trustedRoot.json)).toBe('TLOG_INCLUSION_PROOF_ERROR');
    bundle.verificationMaterial.tlogEntries = [];
    expect(verdictOn(bundle, cloud.trustedRoot.json)).toBe('TLOG_ERROR');
  });

  test.each(['certificateAuthorities', 'tlogs', 'timestampAuthorities'])('another root for %s', async (part) => {
    const bundle = await damaged();
    expect(verdictOn(bundle, cloud.trustedRoot.json)).toBe('verified');
    expect(verdictOn(bundle, { ...cloud.trustedRoot.json, [part]: other.trustedRoot.json[part] })).not.toBe('verified');
  });
});

describe('the certificate', () => {
  test('is used while more than 60 s of it are left, and renewed after', async () => {
    const signer = signerFor();
    const certificate = async () =>
      readBundle(await signer.sign(statementOf(5))).verificationMaterial.certificate?.rawBytes;
    const first = await certificate();
    clock.advance(530);
    const second = await certificate();
    clock.advance(20);
    const third = await Promise.all([certificate(), certificate()]);
    expect(second).toBe(first);
    expect(third[0]).not.toBe(first);
    expect(third[1]).toBe(third[0]);
  });

  test('is asked for again after a failure', async () => {
    const signer = signerFor();
    failFirst(cloud.fulcio, 1, { kind: 'status', status: 403, body: 'not now' });
    await expect(signer.sign(statementOf(6))).rejects.toMatchObject({ code: 'SIGN_FAILED' });
    expect(verdictOn(readBundle(await signer.sign(statementOf(6))), cloud.trustedRoot.json)).toBe('verified');
  });

  test('needs a token, a live one, for sigstore, and a server that certifies our key', async () => {
    const noToken = openKeylessSigner(signingOf(cloud), openIdentity({}), clock);
    await expect(noToken.sign(statementOf(7))).rejects.toMatchObject({ code: 'OIDC_MISSING' });
    const jwt = await cloud.oidc.mint({ aud: 'elsewhere' });
    const late = await cloud.oidc.mint({ exp: clock.now() - 1 });
    const real = await openIdentity(cloud.oidc.register(exampleJob()), true).token('sigstore');
    if (!real) throw new Error('the job has a token');
    for (const wrong of [jwt, late]) {
      const identity = { token: async () => ({ ...real, jwt: wrong }) };
      const failure = await openKeylessSigner(signingOf(cloud), identity, clock).sign(statementOf(7)).catch(String);
      expect(failure).toContain('400');
      expect(failure).not.toContain(wrong);
    }
    let earlier = '';
    cloud.fulcio.knobs.fault = () => ({
      kind: 'alter-reply',
      alter: (reply) => {
        const body = JSON.stringify(reply.body);
        earlier ||= body;
        return { ...reply, body: earlier };
      },
    });
    await signerFor().sign(statementOf(7));
    await expect(signerFor().sign(statementOf(7))).rejects.toMatchObject({ code: 'SIGN_FAILED' });
    earlier = '{"signedCertificateDetachedSct":{"chain":{"certificates":["none"]}}}';
    await expect(signerFor().sign(statementOf(7))).rejects.toMatchObject({ code: 'SIGN_FAILED' });
  });
});

describe('a server that errs', () => {
  test.each([
    ['Fulcio', () => cloud.fulcio],
    ['Rekor', () => cloud.rekor],
    ['the timestamp authority', () => cloud.tsa],
  ])('%s is asked again after 503, 429 and a reset', async (_name, server) => {
    const faults: Fault[] = [{ kind: 'status', status: 503 }, { kind: 'status', status: 429 }, { kind: 'reset-after' }];
    server().knobs.fault = (_, index) => faults[index];
    expect(verdictOn(readBundle(await signerFor().sign(statementOf(8))), cloud.trustedRoot.json)).toBe('verified');
    expect(server().calls.length).toBeGreaterThan(faults.length);
  });

  test('after a lost reply of Rekor or a 409, another signature is entered', async () => {
    const before = cloud.rekor.size();
    failFirst(cloud.rekor, 1, { kind: 'reset-after' });
    await signerFor().sign(statementOf(9));
    expect(cloud.rekor.size()).toBe(before + 2);
    cloud.rekor.calls.length = 0;
    failFirst(cloud.rekor, 1, { kind: 'status', status: 409, body: 'an equivalent entry already exists' });
    expect(verdictOn(readBundle(await signerFor().sign(statementOf(9))), cloud.trustedRoot.json)).toBe('verified');
    expect(new Set(cloud.rekor.calls.map(({ body }) => body.toString())).size).toBe(2);
  });

  test.each([
    ['Fulcio', () => cloud.fulcio],
    ['Rekor', () => cloud.rekor],
    ['timestamp authority', () => cloud.tsa],
  ])(
    '%s is asked once after a refusal, which is named by its status and what is known of its words',
    async (name, server) => {
      const message = 'There was an error processing the identity token: eyJhbGciOiJSUzI1NiJ9';
      failFirst(server(), 9, { kind: 'status', status: 400, body: JSON.stringify({ code: 3, message }) });
      const failure = await signerFor()
        .sign(statementOf(10))
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'SIGN_FAILED' });
      expect(String(failure)).toContain(`${name} (${server().url}) answered 400 code 3 INVALID_ARGUMENT: There was an`);
      expect(String(failure)).not.toContain('eyJ');
      expect(server().calls.length).toBe(1);
    },
  );

  test('that stays down or silent ends at the time limit', async () => {
    failFirst(cloud.rekor, 1_000, { kind: 'status', status: 500, body: 'down' });
    const impatient = { totalMs: 300, requestMs: 100 };
    await expect(signerFor(undefined, impatient).sign(statementOf(11))).rejects.toMatchObject({ code: 'SIGN_FAILED' });
    cloud.tsa.knobs.fault = () => ({ kind: 'hang' });
    cloud.rekor.knobs.fault = () => undefined;
    const gone = await startServer(clock, () => ({ status: 200 }));
    await gone.close();
    const nowhere = signingOf(cloud, { fulcio: gone.url });
    const unreachable = await signerFor(undefined, impatient, nowhere).sign(statementOf(11)).catch(String);
    expect(unreachable).toContain('ECONNREFUSED');
    await expect(signerFor(undefined, impatient).sign(statementOf(11))).rejects.toMatchObject({ code: 'SIGN_FAILED' });
  });

  test('with a redirect, a flood or an answer about something else is refused at once', async () => {
    const once = async (server: LoopbackServer, fault: Fault) => {
      server.calls.length = 0;
      server.knobs.fault = () => fault;
      await expect(signerFor().sign(statementOf(12))).rejects.toMatchObject({ code: 'SIGN_FAILED' });
      server.knobs.fault = () => undefined;
      return server.calls.length;
    };
    const reply = (status: number, body: string, headers = {}): Fault => ({
      kind: 'alter-reply',
      alter: () => ({ status, body, headers }),
    });
    const earlier = Buffer.from(
      readBundle(await signerFor().sign(statementOf(12))).verificationMaterial.timestampVerificationData
        ?.rfc3161Timestamps[0]?.signedTimestamp ?? '',
      'base64',
    );
    expect(await once(cloud.fulcio, reply(302, '', { location: other.fulcio.url }))).toBe(1);
    expect(await once(cloud.fulcio, reply(200, 'x'.repeat(3_000_000)))).toBe(1);
    expect(await once(cloud.rekor, reply(201, '{}'))).toBe(1);
    expect(await once(cloud.tsa, reply(204, ''))).toBe(1);
    expect(
      await once(cloud.tsa, { kind: 'alter-reply', alter: (given) => ({ ...given, body: new Uint8Array(earlier) }) }),
    ).toBe(1);
    let logged = {};
    cloud.rekor.knobs.fault = () => ({
      kind: 'alter-reply',
      alter: (given) => {
        logged = Object(given.body);
        return given;
      },
    });
    await signerFor().sign(statementOf(12));
    expect(await once(cloud.rekor, { kind: 'alter-reply', alter: (given) => ({ ...given, body: logged }) })).toBe(1);
  });

  test('is not asked again before its Retry-After, even when that is past the time limit', async () => {
    const busy =
      (seconds: string) =>
      (_: Call, index: number): Fault | undefined =>
        index === 0
          ? { kind: 'alter-reply', alter: () => ({ status: 503, headers: { 'retry-after': seconds } }) }
          : undefined;
    cloud.fulcio.knobs.fault = busy('600');
    await expect(signerFor(undefined, { totalMs: 1_000, requestMs: 500 }).sign(statementOf(13))).rejects.toMatchObject({
      code: 'SIGN_FAILED',
    });
    cloud.fulcio.calls.length = 0;
    cloud.fulcio.knobs.fault = busy('0');
    await expect(signerFor().sign(statementOf(13))).resolves.toBeDefined();
  });
});

test('a configured path of the timestamp authority and trailing slashes are taken as they are', async () => {
  const signing = signingOf(cloud, {
    fulcio: `${cloud.fulcio.url}/`,
    rekor: `${cloud.rekor.url}/`,
    'timestamp-authority': `${cloud.tsa.url}/api/v1/timestamp`,
  });
  expect(
    verdictOn(readBundle(await signerFor(undefined, undefined, signing).sign(statementOf(14))), cloud.trustedRoot.json),
  ).toBe('verified');
});
