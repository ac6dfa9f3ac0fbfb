// The law of the house, held over all of src; and a test of this test: each law is broken once on purpose and must be seen.
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { findBreaches, readSources } from './architecture.ts';

const opening = '// Planted.\n';

const planted: [string, Record<string, string>, string, number][] = [
  [
    'a decider importing another',
    { 'gate/a.ts': `${opening}import { b } from '../scan/b.ts';`, 'scan/b.ts': opening },
    'gate may not import scan',
    2,
  ],
  [
    'a primitive importing another',
    { 'evidence/a.ts': `${opening}import { b } from '../attest/b.ts';`, 'attest/b.ts': opening },
    'evidence may not import attest',
    2,
  ],
  [
    'a primitive importing a decider',
    { 'image/a.ts': `${opening}import { b } from '../gate/b.ts';`, 'gate/b.ts': opening },
    'image may not import gate',
    2,
  ],
  [
    'a room importing a flow',
    { 'gate/a.ts': `${opening}export { b } from '../flows/b.ts';` },
    'gate may not import flows',
    2,
  ],
  [
    'base importing the model',
    { 'base/a.ts': `${opening}import type { B } from '../model/b.ts';` },
    'base may not import model',
    2,
  ],
  [
    'a format importing a room',
    { 'formats/record/read.ts': `${opening}import { b } from '../../evidence/b.ts';` },
    'formats may not import evidence',
    2,
  ],
  [
    'a frozen shape importing the model, which changes',
    { 'formats/record/v1.ts': `${opening}import { B } from '../../model/b.ts';` },
    'a frozen shape may import only other frozen shapes, not model/b.ts',
    2,
  ],
  [
    'a frozen shape importing a reader',
    { 'formats/record/v1.ts': `${opening}import { b } from './read.ts';`, 'formats/record/read.ts': opening },
    'a frozen shape may import only other frozen shapes, not formats/record/read.ts',
    2,
  ],
  [
    'a format reading the clock',
    { 'formats/record/read.ts': `${opening}export const t = Date.now();` },
    'rooms know no clock: Date.now',
    2,
  ],
  [
    'the model importing a format',
    { 'model/a.ts': `${opening}import { b } from '../formats/record/v1.ts';` },
    'model may not import formats',
    2,
  ],
  [
    'a flow importing a format, past the room that it belongs to',
    { 'flows/a.ts': `${opening}import { b } from '../formats/record/read.ts';` },
    'flows may not import formats',
    2,
  ],
  [
    'a flow importing the platform',
    { 'flows/a.ts': `${opening}\nconst b = await import('../platform/b.ts');` },
    'flows may not import platform',
    3,
  ],
  [
    'an adapter importing another vendor',
    {
      'platform/registry/a.ts': `${opening}import { b } from '../cloud/aws/b.ts';`,
      'platform/cloud/aws/b.ts': opening,
    },
    'platform/registry may not import platform/cloud/aws',
    2,
  ],
  [
    'a vendor of a role importing another',
    { 'platform/cloud/aws/a.ts': `${opening}import { b } from '../azure/b.ts';`, 'platform/cloud/azure/b.ts': opening },
    'platform/cloud/aws may not import platform/cloud/azure',
    2,
  ],
  [
    'what adapters share importing one of them',
    { 'platform/http/a.ts': `${opening}import { b } from '../store/b.ts';`, 'platform/store/b.ts': opening },
    'platform/http may not import platform/store',
    2,
  ],
  [
    'a command importing a room',
    { 'commands/a.ts': `${opening}import { b } from '../gate/b.ts';` },
    'commands may not import gate',
    2,
  ],
  [
    'a room reading files',
    { 'scan/a.ts': `${opening}import { readFileSync } from 'node:fs';` },
    'scan is pure and may not import node:fs',
    2,
  ],
  [
    'a room with an SDK',
    { 'evidence/a.ts': `${opening}import { S3 } from '@aws-sdk/client-s3';` },
    'evidence may not import @aws-sdk/client-s3',
    2,
  ],
  [
    'another room than attest with Sigstore',
    { 'gate/a.ts': `${opening}import { Verifier } from '@sigstore/verify';` },
    'gate may not import @sigstore/verify',
    2,
  ],
  [
    'attest signing',
    { 'attest/a.ts': `${opening}import { FulcioSigner } from '@sigstore/sign';` },
    'attest may not import @sigstore/sign',
    2,
  ],
  [
    'a flow running programs',
    { 'flows/a.ts': `${opening}import { spawn } from 'node:child_process';` },
    'flows reach the world through ports and may not import node:child_process',
    2,
  ],
  [
    'a room reading the clock',
    { 'gate/a.ts': `${opening}export const t = Date.now();` },
    'rooms know no clock: Date.now',
    2,
  ],
  [
    'a room making a date of now',
    { 'gate/a.ts': `${opening}export const t = new Date();` },
    'rooms know no clock: new Date() without an argument',
    2,
  ],
  [
    'a room rolling dice',
    { 'gate/a.ts': `${opening}export const t = Math.random();` },
    'rooms know no randomness: Math.random',
    2,
  ],
  [
    'a room reading the process',
    { 'trust/a.ts': `${opening}export const t = process.env.X;` },
    'rooms touch nothing: process',
    2,
  ],
  [
    'a room fetching',
    { 'trust/a.ts': `${opening}export const t = () => fetch('x');` },
    'rooms touch nothing: fetch',
    2,
  ],
  ['a default export', { 'main/a.ts': `${opening}export default 1;` }, 'there are no default exports', 2],
  ['an enum', { 'main/a.ts': `${opening}enum A { B }` }, 'there are no enums', 2],
  [
    'a vague name',
    { 'main/utils.ts': opening },
    'a file name says what the file is; util, helper, common, misc, shared and lib say nothing',
    1,
  ],
  [
    'a function of five parameters',
    { 'main/a.ts': `${opening}export function f(a: 1, b: 2, c: 3, d: 4, e: 5) {}` },
    'a function takes at most 4 parameters, this one 5',
    2,
  ],
  [
    'an arrow of five parameters',
    { 'flows/a.ts': `${opening}export const f = (a: 1, b: 2, c: 3, d: 4, e = 5) => a;` },
    'a function takes at most 4 parameters, this one 5',
    2,
  ],
  [
    'a method of five parameters',
    { 'main/a.ts': `${opening}export class C {\n  m(a: 1, b: 2, c: 3, d: 4, ...e: 5[]) {}\n}` },
    'a function takes at most 4 parameters, this one 5',
    3,
  ],
  ['no opening comment', { 'main/a.ts': 'export const a = 1;' }, 'a file opens with why it exists', 1],
  [
    'a cycle',
    { 'main/a.ts': `${opening}import './b.ts';`, 'main/b.ts': `${opening}import './a.ts';` },
    'imports form no cycle: main/a.ts -> main/b.ts -> main/a.ts',
    1,
  ],
];

describe('the law of the house', () => {
  test('holds over src', () => {
    expect(findBreaches(readSources(fileURLToPath(new URL('../src', import.meta.url))))).toEqual([]);
  });

  test.each(planted)('sees %s', (_name, files, law, line) => {
    const breaches = findBreaches(new Map(Object.entries(files)));
    expect(breaches).toContainEqual({ file: Object.keys(files)[0], line, law });
  });

  test('finds nothing in a lawful house', () => {
    const files = {
      'gate/a.ts': `${opening}import { b } from '../model/b.ts';\nexport const t = new Date(b);`,
      'gate/c.ts': `${opening}import { c } from '../formats/record/read.ts';\nimport { d } from '../evidence/d.ts';`,
      'evidence/d.ts': `${opening}import { b } from '../model/b.ts';`,
      'formats/record/read.ts': `${opening}import { c } from './v1.ts';\nimport { b } from '../../model/b.ts';`,
      'formats/record/v1.ts': `${opening}import { d } from '../ids/v1.ts';`,
      'formats/ids/v1.ts': `${opening}import * as z from 'zod';`,
      'model/b.ts': `${opening}export const b = 1;`,
      'platform/cloud/aws/e.ts': `${opening}import { f } from '../../http/f.ts';\nimport { g } from './g.ts';`,
      'platform/http/f.ts': opening,
      'platform/cloud/aws/g.ts': opening,
    };
    expect(findBreaches(new Map(Object.entries(files)))).toEqual([]);
  });
});

describe('beside src', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const apart = (folder: string, other: string, files: ReadonlyMap<string, string>) =>
    [...files].flatMap(([name, text]) => (namesFolder(folder, other, name, text) ? [`${folder}/${name}`] : []));

  test('the demonstration and the tests do not import each other, nor does the loopback cloud import either', () => {
    const read = (folder: string) => readSources(`${root}/${folder}`);
    expect([
      ...apart('demo', 'test', read('demo')),
      ...apart('test', 'demo', read('test')),
      ...apart('local-cloud', 'test', read('local-cloud')),
      ...apart('local-cloud', 'demo', read('local-cloud')),
    ]).toEqual([]);
  });

  test('an import across is seen', () => {
    const planted = new Map([['unit/a.test.ts', "import { b } from '../../demo/b.ts';"]]);
    expect(apart('test', 'demo', planted)).toEqual(['test/unit/a.test.ts']);
  });
});

/** True where a file of a folder imports from another folder of the repository. */
function namesFolder(folder: string, other: string, name: string, text: string): boolean {
  const targets = [...text.matchAll(/(?:from |import\()'(\.[^']*)'/g)].map(([, path = '']) =>
    posix.normalize(posix.join(folder, posix.dirname(name), path)),
  );
  return targets.some((target) => target.startsWith(`${other}/`));
}
