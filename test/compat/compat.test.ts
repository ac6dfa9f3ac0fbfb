// Evidence outlives releases: every frozen journey under test/compat reads, verifies and replays, and has not changed by a byte. A journey
// of this very build shows the machinery, under today's types and under ones of a release to come.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { explore } from '../../local-cloud/journey/evidence-folder.ts';
import { Frozen } from '../../scripts/freeze.ts';
import { canonicalBytes } from '../../src/base/canonical-json.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { checkJourney } from './check.ts';
import { folderDigest, Journey, writeJourney } from './journey.ts';

jest.setTimeout(120_000);

const root = fileURLToPath(new URL('../..', import.meta.url));
const compat = join(root, 'test/compat');
const temporary = mkdtempSync(join(tmpdir(), 'safeguard-compat-'));
afterAll(() => rmSync(temporary, { recursive: true }));

const readText = (...path: string[]) => readFileSync(join(...path), 'utf8');
const frozen = Frozen.parse(JSON.parse(readText(compat, 'frozen.json')));
const folders = readdirSync(compat, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? entry.name : [],
);

describe('frozen releases', () => {
  test('are exactly the folders that are here', () => {
    expect(folders.sort()).toEqual(Object.keys(frozen).sort());
  });

  for (const [release, digest] of Object.entries(frozen))
    test(`${release} has not changed, reads, verifies and replays`, async () => {
      expect(folderDigest(join(compat, release))).toBe(digest);
      expect(await checkJourney(join(compat, release))).toEqual([]);
    });
});

const journey = join(temporary, 'journey');
await writeJourney(journey);
const facts = Journey.parse(JSON.parse(readText(journey, 'journey.json')));

/** A copy of the journey that a test may change. */
function copyOf(name: string): string {
  const folder = join(temporary, name);
  cpSync(journey, folder, { recursive: true });
  return folder;
}

describe('a journey of this build', () => {
  test('reads, verifies and replays', async () => {
    expect(await checkJourney(journey)).toEqual([]);
  });
});

type Edit = [file: string, from: string, to: string];

/** The product with its sources changed, as a later release would change them. */
function laterBuild(name: string, edits: readonly Edit[]): string {
  const folder = join(temporary, name);
  for (const part of ['src', 'local-cloud', 'test/compat', 'dist/policies.wasm', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, from, to] of edits) {
    const text = readText(folder, file);
    if (text.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
  }
  return folder;
}

function check(build: string): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(build, 'test/compat/check.ts'), journey], {
    encoding: 'utf8',
  });
  return { status, text: `${stdout}${stderr}` };
}

const newer: [string, string, string][] = [
  ['model/decision.ts', 'safeguard.evidence-bundle/v1', 'future_fact'],
  ['model/decision.ts', 'safeguard.decision/v1', 'future_word'],
  ['model/evidence.ts', 'safeguard.record/v1', 'future_column'],
];
const liveEdits = newer.map(([file, schema, field]): Edit => {
  const line = `schema: z.literal('${schema}'),`;
  return [`src/${file}`, line, `${line}\n  ${field}: z.string(),`];
});
const upgrades: Edit[] = [
  ['evidence-bundle', 'LiveBundle', 'future_fact'],
  ['decision', 'LiveDecision', 'future_word'],
  ['record', 'LiveRecord', 'future_column'],
].map(([name = '', type = '', field = '']) => [
  `src/formats/${name}/read.ts`,
  `(old): ${type} => old`,
  `(old): ${type} => ({ ...old, ${field}: 'not known then' })`,
]);

describe('a later release, whose bundle, decision and record hold one field more', () => {
  const build = laterBuild('later', [...liveEdits, ...upgrades]);

  test('reads, verifies and replays the journey of this one', () => {
    expect(check(build)).toEqual({ status: 0, text: '' });
  });

  test('really has other types: the stored files do not fit them', () => {
    const decision = join(journey, 'bucket/blobs', facts.repository_id, 'sha256', facts.decisions[0]?.sha256 ?? '');
    const script = `
      const { Decision } = await import(${JSON.stringify(join(build, 'src/model/decision.ts'))});
      const { readFileSync } = await import('node:fs');
      const read = Decision.safeParse(JSON.parse(readFileSync(${JSON.stringify(decision)}, 'utf8')));
      process.stdout.write(read.success ? 'fits' : read.error.issues.map(({ path }) => path.join('.')).join());`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(stdout).toBe('future_word');
  });
});

describe('what a newer Safeguard wrote', () => {
  const folder = copyOf('newer');
  const blobs = join(folder, 'bucket/blobs', facts.repository_id, 'sha256');
  const stored = (sha256: string): Record<string, unknown> => JSON.parse(readText(blobs, sha256));
  const plant = (value: object): string => {
    const sha256 = sha256Hex(canonicalBytes(value));
    writeFileSync(join(blobs, sha256), canonicalBytes(value));
    return sha256;
  };
  const ask = async (...argv: string[]) => {
    const lines: string[] = [];
    const print = (text: string) => void lines.push(text);
    const code = await explore(folder, argv, { out: print, err: print });
    return { code, text: lines.join('\n') };
  };
  const replay = (sha256: string) => ask('gate', '--replay', sha256, '--repository-id', facts.repository_id);
  const decision = stored(facts.decisions[0]?.sha256 ?? '');
  const input = stored(String(decision['input_sha256']));

  test.each<[string, () => string, string]>([
    ['a decision with a field more', () => plant({ ...decision, mood: 'fine' }), 'field mood'],
    ['a decision of another version', () => plant({ ...decision, schema: 'safeguard.decision/v2' }), 'decision/v2'],
    ['a decision that was a trial', () => plant({ ...decision, trial: true }), 'field trial'],
    [
      'a decision on a bundle with a field more',
      () => plant({ ...decision, input_sha256: plant({ ...input, mood: 'fine' }) }),
      'field mood',
    ],
  ])('%s is refused by name', async (_name, make, named) => {
    const { code, text } = await replay(make());
    expect({ code, text }).toEqual({ code: 3, text: expect.stringContaining('RECORD_INVALID') });
    expect(text).toContain(named);
  });

  test('an anchor with a field more is refused by name, and so is one of another version', async () => {
    const file = join(folder, 'anchor.json');
    const anchor: Record<string, unknown> = JSON.parse(readText(file));
    for (const [change, named] of [
      [{ mood: 'fine' }, 'field mood'],
      [{ schema: 'safeguard.anchor/v3' }, 'anchor/v3'],
    ] as const) {
      writeFileSync(file, JSON.stringify({ ...anchor, ...change }));
      const { code, text } = await ask('audit', 'deploy', facts.deploy_id);
      expect({ code, text }).toEqual({ code: 2, text: expect.stringContaining('ANCHOR_INVALID') });
      expect(text).toContain(named);
    }
    writeFileSync(file, JSON.stringify(anchor));
    expect((await ask('audit', 'deploy', facts.deploy_id)).code).toBe(0);
  });
});
