// Publishing while servers fail: a short trouble is waited out, a long one is a fault (exit code 3) that never leaves an image
// without its statements unnamed, and running it again completes what a crash broke off (threats C5, C10).
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import type { Call, Fault, LoopbackServer } from '../../local-cloud/server.ts';
import type { Ports } from '../../src/model/ports.ts';
import { openS3Store } from '../../src/platform/cloud/aws/s3.ts';
import { AwsSession } from '../../src/platform/cloud/aws/session.ts';
import { openCloud } from '../../src/platform/cloud/aws/sts.ts';
import { openKeylessSigner } from '../../src/platform/sigstore/keyless.ts';
import { bundlesOn, emptyRegistry, manifestsOf, recordsOf, trace } from './build-remains.ts';
import { actWith, buildStep, deniedRules, deploy, gate, openBuildWorld, publish } from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest } = world;
const { registry, sigstore, aws } = clinic.cloud;
const { fulcio, rekor, tsa } = sigstore;
afterAll(() => clinic.close());
afterEach(() => {
  for (const server of [registry, fulcio, rekor, tsa, aws.sts, aws.s3]) server.knobs.fault = () => undefined;
  aws.sts.sessionSeconds = undefined;
});

/** Makes the first `count` calls that fit fail, or all of them. */
function fail(
  server: LoopbackServer,
  fault: Fault,
  fits: (call: Call) => boolean = () => true,
  count = Number.POSITIVE_INFINITY,
): void {
  let left = count;
  server.knobs.fault = (call) => {
    if (!fits(call) || left === 0) return undefined;
    left -= 1;
    return fault;
  };
}

const unavailable: Fault = { kind: 'status', status: 503, body: 'made to fail' };
const throttled: Fault = {
  kind: 'status',
  status: 400,
  body: '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
};
const isThere = () => registry.repository('clinic-api').manifests.has(digest);

/** The same ports, with less patience than people have. */
function hasty(ports: Ports): Partial<Ports> {
  const limits = { attempt: 500, total: 500, firstPause: 10, longestPause: 50 };
  const patience = { totalMs: 500, requestMs: 500 };
  return {
    cloud: async (config) => openCloud(config, () => undefined, limits),
    store: async (spec, session) =>
      spec.type === 's3'
        ? openS3Store(spec, { credentials: AwsSession.read(session), local: true, limits })
        : ports.store(spec),
    signer: async (config) => {
      if (config.signing.mode === 'kms') throw new Error('the clinic signs keyless');
      return openKeylessSigner(config.signing, ports.identity(config), ports.clock, patience);
    },
  };
}

type Part = 'cloud' | 'store' | 'signer';
const publishHastily = (part: Part) =>
  trace(world, () => actWith(world, 'publish', buildStep(world), (ports) => ({ [part]: hasty(ports)[part] })));

describe('a short trouble is waited out', () => {
  const servers: [string, LoopbackServer, Fault][] = [
    ['Fulcio', fulcio, unavailable],
    ['Rekor', rekor, { kind: 'reset-after' }],
    ['the timestamp authority', tsa, unavailable],
    ['STS', aws.sts, throttled],
    ['the registry', registry, { kind: 'status', status: 503 }],
  ];
  test.each(servers)('of %s', async (_name, server, fault) => {
    emptyRegistry(world);
    fail(server, fault, () => true, 1);
    expect((await publish(world)).code).toBe(0);
    expect(bundlesOn(world, digest)).toHaveLength(8);
  });

  test('of S3, which answers every fifth request with 503', async () => {
    let calls = 0;
    aws.s3.knobs.fault = () => (++calls % 5 === 0 ? unavailable : undefined);
    const { ended, objects } = await trace(world, () => publish(world));
    expect(ended.code).toBe(0);
    const [manifest] = manifestsOf(world, objects);
    const listed = manifest?.predicate.entries.map(({ key }) => key);
    expect(listed).toEqual(
      expect.arrayContaining(
        objects.map(({ key }) => key).filter((key) => key !== manifest?.key && !key.startsWith('published/')),
      ),
    );
  });
});

describe('a long trouble is a fault', () => {
  const beforePush: [string, LoopbackServer, Fault, string, Part][] = [
    ['Fulcio', fulcio, unavailable, 'SIGN_FAILED', 'signer'],
    ['Rekor', rekor, unavailable, 'SIGN_FAILED', 'signer'],
    ['the timestamp authority', tsa, unavailable, 'SIGN_FAILED', 'signer'],
    ['STS', aws.sts, throttled, 'REMOTE_REFUSED', 'cloud'],
  ];
  test.each(beforePush)('of %s: nothing is pushed, nothing is kept', async (_name, server, fault, code, part) => {
    emptyRegistry(world);
    fail(server, fault);
    const { ended, objects, pushes } = await publishHastily(part);
    expect(ended.code).toBe(3);
    expect(ended.text).toContain(code);
    expect({ objects, pushes }).toEqual({ objects: [], pushes: [] });
  });

  test('of the registry: no image lies there', async () => {
    emptyRegistry(world);
    fail(registry, { kind: 'status', status: 403 }, ({ path }) => path.includes('/blobs/'));
    const { ended, objects } = await trace(world, () => publish(world));
    expect(ended.code).toBe(3);
    expect(ended.lines.join()).toContain('REGISTRY_FAILED');
    expect(ended.lines.join()).not.toContain('was pushed');
    // What was locked before the push are blobs that the next attempt needs again; nothing says that an image was published.
    expect(objects.filter(({ key }) => !key.startsWith('blobs/'))).toEqual([]);
    expect(isThere()).toBe(false);
  });

  test('of S3: it is asked before the push, and no image lies there', async () => {
    emptyRegistry(world);
    fail(aws.s3, unavailable);
    const { ended, objects } = await publishHastily('store');
    expect(ended.code).toBe(3);
    expect(ended.text).not.toContain('was pushed');
    expect({ objects, there: isThere() }).toEqual({ objects: [], there: false });
  });

  test('of writing to S3: nothing is pushed, nothing is kept', async () => {
    emptyRegistry(world);
    fail(aws.s3, unavailable, ({ method }) => method === 'PUT');
    const { ended, objects, pushes } = await publishHastily('store');
    expect(ended.code).toBe(3);
    expect({ objects, pushes, there: isThere() }).toEqual({ objects: [], pushes: [], there: false });
  });

  test('of S3 after the push: the image lies there with all its statements, and the message says so', async () => {
    emptyRegistry(world);
    fail(aws.s3, unavailable, ({ method, path }) => method === 'PUT' && path.includes('/records/'));
    const { ended, objects } = await publishHastily('store');
    expect(ended.code).toBe(3);
    expect(ended.text).toContain(`${clinic.image}@${digest} was pushed`);
    expect({ there: isThere(), bundles: bundlesOn(world, digest).length }).toEqual({ there: true, bundles: 8 });
    expect(objects.filter(({ key }) => !key.startsWith('blobs/'))).toEqual([]);
  });
});

describe('broken off and run again', () => {
  const isReferrer = ({ method, path, body }: Call) =>
    method === 'PUT' && path.includes('/manifests/') && body.includes('"subject"') && body.includes(digest);
  const afterSome = (count: number) => {
    let seen = 0;
    return (call: Call) => isReferrer(call) && ++seen > count;
  };
  const crashes: [string, number, () => void][] = [
    [
      'in the middle of the blobs',
      0,
      () =>
        fail(
          registry,
          { kind: 'status', status: 403 },
          ({ method, path }) => method === 'PUT' && path.includes('/blobs/uploads/'),
        ),
    ],
    ['after the push', 0, () => fail(registry, { kind: 'status', status: 403 }, afterSome(0))],
    ['after three statements', 3, () => fail(registry, { kind: 'status', status: 403 }, afterSome(3))],
    ['before the push', 0, () => fail(aws.s3, { kind: 'status', status: 403 }, ({ method }) => method === 'PUT')],
    [
      'in the middle of the evidence',
      8,
      () =>
        fail(
          aws.s3,
          { kind: 'status', status: 403 },
          ({ method, path }) => method === 'PUT' && path.includes('/records/'),
        ),
    ],
    [
      'before the manifest',
      8,
      () =>
        fail(
          aws.s3,
          { kind: 'status', status: 403 },
          ({ method, path }) => method === 'PUT' && path.includes('/manifests/'),
        ),
    ],
  ];
  test.each(crashes)('%s: the second attempt completes it, and the gate allows', async (_name, attached, crash) => {
    emptyRegistry(world);
    crash();
    const step = buildStep(world);
    const first = await trace(world, () => publish(world, {}, { runId: step.job.runId }));
    expect(first.ended.code).toBe(3);
    expect(manifestsOf(world, first.objects)).toEqual([]);
    expect(bundlesOn(world, digest)).toHaveLength(attached);
    expect(first.ended.lines.join().includes(`@${digest} was pushed`)).toBe(isThere());
    for (const server of [registry, aws.s3]) server.knobs.fault = () => undefined;
    const again = await trace(world, () => publish(world, {}, { runId: step.job.runId, runAttempt: '2' }));
    expect(again.ended.code).toBe(0);
    // What was signed before is taken up; provenance and decision say when they were made.
    expect(bundlesOn(world, digest)).toHaveLength(Math.max(8, attached + 2));
    const [manifest, ...others] = manifestsOf(world, again.objects);
    expect(others).toEqual([]);
    expect(recordsOf(again.objects).map(({ kind }) => kind)).toContain('publish');
    for (const { key } of again.objects)
      if (key !== manifest?.key && !key.startsWith('published/'))
        expect(manifest?.predicate.entries.map((entry) => entry.key)).toContain(key);
    expect((await gate(world)).code).toBe(0);
  });

  test('an image without all its statements is not deployed', async () => {
    emptyRegistry(world);
    fail(registry, { kind: 'status', status: 403 }, afterSome(3));
    expect((await publish(world)).code).toBe(3);
    registry.knobs.fault = () => undefined;
    const denied = await gate(world);
    expect(denied.code).toBe(1);
    expect(deniedRules(denied)).toContain('gate.scans.required');
  });

  test('killed by the system while it attaches: the next attempt completes it', async () => {
    emptyRegistry(world);
    const step = buildStep(world);
    const door = fileURLToPath(new URL('../../local-cloud/killed-step.ts', import.meta.url));
    const child = spawn(process.execPath, [door], { stdio: ['pipe', 'ignore', 'inherit'] });
    const story = {
      name: 'publish',
      variables: step.variables,
      root: clinic.root.href,
      now: clinic.cloud.clock.now(),
      boundary: 'attach',
    };
    child.stdin.end(JSON.stringify(story));
    const signal = await new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
    expect({ signal, there: isThere(), bundles: bundlesOn(world, digest).length }).toEqual({
      signal: 'SIGKILL',
      there: true,
      bundles: 0,
    });
    expect((await publish(world, {}, { runId: step.job.runId, runAttempt: '2' })).code).toBe(0);
    expect((await deploy(world)).code).toBe(0);
  });
});

describe('sessions that end early (threat C5)', () => {
  const slowPush = (seconds: number) => {
    let slow = true;
    registry.knobs.fault = ({ method }) => {
      if (method === 'PUT' && slow) clinic.cloud.clock.advance(seconds);
      if (method === 'PUT') slow = false;
      return undefined;
    };
  };

  test('a push that outlasts a session does not matter: the recorder is taken after it', async () => {
    emptyRegistry(world);
    aws.sts.sessionSeconds = 30;
    slowPush(60);
    expect((await publish(world)).code).toBe(0);
  });

  test('a session that is over before it is used is a fault', async () => {
    emptyRegistry(world);
    aws.sts.sessionSeconds = -1;
    const { ended, objects, pushes } = await publishHastily('store');
    expect(ended.code).toBe(3);
    expect({ objects, pushes }).toEqual({ objects: [], pushes: [] });
  });
});
