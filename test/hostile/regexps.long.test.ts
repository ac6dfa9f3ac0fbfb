// No text can keep a regular expression of ours busy: each one found in the sources and the policies reads 1 MB of what is worst for it
// within a tenth of a second, or 25 times as long as this machine takes for the plainest look at as much, best of three. The texts are
// built from the expression itself.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Attack, attacksOn, type Found, findInPolicy, findRegexps, spell, timeOf } from './regexps.ts';

jest.setTimeout(600_000);

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = globSync('src/**/*.ts', { cwd: root }).sort();
const plainest = timeOf(/[^\p{M}]/gu, 'x'.repeat(1_000_000), 0);
const bound = Math.max(100, 25 * plainest);
/**
 * Every attack is tried in small, the ten that took longest there in full. Nothing stops an expression that has begun, so the smallest
 * sizes grow by a fifth: what doubles with every few characters is then caught within some seconds, not some years.
 */
const small = [...Array.from({ length: 21 }, (_, step) => Math.round(24 * 1.2 ** step)), 4000, 16_000];
const full = [64_000, 250_000, 1_000_000];

type Timed = { attack: Attack; time: number; by: string };

/** The worst time at 1 MB, or the first that was slow at whatever size, and by which text. */
function worstOf(found: Found): Pick<Timed, 'time' | 'by'> {
  const form = new RegExp(found.source, found.flags);
  const inSmall = timeEach(form, attacksOn(found), small);
  const slowest = inSmall.toSorted((a, b) => b.time - a.time).slice(0, 10);
  if (slowest.some(({ time }) => time > bound)) return slowest[0] ?? nothing;
  const inFull = timeEach(
    form,
    slowest.map(({ attack }) => attack),
    full,
  );
  return inFull.reduce((worst, one) => (one.time > worst.time ? one : worst), nothing);
}

const nothing: Timed = { attack: { head: '', pump: '', tail: '' }, time: 0, by: '' };

/** Each attack at its last size, the first slow one the last of all. */
function timeEach(form: RegExp, attacks: readonly Attack[], sizes: readonly number[]): Timed[] {
  const timed: Timed[] = [];
  for (const attack of attacks) {
    const one = timeUpTo(form, attack, sizes);
    timed.push(one);
    if (one.time > bound) break;
  }
  return timed;
}

function timeUpTo(form: RegExp, attack: Attack, sizes: readonly number[]): Timed {
  let last: Timed = { ...nothing, attack };
  for (const size of sizes) {
    last = { attack, time: timeOf(form, spell(attack, size), bound), by: JSON.stringify({ ...attack, size }) };
    if (last.time > bound) break;
  }
  return last;
}

/** Expressions that were put together from texts, seen while their modules are loaded; the class itself is the language's. */
async function builtBy(modules: readonly string[]): Promise<Found[]> {
  const original = globalThis.RegExp;
  const built: Found[] = [];
  let place = '';
  globalThis.RegExp = new Proxy(original, {
    construct(target, given) {
      const made = Reflect.construct(target, given);
      built.push({ place, source: made.source, flags: made.flags });
      return made;
    },
  });
  try {
    for (place of modules) await import(`../../${place}`);
  } finally {
    globalThis.RegExp = original;
  }
  return built;
}

const found = files.map((file) => ({ file, ...findRegexps(file, readFileSync(`${root}/${file}`, 'utf8')) }));
const literals = found.flatMap(({ literals }) => literals);
const policies = globSync('policies/**/*.rego', { cwd: root }).filter((path) => !path.endsWith('_test.rego'));
const all = [...literals, ...policies.flatMap((path) => findInPolicy(`${root}/${path}`))];
const distinct = [...new Map(all.map((one) => [`${one.source} ${one.flags}`, one])).values()];

/** Where an expression is built inside a function, and why no untrusted text reaches it. */
const builtLater: Readonly<Record<string, string>> = {
  'src/config/schema.ts': 'two texts of our own are tried against patterns of our own schema',
};

describe('the search', () => {
  test('finds what is there', () => {
    expect(literals.length).toBeGreaterThan(100);
    expect(findRegexps('a.ts', "const a = /x+/g; 'b'.match('y'); new RegExp(a); RegExp('z');")).toEqual({
      literals: [
        { place: 'a.ts', source: 'x+', flags: 'g' },
        { place: 'a.ts', source: 'y', flags: 'g' },
      ],
      built: 2,
    });
    expect(policies.flatMap((path) => findInPolicy(`${root}/${path}`)).length).toBeGreaterThan(1);
  });

  test.each([
    ['two blanks that may be one', '^\\s*\\s*x$', ''],
    ['the co-author of old', '^(.*?)\\s*<([^<>]*)>', ''],
    ['blanks at the end', '\\s+$', ''],
    ['a doubled star', '^(?:a*)*b$', ''],
    ['an unanchored search', 'fingerprint=(.+):(.+)', 'g'],
    ['choices that overlap', '^(?:a|ab|b)*$', ''],
  ])('catches %s', (_name, source, flags) => {
    expect(worstOf({ place: '', source, flags }).time).toBeGreaterThan(bound);
  });

  test.each([
    ['^[a-z]+(?:-[a-z]+)*$', ''],
    ['\\r?\\n|\\t', 'g'],
  ])('lets /%s/ pass', (source, flags) => {
    expect(worstOf({ place: '', source, flags }).time).toBeLessThan(bound);
  });
});

describe('a regular expression of ours', () => {
  test.each(distinct.map((one) => [`${one.place.replace(root, '')}: /${one.source}/${one.flags}`, one] as const))(
    '%s',
    (_name, one) => {
      const { time, by } = worstOf(one);
      expect(time > bound ? by : 'quick').toBe('quick');
    },
  );
});

describe('one put together', () => {
  let built: Found[] = [];
  const modules = found.filter(({ file, built }) => built > 0 && !(file in builtLater)).map(({ file }) => file);
  beforeAll(async () => {
    built = await builtBy(modules);
  });

  test('is seen in each module that makes one, and is quick', () => {
    expect([...new Set(built.map(({ place }) => place))].sort()).toEqual([...modules].sort());
    for (const one of built) {
      const { time, by } = worstOf(one);
      expect(time > bound ? `${one.place}: ${one.source} by ${by}` : 'quick').toBe('quick');
    }
  });
});
