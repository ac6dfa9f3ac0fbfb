// What a scanner needs before it counts as one: its descriptor whole, recordings of the real program, rows in the tests, a line in the guide,
// and a pin in the lock.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScanTool } from '../../../src/model/finding.ts';
import { kindsOf, scanners } from '../../../src/model/scanners.ts';
import type { ToolDescriptor } from '../../../src/scan/tool.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What is looked at, so that a test can plant a lack in it. Recordings and broken runs are names of folders, the rest is text. */
export type House = {
  recordings: Readonly<Record<string, readonly string[]>>;
  broken: readonly string[];
  tests: Readonly<Record<string, string>>;
  guides: string;
  lock: readonly string[];
  folders: readonly string[];
};

/** The house as it stands. */
export function readHouse(): House {
  const list = (path: string) => (existsSync(join(root, path)) ? readdirSync(join(root, path)) : []);
  const text = (path: string) => readFileSync(join(root, path), 'utf8');
  const lock: { tools: object } = JSON.parse(text('scanners/lock.json'));
  const tests = list('test/unit/scan').filter((name) => name.endsWith('.test.ts'));
  return {
    recordings: Object.fromEntries(scanners.map(({ name }) => [name, list(`test/fixtures/scan/${name}`)])),
    broken: list('examples/recorded/broken'),
    tests: Object.fromEntries(tests.map((name) => [name, text(`test/unit/scan/${name}`)])),
    guides: ['docs/guide/adopt.md', 'docs/compatibility.md'].map(text).join('\n'),
    lock: Object.keys(lock.tools),
    folders: list('src/scan/tools'),
  };
}

/** Where a source below src names a program that scans, outside of its folder and its line in the list; `files` maps paths to texts. */
export function findNames(files: ReadonlyMap<string, string>): string[] {
  const names = scanners.filter(({ form }) => form !== 'format').map(({ name }) => name);
  const form = new RegExp(names.join('|'), 'i');
  const elsewhere = [...files].filter(([path]) => !path.startsWith('scan/tools/') && path !== 'model/scanners.ts');
  // A name that CycloneDX's register gives to a property of any SBOM.
  return elsewhere.flatMap(([path, text]) => {
    const found = form.exec(text.replaceAll('aquasecurity:trivy:RepoDigest', ''))?.[0];
    return found === undefined ? [] : [`${path} names ${found}`];
  });
}

/** Everything that the scanner lacks, one sentence each. */
export function findLacks(tool: ScanTool, descriptor: ToolDescriptor, house: House): string[] {
  const scanner = scanners.find(({ name }) => name === tool);
  const shared = [...folderLacks(tool, house), ...adapterTestLacks(tool, house), ...guideLacks(tool, house)];
  if (scanner?.form === 'format') return shared;
  return [
    ...shared,
    ...descriptorLacks(tool, descriptor),
    ...recordingLacks(tool, house),
    ...runTestLacks(tool, house),
    ...lockLacks(tool, house),
    ...databaseLacks(tool, descriptor),
  ];
}

function folderLacks(tool: ScanTool, { folders }: House): string[] {
  return folders.includes(tool) ? [] : [`${tool} has no folder src/scan/tools/${tool}`];
}

function descriptorLacks(tool: ScanTool, { invocations, version, options, versions }: ToolDescriptor): string[] {
  const runs = Object.keys(invocations).toSorted().join(', ');
  const kinds = kindsOf(tool).toSorted().join(', ');
  return [
    ...(runs === kinds ? [] : [`${tool} is listed for ${kinds} and can be run for ${runs}`]),
    ...(version === undefined ? [`nothing says how ${tool} tells its version`] : []),
    ...(options === undefined ? [`nothing says which options ${tool} may be given`] : []),
    ...(versions.length === 0 ? [`no version of ${tool} is known`] : []),
  ];
}

/** A run over something clean, with findings, over nothing, and one that went wrong; the last may be among the examples. */
function recordingLacks(tool: ScanTool, { recordings, broken }: House): string[] {
  const found = recordings[tool] ?? [];
  const recorded = (form: RegExp) => found.some((name) => form.test(name));
  const forms = { clean: /(?:^|-)clean$/, dirty: /(?:^|-)findings$/, empty: /(?:^|-)nothing$/ };
  const lacks = Object.entries(forms).flatMap(([name, form]) =>
    recorded(form) ? [] : [`${tool} has no recorded ${name} run in test/fixtures/scan/${tool}`],
  );
  const failed = recorded(/(?:^|-)broken$/) || broken.some((name) => name.startsWith(`${tool}-`));
  return failed ? lacks : [...lacks, `${tool} has no recorded broken run`];
}

function adapterTestLacks(tool: ScanTool, { tests }: House): string[] {
  const described = Object.values(tests).some((text) => new RegExp(`describe\\('${tool}[ ']`).test(text));
  return described ? [] : [`no test in test/unit/scan describes what ${tool} proves`];
}

function runTestLacks(tool: ScanTool, { tests }: House): string[] {
  const files = ['invocation.test.ts', 'options.test.ts', 'read.test.ts'];
  return files.flatMap((name) => (tests[name]?.includes(`'${tool}'`) ? [] : [`${name} has no row of ${tool}`]));
}

function guideLacks(tool: ScanTool, { guides }: House): string[] {
  return guides.toLowerCase().includes(tool) ? [] : [`no guide speaks of ${tool}`];
}

function lockLacks(tool: ScanTool, { lock }: House): string[] {
  return lock.includes(tool) ? [] : [`scanners/lock.json does not name ${tool}`];
}

/** A program fetches its database where the lock names it by places that only the program knows, and only there. */
function databaseLacks(tool: ScanTool, { database }: ToolDescriptor): string[] {
  const form = scanners.find(({ name }) => name === tool)?.database;
  if ((form !== undefined) !== (database !== undefined))
    return [`${tool} needs a database, and only one place says so`];
  const fetched = form === 'repositories' || form === 'listing';
  if (fetched === (database?.fetch !== undefined)) return [];
  return [`nothing says how ${tool} fetches what its lock names`];
}
