// Every rule, command, question, kind of record and format has its tests, its line and its schema; and a lack of each, planted, is seen.
import { describe, expect, test } from '@jest/globals';
import { type House, readHouse, registers } from './registration.ts';

const house = readHouse();

describe.each(Object.entries(registers))('%s', (_kind, { names, lacks }) => {
  test('is registered at all', () => {
    expect(names.length).toBeGreaterThan(0);
  });

  test.each(names)('%s lacks nothing', (name) => {
    expect(lacks(name, house)).toEqual([]);
  });
});

/** The house without some files, or without some words in all the others. */
function without(path: RegExp, word?: RegExp): House {
  const kept = [...house].filter(([name]) => word !== undefined || !path.test(name));
  return new Map(kept.map(([name, text]) => [name, word && path.test(name) ? text.replaceAll(word, 'x') : text]));
}

describe('a planted lack is seen', () => {
  const chain = /gate\.ledger\.chain/g;
  test.each<[string, string, House, string]>([
    ['a rule', 'gate.ledger.chain', without(/^policies/, chain), 'no test in policies/gate names gate.ledger.chain'],
    [
      'a rule',
      'gate.ledger.chain',
      without(/^test\/unit\/gate/, chain),
      'no test in test/unit/gate names gate.ledger.chain',
    ],
    [
      'a rule',
      'gate.ledger.chain',
      without(/rules\.md$/, chain),
      'docs/reference/rules.md has no line of gate.ledger.chain',
    ],
    ['a command', 'reconcile', without(/^test/, /reconcile/g), 'no test runs the command reconcile'],
    ['a command', 'reconcile', without(/commands\.md$/), 'docs/reference/commands.md has no part on reconcile'],
    [
      'a command',
      'audit running',
      without(/commands\/audit-running/),
      'schemas/commands/audit-running.schema.json is missing',
    ],
    ['a question', 'audit running', without(/audit\.md$/), 'docs/guide/audit.md does not speak of audit running'],
    [
      'a question',
      'audit running',
      without(/answers\/audit-running/),
      'schemas/answers/audit-running.schema.json is missing',
    ],
    ['a question', 'audit running', without(/^test/, /audit.{1,8}running/g), 'no test asks audit running'],
    [
      'a kind of record',
      'reconcile',
      without(/^test\/unit\/evidence/),
      'no test in test/unit/evidence writes a record of kind reconcile',
    ],
    ['a kind of record', 'reconcile', without(/records\.md$/), 'docs/reference/records.md has no line of reconcile'],
    [
      'a kind of record',
      'reconcile',
      without(/records\/reconcile/),
      'schemas/records/reconcile.schema.json is missing',
    ],
    ['a format', 'ledger-intent', without(/ledger-intent\/v1/), 'src/formats/ledger-intent/ has no frozen shape'],
    ['a format', 'ledger-intent', without(/ledger-intent\/read/), 'src/formats/ledger-intent/ has no reader'],
    ['a format', 'ledger-intent', without(/^test/, /ledger-intent/g), 'no test in test/unit reads ledger-intent'],
    ['a format', 'ledger-intent', without(/gen\.ts$/), 'no schema is generated of ledger-intent'],
  ])('%s, %s', (kind, name, planted, lack) => {
    expect(registers[kind]?.lacks(name, planted)).toContainEqual(lack);
  });
});
