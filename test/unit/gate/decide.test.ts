// The decision around the policy: a policy that keeps silent, doubles, invents or misplaces a verdict is denied.
import { describe, expect, test } from '@jest/globals';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { isFault } from '../../../src/base/fault.ts';
import { decide, judgeRules } from '../../../src/gate/decide.ts';
import { rulesOf } from '../../../src/gate/decision-v1.ts';
import { type KnownRule, knownRules } from '../../../src/gate/rule-ids.ts';
import { Decision } from '../../../src/model/decision.ts';
import { Sha256 } from '../../../src/model/ids.ts';
import { allowedBundle, openCommittedPolicy } from './bundle-builder.ts';
import { changed } from './change.ts';

const sha256 = Sha256.parse('e'.repeat(64));
const bundle = allowedBundle('before-publish');

type Spoken = { id: string; verdict: string };
const rules: readonly KnownRule[] = [
  { id: 'gate.a.always', phases: ['before-publish', 'before-deploy'] },
  { id: 'gate.b.later', phases: ['before-deploy'] },
];
const good: Spoken[] = [
  { id: 'gate.b.later', verdict: 'not_applicable' },
  { id: 'gate.a.always', verdict: 'allow' },
];

function answer(spoken: readonly Spoken[]) {
  const verdicts = spoken.map((verdict) => ({ message: 'because', citation: '', remedy: '', ...verdict }));
  return { sha256, evaluate: () => verdicts };
}

function verdicts(spoken: readonly Spoken[]): string[] {
  const decision = decide(bundle, answer(spoken), rules);
  const each = decision.rules.map((rule) => `${rule.id} ${rule.verdict}`);
  return [decision.verdict, ...each];
}

test('one verdict per rule, none of them a denial, allows', () => {
  expect(verdicts(good)).toEqual(['allow', 'gate.a.always allow', 'gate.b.later not_applicable']);
});

test.each<[string, Spoken[], string[]]>([
  [
    'a denial',
    [{ id: 'gate.a.always', verdict: 'deny' }, ...good.slice(0, 1)],
    ['gate.a.always deny', 'gate.b.later not_applicable'],
  ],
  ['silence', good.slice(0, 1), ['gate.a.always deny', 'gate.b.later not_applicable']],
  ['silence of a rule that does not apply', good.slice(1), ['gate.a.always allow', 'gate.b.later deny']],
  ['nothing at all', [], ['gate.a.always deny', 'gate.b.later deny']],
  ['a doubled rule', [...good, ...good.slice(1)], ['gate.a.always deny', 'gate.b.later not_applicable']],
  [
    'an allow beside a denial',
    [...good, { id: 'gate.a.always', verdict: 'deny' }],
    ['gate.a.always deny', 'gate.b.later not_applicable'],
  ],
  [
    'an unknown rule',
    [...good, { id: 'gate.a.added', verdict: 'allow' }],
    ['gate.a.added deny', 'gate.a.always allow', 'gate.b.later not_applicable'],
  ],
  [
    'not applicable in its phase',
    [{ id: 'gate.a.always', verdict: 'not_applicable' }, ...good.slice(0, 1)],
    ['gate.a.always deny', 'gate.b.later not_applicable'],
  ],
  [
    'an allow outside its phase',
    [{ id: 'gate.b.later', verdict: 'allow' }, ...good.slice(1)],
    ['gate.a.always allow', 'gate.b.later deny'],
  ],
])('%s denies', (_, spoken, expected) => {
  expect(verdicts(spoken)).toEqual(['deny', ...expected]);
});

test.each<[string, unknown]>([
  ['no list', { allow: true }],
  ['undefined', undefined],
  ['an unknown verdict', [{ id: 'gate.a.always', verdict: 'ok', message: 'x', citation: '', remedy: '' }]],
  ['an id of another form', [{ id: 'a', verdict: 'allow', message: 'x', citation: '', remedy: '' }]],
  ['an allow without a reason', [{ id: 'gate.a.always', verdict: 'allow', message: '', citation: '', remedy: '' }]],
  ['an additional field', [{ id: 'gate.a.always', verdict: 'allow', message: 'x', citation: '', remedy: '', note: 1 }]],
])('an answer that is %s is no decision', (_, result) => {
  expect(() => decide(bundle, { sha256, evaluate: () => result }, rules)).toThrow(
    expect.objectContaining({ code: 'POLICY_FAILED' }),
  );
});

test.each<[string, unknown]>([
  ['null', null],
  ['an additional field', { ...bundle, allow: true }],
  ['another schema', { ...bundle, schema: 'safeguard.evidence-bundle/v2' }],
  ['a time in milliseconds', { ...bundle, time: Date.UTC(2026, 10, 20) }],
])('a bundle that is %s is not decided on', (_, input) => {
  try {
    decide(input, answer(good), rules);
    throw new Error('decided');
  } catch (error) {
    expect(isFault(error, 'BUNDLE_INPUT_INVALID')).toBe(true);
  }
});

test('the decision names what it rests on', () => {
  const decision = decide(allowedBundle('before-deploy'), answer([]), rules);
  expect(Decision.parse(decision)).toMatchObject({
    phase: 'before-deploy',
    time: 1795176000,
    digest: `sha256:${'a'.repeat(64)}`,
    repository_id: '500',
    environment: 'production',
    policy_sha256: sha256,
    config_sha256: '2'.repeat(64),
    input_sha256: sha256Hex(canonicalBytes(allowedBundle('before-deploy'))),
    replayed_runs: false,
  });
  expect(decide(bundle, answer(good), rules).environment).toBe('');
  expect(decide(changed(bundle, 'scans.1.replay', true), answer(good), rules).replayed_runs).toBe(true);
});

test('two bundles that differ in one byte have different input digests', () => {
  const one = decide(bundle, answer(good), rules).input_sha256;
  expect(decide(changed(bundle, 'run.job', 'gat3'), answer(good), rules).input_sha256).not.toBe(one);
});

describe('identity', () => {
  const later = allowedBundle('before-deploy');
  const key = { type: 'key', spki_sha256: '9'.repeat(64), signed_at: 1 };
  const pinned = changed(later, 'policy.service.keys', { build: '9'.repeat(64), deploy: '8'.repeat(64) });
  const identity = (input: unknown) => decide(input, answer([]), rules).identity;
  const onlyOne = (change: (fact: unknown) => unknown) =>
    changed(later, 'signatures', (later.signatures ?? []).slice(0, 1).map(change));

  test('is none before anything is signed', () => {
    expect(identity(bundle)).toBe('none');
    expect(identity(changed(later, 'signatures', []))).toBe('none');
  });

  test('is certificate where certificates of this service signed, and key as soon as its pinned key did', () => {
    expect(identity(later)).toBe('certificate');
    expect(identity(changed(pinned, 'signatures.3.signer', key))).toBe('key');
  });

  test('is not colored by a key that is not pinned', () => {
    expect(identity(changed(later, 'signatures.3.signer', key))).toBe('certificate');
    expect(identity(changed(pinned, 'signatures.3.signer', { ...key, spki_sha256: '7'.repeat(64) }))).toBe(
      'certificate',
    );
  });

  test.each([
    ['verified', false],
    ['problem', 'subject differs'],
    ['subject_digests', []],
    ['signer', null],
    ['signer.issuer', 'https://evil.example'],
    ['signer.source_repository_id', '501'],
  ])('is not colored by a signature with %s = %j', (path, to) => {
    expect(identity(onlyOne((fact) => changed(fact, path, to)))).toBe('none');
  });
});

test('a decision is made again from its bundle with the rules of its time', async () => {
  const engine = await openCommittedPolicy();
  const decision = decide(allowedBundle('before-approval'), engine);
  const later: KnownRule = { id: 'gate.z.invented_later', phases: ['before-approval'] };
  expect(decide(allowedBundle('before-approval'), engine, rulesOf(decision))).toEqual(decision);
  expect(decide(allowedBundle('before-approval'), engine, [...knownRules, later]).verdict).toBe('deny');
});

describe('single rules', () => {
  const facts = allowedBundle('before-publish');
  const judged = (spoken: readonly Spoken[], ...ids: string[]) =>
    judgeRules(facts, answer(spoken), ids).map((rule) => `${rule.id} ${rule.verdict}`);

  test('are those asked for and no others', () => {
    expect(judged(good, 'gate.a.always')).toEqual(['gate.a.always allow']);
    expect(judged([{ id: 'gate.a.always', verdict: 'deny' }, ...good.slice(0, 1)], 'gate.a.always')).toEqual([
      'gate.a.always deny',
    ]);
  });

  test('deny when they are silent, unknown, doubled, or do not apply', () => {
    expect(judged(good, 'gate.c.unknown', 'gate.b.later')).toEqual(['gate.c.unknown deny', 'gate.b.later deny']);
    expect(judged([...good, ...good], 'gate.a.always')).toEqual(['gate.a.always deny']);
  });
});
