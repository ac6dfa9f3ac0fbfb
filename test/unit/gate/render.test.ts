// What people read: denied rules first, values kept, hostile text made harmless.
import { expect, test } from '@jest/globals';
import { renderDecision, renderDecisionMarkdown } from '../../../src/gate/render.ts';
import { Decision } from '../../../src/model/decision.ts';
import { readLine, shownAs, strangers } from './markdown-reading.ts';

const rule = (id: string, verdict: string, message: string, citation = '', remedy = '') => ({
  id,
  verdict,
  message,
  citation,
  remedy,
});

function decision(overrides: Record<string, unknown> = {}): Decision {
  return Decision.parse({
    schema: 'safeguard.decision/v1',
    verdict: 'deny',
    phase: 'before-deploy',
    time: 1795176000,
    digest: `sha256:${'a'.repeat(64)}`,
    repository_id: '500',
    service: 'clinic-api',
    environment: 'production',
    rules: [
      rule('gate.a.fine', 'allow', 'all well'),
      rule('gate.b.eyes', 'deny', 'dora (id 7) is an author', '45 CFR 164.312(d)', 'Let somebody else approve.'),
      rule('gate.c.later', 'not_applicable', 'applies before-publish'),
      rule('gate.d.bare', 'deny', 'no'),
    ],
    identity: 'certificate',
    replayed_runs: false,
    policy_sha256: 'b'.repeat(64),
    config_sha256: 'c'.repeat(64),
    input_sha256: 'd'.repeat(64),
    ...overrides,
  });
}

test('a terminal shows the denied rules with what to do, then the counts', () => {
  expect(renderDecision(decision())).toEqual([
    `Denied before-deploy for production at 2026-11-20T12:00:00Z: sha256:${'a'.repeat(64)}`,
    '  denied gate.b.eyes: dora (id 7) is an author',
    '    what to do: Let somebody else approve.',
    '    evidence supporting 45 CFR 164.312(d)',
    '  denied gate.d.bare: no',
    '  2 rules denied, 1 allowed, 1 not applicable in this phase',
  ]);
});

test('where the ledger cannot be read, what follows from it sends nobody after an attacker or another deploy', () => {
  const rules = [
    rule(
      'gate.handover.ledger_head',
      'deny',
      "handed over 'a', now ''",
      '',
      'Another deploy came first. Start a new run.',
    ),
    rule('gate.ledger.chain', 'deny', 'OBJECT_UNREADABLE: it is archived', '', 'Treat the store as altered.'),
    rule('gate.ledger.readable', 'deny', 'the ledger cannot be read', '', 'Let the role read it.'),
    rule('gate.scans.fresh', 'deny', 'old', '', 'Scan again.'),
  ];
  const remedies = (of: typeof rules) =>
    renderDecision(decision({ rules: of })).filter((line) => line.includes('what to do: '));
  expect(remedies(rules).map((line) => line.split(': ')[1]?.split(' (')[0])).toEqual([
    'Let the ledger be read first',
    'Let the ledger be read first',
    'Let the role read it.',
    'Scan again.',
  ]);
  const readable = rules.filter(({ id }) => id !== 'gate.ledger.readable');
  expect(remedies(readable).join()).toContain('Treat the store as altered.');
  expect(remedies(readable).join()).toContain('Another deploy came first.');
});

test('an allowed decision says so, and what weakens it', () => {
  const rules = [rule('gate.a.fine', 'allow', 'all well')];
  const lines = renderDecision(
    decision({
      verdict: 'allow',
      environment: '',
      phase: 'before-publish',
      rules,
      identity: 'key',
      replayed_runs: true,
    }),
  );
  expect(lines[0]).toBe(`Allowed before-publish at 2026-11-20T12:00:00Z: sha256:${'a'.repeat(64)}`);
  expect(lines[1]).toBe('  0 rules denied, 1 allowed, 0 not applicable in this phase');
  expect(lines.slice(2).map((line) => line.split(':')[0])).toEqual(['  identity', '  replayed runs']);
});

test('the summary lists denied rules before allowed ones', () => {
  const text = renderDecisionMarkdown(decision());
  expect(text.indexOf('gate.b.eyes')).toBeLessThan(text.indexOf('gate.a.fine'));
  expect(text).toContain('Evidence supporting 45 CFR 164.312\\(d\\)');
  expect(text).toContain('2 rules denied, 1 allowed, 1 not applicable in this phase');
  expect(renderDecisionMarkdown(decision({ identity: 'key' }))).toContain('identity');
  expect(renderDecisionMarkdown(decision({ verdict: 'allow', rules: [rule('gate.a.fine', 'allow', 'x')] }))).toContain(
    '### Allowed',
  );
});

test.each(strangers)('%s in the words of a rule is nothing but code', (_, words) => {
  const hostile = decision({
    environment: words,
    rules: [rule('gate.a.b', 'deny', words), rule('gate.a.c', 'allow', words)],
  });
  const lines = renderDecisionMarkdown(hostile).split('\n');
  const ruled = lines.filter((line) => line.startsWith('- '));
  expect(ruled.map((line) => readLine(line).outside)).toEqual(['- **CODE** CODE', '- CODE CODE']);
  expect(ruled.map((line) => readLine(line).spans[1])).toEqual([shownAs(words), shownAs(words)]);
  expect(readLine(lines[0] ?? '')).toEqual({
    outside: '### Denied before-deploy for CODE at 2026-11-20T12:00:00Z',
    spans: [shownAs(words)],
  });
  expect(lines).toHaveLength(
    renderDecisionMarkdown(decision({ rules: hostile.rules.map((one) => ({ ...one, message: 'x' })) })).split('\n')
      .length,
  );
});

test.each([
  ['markup', '<img src=x onerror=alert(1)>', '<img'],
  ['a link', '[click](https://evil.example)', '[click]('],
  ['a code fence', '```', '```'],
  ['a new line', 'a\n# Allowed', '\n# Allowed'],
])('%s in a remedy stays text', (_, remedy, forbidden) => {
  const markdown = renderDecisionMarkdown(decision({ rules: [rule('gate.a.b', 'deny', 'no', remedy, remedy)] }));
  expect(markdown).not.toContain(forbidden);
});

test.each(['a\u202eb', 'a\u001b[2Jb', 'a\nb', 'a\u{e0041}b', 'a\u00adb'])('%j is seen on a terminal', (words) => {
  const hostile = decision({ environment: words, rules: [rule('gate.a.b', 'deny', words, words, words)] });
  expect(renderDecision(hostile).filter((line) => /[\p{Cc}\p{Cf}]/u.test(line))).toEqual([]);
});
