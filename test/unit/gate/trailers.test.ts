// Which lines of a commit message are co-authors to git, and that everything else is reported and costs no time.
import { describe, expect, test } from '@jest/globals';
import { readCoAuthors } from '../../../src/gate/trailers.ts';

const jonas = 'Jonas <jonas@clinic.example>';
const trailer = `Co-authored-by: ${jonas}`;
const named = (message: string) => readCoAuthors(message).people.map(({ name, email }) => `${name}|${email}`);

const scissors = '# ------------------------ >8 ------------------------';

describe('the block that git reads', () => {
  test.each<[string, string, number, number]>([
    ['last, after an empty line', `x\n\n${trailer}`, 1, 0],
    ['with line ends of Windows', `x\r\n\r\n${trailer}\r\n`, 1, 0],
    ['before empty lines and comments', `x\n\n${trailer}\n\n# a comment\n\n`, 1, 0],
    ['before the old list of conflicts', `x\n\n${trailer}\n\nConflicts:\n\ta.ts\n`, 1, 0],
    ['above the scissors', `x\n\n${trailer}\n${scissors}\nother words\n`, 1, 0],
    ['below the scissors', `x\n\nwords\n${scissors}\n\n${trailer}`, 0, 1],
    ['the title is no trailer', trailer, 0, 1],
    ['the paragraph of the title neither', `x\n${trailer}`, 0, 1],
    ['a paragraph after it', `x\n\n${trailer}\n\nMore words`, 0, 1],
    ['words in the block', `x\n\nSome words\n${trailer}`, 0, 1],
    ['a quarter of trailers, one of them by git', `x\n\nwords\nwords\n${trailer}\nSigned-off-by: A <a@x>`, 1, 0],
    ['less than a quarter', `x\n\n${'words\n'.repeat(7)}${trailer}\nSigned-off-by: A <a@x>`, 0, 1],
    ['quoted as another project wrote it', `x\n\n> ${trailer}\n\nSigned-off-by: A <a@x>`, 0, 1],
    ['in a list, as a squash writes it', `x\n\n* one\n\n${trailer}\n\n* two\n\n---------\n\n${trailer}`, 1, 1],
    ['behind a bullet', `x\n\n* ${trailer}`, 0, 1],
    ['with a blank that git does not know', `x\n\nCo-authored-by\u00a0: ${jonas}`, 0, 1],
    ['with a wide colon', `x\n\nCo-authored-by\uff1a ${jonas}`, 0, 1],
    ['with other hyphens', `x\n\nCo\u2010authored\u2010by: ${jonas}`, 0, 1],
    ['with something unseen in the word', `x\n\nCo-auth\u200bored-by: ${jonas}`, 0, 1],
    ['behind a separator that is no line end to git', `x\u2028${trailer}`, 0, 1],
    ['another trailer', `x\n\nSigned-off-by: ${jonas}`, 0, 0],
    ['no words about it', 'x\n\nA change', 0, 0],
    ['nothing', '', 0, 0],
  ])('%s: %#', (_, message, people, lookalikes) => {
    const found = readCoAuthors(message);
    expect([found.people.length, found.lookalikes.length, found.problem]).toEqual([people, lookalikes, '']);
  });
});

describe('names and e-mails', () => {
  test.each([
    [trailer, ['Jonas|jonas@clinic.example']],
    [`co-AUTHORED-by:${jonas}`, ['Jonas|jonas@clinic.example']],
    [`Co-authored-by : ${jonas}`, ['Jonas|jonas@clinic.example']],
    [`${trailer}\n${trailer}`, ['Jonas|jonas@clinic.example', 'Jonas|jonas@clinic.example']],
    ['Co-authored-by: Jonas\n <j@x>', ['Jonas|j@x']],
    ['Co-authored-by:\n\tJonas <j@x>', ['Jonas|j@x']],
    ['Co-authored-by: "J., B." < J+a@X.example >', ['"J., B."|J+a@X.example']],
    ['Co-authored-by: <<j@x>>', ['|j@x']],
    ['Co-authored-by: A <a@x>, B <b@x>', ['A|a@x', ', B|b@x']],
    ['Co-authored-by: A <a@x> and b@x', ['A|a@x', 'and b@x|']],
    ['Co-authored-by: A <a@x> (on loan)', ['A|a@x']],
    ['Co-authored-by: A a@x', ['A a@x|']],
    ['Co-authored-by: A <a@x', ['A <a@x|']],
    ['Co-authored-by: A <>', ['A|']],
    ['Co-authored-by:', ['|']],
  ])('%j', (block, expected) => {
    expect(named(`x\n\n${block}`)).toEqual(expected);
  });
});

describe('limits', () => {
  test('a hundred co-authors are read, one more says so', () => {
    const all = (count: number) => readCoAuthors(`x\n\n${`${trailer}\n`.repeat(count)}`);
    expect([all(100).people.length, all(100).problem]).toEqual([100, '']);
    expect([all(101).people.length, all(101).problem]).toEqual([100, expect.stringContaining('more than 100')]);
    const oneLine = readCoAuthors(`x\n\nCo-authored-by: ${'<a@x>'.repeat(101)}`);
    expect(oneLine.problem).toContain('more than 100');
  });

  test('a message of a mebibyte is read, one character more says so', () => {
    const long = (length: number) => readCoAuthors(`${'x'.repeat(length - trailer.length - 2)}\n\n${trailer}`);
    expect([long(1024 * 1024).people.length, long(1024 * 1024).problem]).toEqual([1, '']);
    expect(long(1024 * 1024 + 1).problem).toContain('characters');
  });

  test('of lines that only look like it ten are told', () => {
    expect(readCoAuthors(`${`> ${trailer}\n`.repeat(50)}\n\nend`).lookalikes).toHaveLength(10);
  });
});
