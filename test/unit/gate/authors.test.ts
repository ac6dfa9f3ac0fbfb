// THREATS D6: everyone who had a hand in a change is an author, by numeric id, however they try to be somebody else.
import { describe, expect, test } from '@jest/globals';
import { type AuthorInput, collectAuthors } from '../../../src/gate/authors.ts';
import { Commit, UserId } from '../../../src/model/ids.ts';
import type { CommitFact } from '../../../src/model/ports.ts';

type Who = CommitFact['author'];

const commit = Commit.parse('c'.repeat(40));
const earlier = Commit.parse('b'.repeat(40));

function who(id: string | null, login: string, email = `${login}@example.com`): Who {
  return { id: id === null ? null : UserId.parse(id), login, name: login, email };
}

const alice = who('1', 'alice');
const bob = who('2', 'bob');
const webFlow = who('19864447', 'web-flow', 'noreply@github.com');
const unknown: Who = { id: null, login: '', name: 'Mallory', email: 'Mallory@Old.example' };
const runner = { id: UserId.parse('9'), login: 'runner' };

function fact(overrides: Partial<CommitFact> = {}): CommitFact {
  return { sha: commit, message: 'A change', author: alice, committer: alice, verified: false, ...overrides };
}

function input(overrides: Partial<AuthorInput> = {}): AuthorInput {
  return {
    sinceCommit: earlier,
    untilCommit: commit,
    commits: [fact()],
    complete: true,
    pullRequests: [],
    run: { actor: runner, triggeringActor: runner },
    people: [],
    ...overrides,
  };
}

/** `id:role` of everyone but the run's own people; `?` for nobody known. */
function roles(overrides: Partial<AuthorInput>): string[] {
  const { people } = collectAuthors(input(overrides));
  return people
    .flatMap((person) => person.roles.map((role) => `${person.user_id ?? '?'}:${role}`))
    .filter((role) => !role.startsWith('9:'))
    .sort();
}

const mallory = { id: UserId.parse('66'), login: 'mallory', emails: ['mallory@old.example'] };
const trailer = (line: string) =>
  roles({ commits: [fact({ message: `A change\n\n${line}` })] }).filter((role) => role.endsWith('co-author'));

describe('commits', () => {
  test.each<[string, Partial<AuthorInput>, string[]]>([
    ['author and committer are one', {}, ['1:commit-author', '1:committer']],
    ['author and committer are two', { commits: [fact({ committer: bob })] }, ['1:commit-author', '2:committer']],
    [
      'every commit counts',
      { commits: [fact(), fact({ sha: earlier, author: bob, committer: bob })] },
      ['1:commit-author', '1:committer', '2:commit-author', '2:committer'],
    ],
    [
      'the platform is no person where it signed',
      { commits: [fact({ committer: webFlow, verified: true })] },
      ['1:commit-author'],
    ],
    [
      'the platform unsigned may be anybody',
      { commits: [fact({ committer: webFlow })] },
      ['19864447:committer', '1:commit-author'],
    ],
    [
      'the platform as author counts',
      { commits: [fact({ author: webFlow, committer: webFlow, verified: true })] },
      ['19864447:commit-author'],
    ],
    [
      'a name like the platform does not help',
      { commits: [fact({ committer: { ...webFlow, id: UserId.parse('5') }, verified: true })] },
      ['1:commit-author', '5:committer'],
    ],
    [
      'a bot is an author by its id',
      { commits: [fact({ author: who('49699333', 'dependabot[bot]') })] },
      ['1:committer', '49699333:commit-author'],
    ],
    ['nobody known stays so', { commits: [fact({ author: unknown })] }, ['1:committer', '?:commit-author']],
    [
      'an e-mail is mapped by config, in any case',
      { commits: [fact({ author: unknown })], people: [mallory] },
      ['1:committer', '66:commit-author'],
    ],
    [
      'an e-mail with blanks is mapped',
      { commits: [fact({ author: { ...unknown, email: ' mallory@old.example ' } })], people: [mallory] },
      ['1:committer', '66:commit-author'],
    ],
    [
      'config may spell it in any case',
      { commits: [fact({ author: unknown })], people: [{ ...mallory, emails: ['MALLORY@OLD.EXAMPLE'] }] },
      ['1:committer', '66:commit-author'],
    ],
    [
      'an e-mail that only resembles is not mapped',
      { commits: [fact({ author: { ...unknown, email: 'mallory@old.example.com' } })], people: [mallory] },
      ['1:committer', '?:commit-author'],
    ],
    [
      'an empty e-mail is not mapped',
      { commits: [fact({ author: { ...unknown, email: '' } })], people: [mallory] },
      ['1:committer', '?:commit-author'],
    ],
    [
      'GitHub is believed before config',
      { commits: [fact({ author: { ...bob, email: 'mallory@old.example' } })], people: [mallory] },
      ['1:committer', '2:commit-author'],
    ],
    [
      'a login without id stays unknown',
      { commits: [fact({ author: who(null, 'ghost') })] },
      ['1:committer', '?:commit-author'],
    ],
  ])('%s', (_, overrides, expected) => {
    expect(roles(overrides)).toEqual(expected);
  });
});

describe('co-authors', () => {
  test.each<[string, string, string[]]>([
    ['as GitHub writes it', 'Co-authored-by: Bob <2+bob@users.noreply.github.com>', ['2:co-author']],
    ['in lower case', 'co-authored-by: Bob <2+bob@users.noreply.github.com>', ['2:co-author']],
    ['in upper case', 'CO-AUTHORED-BY: BOB <2+BOB@USERS.NOREPLY.GITHUB.COM>', ['2:co-author']],
    ['indented', '   Co-authored-by: Bob <2+bob@users.noreply.github.com>', ['2:co-author']],
    ['quoted by a revert', '> Co-authored-by: Bob <2+bob@users.noreply.github.com>', ['2:co-author']],
    ['with a blank before the colon', 'Co-authored-by : Bob <2+bob@users.noreply.github.com>', ['2:co-author']],
    ['without a name', 'Co-authored-by: <2+bob@users.noreply.github.com>', ['2:co-author']],
    ['without an address', 'Co-authored-by: Bob', ['?:co-author']],
    ['with nothing', 'Co-authored-by:', ['?:co-author']],
    ['the old noreply form without id', 'Co-authored-by: Bob <bob@users.noreply.github.com>', ['?:co-author']],
    ['an id that is none', 'Co-authored-by: Bob <02+bob@users.noreply.github.com>', ['?:co-author']],
    [
      'a noreply address of somebody else',
      'Co-authored-by: Bob <2+bob@users.noreply.github.com.evil.example>',
      ['?:co-author'],
    ],
    [
      'two lines',
      'Co-authored-by: A <3+a@users.noreply.github.com>\r\nCo-authored-by: B <4+b@users.noreply.github.com>',
      ['3:co-author', '4:co-author'],
    ],
    ['far above the last paragraph', 'Co-authored-by: B <4+b@users.noreply.github.com>\n\nMore text', ['4:co-author']],
    ['only a mention', 'This is not Co-authored-by: Bob <2+bob@users.noreply.github.com>', []],
  ])('%s', (_, line, expected) => {
    expect(trailer(line)).toEqual(expected);
  });

  test('are mapped by config', () => {
    const commits = [fact({ message: 'x\n\nCo-authored-by: M <Mallory@old.example>' })];
    expect(roles({ commits, people: [mallory] })).toContain('66:co-author');
    expect(roles({ commits })).toContain('?:co-author');
  });
});

describe('pull requests and the run', () => {
  const pull = {
    number: 7,
    author: { id: UserId.parse('3'), login: 'carol' },
    commits: [fact({ author: bob, message: 'x\n\nCo-authored-by: D <4+d@users.noreply.github.com>' })],
  };

  test('who opened it, and every commit in it, although it was squashed', () => {
    const expected = ['1:commit-author', '1:committer', '2:commit-author', '3:pull-request-author', '4:co-author'];
    expect(roles({ pullRequests: [pull] })).toEqual(expected);
  });

  test('who started the run and who started it again', () => {
    const other = { id: UserId.parse('8'), login: 'again' };
    const { people } = collectAuthors(input({ run: { actor: runner, triggeringActor: other } }));
    const found = people.filter((person) => person.commit === '').map((person) => [person.user_id, ...person.roles]);
    expect(found).toEqual([
      ['8', 'run-triggering-actor'],
      ['9', 'run-actor'],
    ]);
  });
});

describe('the list', () => {
  test('names a person once, whatever the login, with every role and a commit', () => {
    const commits = [fact(), fact({ author: who('1', 'Alice-renamed'), committer: bob })];
    const { people } = collectAuthors(
      input({ commits, run: { actor: { id: UserId.parse('1'), login: 'ALICE' }, triggeringActor: runner } }),
    );
    expect(people.map((person) => person.user_id)).toEqual(['1', '2', '9']);
    expect(people[0]).toEqual({
      user_id: '1',
      label: 'alice',
      roles: ['commit-author', 'committer', 'run-actor'],
      commit,
    });
  });

  test('tells two people of one login apart by id', () => {
    expect(roles({ commits: [fact({ committer: who('2', 'alice') })] })).toEqual(['1:commit-author', '2:committer']);
  });

  test('names an unknown person so that a line can be added to the configuration', () => {
    const { people } = collectAuthors(input({ commits: [fact({ author: unknown })] }));
    expect(people.find((person) => person.user_id === null)).toEqual({
      user_id: null,
      label: 'Mallory <Mallory@Old.example>',
      roles: ['commit-author'],
      commit,
    });
  });

  test('takes the label from config where GitHub has none', () => {
    const { people } = collectAuthors(input({ commits: [fact({ author: unknown })], people: [mallory] }));
    expect(people.map((person) => person.label)).toContain('mallory');
  });

  test.each<[string, Partial<AuthorInput>, string, boolean]>([
    ['from the last deploy on', {}, earlier, true],
    ['of a first deploy', { sinceCommit: null }, '', true],
    ['that GitHub cut', { complete: false }, earlier, false],
    ['without the commit itself', { commits: [fact({ sha: earlier })] }, earlier, false],
    ['without any commit', { commits: [] }, earlier, false],
  ])('says whether it is whole: %s', (_, overrides, since, complete) => {
    expect(collectAuthors(input(overrides))).toMatchObject({ since_commit: since, until_commit: commit, complete });
  });
});
