// Who is shown which credentials: Docker's file, ECR and token services, each with a twin that must get nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type SharedClock, sharedClock } from '../../../../local-cloud/clock.ts';
import { type LocalEcr, startEcr } from '../../../../local-cloud/ecr.ts';
import { type LocalRegistry, startRegistry } from '../../../../local-cloud/registry.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from '../../../../local-cloud/server.ts';
import type { Registry } from '../../../../src/model/ports.ts';
import { ecrLogin } from '../../../../src/platform/cloud/aws/ecr.ts';
import type { AwsCredentials } from '../../../../src/platform/cloud/aws/session.ts';
import { dockerConfigPath, dockerLogin } from '../../../../src/platform/registry/login.ts';
import { openRegistry, type RegistrySettings } from '../../../../src/platform/registry/registry.ts';
import { imageOf, part, plant } from './image.ts';

const pace = { deadline: 2000, attempts: 2, backoff: 1 };
const image = imageOf(part('layer'));
const folder = mkdtempSync(join(tmpdir(), 'login-'));
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const code = (expected: string) => expect.objectContaining({ code: expected });
let clock: SharedClock;
let server: LocalRegistry;

beforeEach(async () => {
  clock = sharedClock();
  server = await startRegistry(clock, { check: (user, password) => user === 'me' && password === 'pass:word' });
  plant(server, 'org/app', image);
});
afterEach(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

function docker(config: object | string): Registry {
  const dockerConfig = join(folder, 'config.json');
  writeFileSync(dockerConfig, typeof config === 'string' ? config : JSON.stringify(config));
  return openRegistry(
    `${server.host}/org/app`,
    { kind: 'docker-config', local: true },
    {
      pace,
      dockerConfig,
    },
  );
}

describe("Docker's configuration", () => {
  const auth = Buffer.from('me:pass:word').toString('base64');

  test.each(['', 'https://', '/v1/', '/v2/'])('is used for the host, written with %j', async (form) => {
    const key = form.startsWith('/') ? `https://${server.host}${form}` : `${form}${server.host}`;
    expect(await docker({ auths: { [key]: { auth } } }).hasManifest(image.digest)).toBe(true);
  });

  test.each(['https://index.docker.io/v1/', 'docker.io', 'index.docker.io', 'registry-1.docker.io'])(
    'is used for Docker Hub, written as %s, and for no host beside it',
    async (key) => {
      const path = join(folder, 'hub.json');
      writeFileSync(path, JSON.stringify({ auths: { [key]: { auth } } }));
      for (const host of ['docker.io', 'index.docker.io', 'registry-1.docker.io'])
        expect(await dockerLogin(path, `${host}/org/app`)()).toEqual({ user: 'me', password: 'pass:word' });
      for (const host of ['docker.io.example', 'hub.docker.com'])
        await expect(dockerLogin(path, `${host}/org/app`)()).rejects.toEqual(code('REGISTRY_FAILED'));
    },
  );

  test('counts for the longest path that holds the repository, and for no other path', async () => {
    const path = join(folder, 'paths.json');
    const entry = (user: string) => ({ auth: Buffer.from(`${user}:p`).toString('base64') });
    const auths = { 'a.example': entry('host'), 'a.example/org': entry('org'), 'a.example/org/app': entry('app') };
    writeFileSync(path, JSON.stringify({ auths }));
    const userFor = async (repository: string) => dockerLogin(path, repository)();
    expect(await userFor('a.example/org/app')).toMatchObject({ user: 'app' });
    expect(await userFor('a.example/org/apple')).toMatchObject({ user: 'org' });
    expect(await userFor('a.example/organ/app')).toMatchObject({ user: 'host' });
    // A path may end like the addresses that older versions of Docker wrote; it is a path all the same.
    writeFileSync(path, JSON.stringify({ auths: { ...auths, 'a.example/org/v2': entry('second') } }));
    expect(await userFor('a.example/org/app')).toMatchObject({ user: 'app' });
    expect(await userFor('a.example/org/apple')).toMatchObject({ user: 'org' });
    expect(await userFor('a.example/org/v2')).toMatchObject({ user: 'second' });
    await expect(userFor('b.example/org/app')).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('is used although the entry of another host is broken, or it is written as user and password', async () => {
    const broken = { 'b.example': { auth: 7 }, 'c.example': 'text', 'd.example': null };
    expect(await docker({ auths: { ...broken, [server.host]: { auth } } }).hasManifest(image.digest)).toBe(true);
    const apart = { username: 'me', password: 'pass:word' };
    expect(await docker({ auths: { ...broken, [server.host]: apart } }).hasManifest(image.digest)).toBe(true);
    await expect(docker('{"auths":').hasManifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('is not shown before the registry asks, and then kept', async () => {
    const registry = docker({ auths: { [server.host]: { auth } } });
    await registry.hasManifest(image.digest);
    await registry.hasManifest(image.digest);
    expect(server.calls.map((call) => call.headers['authorization'])).toEqual([
      undefined,
      basic('me:pass:word'),
      basic('me:pass:word'),
    ]);
  });

  test.each([
    ['of another host', { auths: { 'ghcr.io': { auth } } }],
    ['in a helper', { auths: {}, credsStore: 'desktop' }],
    ['without a password', { auths: { HOST: { auth: Buffer.from('me').toString('base64') } } }],
    ['that is no list', { auths: [] }],
  ])('%s is no login', async (_name, config) => {
    const registry = docker(JSON.stringify(config).replace('HOST', server.host));
    await expect(registry.hasManifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('that is wrong is refused once, not tried on', async () => {
    const registry = docker({ auths: { [server.host]: { auth: Buffer.from('me:wrong').toString('base64') } } });
    await expect(registry.hasManifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
    expect(server.calls).toHaveLength(2);
  });

  test('that is not there leaves us a stranger', async () => {
    const dockerConfig = join(folder, 'none.json');
    const registry = openRegistry(
      `${server.host}/org/app`,
      { kind: 'docker-config', local: true },
      {
        pace,
        dockerConfig,
      },
    );
    await expect(registry.hasManifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
    server.behavior.check = undefined;
    expect(await registry.hasManifest(image.digest)).toBe(true);
  });

  test('that cannot be read is a fault', async () => {
    const registry = openRegistry(
      `${server.host}/org/app`,
      { kind: 'docker-config', local: true },
      {
        pace,
        dockerConfig: folder,
      },
    );
    await expect(registry.hasManifest(image.digest)).rejects.toEqual(code('FILE_IS_FOLDER'));
    expect(dockerConfigPath().endsWith('/.docker/config.json')).toBe(true);
  });
});

describe('a token service', () => {
  let realm: LoopbackServer;
  let grant: (call: Call) => Reply;
  const challenge = (text: string) => {
    server.behavior.check = undefined;
    server.behavior.alter = (call, reply) => {
      const known = /^Bearer token-/.test(call.headers['authorization'] ?? '');
      return known ? reply : { status: 401, headers: { 'www-authenticate': text } };
    };
  };
  const anonymous = (local = true) => openRegistry(`${server.host}/org/app`, { kind: 'anonymous', local }, { pace });

  beforeEach(async () => {
    grant = (call) => ({ status: 200, body: { token: `token-${call.url.searchParams.get('scope')}` } });
    realm = await startServer(clock, (call) => grant(call));
    challenge(`Bearer realm="${realm.url}/token",service="local",scope="repository:org/app:delete"`);
  });
  afterEach(() => realm.close());

  test('is given an identity token in the body of a POST, as Azure wants it, and nothing else is', async () => {
    grant = (call) => {
      const form = new URLSearchParams(call.body.toString());
      const known = call.method === 'POST' && form.get('refresh_token') === 'refresh';
      return known ? { status: 200, body: { access_token: `token-${form.get('scope')}` } } : { status: 401 };
    };
    const auth = Buffer.from('00000000-0000-0000-0000-000000000000:').toString('base64');
    const azure = (identitytoken: string) => docker({ auths: { [server.host]: { auth, identitytoken } } });
    expect(await azure('refresh').hasManifest(image.digest)).toBe(true);
    const form = Object.fromEntries(new URLSearchParams(realm.calls[0]?.body.toString()));
    const service = { grant_type: 'refresh_token', service: 'local', client_id: 'safeguard' };
    expect(form).toEqual({ ...service, scope: 'repository:org/app:pull', refresh_token: 'refresh' });
    expect(realm.calls[0]?.url.search).toBe('');
    expect(server.calls.map((call) => call.headers['authorization'])).toEqual([
      undefined,
      'Bearer token-repository:org/app:pull',
    ]);
    await expect(azure('stale').hasManifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
    // A path that begins with two slashes would be a host of its own, were it resolved.
    challenge(`Bearer realm="${realm.url}//192.0.2.1/token",service="local"`);
    expect(await azure('refresh').hasManifest(image.digest)).toBe(true);
    // Only the stated realm was asked: both times it answered.
    expect(realm.calls.length).toBeGreaterThan(1);
    challenge('Basic realm="local"');
    await expect(azure('refresh').hasManifest(image.digest)).rejects.toMatchObject({
      code: 'REGISTRY_FAILED',
      message: expect.stringContaining('identity token'),
    });
  });

  test('gives strangers a token for exactly what they do', async () => {
    const registry = anonymous();
    expect(await registry.hasManifest(image.digest)).toBe(true);
    await registry.pushBlob(part('new').digest, { bytes: part('new').bytes });
    expect(
      realm.calls.map((call) => [
        call.url.searchParams.get('scope'),
        call.url.searchParams.get('service'),
        call.headers['authorization'],
      ]),
    ).toEqual([
      ['repository:org/app:pull', 'local', undefined],
      ['repository:org/app:pull,push', 'local', undefined],
    ]);
  });

  test('is shown the login that Docker left', async () => {
    const registry = docker({ auths: { [server.host]: { auth: Buffer.from('me:pass:word').toString('base64') } } });
    grant = () => ({ status: 200, body: { access_token: 'token-a' } });
    expect(await registry.hasManifest(image.digest)).toBe(true);
    expect(realm.calls[0]?.headers['authorization']).toBe(basic('me:pass:word'));
  });

  test.each([
    ['refuses', { status: 403, body: { token: 'token-a' } }],
    ['gives none', { status: 200, body: {} }],
    ['gives no JSON', { status: 200, body: '<html>' }],
    ['redirects', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
  ])('that %s is a fault', async (_name, reply) => {
    grant = () => reply;
    await expect(anonymous().hasManifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test.each(['Bearer realm="http://192.0.2.1/token"', 'Bearer service="x"', 'Negotiate', 'Digest realm="https://x"'])(
    'cannot be asked by %s',
    async (text) => {
      challenge(text);
      await expect(anonymous().hasManifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
    },
  );
});

describe('ECR', () => {
  const credentials: AwsCredentials = {
    accessKeyId: 'ASIAPUSHER',
    secretAccessKey: 'secret',
    sessionToken: 'session',
    expiresAt: 0,
    assumedRoleId: 'AROA:session',
    account: '111122223333',
  };
  const stranger = { ...credentials, accessKeyId: 'ASIASTRANGER' };
  let ecr: LocalEcr<string>;

  beforeEach(async () => {
    ecr = await startEcr(
      clock,
      server.url,
      (id) => ({ ASIAPUSHER: 'pusher', ASIAREADER: 'reader' })[id],
      (who) => who === 'pusher',
    );
    server.behavior.check = (user, password) => ecr.holder(user, password) === 'pusher';
  });
  afterEach(() => ecr.close());

  const loginAs = (keys: AwsCredentials | undefined): RegistrySettings => ({
    cloudLogin: (place) => ecrLogin({ ...place, ...(keys ? { credentials: keys } : {}) }),
  });
  const open = (keys: AwsCredentials | undefined, region: string | undefined = 'eu-central-1') =>
    openRegistry(
      `${server.host}/org/app`,
      { kind: 'ecr', region, endpoint: ecr.url, local: true },
      { pace, ...loginAs(keys) },
    );

  test('logs in once for the role, and again when the token has run out', async () => {
    const registry = open(credentials);
    expect(await registry.hasManifest(image.digest)).toBe(true);
    await registry.pushBlob(part('new').digest, { bytes: part('new').bytes });
    expect(ecr.calls).toHaveLength(1);
    expect(ecr.calls[0]?.headers).toMatchObject({ 'x-amz-security-token': 'session' });
    clock.advance(12 * 3600 + 1);
    expect(await registry.hasManifest(image.digest)).toBe(true);
    expect(ecr.calls).toHaveLength(2);
  });

  test('refuses a role without permission, and unknown keys', async () => {
    await expect(open({ ...credentials, accessKeyId: 'ASIAREADER' }).hasManifest(image.digest)).rejects.toEqual(
      code('REGISTRY_FAILED'),
    );
    await expect(open(stranger).hasManifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
    expect(ecr.calls).toHaveLength(2);
  });

  test('needs a region, and is never shown to another host', () => {
    expect(() => openRegistry(`${server.host}/org/app`, { kind: 'ecr', local: true }, loginAs(credentials))).toThrow(
      code('REGISTRY_FAILED'),
    );
    const access = { kind: 'ecr', region: 'eu-central-1', local: false } as const;
    expect(() => openRegistry('ghcr.io/org/app', access, loginAs(credentials))).toThrow(code('REGISTRY_FAILED'));
    expect(
      openRegistry('111122223333.dkr.ecr.eu-central-1.amazonaws.com/app', access, loginAs(credentials)).repository,
    ).toContain('ecr');
  });

  test.each([
    ['111122223333.dkr.ecr.eu-central-1.amazonaws.com', true],
    ['111122223333.dkr.ecr-fips.us-east-1.amazonaws.com', true],
    ['111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn', true],
    ['111122223333.dkr-ecr.eu-central-1.on.aws', true],
    ['111122223333.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn', true],
    ['111122223333.dkr.ecr.eu-central-1.amazonaws.com.evil.example', false],
    ['11112222333.dkr.ecr.eu-central-1.amazonaws.com', false],
    ['public.ecr.aws', false],
  ])('%s may be shown a token of ECR: %s', (host, expected) => {
    const open = () =>
      openRegistry(`${host}/app`, { kind: 'ecr', region: 'eu-central-1', local: false }, loginAs(credentials));
    if (expected) expect(open().repository).toBe(`${host}/app`);
    else expect(open).toThrow(code('REGISTRY_FAILED'));
  });

  test.each([
    ['an empty list', { authorizationData: [] }],
    [
      'a token without a password',
      { authorizationData: [{ authorizationToken: Buffer.from('AWS').toString('base64') }] },
    ],
    ['nothing', {}],
  ])('that answers %s is a fault', async (_name, body) => {
    ecr.knobs.fault = () => ({ kind: 'alter-reply', alter: (reply) => ({ ...reply, body }) });
    await expect(open(credentials).hasManifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('that hangs or throttles is a fault within its limits', async () => {
    const limits = { attempt: 100, total: 300, firstPause: 1, longestPause: 1 };
    const login = ecrLogin({ region: 'eu-central-1', endpoint: ecr.url, local: true, credentials }, limits);
    ecr.knobs.fault = () => ({ kind: 'hang' });
    await expect(login()).rejects.toEqual(code('REMOTE_UNREACHABLE'));
    ecr.knobs.fault = (_call, index) => (index % 2 === 0 ? { kind: 'reset-before' } : undefined);
    expect(await login()).toMatchObject({ user: 'AWS' });
  });
});
