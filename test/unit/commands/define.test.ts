// One declaration: how raw text becomes inputs, how mistakes are reported, and what the faces say of it.
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { isFault } from '../../../src/base/fault.ts';
import { defineCommand, flag, list } from '../../../src/commands/define.ts';
import { fieldsSchema, inputFacts, tokenInput } from '../../../src/commands/faces.ts';
import { runnerLogger } from '../../../src/main/console.ts';
import { wirePorts } from '../../../src/main/wire.ts';
import { Digest } from '../../../src/model/ids.ts';

const sample = defineCommand({
  name: 'sample',
  summary: 'Show what was given.',
  surfaces: ['action', 'cli'],
  inputs: z.strictObject({
    digest: Digest.describe('Digest.'),
    refs: list(z.string().startsWith('refs/', 'expected refs/...')).optional().describe('Refs, one a line.'),
    dry: flag('false').describe('Whether to try only.'),
  }),
  outputs: z.strictObject({ seen: z.string().describe('What was given.') }),
  permissions: {},
  config: 'none',
  run: async (inputs) => ({ outputs: { seen: JSON.stringify(inputs) }, denied: false, text: '', json: null }),
});

const { ports } = wirePorts({ variables: {}, root: new URL('file:///nowhere/'), log: runnerLogger(() => {}) });
const digest = `sha256:${'a'.repeat(64)}`;

async function seen(raw: Record<string, string>): Promise<unknown> {
  return JSON.parse((await sample.execute(raw, ports)).outputs['seen'] ?? 'null');
}

async function mistakes(raw: Record<string, string>): Promise<string[]> {
  const fault = await sample.execute(raw, ports).catch((error: unknown) => error);
  return isFault(fault, 'INPUT_INVALID') ? fault.message.split('\n').slice(1) : [];
}

describe('inputs', () => {
  test('that are empty are absent, and take their default', async () => {
    expect(await seen({ digest, refs: '', dry: '' })).toEqual({ digest, dry: false });
  });

  test('that are lists stand on lines of their own', async () => {
    expect(await seen({ digest, refs: ' refs/heads/main\r\n\nrefs/tags/v1 \n' })).toEqual({
      digest,
      refs: ['refs/heads/main', 'refs/tags/v1'],
      dry: false,
    });
  });

  test('that are lists but hold nothing are wrong: never "all allowed"', async () => {
    expect(await mistakes({ digest, refs: '\n  \n' })).toEqual(['  refs: expected at least one line']);
  });

  test.each([
    ['true', true],
    ['false', false],
  ])('that are flags are exactly %s', async (text, value) => {
    expect(await seen({ digest, dry: text })).toEqual({ digest, dry: value });
  });

  test.each(['True', 'yes', '1', ' true', 'on'])('that are flags are not %j', async (text) => {
    expect(await mistakes({ digest, dry: text })).toEqual(['  dry: expected exactly true or false']);
  });

  test('report every mistake at once, the missing and the unknown too', async () => {
    expect(await mistakes({ refs: 'main', dry: 'no', colour: 'red' })).toEqual([
      '  digest: missing; it is required',
      '  refs: expected refs/...',
      '  dry: expected exactly true or false',
      '  colour: not an input of this command',
    ]);
  });

  test('do not take a name of the language for an input', async () => {
    expect(await mistakes({ digest, constructor: 'x' })).toEqual(['  constructor: not an input of this command']);
  });
});

describe('faces', () => {
  test('say name, description, whether required, and default', () => {
    expect(inputFacts(sample.inputs)).toEqual([
      { name: 'digest', description: 'Digest.', required: true, initial: '' },
      { name: 'refs', description: 'Refs, one a line.', required: false, initial: '' },
      { name: 'dry', description: 'Whether to try only. One of: true, false.', required: false, initial: 'false' },
    ]);
  });

  test('refuse what is not declared, as the parser does', () => {
    expect(fieldsSchema(sample.inputs)).toMatchObject({ additionalProperties: false, required: ['digest'] });
  });

  test('give a token to those who ask GitHub, and to no other', () => {
    expect(tokenInput({ asksForge: true }).map(({ name }) => name)).toEqual(['token']);
    expect(tokenInput({ asksForge: false })).toEqual([]);
  });
});
