// Threat D6: everyone who had a hand in a change is an author, by numeric id, however they try to be somebody else.
import { describe, expect, test } from '@jest/globals';
import { accountText } from '../../../src/base/account.ts';
import { type AuthorInput, authorsSince, broughtIn, collectAuthors } from '../../../src/gate/authors.ts';
import { type AuthorFacts, RuleVerdict } from '../../../src/model/decision.ts';
import { Commit, RepositoryId, UserId } from '../../../src/model/ids.ts';
import type { CommitFact, PullRequestFact } from '../../../src/model/ports.ts';
import { configOf, fixtureText } from '../config/fixture.ts';
import { allowedBundle, openCommittedPolicy } from './bundle-builder.ts';

const policy = await openCommittedPolicy();

/** The line that the rule tells people to add for the one author nobody knows. */
function adviceOf({ people }: AuthorFacts): string {
  const bundle = allowedBundle('before-deploy');
  const asked = { ...bundle, authors: bundle.authors && { ...bundle.authors, people } };
  const verdicts = RuleVerdict.array().parse(policy.evaluate(JSON.stringify(asked)));
  const said = verdicts.find((verdict) => verdict.id === 'gate.approval.four_eyes')?.message ?? '';
  return /under people in safeguard\.yml that says whose it is: (- \{.*\})$/.exec(said)?.[1] ?? said;
}

/** The people of a configuration with this line. */
const peopleOf = (line: string) => configOf(`${fixtureText('minimal')}\npeople:\n  ${line}\n`).people;

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
const runner = { id: UserId.parse('9'), login: 'runner', bot: false };

function fact(overrides: Partial<CommitFact> = {}): CommitFact {
  return { sha: commit, message: 'A change', author: alice, committer: alice, verified: false, ...overrides };
}

function input(overrides: Partial<AuthorInput> = {}): AuthorInput {
  return {
    sinceCommit: earlier,
    untilCommit: commit,
    commits: [fact()],
    problem: '',
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
    ['indented', '   Co-authored-by: Bob <2+bob@users.noreply.github.com>', []],
    ['quoted', '> Co-authored-by: Bob <2+bob@users.noreply.github.com>', []],
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
    ['above the last paragraph', 'Co-authored-by: B <4+b@users.noreply.github.com>\n\nMore text', []],
    [
      'two in one line',
      'Co-authored-by: A <3+a@users.noreply.github.com>, B <4+b@users.noreply.github.com>',
      ['3:co-author', '4:co-author'],
    ],
    [
      'one that is known and one that is not',
      'Co-authored-by: A <3+a@users.noreply.github.com> and b@x.example',
      ['3:co-author', '?:co-author'],
    ],
    ['folded', 'Co-authored-by: A\n <3+a@users.noreply.github.com>', ['3:co-author']],
    ['in brackets twice', 'Co-authored-by: A <<3+a@users.noreply.github.com>>', ['3:co-author']],
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
    name: 'clinic/api#7',
    author: { id: UserId.parse('3'), login: 'carol', bot: false },
    commits: [
      fact({
        sha: earlier,
        author: bob,
        committer: bob,
        message: 'x\n\nCo-authored-by: D <4+d@users.noreply.github.com>',
      }),
    ],
  };

  test('who opened it, and every commit in it, although it was squashed', () => {
    const expected = [
      '1:commit-author',
      '1:committer',
      '2:commit-author',
      '2:committer',
      '3:pull-request-author',
      '4:co-author',
    ];
    expect(roles({ pullRequests: [pull] })).toEqual(expected);
  });

  test('who started the run and who started it again', () => {
    const other = { id: UserId.parse('8'), login: 'again', bot: false };
    const { people } = collectAuthors(input({ run: { actor: runner, triggeringActor: other } }));
    const found = people.filter((person) => person.commit === '').map((person) => [person.user_id, ...person.roles]);
    expect(found).toEqual([
      ['8', 'run-triggering-actor'],
      ['9', 'run-actor'],
    ]);
  });
});

describe('deleted accounts and bots', () => {
  const pull = { name: 'clinic/api#7', author: null, commits: [] };
  const unnamed = (overrides: Partial<AuthorInput>) =>
    collectAuthors(input(overrides)).people.filter((person) => person.user_id === null);

  test('who opened a pull request and is deleted is nobody known, until config says who it was', () => {
    expect(unnamed({ pullRequests: [pull] })).toMatchObject([
      { mapped_by: '"clinic/api#7 <>"', roles: ['pull-request-author'] },
    ]);
    const people = [{ ...mallory, emails: ['clinic/api#7 <>'] }];
    expect(roles({ pullRequests: [pull], people })).toContain('66:pull-request-author');
    expect(unnamed({ pullRequests: [{ ...pull, name: 'clinic/api#8' }], people })).toHaveLength(1);
  });

  test('a commit of a deleted account is of the account that its noreply address names', () => {
    const author = { ...unknown, email: '41002+jonas@users.noreply.github.com' };
    expect(roles({ commits: [fact({ author })] })).toContain('41002:commit-author');
    expect(
      unnamed({ commits: [fact({ author: { ...author, email: 'jonas@users.noreply.github.com' } })] }),
    ).toHaveLength(1);
  });

  test('a run whose starter is deleted has no complete list', () => {
    for (const run of [
      { actor: null, triggeringActor: runner },
      { actor: runner, triggeringActor: null },
    ]) {
      const facts = collectAuthors(input({ run }));
      expect(facts.complete).toBe(false);
      expect(facts.problem).toContain('new run');
    }
  });

  test('a bot is named as one', () => {
    const bot = { id: UserId.parse('49699333'), login: 'dependabot[bot]', bot: true };
    const copilot = { id: UserId.parse('198982749'), login: 'Copilot', bot: true };
    const { people } = collectAuthors(input({ run: { actor: bot, triggeringActor: copilot } }));
    expect(people.map((person) => person.label)).toEqual(['Copilot[bot]', 'alice', 'dependabot[bot]']);
  });
});

describe('where the authors begin', () => {
  const success = (letter: string) => ({ commit: Commit.parse(letter.repeat(40)) });
  const since = (last: string, other: string) =>
    authorsSince(
      { last_success: last === '' ? null : success(last), last_other_success: other === '' ? null : success(other) },
      commit,
    );
  test.each([
    ['a first deploy', '', '', null],
    ['after another commit', 'b', '', 'b'],
    ['after several others', 'b', 'a', 'b'],
    ['the same commit again, or a second image of it', 'c', 'b', 'b'],
    ['the only commit again', 'c', '', null],
  ])('%s', (_, last, other, expected) => {
    expect(since(last, other)).toBe(expected === null ? null : expected.repeat(40));
  });
});

describe('pull requests that count', () => {
  const repositoryId = RepositoryId.parse('700');
  const to = { repositoryId, sourceRefs: ['refs/heads/main', 'refs/tags/v1'], commits: new Set([commit]) };
  const merged = {
    number: 7,
    author: runner,
    merged: true,
    mergeCommit: commit,
    base: { repositoryId, branch: 'main' },
  };
  const elsewhere = { repositoryId, branch: 'other' };
  test.each<[string, Partial<PullRequestFact>, boolean]>([
    ['merged into a source ref', {}, true],
    ['merged into a source ref by a commit of an earlier range', { mergeCommit: earlier }, true],
    ['merged into another branch by a commit of the range', { base: elsewhere }, true],
    ['merged into another branch, nobody knows by which commit', { base: elsewhere, mergeCommit: null }, true],
    ['merged into another branch by another commit', { base: elsewhere, mergeCommit: earlier }, false],
    [
      'merged into a branch named like a tag of the service',
      { base: { repositoryId, branch: 'v1' }, mergeCommit: earlier },
      false,
    ],
    ['open, reopened, or closed without a merge', { merged: false, mergeCommit: null }, false],
    ['merged into a fork', { base: { repositoryId: RepositoryId.parse('701'), branch: 'main' } }, false],
    ['merged into a repository that is gone', { base: { repositoryId: null, branch: 'main' } }, false],
  ])('%s: %#', (_, change, expected) => {
    expect(broughtIn({ ...merged, ...change }, to)).toBe(expected);
  });
});

describe('the advice for somebody nobody knows', () => {
  const signed = (name: string, email: string) => fact({ author: { id: null, login: '', name, email } });
  test.each([
    ['an address', 'Mallory', 'Mallory@Old.example'],
    ['an address with a plus, a quote and a backslash', 'M', '"m\\ x"+tag@old.example'],
    ['no address', 'Mallory', ''],
    ['blanks alone', 'Mallory', '   '],
    ['neither name nor address', '', ''],
    ['a machine without a domain', 'root', 'root@localhost'],
    ['a word without @', 'root', 'root'],
    ['letters of other languages', 'Jörg', 'jörg@klinik-köln.example'],
    ['letters beyond the first plane', '𝕄', '𝕞@old.example'],
    ['half a letter', 'M', 'm\ud800@old.example'],
    ['what YAML reads otherwise', 'M', '- {a: [b], "c": #d} & *e !f %g @h `i'],
    ['what cannot be seen', 'M', 'm\u200b\u202e\u2800\u0007\u0085@old.example'],
    ['a tab', 'M', 'm\t@old.example'],
    ['the longest address', 'M', `${'m'.repeat(308)}@old.example`],
    ['the longest name without an address', 'M'.repeat(200), ''],
  ])('is taken by the configuration as it is printed: %s', async (_, name, email) => {
    const commits = [signed(name, email)];
    const facts = collectAuthors(input({ commits }));
    expect([facts.problem, facts.people.filter((person) => person.user_id === null)]).toEqual([
      '',
      [expect.anything()],
    ]);
    const line = adviceOf(facts);
    expect(line).toMatch(/^[\x20-\x7e]+$/);
    const people = peopleOf(line.replace('<numeric id>', '66').replace('<login>', 'dependabot[bot]'));
    expect(people).toHaveLength(1);
    expect(roles({ commits, people })).toContain('66:commit-author');
  });

  test('of an address over the limit there is none: the list says so and is not complete', () => {
    for (const [name, email] of [
      ['M', `${'m'.repeat(309)}@old.example`],
      ['M'.repeat(201), ''],
    ] as const) {
      const facts = collectAuthors(input({ commits: [signed(name, email)] }));
      expect(facts.complete).toBe(false);
      expect(facts.problem).toContain(commit);
      expect(facts.people.filter((person) => person.user_id === null)).toHaveLength(1);
    }
    const known = collectAuthors(input({ commits: [fact({ author: { ...alice, name: 'A'.repeat(300) } })] }));
    expect(known.complete).toBe(true);
  });
});

describe('the list', () => {
  test('names a person once, whatever the login, with every role and a commit', () => {
    const commits = [fact(), fact({ sha: earlier, author: who('1', 'Alice-renamed'), committer: bob })];
    const { people } = collectAuthors(
      input({
        commits,
        run: { actor: { id: UserId.parse('1'), login: 'ALICE', bot: false }, triggeringActor: runner },
      }),
    );
    expect(people.map((person) => person.user_id)).toEqual(['1', '2', '9']);
    expect(people[0]).toEqual({
      user_id: '1',
      label: 'ALICE',
      mapped_by: '',
      roles: ['commit-author', 'committer', 'run-actor'],
      commit,
    });
  });

  describe('names an account', () => {
    const trailer = (id: string, login: string) => `x\n\nCo-authored-by: x <${id}+${login}@users.noreply.github.com>`;
    const nameOf = (id: string, overrides: Partial<AuthorInput>) => {
      const { people } = collectAuthors(input(overrides));
      return people.flatMap((person) => (person.user_id === id ? [accountText(person.label, id)] : []));
    };
    const first = fact({ sha: earlier, message: trailer('2', 'carla.cto') });

    test.each<[string, string, Partial<AuthorInput>, string]>([
      ['GitHub names beside a later commit', '2', { commits: [first, fact({ author: bob })] }, 'bob (user 2)'],
      ['GitHub named beside an earlier one', '2', { commits: [fact({ author: bob }), first] }, 'bob (user 2)'],
      ['that started the run', '9', { commits: [fact({ message: trailer('9', 'carla.cto') })] }, 'runner (user 9)'],
      [
        'of safeguard.yml',
        '66',
        {
          commits: [fact({ message: trailer('66', 'carla.cto') }), fact({ sha: earlier, author: unknown })],
          people: [mallory],
        },
        'mallory (user 66)',
      ],
      ['that nobody but an e-mail names', '2', { commits: [first] }, '"carla.cto, as an e-mail says" (user 2)'],
      [
        'that an e-mail calls a bot',
        '2',
        { commits: [fact({ message: trailer('2', 'carla[bot]') })] },
        '"carla[bot], as an e-mail says" (user 2)',
      ],
      [
        'of a bot that is one in some answers alone',
        '2',
        {
          commits: [fact({ author: who('2', 'Copilot') })],
          pullRequests: [
            { name: 'clinic/api#7', author: { id: UserId.parse('2'), login: 'Copilot', bot: true }, commits: [] },
          ],
        },
        'Copilot[bot] (bot 2)',
      ],
    ])('%s', (_, id, overrides, expected) => {
      expect(nameOf(id, overrides)).toEqual([expected]);
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
      mapped_by: '"mallory@old.example"',
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
    ['that GitHub cut', { problem: 'GitHub cut the list' }, earlier, false],
    ['without the commit itself', { commits: [fact({ sha: earlier })] }, earlier, false],
    ['without any commit', { commits: [] }, earlier, false],
  ])('says whether it is whole: %s', (_, overrides, since, complete) => {
    expect(collectAuthors(input(overrides))).toMatchObject({ since_commit: since, until_commit: commit, complete });
  });
});
