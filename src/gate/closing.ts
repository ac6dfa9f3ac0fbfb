// What must hold before an open intent is closed by hand: the gate's own rules about the environment, the approval and the people, as
// the compiled policy says them, and the ones that only an open intent knows. It must never be laxer than a deploy.
import { accountText } from '../base/account.ts';
import type { ApprovalFact } from '../model/decision.ts';
import type { LedgerFacts, LedgerIntent } from '../model/evidence.ts';
import type { EnvironmentName, RunId } from '../model/ids.ts';
import type { PolicyEngine } from '../model/ports.ts';
import { judgeRules, type RuleFacts } from './decide.ts';

const protection = [
  'gate.environment.belongs',
  'gate.environment.exists',
  'gate.environment.reviewers',
  'gate.environment.self_review',
  'gate.environment.admin_bypass',
  'gate.environment.refs',
  'gate.environment.starters',
  'gate.environment.teams',
  'gate.environment.wait_timer',
  'gate.approval.one_job',
];

const approval = [
  'gate.approval.given',
  'gate.approval.allowed',
  'gate.approval.four_eyes',
  'gate.approval.first_attempt',
  'gate.approval.run',
];

/**
 * Sentences why the gate's rules do not hold: before a click, that the environment would not hold the run back or the click would count
 * twice; after it, also that the approvals are not those of a deploy. `outcome` is what the intent would be closed as.
 */
export function closingRefusals(facts: RuleFacts, engine: PolicyEngine, outcome: string): string[] {
  const ids = facts.phase === 'before-deploy' ? [...protection, ...approval] : protection;
  const refusals = judgeRules(facts, engine, ids)
    .filter(({ verdict }) => verdict !== 'allow')
    .map(({ id, message, remedy }) => `${id}: ${message}. ${remedy}`);
  return outcome === 'succeeded' ? refusals.map(explainAuthors) : refusals;
}

/** Refuses to let a person close the intent of a deploy that they started, with any outcome. */
export function starterRefusals(
  approvals: readonly ApprovalFact[],
  intent: LedgerIntent,
  environment: EnvironmentName,
): string[] {
  const starter = approvedFor(approvals, environment).find((one) => one.user_id === intent.actor_id);
  if (!starter) return [];
  return [
    `${accountText(starter.login, starter.user_id)} approved, and started the deploy that left the intent open; expected somebody else. Let another of the approvers approve a new run.`,
  ];
}

/** The reviews that approved an environment. */
export function approvedFor(approvals: readonly ApprovalFact[], environment: EnvironmentName): ApprovalFact[] {
  return approvals.filter((one) => one.state === 'approved' && one.environments.includes(environment));
}

/** Nothing is put on top of a ledger that cannot be read or does not chain. */
export function ledgerRefusals(ledger: LedgerFacts, environment: EnvironmentName): string[] {
  const { store, readable, problem, open_intent } = ledger;
  if (!readable) return [`the ledger in ${store} cannot be read: ${problem}.`];
  if (problem !== '') return [`the ledger in ${store} is broken, and nothing is added to it: ${problem}.`];
  return open_intent ? [] : [`${environment} has no open intent; there is nothing to close.`];
}

/** One approval is for one entry of the ledger; `runs` are those that have one. */
export function usedRunRefusals(runs: ReadonlySet<string>, run: RunId): string[] {
  if (!runs.has(run)) return [];
  return [
    `run ${run} has an entry in the ledger already; one approval is for one deploy or one reconcile. Start a new run.`,
  ];
}

/** An intent is open because its deploy is still going, until GitHub says that its run is completed. */
export function runningRefusals(run: RunId, status: string): string[] {
  if (status === 'completed') return [];
  return [`run ${run}, which opened the intent, is ${status}; expected completed. Cancel it or wait for its end.`];
}

function explainAuthors(line: string): string {
  if (!line.startsWith('gate.approval.four_eyes')) return line;
  return `${line} A deploy that is closed as succeeded counts as approved by who closes it; failed and unknown ask nothing about authors.`;
}
