// Every declaration of the registry keeps the rules that the doors and the generator rely on.
import { describe, expect, test } from '@jest/globals';
import { inputFacts } from '../../../src/commands/faces.ts';
import { commands } from '../../../src/commands/index.ts';

const all = await Promise.all(Object.entries(commands).map(async ([key, load]) => [key, await load()] as const));

describe.each(all)('%s', (key, command) => {
  test('is registered under its name of one or two words', () => {
    expect(command.name).toBe(key);
    expect(key).toMatch(/^[a-z]+(-[a-z]+)?( [a-z]+)?$/);
  });

  test('can be used somewhere, and says what it does in one line', () => {
    expect(command.surfaces.length).toBeGreaterThan(0);
    expect(command.summary).toMatch(/^[A-Z][^\n]*\.$/);
  });

  test('describes each input and output by a kebab-case name', () => {
    for (const field of [...inputFacts(command.inputs), ...inputFacts(command.outputs)]) {
      expect(field.name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(field.description).toMatch(/\.$/);
    }
  });

  test('names only its own inputs as positionals, and no input that the doors have themselves', () => {
    const inputs = Object.keys(command.inputs.shape);
    expect(command.positionals.filter((name) => !inputs.includes(name))).toEqual([]);
    expect(inputs.filter((name) => ['help', 'json', 'config', 'token', 'command'].includes(name))).toEqual([]);
  });

  test('asks for no more than reading, but for its identity token', () => {
    for (const [scope, level] of Object.entries(command.permissions))
      expect([scope, level]).toEqual([scope, scope === 'id-token' ? 'write' : 'read']);
  });
});
