// Configurations made to cost time or memory: each is refused with a place and a reason, in a time that grows no faster than the text.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../src/config/parse.ts';

const good = readFileSync(new URL('../../safeguard.yml', import.meta.url), 'utf8');
const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

function mistakesIn(text: string) {
  const parsed = parseConfig(text, 'safeguard.yml');
  return 'problems' in parsed ? parsed.problems : [];
}

test('the configuration beside them is read', () => {
  expect(mistakesIn(good)).toEqual([]);
});

describe('too much to be read', () => {
  const many = 'the file has more than 150000 pieces';
  const deep = 'the file nests deeper than 40 levels';
  test.each([
    ['60,000 keys', lines(60_000, (at) => `k${at}: 1`), many],
    ['a list of 100,000', `a: [${'x, '.repeat(100_000)}x]`, many],
    ['200,000 comments', '# x\n'.repeat(200_000), many],
    ['900,000 empty lines', '\n'.repeat(900_000), many],
    ['1,000,000 open brackets', '['.repeat(1_000_000), deep],
    ['41 brackets', `a: ${'['.repeat(41)}${']'.repeat(41)}`, deep],
    ['maps in maps', '{a: '.repeat(20_000), deep],
    ['lists in lists', '- '.repeat(20_000), deep],
    ['keys of keys', '? '.repeat(20_000), deep],
    ['ever deeper blocks', lines(700, (at) => `${' '.repeat(at)}a:`), deep],
    ['20,000 escapes', `a: "${'\\q'.repeat(20_000)}"`, 'the file has more than 10000 escapes'],
    ['more than 1 MiB', 'x'.repeat(1024 * 1024 + 1), 'safeguard.yml is larger than 1 MiB'],
  ])('%s', (_name, text, message) => {
    const problems = mistakesIn(text);
    expect(problems.length).toBe(1);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.line).toBeGreaterThan(0);
  });
});

test('forty levels are read, and what is wrong with them is said', () => {
  expect(mistakesIn(`a: ${'['.repeat(30)}${']'.repeat(30)}`)[0]?.message).toBe('the key "a" is not known');
});

describe('many mistakes', () => {
  test.each([
    ['unknown keys', (count: number) => lines(count, (at) => `k${at}: 1`)],
    ['the same key', (count: number) => lines(count, () => 'k: 1')],
    ['services without anything', (count: number) => `services:\n${lines(count, (at) => `  k${at}: {a: 1}`)}`],
    ['people who are numbers', (count: number) => `people:\n${lines(count, (at) => `  - ${at}`)}`],
    ['anchors', (count: number) => lines(count, (at) => `k${at}: &a${at} 1`)],
    ['merge keys', (count: number) => lines(count, () => '<<: *a')],
    ['tags', (count: number) => lines(count, (at) => `k${at}: !t 1`)],
    ['long keys', (count: number) => lines(count / 10, (at) => `${'k'.repeat(500)}${at}: 1`)],
  ])(
    '%s: the first 200 are told and the others counted, and four times as many take no sixteen times as long',
    (_name, make) => {
      const timed = (count: number) => {
        const start = performance.now();
        const problems = mistakesIn(make(count));
        return { problems, time: performance.now() - start };
      };
      timed(250);
      const small = timed(1000);
      const large = timed(4000);
      expect(large.problems.length).toBe(201);
      expect(large.problems[200]?.message).toMatch(/^\d+ more mistakes from here on$/);
      // Quadratic would be sixteen; ten leaves room for a busy machine.
      expect(large.time).toBeLessThan(Math.max(10 * small.time, 2000));
    },
  );
});

test('of very many aliases a hundred are looked up, each at once', () => {
  const start = performance.now();
  const problems = mistakesIn(lines(30_000, () => '- *a'));
  expect(problems.map(({ message }) => message.replace(/\d+/, 'N')).slice(99)).toEqual([
    'no anchor &a stands before it',
    'the file has more than N aliases',
  ]);
  // Looking for the anchor in the whole file took minutes.
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('an alias stands for the last anchor of its name before it', () => {
  const text = good.replace('name: Acme Health', 'name: &x Acme Health');
  expect(mistakesIn(`${text}\n`)).toEqual([]);
  expect(mistakesIn('a: *x\nb: &x 1').map(({ message }) => message)).toEqual(['no anchor &x stands before it']);
});
