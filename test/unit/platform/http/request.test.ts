// Deadlines and repeats against servers that trickle, stall or break; nothing here waits for longer than its pace says.
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Fault } from '../../../../src/base/fault.ts';
import { attemptRequest, isLoopback, persist, placeOf, sendRequest } from '../../../../src/platform/http/request.ts';

const pace = { deadline: 5000, attempts: 3, backoff: 1 };
const code = (expected: string) => expect.objectContaining({ code: expected });
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<URL> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  return new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/path?signature=secret`);
}

const get = (url: URL, limit = 1000) => ({ method: 'GET', url, headers: {}, limit }) as const;

describe('a deadline', () => {
  test('holds for a server that sends one byte after the other', async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const timer = setInterval(() => response.write('x'), 20);
      request.socket.once('close', () => clearInterval(timer));
    });
    await expect(sendRequest(get(url), { ...pace, deadline: 200 })).rejects.toEqual(code('REMOTE_UNREACHABLE'));
  });

  test('is longer where an allowance is given', async () => {
    const url = await serve((_request, response) => setTimeout(() => response.end('late'), 100));
    const hasty = { ...pace, deadline: 10 };
    await expect(sendRequest(get(url), hasty)).rejects.toEqual(code('REMOTE_UNREACHABLE'));
    expect((await sendRequest({ ...get(url), allowance: 2000.5 }, hasty)).status).toBe(200);
  });

  test('also ends the repeats', async () => {
    let calls = 0;
    const url = await serve((_request, response) => {
      calls += 1;
      setTimeout(() => response.writeHead(503).end(), 400);
    });
    expect((await sendRequest(get(url), { deadline: 1000, attempts: 100, backoff: 1 })).status).toBe(503);
    expect(calls).toBeLessThan(4);
  });
});

describe('an answer', () => {
  test('at the limit is whole, one byte more is cut', async () => {
    const url = await serve((_request, response) => response.end('12345'));
    const whole = await sendRequest(get(url, 5), pace);
    expect([Buffer.from(whole.bytes).toString(), whole.cut]).toEqual(['12345', false]);
    expect(await sendRequest(get(url, 4), pace)).toMatchObject({ status: 200, cut: true, bytes: new Uint8Array() });
  });

  test('that redirects is given as it is', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    expect((await sendRequest(get(url), pace)).headers.get('location')).toBe('/elsewhere');
  });

  test.each([
    [200, 1],
    [404, 1],
    [501, 1],
    [429, 3],
    [500, 3],
    [502, 3],
    [503, 3],
    [504, 3],
  ])('%i is asked for %i times', async (status, expected) => {
    let calls = 0;
    const url = await serve((_request, response) => {
      calls += 1;
      response.writeHead(status, { 'retry-after': '0' }).end();
    });
    expect([(await sendRequest(get(url), pace)).status, calls]).toEqual([status, expected]);
  });
});

describe('a body', () => {
  test('is made anew for each attempt', async () => {
    const bodies: string[] = [];
    const url = await serve((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => response.writeHead(bodies.push(text) < 2 ? 503 : 200).end());
    });
    async function* body() {
      yield Buffer.from('a');
      yield Buffer.from('b');
    }
    expect((await sendRequest({ ...get(url), method: 'PUT', body }, pace)).status).toBe(200);
    expect(bodies).toEqual(['ab', 'ab']);
  });

  test('that fails ends the request with its own fault', async () => {
    const url = await serve((request) => request.resume());
    async function* body() {
      yield Buffer.from('a');
      throw new Fault('IMAGE_INVALID', 'mine');
    }
    await expect(sendRequest({ ...get(url), method: 'PUT', body }, pace)).rejects.toEqual(code('IMAGE_INVALID'));
  });
});

test('a port where nobody listens is unreachable, and messages hold no query', async () => {
  const url = await serve(() => undefined);
  server?.close();
  const refused = sendRequest(get(url), pace);
  await expect(refused).rejects.toMatchObject({
    code: 'REMOTE_UNREACHABLE',
    message: expect.not.stringContaining('secret'),
  });
  expect(placeOf(get(url))).toBe(`GET ${url.host}/path`);
});

test('what an attempt throws is not tried again', async () => {
  let calls = 0;
  const attempt = async () => {
    calls += 1;
    throw new Fault('REMOTE_REFUSED', 'no');
  };
  await expect(persist('x', pace, attempt)).rejects.toEqual(code('REMOTE_REFUSED'));
  expect(calls).toBe(1);
  expect(await attemptRequest(get(new URL('http://127.0.0.1:1/')), pace)).toHaveProperty('broken');
});

test.each([
  ['127.0.0.1', true],
  ['localhost', true],
  ['[::1]', true],
  ['127.0.0.1.evil.example', false],
  ['169.254.169.254', false],
  ['0.0.0.0', false],
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
