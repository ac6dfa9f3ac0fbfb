// The timestamp authority stand-in: what it answers to a query, and that its time is whole seconds of the shared clock.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { generalizedTime, integer, octets, oid, sequence, yes } from '../../../local-cloud/der.ts';
import { startTsa, type TsaServer } from '../../../local-cloud/tsa.ts';

const clock = sharedClock(1_795_000_000);
let tsa: TsaServer;
beforeAll(async () => {
  tsa = await startTsa(clock);
});
afterAll(() => tsa.close());

const imprint = createHash('sha256').update('a signature').digest();
const query = (digestOid = '2.16.840.1.101.3.4.2.1', ...rest: Buffer[]) =>
  sequence(integer(1), sequence(sequence(oid(digestOid)), octets(imprint)), ...rest);
const ask = async (body: Buffer, type = 'application/timestamp-query') => {
  const headers = { 'content-type': type };
  const response = await fetch(`${tsa.url}/api/v1/timestamp`, { method: 'POST', headers, body: new Uint8Array(body) });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
};

test('a query is answered with its imprint, its nonce, the certificate it asked for, and the time', async () => {
  clock.set(1_795_000_000);
  const { status, bytes } = await ask(query(undefined, integer(0x123456789abcden), yes));
  const [leaf = Buffer.alloc(1), above = Buffer.alloc(1)] = tsa.chain;
  const now = [0, 1, 2].map((late) => generalizedTime(1_795_000_000 + late));
  expect(status).toBe(200);
  expect([imprint, integer(0x123456789abcden), leaf].map((part) => bytes.includes(part))).toEqual([true, true, true]);
  expect(now.some((time) => bytes.includes(time))).toBe(true);
  expect(bytes.includes(above)).toBe(false);
  expect((await ask(query())).bytes.includes(leaf)).toBe(false);
});

test('another hash or policy, cut bytes, nothing, another media type, method or place are refused', async () => {
  expect((await ask(query('1.3.14.3.2.26'))).status).toBe(400);
  expect((await ask(query().subarray(0, -1))).status).toBe(400);
  expect((await ask(query(), 'application/json')).status).toBe(415);
  expect((await ask(query(undefined, oid('1.2.3.4')))).status).toBe(400);
  expect((await ask(query(undefined, oid('1.3.6.1.4.1.57264.2')))).status).toBe(200);
  expect((await ask(Buffer.alloc(0))).status).toBe(422);
  expect((await fetch(`${tsa.url}/api/v1/timestamp`)).status).toBe(405);
  expect((await fetch(`${tsa.url}/elsewhere`)).status).toBe(404);
  expect(await (await fetch(`${tsa.url}/api/v1/timestamp/certchain`)).text()).toContain('BEGIN CERTIFICATE');
});
