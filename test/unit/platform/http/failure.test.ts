// Which failures of a request are retried: a broken connection, never a mistake of our own code.
import { expect, test } from '@jest/globals';
import { send } from '../../../../src/platform/http/exchange.ts';
import { isOwnMistake } from '../../../../src/platform/http/failure.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

test.each<[string, unknown, boolean]>([
  ['a header that cannot be one', new TypeError('Headers.append: invalid header value'), true],
  ['a time that is none', new RangeError('Invalid time value'), true],
  ['a connection that was refused, as fetch tells it', new TypeError('fetch failed', { cause: refused }), false],
  ['an end of time', new DOMException('late', 'TimeoutError'), false],
  ['anything else', new Error('socket hang up'), false],
])('%s', (_name, error, own) => {
  expect(isOwnMistake(error)).toBe(own);
});

test('an exchange with a signing service is not repeated for one, and for a closed port it is', async () => {
  const request = { server: 'Fulcio', url: 'http://127.0.0.1:1/', method: 'GET', headers: {} } as const;
  const limit = AbortSignal.timeout(10_000);
  const split = { ...request, headers: { authorization: 'Bearer a\nb' } };
  expect(await send(split, limit, 5000)).toMatchObject({ ok: false, again: false });
  expect(JSON.stringify(await send(split, limit, 5000))).not.toContain('Bearer');
  expect(await send(request, limit, 5000)).toMatchObject({ ok: false, again: true });
});
