// The registry client against a loopback registry that may lie, stall and redirect: every honest answer has its dishonest twin.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sharedClock } from '../../../../local-cloud/clock.ts';
import { type LocalRegistry, startRegistry } from '../../../../local-cloud/registry.ts';
import { Digest } from '../../../../src/model/ids.ts';
import type { Registry } from '../../../../src/model/ports.ts';
import { openRegistry } from '../../../../src/platform/registry/registry.ts';
import { imageOf, indexType, manifestType, part, plant } from './image.ts';

const pace = { deadline: 5000, attempts: 3, backoff: 1 };
const image = imageOf(part('layer'));
const twin = imageOf(part('layeR'));
const folder = mkdtempSync(join(tmpdir(), 'oci-'));
let server: LocalRegistry;
let registry: Registry;

beforeAll(() => writeFileSync(join(folder, 'blob'), 'blob content'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  server = await startRegistry(sharedClock());
  registry = open();
  plant(server, 'org/app', image);
});
afterEach(() => server.close());

function open(local = true, deadline = 5000): Registry {
  return openRegistry(
    `${server.host}/org/app`,
    { kind: 'anonymous', local },
    {
      pace: { ...pace, deadline },
    },
  );
}

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('opening', () => {
  test.each([
    'ghcr.io/org/app:latest',
    `ghcr.io/org/app@${image.digest}`,
    'app',
    'https://ghcr.io/org/app',
    'ghcr.io/Org/app',
  ])('refuses %s', (name) => {
    expect(() => openRegistry(name, { kind: 'anonymous', local: false })).toThrow(code('INPUT_INVALID'));
  });

  test('speaks plain http to a loopback host only when the configuration is local', async () => {
    expect((await registry.manifest(image.digest)).digest).toBe(image.digest);
    await expect(open(false).manifest(image.digest)).rejects.toEqual(code('REMOTE_UNREACHABLE'));
    expect(server.calls).toHaveLength(1);
  });
});

describe('reading', () => {
  test('gives a manifest with its media type and exact bytes', async () => {
    expect(await registry.manifest(image.digest)).toEqual({
      digest: image.digest,
      mediaType: manifestType,
      bytes: image.bytes,
    });
    expect(await registry.hasManifest(image.digest)).toBe(true);
    expect(Buffer.from(await registry.blob(image.layer.digest, 5)).toString()).toBe('layer');
  });

  test('says what is missing', async () => {
    await expect(registry.manifest(twin.digest)).rejects.toEqual(code('IMAGE_MISSING'));
    expect(await registry.hasManifest(twin.digest)).toBe(false);
    await expect(registry.blob(twin.layer.digest, 100)).rejects.toEqual(code('IMAGE_MISSING'));
  });

  test('refuses bytes of another digest, whatever the header says', async () => {
    server.behavior.alter = (_call, reply) => ({ ...reply, body: twin.bytes });
    await expect(registry.manifest(image.digest)).rejects.toEqual(code('IMAGE_INVALID'));
    await expect(registry.blob(image.layer.digest, 4096)).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('refuses a blob one byte over the limit', async () => {
    await expect(registry.blob(image.layer.digest, 4)).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('takes a media type with parameters', async () => {
    server.behavior.alter = (_call, reply) => ({
      ...reply,
      headers: { 'content-type': `${manifestType}; charset=utf-8` },
    });
    expect((await registry.manifest(image.digest)).mediaType).toBe(manifestType);
  });

  test.each([
    indexType,
    'text/plain',
    'application/vnd.docker.distribution.manifest.v2+json',
    'application/vnd.docker.distribution.manifest.v1+json',
    '',
  ])('refuses the right bytes announced as %j', async (type) => {
    server.behavior.alter = (_call, reply) => ({ ...reply, headers: { 'content-type': type } });
    await expect(registry.manifest(image.digest)).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('refuses a document that is manifest and index at once', async () => {
    const both = imageOf(image.layer, { mediaType: undefined, manifests: [] });
    plant(server, 'org/app', both);
    await expect(registry.manifest(both.digest)).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('refuses a manifest with one key twice, and one with a digest of another algorithm', async () => {
    const twice = part(image.bytes.toString().replace('{', '{"schemaVersion":2,'));
    const md5 = part(image.bytes.toString().replace(image.config.digest, `md5:${'0'.repeat(32)}`));
    for (const bad of [twice, md5]) {
      plant(server, 'org/app', { ...image, ...bad });
      await expect(registry.manifest(bad.digest)).rejects.toEqual(code('IMAGE_INVALID'));
    }
  });
});

describe('a server in trouble', () => {
  test.each([429, 500, 503])('is asked again after %i', async (status) => {
    server.knobs.fault = (_call, index) => (index < 2 ? { kind: 'status', status } : undefined);
    expect((await registry.manifest(image.digest)).digest).toBe(image.digest);
    expect(server.calls).toHaveLength(3);
  });

  test('is asked again after a reset, and no more often than agreed', async () => {
    server.knobs.fault = (_call, index) => (index < 2 ? { kind: 'reset-before' } : undefined);
    expect((await registry.manifest(image.digest)).digest).toBe(image.digest);
    server.knobs.fault = () => ({ kind: 'reset-before' });
    await expect(registry.manifest(image.digest)).rejects.toEqual(code('REMOTE_UNREACHABLE'));
    expect(server.calls).toHaveLength(6);
  });

  test.each([400, 401, 403])('is not asked again after %i', async (status) => {
    server.knobs.fault = () => ({ kind: 'status', status, body: 'no' });
    await expect(registry.manifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
    await expect(registry.hasManifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
    await expect(registry.blob(image.layer.digest, 100)).rejects.toEqual(code('REGISTRY_FAILED'));
    expect(server.calls).toHaveLength(3);
  });

  test('that never answers meets the deadline', async () => {
    server.knobs.fault = () => ({ kind: 'hang' });
    await expect(open(true, 200).manifest(image.digest)).rejects.toEqual(code('REMOTE_UNREACHABLE'));
    expect(server.calls).toHaveLength(1);
  });

  test('that asks for a long rest is left alone', async () => {
    server.behavior.alter = () => ({ status: 503, headers: { 'retry-after': '86400' }, body: 'later' });
    await expect(registry.manifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
    expect(server.calls).toHaveLength(1);
  });

  test('that sends less than it announced is taken for broken', async () => {
    server.behavior.alter = (_call, reply) => ({ ...reply, headers: { ...reply.headers, 'content-length': '9999' } });
    await expect(open(true, 200).manifest(image.digest)).rejects.toEqual(code('REMOTE_UNREACHABLE'));
  });
});

describe('redirects', () => {
  let elsewhere: LocalRegistry;
  beforeEach(async () => {
    elsewhere = await startRegistry(sharedClock());
    elsewhere.repository('org/app').blobs.set(image.layer.digest, image.layer.bytes);
  });
  afterEach(() => elsewhere.close());

  const redirect = (to: (path: string) => string) => {
    server.behavior.alter = (call, reply) =>
      call.method === 'GET' ? { status: 307, headers: { location: to(call.path) } } : reply;
  };

  test('of a blob are followed to another host, without the credentials', async () => {
    const dockerConfig = join(folder, 'login.json');
    writeFileSync(
      dockerConfig,
      JSON.stringify({ auths: { [server.host]: { auth: Buffer.from('me:secret').toString('base64') } } }),
    );
    server.behavior.check = (_user, password) => password === 'secret';
    server.behavior.alter = (_call, reply) =>
      reply.status === 200
        ? { status: 307, headers: { location: `${elsewhere.url}/v2/org/app/blobs/${image.layer.digest}` } }
        : undefined;
    const own = openRegistry(
      `${server.host}/org/app`,
      { kind: 'docker-config', local: true },
      {
        pace,
        dockerConfig,
      },
    );
    expect(Buffer.from(await own.blob(image.layer.digest, 5)).toString()).toBe('layer');
    expect(server.calls.at(-1)?.headers['authorization']).toBeDefined();
    expect(elsewhere.calls.map((call) => call.headers['authorization'])).toEqual([undefined]);
  });

  test('to another host do not change what the bytes must be', async () => {
    elsewhere.repository('org/app').blobs.set(image.layer.digest, twin.layer.bytes);
    redirect((path) => elsewhere.url + path);
    await expect(registry.blob(image.layer.digest, 5)).rejects.toEqual(code('IMAGE_INVALID'));
  });

  test('of a manifest are refused', async () => {
    redirect((path) => elsewhere.url + path);
    await expect(registry.manifest(image.digest)).rejects.toEqual(code('REGISTRY_FAILED'));
    expect(elsewhere.calls).toEqual([]);
  });

  test('in a circle end', async () => {
    redirect((path) => path);
    await expect(registry.blob(image.layer.digest, 5)).rejects.toEqual(code('REGISTRY_FAILED'));
    expect(server.calls).toHaveLength(4);
  });

  test.each(['http://192.0.2.1/blob', 'ftp://127.0.0.1/blob', 'http://[', ''])(
    'to %j are refused',
    async (location) => {
      redirect(() => location);
      await expect(registry.blob(image.layer.digest, 5)).rejects.toEqual(code('REGISTRY_FAILED'));
    },
  );
});

describe('pushing', () => {
  const blob = part('blob content');
  const path = join(folder, 'blob');
  const uploads = () => server.calls.filter((call) => call.method === 'PUT').length;

  test('sends bytes and files, and skips what is there', async () => {
    await registry.pushBlob(blob.digest, { path, size: blob.bytes.length });
    expect(server.repository('org/app').blobs.get(blob.digest)?.toString()).toBe('blob content');
    await registry.pushBlob(blob.digest, { bytes: blob.bytes });
    expect(uploads()).toBe(1);
    await registry.pushBlob(part('other').digest, { bytes: part('other').bytes });
    expect(uploads()).toBe(2);
  });

  test('a file of many pieces arrives whole', async () => {
    const large = part('0123456789abcdef'.repeat(70_000));
    writeFileSync(join(folder, 'large'), large.bytes);
    await registry.pushBlob(large.digest, { path: join(folder, 'large'), size: large.bytes.length });
    expect(server.repository('org/app').blobs.get(large.digest)?.equals(large.bytes)).toBe(true);
  });

  test('an empty file is a blob too', async () => {
    writeFileSync(join(folder, 'empty'), '');
    await registry.pushBlob(part('').digest, { path: join(folder, 'empty'), size: 0 });
    expect(server.repository('org/app').blobs.has(part('').digest)).toBe(true);
  });

  test('refuses bytes and files that have another digest or length; nothing arrives', async () => {
    const wrong = part('blob contenT').digest;
    await expect(registry.pushBlob(wrong, { bytes: blob.bytes })).rejects.toEqual(code('IMAGE_INVALID'));
    await expect(registry.pushBlob(wrong, { path, size: 12 })).rejects.toEqual(code('IMAGE_INVALID'));
    await expect(registry.pushBlob(blob.digest, { path, size: 13 })).rejects.toEqual(code('IMAGE_INVALID'));
    expect(server.repository('org/app').blobs.size).toBe(2);
  });

  test('refuses a link and a missing file', async () => {
    symlinkSync(path, join(folder, 'link'));
    await expect(registry.pushBlob(blob.digest, { path: join(folder, 'link'), size: 12 })).rejects.toEqual(
      code('FILE_UNSAFE'),
    );
    await expect(registry.pushBlob(blob.digest, { path: join(folder, 'none'), size: 12 })).rejects.toEqual(
      code('FILE_MISSING'),
    );
  });

  test('starts over after a broken upload', async () => {
    server.knobs.fault = (_call, index) =>
      index === 2 ? { kind: 'reset-before' } : index === 4 ? { kind: 'status', status: 500 } : undefined;
    await registry.pushBlob(blob.digest, { path, size: 12 });
    const methods = server.calls.map((call) => call.method);
    expect(methods).toEqual(['HEAD', 'POST', 'PUT', 'POST', 'PUT', 'POST', 'PUT', 'HEAD']);
  });

  test('a bit flipped on the way is refused by the registry', async () => {
    server.knobs.fault = (call) => (call.method === 'PUT' ? { kind: 'flip-request-bit' } : undefined);
    await expect(registry.pushBlob(blob.digest, { path, size: 12 })).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('does not upload to where another host is named', async () => {
    server.behavior.alter = (call, reply) =>
      call.method === 'POST' ? { ...reply, headers: { location: 'https://192.0.2.1/upload' } } : reply;
    await expect(registry.pushBlob(blob.digest, { path, size: 12 })).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('is never redirected', async () => {
    server.behavior.alter = (call, reply) =>
      call.method === 'PUT' ? { status: 307, headers: { location: call.url.pathname } } : reply;
    const other = part('other');
    await expect(registry.pushBlob(other.digest, { bytes: other.bytes })).rejects.toEqual(code('REGISTRY_FAILED'));
    server.repository('org/app').blobs.clear();
    await expect(registry.pushBlob(blob.digest, { path, size: 12 })).rejects.toEqual(code('REMOTE_UNREACHABLE'));
  });

  test('refuses where uploads may not be opened', async () => {
    server.behavior.alter = (call, reply) => (call.method === 'POST' ? { status: 403, body: 'DENIED' } : reply);
    await expect(registry.pushBlob(blob.digest, { path, size: 12 })).rejects.toEqual(code('REGISTRY_FAILED'));
  });

  test('a manifest arrives under its digest, with its blobs or not at all', async () => {
    const next = imageOf(blob);
    await expect(registry.pushManifest(next.digest, manifestType, next.bytes)).rejects.toEqual(code('REGISTRY_FAILED'));
    await registry.pushBlob(blob.digest, { bytes: blob.bytes });
    await registry.pushManifest(next.digest, manifestType, next.bytes);
    expect(await registry.hasManifest(next.digest)).toBe(true);
  });

  test('refuses a manifest under a wrong digest or media type before anything is sent', async () => {
    await expect(registry.pushManifest(twin.digest, manifestType, image.bytes)).rejects.toEqual(code('IMAGE_INVALID'));
    await expect(registry.pushManifest(image.digest, indexType, image.bytes)).rejects.toEqual(code('IMAGE_INVALID'));
    expect(server.calls).toEqual([]);
  });
});

test('digests are never tags', () => {
  expect(Digest.safeParse('latest').success).toBe(false);
});
