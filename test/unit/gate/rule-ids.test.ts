// The list of known rules, the METADATA of the policies and what the compiled policy says are one thing.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { policyDifferences } from '../../../scripts/policies.ts';
import { readRuleTexts } from '../../../scripts/rule-texts.ts';
import { knownRules } from '../../../src/gate/rule-ids.ts';
import { RuleVerdict } from '../../../src/model/decision.ts';
import { predicateTypes } from '../../../src/model/statement.ts';
import { openCommittedPolicy } from './bundle-builder.ts';

const documented = readRuleTexts();

test('every rule that is documented is known, with its phases, and no other', () => {
  const sorted = documented
    .map(({ custom: { id, phases } }) => ({ id, phases }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(sorted).toEqual(knownRules);
});

test('a rule lies in the package of its area', () => {
  expect(documented.filter(({ area, custom }) => !custom.id.startsWith(`gate.${area}.`))).toEqual([]);
});

test('every citation is a paragraph of the HIPAA Security Rule that a rule can support, or none', () => {
  const paragraphs = [
    '308(a)(1)(ii)(A)',
    '308(a)(1)(ii)(B)',
    '308(a)(3)(ii)(A)',
    '308(a)(4)(ii)(B)',
    '308(a)(5)(ii)(D)',
    '312(b)',
    '312(d)',
  ];
  const allowed = ['', ...paragraphs.map((paragraph) => `45 CFR 164.${paragraph}`)];
  expect(documented.filter(({ custom }) => !allowed.includes(custom.citation))).toEqual([]);
});

test('a denial carries the documented citation and remedy', async () => {
  const spoken = RuleVerdict.array().parse((await openCommittedPolicy()).evaluate('{}'));
  const said = spoken.map(({ id, citation, remedy }) => ({ id, citation, remedy }));
  const written = documented.map(({ custom: { id, citation, remedy } }) => ({ id, citation, remedy }));
  const order = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(said.sort(order)).toEqual(written.sort(order));
});

test('the policy names the predicate types of the model', () => {
  const text = readFileSync(new URL('../../../policies/gate/signatures.rego', import.meta.url), 'utf8');
  const { manifest, ...signed } = predicateTypes;
  for (const type of Object.values(signed)) expect(text).toContain(`"${type}"`);
  expect(text).not.toContain(manifest);
});

test('the committed wasm was built from exactly the committed rules', () => {
  expect(policyDifferences()).toEqual([]);
});
