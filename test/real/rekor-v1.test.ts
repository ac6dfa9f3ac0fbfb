// The log that the public instance names by default: our entries in the real Rekor v1, under the real cosign, and cosign's under our
// own verification; beside each one that counts, one that differs and does not.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { verifyBundle } from '../../src/attest/verify.ts';
import {
  hashOf,
  job,
  openSigstoreScene,
  otherSan,
  predicateType,
  type SigstoreScene,
  statementAbout,
  withOtherPayload,
} from './sigstore-scene.ts';

jest.setTimeout(120_000);

const content = 'what was built';
let scene: SigstoreScene;
let blob: string;
beforeAll(async () => {
  scene = await openSigstoreScene('v1');
  blob = await scene.cosign.file('blob', content);
});
afterAll(() => scene.close());

test('our bundle verifies by our own room and by cosign; another payload and another name do not', async () => {
  const bundle = await scene.keylessSigner().sign(statementAbout(hashOf(content)));
  expect(verifyBundle(bundle, scene.trust())).toMatchObject({ verified: true });
  expect(verifyBundle(withOtherPayload(bundle), scene.trust())).toMatchObject({ verified: false });
  const file = await scene.cosign.file('ours.json', bundle);
  const ask = (...expecting: string[]) =>
    scene.cosign.verify('verify-blob-attestation', '--bundle', file, ...expecting, blob);
  expect(await ask(...scene.expecting())).toBe('accepted');
  expect(await ask(...scene.expecting(otherSan))).toBe('identity');
});

test('the bundle of cosign with the same log verifies by our own room', async () => {
  const predicate = await scene.cosign.file('predicate.json', '{"passed":true}');
  const bundle = join(scene.cosign.folder, 'theirs.json');
  const token = await scene.oidc.jobToken(job, 'sigstore');
  await scene.cosign.sign(
    'attest-blob',
    ...['--predicate', predicate, '--type', predicateType, '--identity-token', token, '--bundle', bundle, blob],
  );
  expect(verifyBundle(await readFile(bundle), scene.trust())).toMatchObject({ verified: true });
});
