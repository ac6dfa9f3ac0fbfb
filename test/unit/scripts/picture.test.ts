// The picture of the README is drawn from the demonstration's own output, and is well-formed for any output.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { drawRefusal, findRefusal, picturePath } from '../../../scripts/picture.ts';

const output =
  ' ✗ the author approves\n   denied gate.approval.four_eyes: maria <m@x> & co\n   what to do: ask "ines"\n';

test('the three lines of a refusal are found, and words of the output stay words in the picture', () => {
  const refusal = findRefusal(output, 'gate.approval.four_eyes');
  expect(refusal.title).toBe('the author approves');
  const svg = drawRefusal(refusal);
  expect(svg).toContain('maria &lt;m@x&gt; &amp; co');
  expect(svg).not.toContain('<m@x>');
});

test('a demonstration without that refusal gives no picture', () => {
  expect(() => findRefusal(output, 'gate.approval.given')).toThrow('no refusal by gate.approval.given');
});

test('the committed picture shows the rule, the reason and the remedy', () => {
  const svg = readFileSync(picturePath, 'utf8');
  for (const words of ['denied gate.approval.four_eyes:', 'is an author', 'what to do:']) expect(svg).toContain(words);
});
