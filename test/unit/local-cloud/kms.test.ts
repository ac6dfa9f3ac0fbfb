// The KMS stand-in over its wire form: who may use a key, what may be signed with it, and errors made to happen.
import { createHash, verify } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { type KmsServer, startKms } from '../../../local-cloud/kms.ts';

let kms: KmsServer;
beforeAll(async () => {
  kms = await startKms(sharedClock());
});
afterAll(() => kms.close());

const Answer = z.looseObject({ __type: z.string().optional(), Signature: z.string().optional() });
const digest = createHash('sha256').update('text').digest('base64');

async function call(action: string, caller: string, input: object) {
  const authorization = `AWS4-HMAC-SHA256 Credential=${caller}/20261121/eu-central-1/kms/aws4_request, Signature=0`;
  const headers = { 'x-amz-target': `TrentService.${action}`, authorization };
  const response = await fetch(kms.url, { method: 'POST', headers, body: JSON.stringify(input) });
  return { status: response.status, ...Answer.parse(await response.json()) };
}

test('a key serves those on its list, for digests of 32 bytes, until it is disabled', async () => {
  const key = kms.addKey('one', ['ASIAONE']);
  const input = { KeyId: 'one', Message: digest, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' };
  const { Signature = '' } = await call('Sign', 'ASIAONE', input);
  expect(verify('sha256', Buffer.from('text'), key.publicKey, Buffer.from(Signature, 'base64'))).toBe(true);
  const types = await Promise.all([
    call('Sign', 'ASIATWO', input),
    call('GetPublicKey', 'ASIATWO', input),
    call('Sign', 'ASIAONE', { ...input, KeyId: 'two' }),
    call('Sign', 'ASIAONE', { ...input, MessageType: 'RAW' }),
    call('Sign', 'ASIAONE', { ...input, Message: 'AAAA' }),
    call('Decrypt', 'ASIAONE', input),
  ]);
  expect(types.map(({ __type }) => __type)).toEqual([
    'AccessDeniedException',
    'AccessDeniedException',
    'AccessDeniedException',
    'ValidationException',
    'ValidationException',
    'UnknownOperationException',
  ]);
  kms.disableKey('one');
  expect(await call('Sign', 'ASIAONE', input)).toMatchObject({ status: 400, __type: 'DisabledException' });
});

test('errors are made to happen in order, once each', async () => {
  kms.addKey('three', ['ASIAONE']);
  kms.failNext('ThrottlingException', 'KMSInternalException');
  const answers = [];
  for (let count = 0; count < 3; count += 1) answers.push(await call('GetPublicKey', 'ASIAONE', { KeyId: 'three' }));
  expect(answers.map(({ status, __type }) => [status, __type])).toEqual([
    [400, 'ThrottlingException'],
    [500, 'KMSInternalException'],
    [200, undefined],
  ]);
});
