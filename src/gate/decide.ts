// Turns what the policy says into a decision. It must never read silence, doubt or an unknown voice as an allow.
import * as z from 'zod';
import { canonicalText } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { Fault } from '../base/fault.ts';
import { counted } from '../base/text.ts';
import { type Decision, EvidenceBundle, RuleVerdict, type SignatureFact } from '../model/decision.ts';
import type { Phase } from '../model/ids.ts';
import { Sha256 } from '../model/ids.ts';
import type { PolicyEngine } from '../model/ports.ts';
import { type KnownRule, knownRules } from './rule-ids.ts';

const Verdicts = z.array(RuleVerdict);

/**
 * Decides on an evidence bundle, which is validated here whatever it comes from: allow only when every rule speaks exactly once, in its phases, and none denies. Throws
 * BUNDLE_INPUT_INVALID when the bundle does not fit its schema, POLICY_FAILED when the policy gives no verdicts. A replay of
 * an old decision hands in the rules of that time (`rulesOf`).
 */
export function decide(
  bundle: unknown,
  engine: Pick<PolicyEngine, 'sha256' | 'evaluate'>,
  rules: readonly KnownRule[] = knownRules,
): Decision {
  const input = readBundle(bundle);
  const text = canonicalText(input);
  const verdicts = judgeAll(readVerdicts(engine.evaluate(text)), rules, input.phase);
  return {
    schema: 'safeguard.decision/v1',
    verdict: verdicts.some((rule) => rule.verdict === 'deny') ? 'deny' : 'allow',
    phase: input.phase,
    time: input.time,
    digest: input.artifact.digest,
    repository_id: input.policy.service.repository_id,
    environment: input.policy.environment?.name ?? '',
    rules: verdicts,
    identity: identityOf(input),
    replayed_runs: input.scans.some((scan) => scan.replay),
    policy_sha256: engine.sha256,
    config_sha256: input.policy.config_sha256,
    input_sha256: Sha256.parse(sha256Hex(text)),
  };
}

/** The part of a bundle that rules about environment, approval and people read. */
export type RuleFacts = Pick<
  EvidenceBundle,
  'phase' | 'run' | 'policy' | 'environment' | 'deploy_jobs' | 'approvals' | 'authors'
>;

/**
 * What single rules of the gate say about a part of a bundle, one verdict for each id, for flows that decide about something
 * else than an image. A rule that is silent, unknown, speaks twice or does not apply denies, as does one that reads what is
 * not given. Throws POLICY_FAILED.
 */
export function judgeRules(
  facts: RuleFacts,
  engine: Pick<PolicyEngine, 'evaluate'>,
  ids: readonly string[],
): RuleVerdict[] {
  const byId = Map.groupBy(readVerdicts(engine.evaluate(canonicalText(facts))), (verdict) => verdict.id);
  return ids.map((id) => judge({ id, phases: [facts.phase] }, byId.get(id) ?? [], facts.phase));
}

/** The rules that spoke in an earlier decision, each known to apply or not in that decision's phase. */
export function rulesOf(decision: Decision): KnownRule[] {
  return decision.rules.map((rule) => ({
    id: rule.id,
    phases: rule.verdict === 'not_applicable' ? [] : [decision.phase],
  }));
}

function readBundle(bundle: unknown): EvidenceBundle {
  const parsed = EvidenceBundle.safeParse(bundle);
  if (parsed.success) return parsed.data;
  throw new Fault('BUNDLE_INPUT_INVALID', `the evidence bundle is not valid:\n${z.prettifyError(parsed.error)}`);
}

function readVerdicts(answer: unknown): RuleVerdict[] {
  const parsed = Verdicts.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Fault('POLICY_FAILED', `the policy's answer is not a list of verdicts:\n${z.prettifyError(parsed.error)}`);
}

/** One verdict per known rule, and a denial for every unknown one, sorted by id. */
function judgeAll(spoken: readonly RuleVerdict[], rules: readonly KnownRule[], phase: Phase): RuleVerdict[] {
  const byId = Map.groupBy(spoken, (verdict) => verdict.id);
  const known = rules.map((rule) => judge(rule, byId.get(rule.id) ?? [], phase));
  const ids = new Set(rules.map((rule) => rule.id));
  const unknown = [...byId.keys()].filter((id) => !ids.has(id)).map((id) => refused(id, 'this rule is not known'));
  return [...known, ...unknown].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function judge(rule: KnownRule, spoken: readonly RuleVerdict[], phase: Phase): RuleVerdict {
  const [verdict] = spoken;
  if (verdict === undefined) return refused(rule.id, 'the policy says nothing');
  if (spoken.length > 1)
    return refused(rule.id, `the policy gives ${counted(spoken.length, 'verdict')} instead of one`);
  if (rule.phases.includes(phase) === (verdict.verdict === 'not_applicable')) {
    return refused(rule.id, `the policy says ${verdict.verdict} in phase ${phase}`);
  }
  return verdict;
}

function refused(id: string, message: string): RuleVerdict {
  const remedy = 'The compiled policy does not fit this version of Safeguard; use the one that is shipped with it.';
  return { id, verdict: 'deny', message, citation: '', remedy };
}

/** A key counts for less than a certificate, so one statement by the pinned key makes the whole decision say `key`. */
function identityOf(input: EvidenceBundle): Decision['identity'] {
  const types = (input.signatures ?? []).filter((fact) => isOurs(fact, input)).map((fact) => fact.signer?.type);
  if (types.includes('key')) return 'key';
  return types.includes('certificate') ? 'certificate' : 'none';
}

/** Signed for this digest by the service's certificate or key; decoys of others do not color the decision. */
function isOurs(fact: SignatureFact, input: EvidenceBundle): boolean {
  const { signer } = fact;
  const { service, issuer } = input.policy;
  if (!fact.verified || fact.problem !== '' || !fact.subject_digests.includes(input.artifact.digest)) return false;
  if (signer?.type === 'key') return signer.spki_sha256 === service.keys?.build;
  return signer?.issuer === issuer && signer.source_repository_id === service.repository_id;
}
