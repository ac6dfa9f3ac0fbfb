// The stand-ins for registry and ECR keep the rules of the real ones, so that what passes here has a reason to pass there.
import { createHash } from 'node:crypto';
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { startEcr } from '../../../local-cloud/ecr.ts';
import { type LocalRegistry, startRegistry } from '../../../local-cloud/registry.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const subject = digestOf('subject');
let server: LocalRegistry;

beforeEach(async () => {
  server = await startRegistry(sharedClock());
});
afterEach(() => server.close());

const call = (path: string, init: RequestInit = {}) => fetch(`${server.url}/v2/${path}`, init);
const status = async (path: string, init: RequestInit = {}) => (await call(path, init)).status;

async function pushBlob(text: string, digest = digestOf(text)): Promise<number> {
  const opened = await call('app/blobs/uploads/', { method: 'POST' });
  const url = new URL(opened.headers.get('location') ?? '', server.url);
  url.searchParams.set('digest', digest);
  return (await fetch(url, { method: 'PUT', body: text })).status;
}

const manifest = (extra: object = {}) =>
  JSON.stringify({ schemaVersion: 2, config: { mediaType: 'x/y', digest: digestOf('config') }, layers: [], ...extra });
const push = (reference: string, body: string) =>
  call(`app/manifests/${reference}`, { method: 'PUT', headers: { 'content-type': manifestType }, body });

describe('blobs', () => {
  test('arrive in one piece and are there then', async () => {
    expect(await status(`app/blobs/${digestOf('config')}`, { method: 'HEAD' })).toBe(404);
    expect(await pushBlob('config')).toBe(201);
    expect(await status(`app/blobs/${digestOf('config')}`, { method: 'HEAD' })).toBe(200);
    expect(await (await call(`app/blobs/${digestOf('config')}`)).text()).toBe('config');
    expect(await status(`other/blobs/${digestOf('config')}`)).toBe(404);
  });

  test('of another digest are refused', async () => {
    expect(await pushBlob('confiG', digestOf('config'))).toBe(400);
    expect(await status('app/blobs/uploads/', { method: 'PUT', body: 'x' })).toBe(405);
  });
});

describe('manifests', () => {
  test('are refused until their blobs are there', async () => {
    expect((await push(digestOf(manifest()), manifest())).status).toBe(404);
    await pushBlob('config');
    expect((await push(digestOf(manifest()), manifest())).status).toBe(201);
    const found = await call(`app/manifests/${digestOf(manifest())}`);
    expect([found.headers.get('content-type'), await found.text()]).toEqual([manifestType, manifest()]);
  });

  test('of an index are refused until its children are there', async () => {
    const index = JSON.stringify({ schemaVersion: 2, manifests: [{ digest: digestOf(manifest()) }] });
    expect((await push('latest', index)).status).toBe(404);
    await pushBlob('config');
    await push(digestOf(manifest()), manifest());
    expect((await push('latest', index)).status).toBe(201);
    expect(await (await call('app/manifests/latest')).text()).toBe(index);
  });

  test('of another digest, or no JSON, are refused', async () => {
    await pushBlob('config');
    expect((await push(subject, manifest())).status).toBe(400);
    expect((await push('latest', '{')).status).toBe(400);
    expect(await status('app/manifests/latest')).toBe(404);
    expect(await status('app/tags/list')).toBe(404);
  });
});

describe('referrers', () => {
  const refers = (text: string) => manifest({ subject: { digest: subject }, annotations: { text } });
  const list = async (path = `/v2/app/referrers/${subject}`) => {
    const answer = await fetch(server.url + path);
    const body = JSON.parse(await answer.text());
    return {
      status: answer.status,
      digests: (body.manifests ?? []).map((one: { digest: string }) => one.digest),
      link: answer.headers.get('link'),
    };
  };
  beforeEach(() => pushBlob('config'));

  test('are listed in pages, and OCI-Subject says so', async () => {
    server.behavior.pageSize = 1;
    const pushed = await push(digestOf(refers('a')), refers('a'));
    expect(pushed.headers.get('oci-subject')).toBe(subject);
    await push(digestOf(refers('b')), refers('b'));
    await push(digestOf(manifest()), manifest());
    const first = await list();
    expect(first.digests).toEqual([digestOf(refers('a'))]);
    const second = await list(/<(.+)>/.exec(first.link ?? '')?.[1]);
    expect([second.digests, second.link]).toEqual([[digestOf(refers('b'))], null]);
  });

  test('without the API are neither listed nor announced', async () => {
    server.behavior.referrersApi = false;
    expect((await push(digestOf(refers('a')), refers('a'))).headers.get('oci-subject')).toBeNull();
    expect((await list()).status).toBe(404);
  });
});

describe('logging in', () => {
  test('is asked for and checked', async () => {
    server.behavior.check = (user, password, method) => user === 'me' && password === 'a:b' && method === 'GET';
    const refused = await call('app/manifests/latest');
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="local"']);
    const headers = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    expect(await status('app/manifests/latest', { headers: headers('me:a:b') })).toBe(404);
    expect(await status('app/manifests/latest', { headers: headers('me:a') })).toBe(401);
    expect(await status('', { headers: headers('me:a:b') })).toBe(200);
    expect(await status('app/blobs/uploads/', { method: 'POST', headers: headers('me:a:b') })).toBe(401);
  });

  test('answers can be changed one by one', async () => {
    server.behavior.alter = (_call, reply) => (server.calls.length === 2 ? { ...reply, status: 418 } : undefined);
    expect([await status('app/manifests/x'), await status('app/manifests/x'), await status('app/manifests/x')]).toEqual(
      [404, 418, 404],
    );
  });
});

describe('ECR', () => {
  const ask = (url: string, accessKeyId: string) => {
    const credentials = { accessKeyId, secretAccessKey: 'x', sessionToken: 'y' };
    return new ECRClient({ region: 'eu-central-1', endpoint: url, credentials, maxAttempts: 1 }).send(
      new GetAuthorizationTokenCommand({}),
    );
  };

  test('hands out a token for the caller, for twelve hours', async () => {
    const clock = sharedClock(1_800_000_000);
    const ecr = await startEcr(
      clock,
      server.url,
      (id) => (id === 'ASIAGOOD' ? 'pusher' : id === 'ASIAPOOR' ? 'reader' : undefined),
      (who) => who === 'pusher',
    );
    const data = (await ask(ecr.url, 'ASIAGOOD')).authorizationData?.[0];
    expect([data?.proxyEndpoint, data?.expiresAt?.getTime()]).toEqual([server.url, (1_800_000_000 + 12 * 3600) * 1000]);
    const [user = '', password = ''] = Buffer.from(data?.authorizationToken ?? '', 'base64')
      .toString()
      .split(':');
    expect([user, ecr.holder(user, password), ecr.holder('me', password), ecr.holder(user, 'x')]).toEqual([
      'AWS',
      'pusher',
      undefined,
      undefined,
    ]);
    clock.advance(12 * 3600);
    expect(ecr.holder(user, password)).toBeUndefined();
    await expect(ask(ecr.url, 'ASIAPOOR')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(ask(ecr.url, 'ASIABAD')).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    expect((await fetch(ecr.url, { method: 'POST', body: '{}' })).status).toBe(400);
    await ecr.close();
  });
});
