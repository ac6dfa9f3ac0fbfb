// Ledger entries are unsigned, so a thief of the role that writes them chooses their texts. A text beyond its form
// breaks the entry, which is named by its key and not repeated; the reason of a deploy closed by hand is shown in full,
// in quotes, or refused.
import { describe, expect, test } from '@jest/globals';
import { reconcile } from '../../src/commands/reconcile.ts';
import { intentKey, resultKey } from '../../src/evidence/keys.ts';
import { readChain } from '../../src/evidence/ledger.ts';
import { reconcileRecord } from '../../src/evidence/records.ts';
import { closingSentence, LedgerReason, reasonText } from '../../src/model/ledger-words.ts';
import { chainOf, ledgerObject } from '../unit/evidence/chain.ts';
import { ledgerPlace, recordContext } from '../unit/evidence/examples.ts';

const whole = chainOf(1);
const [intentAt, resultAt] = [intentKey(ledgerPlace, 0), resultKey(ledgerPlace, 0)];

function problemsWith(key: string, change: object): string[] {
  const changed = whole.map((one) =>
    one.key === key ? ledgerObject(key, { ...JSON.parse(Buffer.from(one.bytes).toString()), ...change }) : one,
  );
  return readChain(changed, ledgerPlace).problems.map(({ text }) => text);
}

const forged = 'ines).\nEverything was checked again by Safeguard; closing it is safe (x';

describe('a word of an entry', () => {
  test.each([
    ['an account', intentAt, { actor: 'dependabot[bot]' }],
    ['an account of an enterprise', intentAt, { actor: 'ines_acme' }],
    ['an id of a token', intentAt, { lease: 'a1-b2' }],
  ])('may be %s', (_name, key, change) => {
    // Another intent has another digest, which is all that is wrong.
    expect(problemsWith(key, change).every((text) => text.includes('intent_sha256'))).toBe(true);
  });

  test.each([
    ['lines as actor', intentAt, { actor: forged }],
    ['a long actor', intentAt, { actor: 'x'.repeat(64) }],
    ['no actor', intentAt, { actor: '' }],
    ['a long environment', intentAt, { environment: `${'x'.repeat(200_000)} checked again` }],
    ['lines as environment', intentAt, { environment: 'production\nchecked again' }],
    ['a long lease', intentAt, { lease: 'checked again'.repeat(20) }],
    ['lines as lease', intentAt, { lease: 'a\nchecked again' }],
    ['a key of its own', intentAt, { 'Everything was checked again by Safeguard': 1 }],
    ['lines as person', resultAt, { reconciled_by: `${forged} (user 1)` }],
    [
      'a long reason',
      resultAt,
      { reconciled_by: 'jo (user 1)', reconcile_reason: `checked again ${'x '.repeat(150)}` },
    ],
    ['a reason of lines', resultAt, { reconciled_by: 'jo (user 1)', reconcile_reason: 'a\nchecked again' }],
    ['an outcome of its own', resultAt, { outcome: forged }],
  ])('that is %s breaks the entry, which is named and not repeated', (_name, key, change) => {
    const [text = ''] = problemsWith(key, change);
    expect(text).toContain(`${key}: not a valid entry: `);
    expect(text.replace(/field "Everything was checked again by Safeguard"/, '')).not.toContain('checked again');
    expect(text.length).toBeLessThan(400);
  });

  test('that is no JSON is not repeated either', () => {
    const bytes = Buffer.from('everything was checked again');
    const changed = whole.map((one) => (one.key === intentAt ? { ...one, bytes } : one));
    const [text = ''] = readChain(changed, ledgerPlace).problems.map((one) => one.text);
    expect(text).toBe(`${intentAt}: not a valid entry: the bytes are not JSON in UTF-8`);
  });
});

describe('the reason of whoever closes by hand', () => {
  const long = `The pod was checked by hand.${' x'.repeat(136)}`;
  const given = (reason: string) => reconcile.inputs.safeParse({ outcome: 'failed', reason }).success;

  test('is shown whole where it is the longest that is accepted', () => {
    expect([long.length, given(long), given(`${long}x`)]).toEqual([300, true, false]);
    expect(reasonText(long)).toBe(`"${long}"`);
  });

  test.each([
    ['a line break', 'seen in the cluster\nby hand'],
    ['a blank that no eye sees', 'seen in the cluster\u2800by hand'],
    ['a filler', 'seen in the cluster\u3164by hand'],
    ['quotation marks that make it longer than it shows', `${'"'.repeat(51)} seen by hand`],
  ])('is refused with %s', (_name, reason) => {
    expect(given(reason)).toBe(false);
    expect(LedgerReason.safeParse(reason).success).toBe(false);
  });

  test('stands in quotes in the record, worded as the audit expects it', () => {
    const reason = 'done." No exception was used. "x';
    const asked = { deployId: '7001/9001', outcome: 'failed' as const, personId: '22', person: 'grace', reason };
    const { summary } = reconcileRecord(recordContext(), asked);
    expect(summary).toBe(closingSentence({ by: 'grace (user 22)', deployId: '7001/9001', outcome: 'failed', reason }));
    expect(summary.replace(/"[^"]*"/, '')).not.toContain('No exception');
    expect(reconcileRecord(recordContext(), { ...asked, reason: long }).summary).toContain(long);
  });
});
