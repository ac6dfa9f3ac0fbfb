// How version 1 of a decision follows from version 1 of a bundle. Frozen with its formats: a replay in six years runs
// exactly this on the stored bytes and the policy of the time, no matter what later versions add.
import * as z from 'zod';
import { sha256Hex } from '../base/digest.ts';
import { Fault } from '../base/fault.ts';
import { counted } from '../base/text.ts';
import type { StoredDecision } from '../formats/decision/read.ts';
import { RuleVerdict } from '../formats/decision/v1.ts';
import type { StoredBundle } from '../formats/evidence-bundle/read.ts';
import { Sha256 } from '../model/ids.ts';
import type { PolicyEngine } from '../model/ports.ts';
import type { KnownRule } from './rule-ids.ts';

type Verdict = z.output<typeof RuleVerdict>;
type Phase = StoredBundle['phase'];

const Verdicts = z.array(RuleVerdict);

/** A bundle by what is in it and by the exact text that the policy reads; the digest in the decision is that of the text. */
export type DecisionInput = { bundle: StoredBundle; text: string };

/**
 * Allow only when every rule gives exactly one verdict, in its phases, and none denies. Throws POLICY_FAILED when the
 * policy gives no verdicts.
 */
export function decideV1(
  { bundle, text }: DecisionInput,
  engine: Pick<PolicyEngine, 'sha256' | 'evaluate'>,
  rules: readonly KnownRule[],
): StoredDecision {
  const verdicts = judgeAll(readVerdicts(engine.evaluate(text)), rules, bundle.phase);
  return {
    schema: 'safeguard.decision/v1',
    verdict: verdicts.some((rule) => rule.verdict === 'deny') ? 'deny' : 'allow',
    phase: bundle.phase,
    time: bundle.time,
    digest: bundle.artifact.digest,
    repository_id: bundle.policy.service.repository_id,
    service: bundle.policy.service.name,
    environment: bundle.policy.environment?.name ?? '',
    rules: verdicts,
    identity: identityOf(bundle),
    replayed_runs: bundle.scans.some((scan) => scan.replay),
    policy_sha256: engine.sha256,
    config_sha256: bundle.policy.config_sha256,
    input_sha256: Sha256.parse(sha256Hex(text)),
  };
}

/** The rules that gave a verdict in an earlier decision, each known to apply or not in that decision's phase. */
export function rulesOf(decision: Pick<StoredDecision, 'rules' | 'phase'>): KnownRule[] {
  return decision.rules.map((rule) => ({
    id: rule.id,
    phases: rule.verdict === 'not_applicable' ? [] : [decision.phase],
  }));
}

/** The verdicts in a policy's answer. Throws POLICY_FAILED. */
export function readVerdicts(answer: unknown): Verdict[] {
  const parsed = Verdicts.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Fault('POLICY_FAILED', `the policy's answer is not a list of verdicts:\n${z.prettifyError(parsed.error)}`);
}

/** One verdict per known rule, and a denial for every unknown one, sorted by id. */
function judgeAll(spoken: readonly Verdict[], rules: readonly KnownRule[], phase: Phase): Verdict[] {
  const byId = Map.groupBy(spoken, (verdict) => verdict.id);
  const known = rules.map((rule) => judge(rule, byId.get(rule.id) ?? [], phase));
  const ids = new Set(rules.map((rule) => rule.id));
  const unknown = [...byId.keys()].filter((id) => !ids.has(id)).map((id) => refused(id, 'this rule is not known'));
  return [...known, ...unknown].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What one rule says; silence, two voices, and a voice outside its phases deny. */
export function judge(rule: KnownRule, spoken: readonly Verdict[], phase: Phase): Verdict {
  const [verdict] = spoken;
  if (verdict === undefined) return refused(rule.id, 'the policy says nothing');
  if (spoken.length > 1)
    return refused(rule.id, `the policy gives ${counted(spoken.length, 'verdict')} instead of one`);
  if (rule.phases.includes(phase) === (verdict.verdict === 'not_applicable')) {
    return refused(rule.id, `the policy says ${verdict.verdict} in phase ${phase}`);
  }
  return verdict;
}

function refused(id: string, message: string): Verdict {
  const remedy = 'The compiled policy does not fit this version of Safeguard; use the one that is shipped with it.';
  return { id, verdict: 'deny', message, citation: '', remedy };
}

/** A key proves less than a certificate, so one statement by the pinned key makes the whole decision say `key`. */
function identityOf(input: StoredBundle): StoredDecision['identity'] {
  const types = (input.signatures ?? []).filter((fact) => isOurs(fact, input)).map((fact) => fact.signer?.type);
  if (types.includes('key')) return 'key';
  return types.includes('certificate') ? 'certificate' : 'none';
}

/** Signed for this digest by the service's certificate or key; decoys of others do not color the decision. */
function isOurs(fact: NonNullable<StoredBundle['signatures']>[number], input: StoredBundle): boolean {
  const { signer } = fact;
  const { service, issuer } = input.policy;
  if (!fact.verified || fact.problem !== '' || !fact.subject_digests.includes(input.artifact.digest)) return false;
  if (signer?.type === 'key') return signer.spki_sha256 === service.keys?.build;
  return signer?.issuer === issuer && signer.source_repository_id === service.repository_id;
}
