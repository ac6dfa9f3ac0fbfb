// The log stand-in is as strict as the real Rekor v2, and its tree is a real RFC 6962 tree.
import { createHash, sign, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { p256, spki } from '../../../local-cloud/certificate.ts';
import { sharedClock } from '../../../local-cloud/clock.ts';
import { MerkleTree, type RekorServer, startRekor } from '../../../local-cloud/rekor.ts';

let rekor: RekorServer;
beforeAll(async () => {
  rekor = await startRekor(sharedClock());
});
afterAll(() => rekor.close());

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const Logged = z.object({
  integratedTime: z.string(),
  inclusionPromise: z.null(),
  inclusionProof: z.object({ rootHash: z.string(), checkpoint: z.object({ envelope: z.string() }) }),
});
const post = async (body: object) => {
  const response = await fetch(`${rekor.url}/api/v2/log/entries`, { method: 'POST', body: JSON.stringify(body) });
  const reply: unknown = await response.json();
  return { status: response.status, body: reply };
};
const keys = p256();
const entryOf = (text: string, signature = sign('sha256', Buffer.from(text), keys.privateKey)) => ({
  hashedRekordRequestV002: {
    digest: sha256(Buffer.from(text)).toString('base64'),
    signature: {
      content: signature.toString('base64'),
      verifier: {
        keyDetails: 'PKIX_ECDSA_P256_SHA_256',
        publicKey: { rawBytes: spki(keys.publicKey).toString('base64') },
      },
    },
  },
});

describe('an entry', () => {
  test('is included once, without an integrated time, under a signed checkpoint', async () => {
    const entry = entryOf('a');
    const { status, body: reply } = await post(entry);
    const body = Logged.parse(reply);
    expect([status, body.integratedTime, body.inclusionPromise]).toEqual([201, '0', null]);
    const envelope: string = body.inclusionProof.checkpoint.envelope;
    const [note = '', signatures = ''] = envelope.split('\n\n');
    expect(note.split('\n')).toEqual(['127.0.0.1', '1', body.inclusionProof.rootHash]);
    const signed = Buffer.from(signatures.trim().split(' ')[2] ?? '', 'base64');
    expect(signed.subarray(0, 4)).toEqual(sha256(spki(rekor.publicKey)).subarray(0, 4));
    expect(verify('sha256', Buffer.from(`${note}\n`), rekor.publicKey, signed.subarray(4))).toBe(true);
    expect(verify('sha256', Buffer.from(`${note}x\n`), rekor.publicKey, signed.subarray(4))).toBe(false);
    expect(await post(entry)).toMatchObject({
      status: 409,
      body: { message: 'an equivalent entry already exists in the transparency log with index 0' },
    });
    expect((await post(entryOf('a'))).status).toBe(201);
  });

  test('is refused when its signature, key or form is wrong', async () => {
    const size = rekor.size();
    const wrong = entryOf('b', sign('sha256', Buffer.from('c'), keys.privateKey));
    expect(await post(wrong)).toMatchObject({ status: 400, body: { message: 'invalid hashedrekord request' } });
    const noKey = entryOf('b');
    noKey.hashedRekordRequestV002.signature.verifier.publicKey.rawBytes = 'AAAA';
    expect((await post(noKey)).status).toBe(400);
    expect((await post({ hashedRekordRequestV002: {} })).status).toBe(400);
    expect(await post({ dsseRequestV002: {} })).toMatchObject({
      status: 400,
      body: { message: 'invalid type, must be hashedrekord' },
    });
    expect(rekor.size()).toBe(size);
  });

  test('cannot be read back, as on the real one', async () => {
    expect((await fetch(`${rekor.url}/api/v2/checkpoint`)).status).toBe(501);
  });
});

describe('the tree', () => {
  /** RFC 9162, 2.1.3.2: verifying an inclusion proof; written apart from the tree it checks. */
  const climbs = (index: number, size: number, leaf: Buffer, proof: Buffer[], root: Buffer) => {
    let [node, last, hash] = [index, size - 1, sha256(Buffer.from([0]), leaf)];
    for (const sibling of proof) {
      const right = node % 2 === 1 || node === last;
      hash = right ? sha256(Buffer.from([1]), sibling, hash) : sha256(Buffer.from([1]), hash, sibling);
      while (right && node % 2 === 0 && node !== 0) [node, last] = [node >> 1, last >> 1];
      [node, last] = [node >> 1, last >> 1];
    }
    return last === 0 && hash.equals(root);
  };

  test('proves every leaf at every size up to 40, and no leaf for another', () => {
    const tree = new MerkleTree();
    expect(tree.root().toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    for (let size = 1; size <= 40; size += 1) {
      tree.append(Buffer.from(`leaf ${size - 1}`));
      for (let index = 0; index < size; index += 1) {
        const proof = tree.proof(index);
        expect(climbs(index, size, Buffer.from(`leaf ${index}`), proof, tree.root())).toBe(true);
        expect(climbs(index, size, Buffer.from(`leaf ${index}!`), proof, tree.root())).toBe(false);
      }
    }
  });
});
