// Every workflow here and every caller keeps every rule, and every rule sees the mistakes that are planted for it, alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { contractNames, describeContracts, readContract, Workflow } from '../../scripts/contracts.ts';
import { idleExemptions } from './contract-rules.ts';
import { contractFacts } from './facts.ts';
import type { World } from './looking.ts';
import { fillPlaceholders, readTexts, readWorkflow, root } from './reading.ts';
import { findProblems, readOwnActions, rules } from './rules.ts';

const texts = readTexts();
let world: World;

const Planted = z.array(z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()]));
const planted = Planted.parse(parse(readFileSync(join(root, 'test/workflows/planted.yml'), 'utf8')));

beforeAll(async () => {
  const contracts = new Map(contractNames(root).map((name) => [name, readContract(root, name)] as const));
  world = { actions: await readOwnActions(), contracts };
});

async function problemsOf(file: string, text: string) {
  return findProblems(await readWorkflow(file, text), world);
}

/** GitHub's parser keeps a folded text that holds expressions as it is written, so white space is no difference. */
function folded(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'string' ? item.replaceAll(/\s+/g, ' ').trim() : item,
  );
}

describe('the files as they are', () => {
  test.each([...texts])('%s keeps every rule', async (file, text) => {
    expect(await problemsOf(file, text)).toEqual([]);
  });

  test('the contracts are the ones that facts.ts names', () => {
    expect(contractNames(root)).toEqual(Object.keys(contractFacts));
  });

  test.each(Object.keys(contractFacts))('%s: nothing is spared or trusted that no action declares', async (name) => {
    const path = `.github/workflows/${name}.yml`;
    const file = await readWorkflow(path, texts.get(path) ?? '');
    expect(file.workflow && idleExemptions({ ...file, workflow: file.workflow }, world)).toEqual([]);
  });

  test.each([...texts])('%s: the generator reads what GitHub’s parser reads', async (file, text) => {
    expect(folded(Workflow.parse(parse(text)))).toEqual(folded((await readWorkflow(file, text)).workflow));
  });

  test('contracts.json says what the files say', () => {
    const written: unknown = JSON.parse(readFileSync(join(root, 'workflows/contracts.json'), 'utf8'));
    expect(written).toMatchObject({ contracts: describeContracts(root, '').contracts });
  });
});

describe('planted mistakes', () => {
  test.each(planted)('%s sees %s in %s', async (rule, _what, name, from, to) => {
    const file = `${name.startsWith('callers/') ? 'workflows' : '.github/workflows'}/${name}.yml`;
    const text = texts.get(file) ?? '';
    const changed = text.replace(fillPlaceholders(from), () => fillPlaceholders(to));
    expect(changed).not.toBe(text);
    const seen = new Set((await problemsOf(file, changed)).map((problem) => problem.rule));
    expect([...seen]).toEqual([rule]);
  });

  test('every rule has one', () => {
    const named = new Set(planted.map(([rule]) => rule));
    expect(['schema', ...Object.keys(rules)].filter((rule) => !named.has(rule))).toEqual([]);
  });

  test('a file that is no workflow is a problem', async () => {
    expect((await problemsOf('.github/workflows/x.yml', '[]')).map(({ rule }) => rule)).toContain('schema');
  });

  test('a contract that facts.ts does not name may do nothing', async () => {
    const text = (texts.get('.github/workflows/deploy-prod.yml') ?? '').replaceAll('deploy-prod', 'deploy-fast');
    const seen = new Set((await problemsOf('.github/workflows/deploy-fast.yml', text)).map(({ rule }) => rule));
    const unnamed = ['allowed-actions', 'contract-inputs', 'environment', 'identity', 'job-permissions', 'order'];
    expect([...seen].sort()).toEqual(unnamed);
  });
});
