// Commit messages and pull requests of outsiders: none may cost time, block a deploy, or leave an author out.
import { describe, expect, test } from '@jest/globals';
import { collectAuthors, ignoredCoAuthors } from '../../src/gate/authors.ts';
import { readCoAuthors } from '../../src/gate/trailers.ts';
import { Commit, UserId } from '../../src/model/ids.ts';

const size = 1_000_000;
const fill = (text: string) => text.repeat(Math.floor(size / text.length));
const commit = Commit.parse('c'.repeat(40));
const alice = { id: UserId.parse('1'), login: 'alice', name: 'Alice', email: 'alice@clinic.example' };
const starter = { id: UserId.parse('9'), login: 'starter', bot: false };

const input = (message: string, email = alice.email) => ({
  sinceCommit: null,
  untilCommit: commit,
  commits: [
    { sha: commit, message, author: { ...alice, id: null, login: '', email }, committer: alice, verified: false },
  ],
  problem: '',
  pullRequests: [],
  run: { actor: starter, triggeringActor: starter },
  people: [],
});

const hostile: [string, string][] = [
  ['blanks between two letters', `x\n\nCo-authored-by: a${fill(' ')}b`],
  ['tabs after the key', `x\n\nCo-authored-by${fill('\t')}`],
  ['opening brackets', `x\n\nCo-authored-by: ${fill('<')}`],
  ['closing brackets', `x\n\nCo-authored-by: <a${fill('>')}`],
  ['brackets that never close', `x\n\nCo-authored-by: ${fill('<a')}`],
  ['lines that continue', `x\n\nCo-authored-by: a${fill('\n b')}`],
  ['one key without a colon', `x\n\n${fill('a-')}`],
  ['keys without a colon', `x\n\n${fill('a \n')}`],
  ['empty lines', fill('\n')],
  ['lines of blanks', `x\n\n${fill(' \n')}Co-authored-by: a`],
  ['comments', `x\n\n${fill('#\n')}`],
  ['lists of conflicts', `x\n\n${fill('Conflicts:\n\ta\nb\n')}`],
  ['quotes', fill('> Co-authored-by: a <a@x>\n')],
  ['letters that fold to many', fill('\ufdfa')],
  ['marks that pile up', `a${fill('\u0301')}`],
];

test.each(hostile)('a message of 1 MB of %s is read in seconds, not in minutes', (_, message) => {
  const start = performance.now();
  const facts = collectAuthors(input(message));
  const middle = performance.now();
  ignoredCoAuthors(input(message));
  expect(Math.max(middle - start, performance.now() - middle)).toBeLessThan(5000);
  expect(facts.people.length).toBeGreaterThan(0);
});

test.each(hostile.map(([name, text]) => [name, text.slice(5)]))('so is an e-mail of %s', (_, email) => {
  const start = performance.now();
  const facts = collectAuthors(input('x', email));
  expect(performance.now() - start).toBeLessThan(5000);
  expect(facts.complete && facts.people.some((person) => person.user_id === null && person.label.length > 1000)).toBe(
    false,
  );
});

describe('what is over a limit', () => {
  test.each([
    ['too many co-authors', `x\n\n${'Co-authored-by: A <a@x>\n'.repeat(101)}`],
    ['too long a message', fill('x').repeat(2)],
    ['too long an address', `x\n\nCo-authored-by: A <${'a'.repeat(400)}@x>`],
    ['too long a name without an address', `x\n\nCo-authored-by: ${'a'.repeat(400)}`],
  ])('denies with its own words: %s', (_, message) => {
    const facts = collectAuthors(input(message));
    expect(facts.complete).toBe(false);
    expect(facts.problem).toContain(commit);
  });

  test('so do more people than are kept', () => {
    const base = input('x');
    const commits = Array.from({ length: 1001 }, (_, index) => {
      const [first] = base.commits;
      const sha = Commit.parse(index.toString(16).padStart(40, '0'));
      return {
        ...first,
        sha,
        message: 'x',
        author: { ...alice, id: UserId.parse(String(index + 1)) },
        committer: alice,
        verified: false,
      };
    });
    const facts = collectAuthors({ ...base, untilCommit: Commit.parse('0'.repeat(40)), commits });
    expect([facts.people.length, facts.complete]).toEqual([1000, false]);
    expect(facts.problem).toContain('authors');
  });
});

test('what looks like a co-author and is none to git is told, short and in quotes', () => {
  const message = `x\n\n> Co-authored-by: Up\u202estream <${'u'.repeat(500)}@lib.example>\n\nSigned-off-by: a <a@x>`;
  const [told, ...more] = ignoredCoAuthors(input(message));
  expect(more).toEqual([]);
  expect(told).toContain('"> Co-authored-by: Up\\u{202e}stream');
  expect(told?.length).toBeLessThan(400);
  expect(readCoAuthors(message).people).toEqual([]);
});

test('of many such commits the first are told one by one, and the rest by their number', () => {
  const base = input('x\n\n> Co-authored-by: a <a@x>\n\nend');
  const commits = Array.from({ length: 25 }, (_, index) => Commit.parse(index.toString(16).padStart(40, '0'))).flatMap(
    (sha) => base.commits.map((one) => ({ ...one, sha })),
  );
  const told = ignoredCoAuthors({ ...base, commits });
  expect(told).toHaveLength(21);
  expect(told.at(-1)).toContain('5 more commits');
});
