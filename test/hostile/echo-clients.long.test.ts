// Every client of ours against a server that repeats what it was sent, in any form and at any place: no part of a
// secret is in the error, even without a redactor. What helps a person stays: the status, a known code, a known
// sentence.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Call } from '../../local-cloud/server.ts';
import { isFault, textOf } from '../../src/base/fault.ts';
import type { IdentityToken } from '../../src/model/identity.ts';
import { Digest, Sha256 } from '../../src/model/ids.ts';
import { ecrLogin } from '../../src/platform/cloud/aws/ecr.ts';
import { openKmsSigner } from '../../src/platform/cloud/aws/kms.ts';
import { openS3Store } from '../../src/platform/cloud/aws/s3.ts';
import { openCloud } from '../../src/platform/cloud/aws/sts.ts';
import { openIdentity } from '../../src/platform/forge/github/identity.ts';
import { openGitHub } from '../../src/platform/forge/github/rest.ts';
import { openRegistry } from '../../src/platform/registry/registry.ts';
import { requestCertificate } from '../../src/platform/sigstore/fulcio.ts';
import { enterLog } from '../../src/platform/sigstore/rekor.ts';
import { requestTimestamp } from '../../src/platform/sigstore/timestamp.ts';
import { downloadFile } from '../../src/platform/tools/download.ts';
import { echoBodies, echoForms, findLeaks, secretsIn } from './echo.ts';

const jwt = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"sub":"repo:clinic/clinic-api"}').toString('base64url')}.${'q7Xz-_'.repeat(9)}`;
const token = 'ghs_16C7e42F292c6912E7710c838347Ae178B4a';
const password = 'correct-horse/battery+staple=9';
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: `IQoJb3JpZ2luX2VjE${'h4Vd9'.repeat(40)}`,
  expiresAt: 2_000_000_000,
  assumedRoleId: 'AROA:x',
  account: '111122223333',
};
const sent = [jwt, token, password, credentials.secretAccessKey, credentials.sessionToken];
const basic = Buffer.from(`robot:${password}`).toString('base64');

/** What the server answers next. */
let answer: (secrets: string[], request: IncomingMessage, response: ServerResponse) => void;
let url = '';
let folder = '';
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const asked = new URL(request.url ?? '/', 'http://127.0.0.1');
    const call: Call = { method: '', url: asked, path: asked.pathname, headers, body: Buffer.concat(chunks) };
    answer(secretsIn(call), request, response);
  });
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'safeguard-echo-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const auths = { [url.slice('http://'.length)]: { auth: basic } };
  writeFileSync(join(folder, 'docker.json'), JSON.stringify({ auths }));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const limits = { attempt: 2000, total: 2000, firstPause: 1, longestPause: 2 };
const pace = { deadline: 3000, attempts: 1, backoff: 1 };
const digest = Digest.parse(`sha256:${'ab'.repeat(32)}`);
const identity = { jwt, claims: { sub: 'repo:clinic/clinic-api' } } as unknown as IdentityToken;
const limit = () => AbortSignal.timeout(3000);

function registry() {
  const host = url.slice('http://'.length);
  const access = { kind: 'docker-config', local: true } as const;
  return openRegistry(`${host}/clinic-api`, access, { pace, dockerConfig: join(folder, 'docker.json') });
}

function sts() {
  const config = { local: true };
  return openCloud(config, () => undefined, limits);
}

const asked = { sessionName: 'abc', sessionPolicy: '{}' };
const role = () => ({
  arn: 'arn:aws:iam::111122223333:role/x',
  account: '111122223333',
  region: 'eu-central-1',
  endpoint: url,
});
const spec = { type: 's3', bucket: 'clinic-evidence', region: 'eu-central-1', account: '111122223333' } as const;
const store = () => openS3Store({ ...spec, endpoint: url }, { credentials, local: true, limits });
let downloads = 0;

/** One call of each client, by its name; what it sends differs, what it says must not hold it. */
const clients: Readonly<Record<string, () => Promise<unknown>>> = {
  'registry, reading': () => registry().manifest(digest),
  'registry, asking': () => registry().hasManifest(digest),
  'registry, pushing': () => registry().pushBlob(digest, { path: join(folder, 'docker.json'), size: 1 }),
  'registry, listing': () =>
    registry().referrers(digest, { mediaType: 'x', limit: 1024, likely: () => true, first: [] }, () => {}),
  github: () => openGitHub(url, token, pace).environment('clinic/clinic-api', 'production'),
  'github, approvals': () => openGitHub(url, token, pace).approvals('clinic/clinic-api', '1' as never),
  identity: async () => {
    const asked = { ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token };
    return openIdentity(asked, true, { totalMs: 500, requestMs: 400 }).token('sigstore');
  },
  sts: async () => {
    const result = await sts().open({ ...asked, role: role(), token: async () => jwt, durationSeconds: 3600 });
    throw new Error(JSON.stringify(result));
  },
  'store, writing': async () => (await store()).create('records/1', Buffer.from('x'), 2_000_000_000),
  'store, reading': async () => (await store()).read('records/1'),
  'store, listing': async () => (await store()).list('records/'),
  ecr: () => ecrLogin({ region: 'eu-central-1', endpoint: url, local: true, credentials }, limits)(),
  kms: () => {
    const key = { id: 'key', 'spki-sha256': Sha256.parse('ab'.repeat(32)), credentials };
    const signing = { mode: 'kms', region: 'eu-central-1', endpoint: url } as never;
    return openKmsSigner(signing, key, { ...limits, attempt: 900, total: 1000 });
  },
  fulcio: () => requestCertificate(url, identity, limit(), 3000),
  rekor: async () => {
    const witnessed = { digest: Buffer.from(token), signature: Buffer.from(token), certificate: Buffer.from(token) };
    const outcome = await enterLog(url, witnessed, limit(), 3000);
    throw new Error(outcome.ok ? 'entered' : outcome.text);
  },
  timestamp: () => requestTimestamp(url, Buffer.from(token), limit(), 3000),
  download: () => {
    downloads += 1;
    const path = join(folder, String(downloads));
    return downloadFile({
      url: new URL(`${url}/a?sig=${token}`),
      path,
      limit: 9,
      local: true,
      pace: { ...pace, stall: 900 },
    });
  },
};

async function saidBy(client: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await client()) ?? '';
  } catch (error) {
    return `${textOf(error)}\n${isFault(error) ? error.hint : ''}`;
  }
}

/** The registry first asks who we are, so that there is something to repeat. */
function challenge(request: IncomingMessage, response: ServerResponse): boolean {
  if (!request.url?.startsWith('/v2/') || request.headers.authorization !== undefined) return false;
  response.writeHead(401, { 'www-authenticate': 'Basic realm="clinic"' }).end();
  return true;
}

const expected: Readonly<Record<string, Record<string, string>>> = {
  sentence: { github: 'GitHub answered 403 Bad credentials for', fulcio: 'answered 403 code 3 INVALID_ARGUMENT' },
  's3 xml': { 'store, reading': 'HTTP 403 AccessDenied' },
  text: { 'registry, reading': 'answered with 403' },
};

describe.each(Object.keys(clients))('%s', (name) => {
  test.each(Object.entries(echoBodies))('repeats nothing of a refusal (%s), in any form', async (body, shape) => {
    for (const form of Object.values(echoForms)) {
      answer = (secrets, request, response) => {
        if (challenge(request, response)) return;
        response.writeHead(403, { 'content-type': body.includes('xml') ? 'text/xml' : 'application/json' });
        response.end(shape([...secrets, ...sent].map(form).join(' ')));
      };
      const said = await saidBy(clients[name] ?? (async () => ''));
      expect(findLeaks(said, [...sent, basic])).toEqual([]);
      expect(said).toContain(expected[body]?.[name] ?? '');
    }
  });

  test.each([
    ['a success', 200, {}],
    ['a redirect', 302, { location: `https://other.example/${basic}?token=${token}&jwt=${jwt}` }],
    ['a challenge', 401, { 'www-authenticate': `Bearer realm="ftp://${token}/",service="${basic}" ${jwt}` }],
    ['a strange type', 200, { 'content-type': `application/${token}; a=${basic}` }],
    ['a place for an upload', 202, { location: `https://${token}.example/${basic}` }],
  ])('repeats nothing of %s', async (_name, status, headers) => {
    answer = (secrets, request, response) => {
      if (challenge(request, response)) return;
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify({ message: sent.join(' '), [secrets.join(' ') || token]: sent, mediaType: token }));
    };
    const said = await saidBy(clients[name] ?? (async () => ''));
    // A host name is repeated: it is where we were sent, and has no room for more than a name.
    expect(findLeaks(said.replaceAll(`${token.toLowerCase()}.example`, ''), [...sent, basic])).toEqual([]);
  });

  test('repeats nothing of an answer that breaks the protocol', async () => {
    answer = (secrets, request) => void request.socket.end(`HTTP/1.1 ${[...secrets, ...sent].join(' ')}\r\n\r\n`);
    expect(findLeaks(await saidBy(clients[name] ?? (async () => '')), [...sent, basic])).toEqual([]);
  });
});

test.each([
  ['github', (bad: string) => openGitHub(url, bad, pace).environment('clinic/clinic-api', 'production')],
  [
    'identity',
    (bad: string) => {
      const asked = { ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bad };
      return openIdentity(asked, true, { totalMs: 300, requestMs: 300 }).token('sigstore');
    },
  ],
  ['sts', (bad: string) => sts().open({ ...asked, role: role(), token: async () => bad, durationSeconds: 3600 })],
  [
    'store',
    async (bad: string) => {
      const broken = { ...credentials, sessionToken: bad };
      return (await openS3Store({ ...spec, endpoint: url }, { credentials: broken, local: true, limits })).list('');
    },
  ],
])('%s says nothing of a secret that cannot be a header', async (_name, ask) => {
  answer = (_secrets, _request, response) => void response.writeHead(403).end();
  expect(findLeaks(await saidBy(() => ask(`${token}\n\u0000x`)), [token])).toEqual([]);
});
