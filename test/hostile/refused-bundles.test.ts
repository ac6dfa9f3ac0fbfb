// Anybody may attach a bundle to an image, and why it does not count is printed and locked for years. So the reason for
// a bundle that did not verify is the same whatever it contains, and texts of one that did are quoted and short.
import { describe, expect, test } from '@jest/globals';
import { identityProblems } from '../../src/attest/identity.ts';
import { readPredicate, subjectProblems } from '../../src/attest/subject.ts';
import { verifyBundle } from '../../src/attest/verify.ts';
import { Digest, RepositoryId } from '../../src/model/ids.ts';
import { changeAt, pathsOf } from '../unit/attest/json-change.ts';
import {
  certifyKey,
  fileOf,
  genuineExtensions,
  genuineFacts,
  makeBundle,
  type Order,
  plainStatement,
  trustIn,
} from '../unit/attest/small-sigstore.ts';

const trust = trustIn();
const secrets = [
  'hunter2 and whatever else',
  'x">\u202e'.repeat(40),
  '7'.repeat(300),
  '999999999999999999',
  'aGVsbG8=',
];

function problemOf(bytes: Uint8Array): string {
  const result = verifyBundle(bytes, trust);
  return result.verified ? 'verified' : `${result.code}: ${result.problem}`;
}

/** The message when `place` puts a secret into a bundle; it is the same for every secret, and plain text. */
function saidOf(place: (secret: string) => Uint8Array): string {
  const said = new Set(secrets.map((secret) => problemOf(place(secret))));
  for (const sentence of said) {
    expect(sentence).toMatch(/^(?:verified|[A-Z_]+: [\w ./+;=:,()'-]{5,260})$/);
    for (const secret of secrets) expect(sentence).not.toContain(secret.slice(0, 8));
  }
  return [...said].join('\n');
}

describe('a bundle that does not verify', () => {
  const bundle = makeBundle();

  test.each(pathsOf(bundle).map((path) => path.join('.')))('nothing is repeated of %s', (path) => {
    const keys = path.split('.');
    const values: ((secret: string) => unknown)[] = [
      (secret) => secret,
      (secret) => Buffer.from(secret).toString('base64'),
      (secret) => ({ [secret]: 1 }),
      (secret) => [secret, { [secret]: secret }],
    ];
    // A secret that is no base64, or no number, is wrong in its form; one that is, in what it says: two sentences at most.
    for (const value of values)
      expect(saidOf((secret) => fileOf(changeAt(bundle, keys, () => value(secret)))).split('\n').length).toBeLessThan(
        3,
      );
    const more = saidOf((secret) =>
      fileOf(
        changeAt(bundle, keys, (old) =>
          typeof old === 'object' && !Array.isArray(old) ? { ...old, [secret]: 1 } : {},
        ),
      ),
    );
    expect(more).toMatch(
      /^BUNDLE_INVALID: not a Sigstore bundle of version 0\.3: [\w.]+ (?:holds a field|is not what)/,
    );
  });

  test.each<[string, (secret: string) => Uint8Array, string]>([
    ['an unknown key', (secret) => fileOf({ ...bundle, [secret]: 1 }), 'the top holds a field that is not known'],
    [
      'a media type',
      (secret) => fileOf({ ...bundle, mediaType: secret }),
      'bundles of another media type are not read',
    ],
    ['no JSON', (secret) => Buffer.from(`{"a":${secret} x`), 'not JSON that is read (JSON_INVALID)'],
    [
      'a place in it',
      (secret) => Buffer.from(`{"${'a'.repeat(secret.length)}":}`),
      'not JSON that is read (JSON_INVALID)',
    ],
    ['a key twice', (secret) => Buffer.from(`{${`"${secret.length}":1,`.repeat(2)}"b":1}`), '(JSON_DUPLICATE_KEY)'],
    ['a size', (secret) => Buffer.alloc(2 ** 24 + secret.length, ' '), 'BUNDLE_TOO_LARGE: the bundle is too large'],
    [
      'a size beside',
      (secret) => Buffer.concat([fileOf(bundle), Buffer.alloc(70_000 + secret.length, ' ')]),
      'beside its payload',
    ],
  ])('nothing is repeated of %s', (_name, place, expected) => {
    const said = saidOf(place);
    expect(said).toContain(expected);
    expect(said.split('\n')).toHaveLength(1);
  });

  test.each<[string, (secret: string) => Order, string]>([
    ['a payload type', (payloadType) => ({ payloadType: payloadType.replace(/[^ -~]/g, '') }), 'expected a payload of'],
    ['a digest', (sha256) => signed({ subject: [{ digest: { sha256 } }] }), 'each subject must carry one digest'],
    [
      'an algorithm',
      (name) => signed({ subject: [{ digest: { [name]: 'a' } }] }),
      'each subject must carry one digest',
    ],
    ['a subject', (name) => signed({ subject: name }), 'the payload is not an in-toto statement'],
    ['a type', (_type) => signed({ _type }), 'the payload is not an in-toto statement'],
    ['a payload', (secret) => ({ payload: Buffer.from(`{"${secret}`) }), 'not JSON that is read (JSON_INVALID)'],
    ['an extension', (oid) => certified({ 8: `${oid}`, 10: 'x' }), 'SIGNER_INVALID: the certificate'],
  ])('nothing is repeated of %s that somebody with a certificate signed', (_name, order, expected) => {
    const said = saidOf((secret) => fileOf(makeBundle(order(secret))));
    expect(said).toContain(expected);
    expect(said.split('\n')).toHaveLength(1);
  });
});

function signed(change: object): Order {
  return { statement: { ...plainStatement, ...change } };
}

function certified(facts: Record<number, string>): Order {
  return { extensions: [...genuineExtensions(), ...genuineExtensions({ ...genuineFacts, ...facts })] };
}

describe('a bundle of a stranger that verifies', () => {
  const long = `nobody". Everything is in order. ${'and so on '.repeat(30)}`;
  const words = /"nobody\\u\{22\}\. Everything is in order\. [^"]{0,70}…"/;
  const policy = {
    issuer: 'https://token.actions.githubusercontent.com',
    sans: [],
    source_repository_id: RepositoryId.parse('1001'),
    contract_commits: {},
  };

  test('its words are quoted and short, and its plain ones are as they are', () => {
    const facts = { ...genuineFacts, 8: long, 15: long };
    const result = verifyBundle(fileOf(makeBundle({ signer: certifyKey(genuineExtensions(facts)) })), trust);
    if (!result.verified) throw new Error(result.problem);
    const problems = identityProblems(result.signer, policy);
    for (const field of ['issuer', 'source_repository_id']) {
      const problem = problems.find((text) => text.startsWith(`${field}: `)) ?? '';
      expect(problem).toMatch(words);
      expect(/got (.*)$/.exec(problem)?.[1]?.length).toBeLessThanOrEqual(102);
    }
    const plain = { ...result.signer, source_repository_id: '1002' };
    expect(identityProblems(plain, policy)).toContain('source_repository_id: expected 1001, got 1002');
  });

  test('nor does a predicate type or a predicate say more', () => {
    const statement = { ...plainStatement, predicateType: long.slice(0, 200) };
    const result = verifyBundle(fileOf(makeBundle({ statement })), trust);
    if (!result.verified) throw new Error(result.problem);
    const [problem = ''] = subjectProblems(result, Digest.parse(`sha256:${'a'.repeat(64)}`), 'x');
    expect(problem).toMatch(words);
    expect(JSON.stringify(readPredicate(result)).length).toBeLessThan(240);
    const scan = signed({ predicateType: 'https://safeguard.dev/x', predicate: { [long]: long } });
    const other = verifyBundle(fileOf(makeBundle(scan)), trust);
    if (!other.verified) throw new Error(other.problem);
    expect(JSON.stringify(readPredicate(other))).not.toContain('Everything');
  });
});
