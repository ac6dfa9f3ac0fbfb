// The policies by the real OPA: strict, formatted, wholly covered by their own tests, and giving the same verdicts as the wasm.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { buildPolicies, regoFiles, runOpa, versionOf } from '../../scripts/policies.ts';
import { findTool } from '../../scripts/tools-folder.ts';
import { RuleVerdict } from '../../src/model/decision.ts';
import { allowedBundle, openCommittedPolicy, phases } from '../unit/gate/bundle-builder.ts';
import { changed, fieldPaths, valueAt } from '../unit/gate/change.ts';
import { cases } from '../unit/gate/rule-cases.ts';

jest.setTimeout(120_000);

const engine = await openCommittedPolicy();
const opa = findTool('opa') ?? 'opa is not installed: npm run tools';
const golden = phases.map((phase) => `golden.${phase.replace('before-', '')}:test/golden/gate/${phase}.json`);

test('the policies pass opa check --strict and opa fmt', () => {
  runOpa(opa, ['check', '--strict', 'policies']);
  expect(runOpa(opa, ['fmt', '--list', 'policies'])).toBe('');
});

const Coverage = z.looseObject({ coverage: z.number() });

test('their own tests pass and cover every line', () => {
  expect(runOpa(opa, ['test', 'policies', ...golden])).toMatch(/PASS: (\d+)\/\1/);
  const covered = Coverage.parse(JSON.parse(runOpa(opa, ['test', '--coverage', 'policies', ...golden])));
  expect(covered.coverage).toBe(100);
});

test('the committed wasm is what this OPA builds', async () => {
  const paths = ['dist/policies.wasm', 'dist/policies.lock.json'].map(
    (path) => new URL(`../../${path}`, import.meta.url),
  );
  const before = paths.map((path) => readFileSync(path));
  expect(before[1]?.toString()).toContain(`"opa_version": "${versionOf(opa)}"`);
  await buildPolicies({ opa });
  expect(paths.map((path) => readFileSync(path))).toEqual(before);
});

/** xorshift32: the same bundles in every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** A value of the same type as the old one, so that the bundle stays near its schema; sometimes a value from elsewhere. */
function mutated(value: unknown, pick: (below: number) => number): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return Math.max(0, value + ([1, -1, 301, -86401, 86400 * 91][pick(5)] ?? 0));
  if (typeof value === 'string') return ['', `${value}x`, value.toUpperCase(), value.slice(1)][pick(4)];
  if (Array.isArray(value)) return [[], [...value, ...value], value.slice(1)][pick(3)];
  return null;
}

function generated(count: number): unknown[] {
  const pick = sequence(20261121);
  return Array.from({ length: count }, (_, index) => {
    let bundle: unknown = allowedBundle(phases[index % 3] ?? 'before-deploy');
    for (let left = 1 + pick(3); left > 0; left -= 1) {
      const paths = fieldPaths(bundle).filter((path) => path !== 'phase');
      const path = paths[pick(paths.length)] ?? 'time';
      bundle = changed(bundle, path, mutated(valueAt(bundle, path), pick));
    }
    return bundle;
  });
}

describe('the binary and the wasm', () => {
  let server: ReturnType<typeof spawn>;
  let url = '';

  beforeAll(async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = z.object({ port: z.number() }).parse(probe.address());
    probe.close();
    await once(probe, 'close');
    url = `http://127.0.0.1:${address.port}`;
    const root = new URL('../..', import.meta.url).pathname;
    const options = ['run', '--server', '--log-level', 'error', '--addr', `127.0.0.1:${address.port}`];
    server = spawn(opa, [...options, ...regoFiles()], { cwd: root, stdio: 'ignore' });
    await untilReady();
  });

  afterAll(() => {
    server.kill();
  });

  async function untilReady(): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      if (
        await fetch(`${url}/health`)
          .then((reply) => reply.ok)
          .catch(() => false)
      )
        return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('opa run --server did not start');
  }

  const Reply = z.looseObject({ result: z.unknown() });
  const byId = (a: RuleVerdict, b: RuleVerdict) => (a.id < b.id ? -1 : 1);
  const sorted = (answer: unknown) => RuleVerdict.array().parse(answer).sort(byId);

  async function byBinary(input: unknown): Promise<RuleVerdict[]> {
    const reply = await fetch(`${url}/v1/data/safeguard/gate/verdicts`, {
      method: 'POST',
      body: JSON.stringify({ input }),
    });
    return sorted(Reply.parse(await reply.json()).result);
  }

  test('say the same on every golden bundle', async () => {
    for (const phase of phases)
      expect(await byBinary(allowedBundle(phase))).toEqual(
        sorted(engine.evaluate(JSON.stringify(allowedBundle(phase)))),
      );
  });

  test('say the same, word for word, on every case of the rules', async () => {
    for (const { phases: applicable, changes } of cases) {
      for (const phase of applicable) {
        const bundle = changes.reduce<unknown>((value, [path, to]) => changed(value, path, to), allowedBundle(phase));
        expect(await byBinary(bundle)).toEqual(sorted(engine.evaluate(JSON.stringify(bundle))));
      }
    }
  });

  test('say the same on 200 generated bundles, most of which are denied', async () => {
    let denials = 0;
    for (const bundle of generated(200)) {
      const said = sorted(engine.evaluate(JSON.stringify(bundle)));
      expect(await byBinary(bundle)).toEqual(said);
      if (said.some((verdict) => verdict.verdict === 'deny')) denials += 1;
    }
    expect(denials).toBeGreaterThan(100);
  });
});
