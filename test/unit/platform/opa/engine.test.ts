// The engine answers from a real compiled policy, and turns everything else into POLICY_FAILED.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { sha256Hex } from '../../../../src/base/digest.ts';
import { RuleVerdict } from '../../../../src/model/decision.ts';
import { openPolicy } from '../../../../src/platform/opa/engine.ts';

const wasm = new Uint8Array(readFileSync(new URL('../../../../dist/policies.wasm', import.meta.url)));
const failed = expect.objectContaining({ code: 'POLICY_FAILED' });

const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

test('the engine is named by the bytes it was opened with', async () => {
  const engine = await openPolicy(wasm);
  expect(engine.sha256).toBe(sha256Hex(wasm));
  expect(engine.bytes).toEqual(wasm);
});

test('an evaluation does not depend on the one before', async () => {
  const engine = await openPolicy(wasm);
  const first = engine.evaluate('{"phase":"before-publish"}');
  engine.evaluate(
    JSON.stringify({ phase: 'before-deploy', scans: Array.from({ length: 20000 }, () => ({ kind: 'image' })) }),
  );
  expect(engine.evaluate('{"phase":"before-publish"}')).toEqual(first);
});

test('changing the bytes afterwards changes nothing', async () => {
  const copy = wasm.slice();
  const engine = await openPolicy(copy);
  copy.fill(0);
  expect(engine.sha256).toBe(sha256Hex(engine.bytes));
});

test.each([
  ['no bytes', new Uint8Array()],
  ['no wasm', new TextEncoder().encode('package safeguard')],
  ['half a policy', wasm.slice(0, wasm.length / 2)],
])('%s cannot be opened', async (_, bytes) => {
  await expect(openPolicy(bytes)).rejects.toEqual(failed);
});

test('a policy with another entry point gives no answer', async () => {
  const at = text(wasm).indexOf('safeguard/gate/verdicts');
  const other = wasm.slice();
  other.set(new TextEncoder().encode('safeguard/gate/verdict_'), at);
  const engine = await openPolicy(other);
  expect(() => engine.evaluate('{}')).toThrow(failed);
});

test.each(['', '{"phase":', 'x'])('text that is no JSON is no input, for which every rule denies: %j', async (json) => {
  const verdicts = RuleVerdict.array().parse((await openPolicy(wasm)).evaluate(json));
  expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['deny']));
});
