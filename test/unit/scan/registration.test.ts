// Every scanner has all that one needs; and a lack of each kind, planted, is seen.
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { ScanTool } from '../../../src/model/finding.ts';
import type { ToolDescriptor } from '../../../src/scan/tool.ts';
import { tools } from '../../../src/scan/tools/index.ts';
import { readSources } from '../../architecture.ts';
import { findLacks, findNames, type House, readHouse } from './registration.ts';

const house = readHouse();

test.each(ScanTool.options)('%s lacks nothing', (tool) => {
  expect(findLacks(tool, tools[tool], house)).toEqual([]);
});

test('each folder of a scanner is registered', () => {
  expect(house.folders.filter((name) => name !== 'index.ts').toSorted()).toEqual(ScanTool.options.toSorted());
});

test('nothing else in src names a scanner, and a planted name is seen', () => {
  const sources = readSources(fileURLToPath(new URL('../../../src', import.meta.url)));
  expect(findNames(sources)).toEqual([]);
  const planted = new Map([['flows/a.ts', "if (tool === 'trivy') again();"]]);
  expect(findNames(planted)).toEqual(['flows/a.ts names trivy']);
});

describe('a planted lack is seen', () => {
  const without = (name: RegExp): House => ({
    ...house,
    recordings: { trivy: (house.recordings.trivy ?? []).filter((one) => !name.test(one)) },
    broken: house.broken.filter((one) => !name.test(one)),
  });
  const untested = (file: string): House => ({ ...house, tests: { ...house.tests, [file]: '' } });
  const tested = Object.fromEntries(
    Object.entries(house.tests).map(([name, text]) => [name, text.replaceAll("describe('trivy", "describe('other")]),
  );

  test.each<[string, House, string]>([
    ['a clean recording', without(/clean/), 'trivy has no recorded clean run in test/fixtures/scan/trivy'],
    ['a dirty recording', without(/findings/), 'trivy has no recorded dirty run in test/fixtures/scan/trivy'],
    ['an empty recording', without(/nothing/), 'trivy has no recorded empty run in test/fixtures/scan/trivy'],
    ['a broken recording', without(/broken/), 'trivy has no recorded broken run'],
    ['its proof in a test', { ...house, tests: tested }, 'no test in test/unit/scan describes what trivy proves'],
    ['rows of how it runs', untested('invocation.test.ts'), 'invocation.test.ts has no row of trivy'],
    ['rows of its options', untested('options.test.ts'), 'options.test.ts has no row of trivy'],
    ['rows of what proves nothing', untested('read.test.ts'), 'read.test.ts has no row of trivy'],
    ['its line in a guide', { ...house, guides: '' }, 'no guide speaks of trivy'],
    ['its pin', { ...house, lock: [] }, 'scanners/lock.json does not name trivy'],
    ['its folder', { ...house, folders: [] }, 'trivy has no folder src/scan/tools/trivy'],
  ])('%s', (_, planted, lack) => {
    expect(findLacks('trivy', tools.trivy, planted)).toEqual([lack]);
  });

  const { image, dependencies } = tools.trivy.invocations;
  const { version: _v, ...versionless } = tools.trivy;
  const { options: _o, ...optionless } = tools.trivy;
  const { database: _d, ...databaseless } = tools.trivy;
  const half = { ...tools.trivy, invocations: { ...(image && { image }), ...(dependencies && { dependencies }) } };

  test.each<[string, ToolDescriptor, string]>([
    [
      'a way to run it for each of its kinds',
      half,
      'trivy is listed for dependencies, image, infrastructure and can be run for dependencies, image',
    ],
    ['a way to ask for its version', versionless, 'nothing says how trivy tells its version'],
    ['its options', optionless, 'nothing says which options trivy may be given'],
    ['a known version', { ...tools.trivy, versions: [] }, 'no version of trivy is known'],
    [
      'a way to fetch its database',
      { ...tools.trivy, database: { kinds: ['image', 'dependencies'] } },
      'nothing says how trivy fetches what its lock names',
    ],
    ['its database', databaseless, 'trivy needs a database, and only one place says so'],
  ])('%s', (_, descriptor, lack) => {
    expect(findLacks('trivy', descriptor, house)).toEqual([lack]);
  });
});
