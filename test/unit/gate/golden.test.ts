// The committed bundles are those the builder makes, and every rule of the policy allows them.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../src/gate/decide.ts';
import { knownRules } from '../../../src/gate/rule-ids.ts';
import { allowedBundle, openCommittedPolicy, phases } from './bundle-builder.ts';

const engine = await openCommittedPolicy();

describe.each(phases)('%s', (phase) => {
  const golden: unknown = JSON.parse(readFileSync(new URL(`../../golden/gate/${phase}.json`, import.meta.url), 'utf8'));

  test('is what the builder makes', () => {
    expect(golden).toEqual(allowedBundle(phase));
  });

  test('is allowed, by every rule of its phase and by nothing else', () => {
    const decision = decide(golden, engine);
    const spoken = (verdict: string) =>
      decision.rules.filter((rule) => rule.verdict === verdict).map((rule) => rule.id);
    const applicable = knownRules.filter((rule) => rule.phases.includes(phase)).map((rule) => rule.id);
    expect(decision.verdict).toBe('allow');
    expect(spoken('deny')).toEqual([]);
    expect(spoken('allow')).toEqual(applicable);
    expect(spoken('not_applicable')).toHaveLength(knownRules.length - applicable.length);
    expect(decision.rules.every((rule) => rule.remedy === '' && rule.message !== '')).toBe(true);
  });
});
