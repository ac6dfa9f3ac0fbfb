// Mistakes in the YAML itself: each names its true cause first, where it stands and what to write; aliases are read within bounds.
import { describe, expect, test } from '@jest/globals';
import { configOf, edited, fixtureText, problemsOf } from './fixture.ts';

const full = fixtureText('full');
const first = (text: string) => {
  const [problem] = problemsOf(text);
  return problem ? `${problem.line}:${problem.column} ${problem.message}; ${problem.expected}` : 'none';
};

describe('the true cause first', () => {
  test.each([
    [
      '  owner-id: 2222',
      '   owner-id: 2222',
      '5:4 line 5 is indented 1 too far; it to begin in column 3, as the lines before it',
    ],
    [
      '    id: 111122223333',
      '   id: 111122223333',
      '9:5 line 9 is indented 1 too far; it to begin in column 4, as the lines before it',
    ],
    [
      '    branches: [main]',
      '     branches: [main]',
      '81:6 line 81 is indented 1 too far; it to begin in column 5, as the lines before it',
    ],
    [
      '  - id: 502\n    login',
      '  - id: 502\n     login',
      '50:6 line 50 is indented 1 too far; it to begin in column 5, as the lines before it',
    ],
    [
      '        approvers: [503]',
      '       approvers: [503]',
      '116:8 line 116 is indented 1 too far; it to begin in column 7, as the lines before it',
    ],
    ['name: Acme Health', 'name: Acme: Health', '4:9 a second ": " in this line; quotes around the value'],
    ["on: '2026-08-01'", "on: '2026-08-01", '40:24 a quote is not closed; the closing quote'],
    [
      'approvers: [503]',
      'approvers: [503',
      '117:9 a bracket opened before this line is not closed; the bracket closed',
    ],
    ['login: grace', 'login:grace', '50:5 a key without a value; a blank after the colon'],
    ['login: grace', 'login: @grace', '50:12 a value cannot begin with @; quotes around the value'],
    ['login: grace', 'login: %grace', '50:12 a value cannot begin with %; quotes around the value'],
    ['    login: grace', '\tlogin: grace', '50:1 Tabs are not allowed as indentation; blanks as indentation'],
    ['  - id: 502', '  -id: 502', '49:3 a dash with nothing between it and the key; a blank after the dash'],
    ['branches: [main]', 'branches: [*]', '81:16 * alone stands for an alias; quotes around the value'],
    ["deploy, '{image}']", 'deploy, {image}]', '133:44 a map does not fit; quotes around {image}'],
    [
      "deploy, '{image}']",
      'deploy, api={image}]',
      '133:48 a comma is missing, or quotes; a comma between the entries, or quotes around a text with { } [ ] or ,',
    ],
    ['approvers: [501, 502]', 'approvers: *who', '105:20 no anchor &who stands before it; the anchor first'],
    ['name: Acme Health', 'name: &a [*a]', '4:13 the alias *a stands in its own anchor; the value written out'],
  ])('%j -> %j', (from, to, expected) => {
    expect(first(edited(full, from, to))).toBe(expected);
  });
});

describe('aliases', () => {
  const shared = edited(full, 'approvers: [501, 502]', 'approvers: &who [501, 502]').replace('[503]', '*who');

  test('stand for the value of their anchor, ids without quotes too', () => {
    const environments = configOf(shared).services['clinic-api']?.environments;
    expect(environments?.['staging']?.approvers).toEqual(['501', '502']);
    const account = edited(full, 'id: 111122223333', 'id: &main 111122223333').replace(
      'owner-id: 2222',
      'owner-id: 2222',
    );
    expect(problemsOf(account)).toEqual([]);
  });

  test('a mistake in an anchor is told where it stands and where it is used', () => {
    expect(problemsOf(shared.replace('[501, 502]', '[501, x]')).map(({ line, path }) => `${line} ${path}`)).toEqual([
      '105 services.clinic-api.environments.production.approvers[1]',
      '116 services.clinic-api.environments.staging.approvers[1]',
    ]);
  });

  test('a merge key is not read', () => {
    const merged = edited(full, '  name: Acme Health', '  <<: &name { name: Acme Health }');
    expect(first(merged)).toMatch(/^3:1 name is missing/);
    expect(problemsOf(merged).map(({ message }) => message)).toContain('a merge key (<<) is not read');
  });

  const list = (count: number) => `a: &a 1\nb: [${Array(count).fill('*a')}]\n`;
  const tooMany = (text: string) =>
    problemsOf(text).filter(({ message }) => /more than \d+ (aliases|values)/.test(message));

  test('are at most 100', () => {
    expect(tooMany(list(100))).toEqual([]);
    expect(tooMany(list(101))).toHaveLength(1);
  });

  test('never make more of a file than it may hold', () => {
    const letters = [...'bcdefghi'];
    const before = ['a', ...letters];
    const bomb = letters.map((name, at) => `${name}: &${name} [${Array(9).fill(`*${before[at]}`)}]`);
    expect(tooMany(['a: &a [1,1,1,1,1,1,1,1,1]', ...bomb].join('\n'))).toHaveLength(1);
  });
});
