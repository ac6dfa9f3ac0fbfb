// Turns what the policy says into a decision. It must never read silence, doubt or an unknown voice as an allow.
import * as z from 'zod';
import { canonicalText } from '../base/canonical-json.ts';
import { Fault } from '../base/fault.ts';
import { type Decision, EvidenceBundle, type RuleVerdict } from '../model/decision.ts';
import type { PolicyEngine } from '../model/ports.ts';
import { decideV1, judge, readVerdicts } from './decision-v1.ts';
import { type KnownRule, knownRules } from './rule-ids.ts';

/**
 * Decides on an evidence bundle, which is always validated here: allow only when every rule gives exactly one verdict,
 * in its phases, and none denies. Throws BUNDLE_INPUT_INVALID when the bundle does not fit its schema, POLICY_FAILED
 * when the policy gives no verdicts.
 */
export function decide(
  bundle: unknown,
  engine: Pick<PolicyEngine, 'sha256' | 'evaluate'>,
  rules: readonly KnownRule[] = knownRules,
): Decision {
  const input = readBundle(bundle);
  return decideV1({ bundle: input, text: canonicalText(input) }, engine, rules);
}

/** The part of a bundle that rules about environment, approval and people read. */
export type RuleFacts = Pick<
  EvidenceBundle,
  'phase' | 'run' | 'policy' | 'environment' | 'deploy_jobs' | 'approvals' | 'authors'
>;

/** Any part of a bundle; a rule that needs what is not in it denies. */
export type PartialFacts = Pick<EvidenceBundle, 'phase'>;

/**
 * The verdicts of single gate rules on a part of a bundle, one for each id, for flows that decide about something other
 * than an image. A rule that gives no verdict, is unknown, gives two or does not apply denies, as does one that needs
 * an absent field. Throws POLICY_FAILED.
 */
export function judgeRules(
  facts: PartialFacts,
  engine: Pick<PolicyEngine, 'evaluate'>,
  ids: readonly string[],
): RuleVerdict[] {
  const byId = Map.groupBy(readVerdicts(engine.evaluate(canonicalText(facts))), (verdict) => verdict.id);
  return ids.map((id) => judge({ id, phases: [facts.phase] }, byId.get(id) ?? [], facts.phase));
}

function readBundle(bundle: unknown): EvidenceBundle {
  const parsed = EvidenceBundle.safeParse(bundle);
  if (parsed.success) return parsed.data;
  throw new Fault('BUNDLE_INPUT_INVALID', `the evidence bundle is not valid:\n${z.prettifyError(parsed.error)}`);
}
