// What the demonstration leaves behind: the auditor's commands and a replay run on the kept files alone; what needs a job is refused
// in a sentence, and so are words that the demonstration does not know.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import { explore, saveEvidence } from '../../local-cloud/journey/evidence-folder.ts';
import { Misuse } from '../../local-cloud/journey/stage.ts';
import { ask, deploy, openBuildWorld, publish } from './build-world.ts';

const world = await openBuildWorld();
const { clinic } = world;
await publish(world);
const { runId, outputs } = await deploy(world);
const decision = outputs['decision-sha256'] ?? '';
const made = await ask(world, ['config', 'anchor', '--config', clinic.configPath, '--store', clinic.store]);
const folder = join(clinic.folder, 'kept');
saveEvidence(clinic, folder, made.text);
afterAll(() => clinic.close());

async function run(...argv: string[]) {
  const said: string[] = [];
  const print = (text: string) => void said.push(text);
  return { code: await explore(folder, argv, { out: print, err: print }), text: said.join('\n') };
}
const replay = ['gate', '--replay', decision, '--repository-id', names.repositoryId] as const;

describe('the kept evidence', () => {
  test.each([
    ['audit deploy', ['audit', 'deploy', `${names.repositoryId}/${runId}`], 'is proven'],
    ['gate --replay', replay, 'comes out the same'],
    ['config anchor', ['config', 'anchor'], 'ledger_heads'],
    ['config explain', ['config', 'explain'], names.environment],
  ])('answers %s', async (_name, argv, said) => {
    const { code, text } = await run(...argv);
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining(said) });
  });

  test.each([[['deploy']], [['gate']], [[]]])('refuses %j, which needs a job', async (argv) => {
    await expect(run(...argv)).rejects.toThrow(Misuse);
  });

  test('does not answer a replay of a decision that was changed', async () => {
    appendFileSync(join(folder, 'bucket/blobs', names.repositoryId, 'sha256', decision), ' ');
    expect(await run(...replay)).toEqual({ code: 3, text: expect.stringContaining('STORE_CORRUPT') });
  });
});

test('of demonstrations that end together one is kept, whole, and nothing beside it', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'safeguard-demos-'));
  const place = join(parent, '.demo');
  const module = fileURLToPath(new URL('../../local-cloud/journey/evidence-folder.ts', import.meta.url));
  const script = `import { mkdtempSync, writeFileSync } from 'node:fs';
const { placeFolder } = await import(${JSON.stringify(module)});
for (let at = 0; at < 40; at += 1) {
  const made = mkdtempSync(${JSON.stringify(`${place}-`)});
  for (const name of ['first', 'second']) writeFileSync(made + '/' + name, process.argv[1] + at);
  placeFolder(made, ${JSON.stringify(place)});
}`;
  const codes = await Promise.all(
    ['a', 'b', 'c'].map(
      (name) =>
        new Promise((done) =>
          spawn(process.execPath, ['--input-type=module', '-e', script, name], { stdio: 'inherit' }).on('close', done),
        ),
    ),
  );
  expect([codes, readdirSync(parent), readdirSync(place)]).toEqual([[0, 0, 0], ['.demo'], ['first', 'second']]);
  expect(readFileSync(join(place, 'first'), 'utf8')).toBe(readFileSync(join(place, 'second'), 'utf8'));
});

test.each([
  ['--help', 0],
  ['nonsense', 2],
])('npm run demo -- %s prints how it is used', (word, code) => {
  const demo = fileURLToPath(new URL('../../demo/demo.ts', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [demo, word], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: code, stdout: expect.stringContaining('Usage: npm run demo') });
  expect(stdout).not.toContain('did not end as expected');
});
