// What must hold before an intent is closed by hand: the gate's own rules about the environment, the approval and the people, as
// the compiled policy says them, and the one that only an open intent knows. It must never be laxer than a deploy, and closes nothing.
import { accountText } from '../base/account.ts';
import { effectivePolicy, environmentOf } from '../config/effective.ts';
import { judgeRules, type RuleFacts } from '../gate/decide.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { ApprovalFact, AuthorFacts } from '../model/decision.ts';
import type { LedgerFacts, LedgerIntent } from '../model/evidence.ts';
import type { EnvironmentName } from '../model/ids.ts';
import type { GitHub, Ports } from '../model/ports.ts';
import { readAuthors, readDeployJobs } from './collect/for-deploy.ts';
import type { Job } from './session/job.ts';

const protection = [
  'gate.environment.belongs',
  'gate.environment.exists',
  'gate.environment.reviewers',
  'gate.environment.self_review',
  'gate.environment.admin_bypass',
  'gate.approval.one_job',
];

const approval = [
  'gate.approval.given',
  'gate.approval.allowed',
  'gate.approval.four_eyes',
  'gate.approval.first_attempt',
  'gate.approval.run',
];

/** Who asks, and where. */
export type Closing = { ports: Ports; loaded: LoadedConfig; github: GitHub; job: Job; environment: EnvironmentName };

/** Sentences why nobody may be asked for a click: the environment would not hold the run back, or the click would count twice. */
export function protectionRefusals(closing: Closing): Promise<string[]> {
  return askGate(closing, null);
}

/**
 * Sentences why these approvals do not close this intent. Who closes as `succeeded` had no hand in what was deployed, like who
 * approves a deploy; for every outcome neither this run's starter nor the deploy's closes it.
 */
export async function closingRefusals(
  closing: Closing,
  outcome: string,
  approvals: readonly ApprovalFact[],
  ledger: LedgerFacts,
  intent: LedgerIntent,
): Promise<string[]> {
  const { ports, github, loaded, job } = closing;
  const authors =
    outcome === 'succeeded'
      ? await readAuthors(ports, github, loaded, job, ledger, intent.commit)
      : { since_commit: '', until_commit: intent.commit, complete: true, problem: '', people: [] };
  const refusals = await askGate(closing, { approvals: [...approvals], authors });
  const starter = approvedFor(approvals, closing.environment).find((one) => one.user_id === intent.actor_id);
  return [
    ...refusals.map((line) => (outcome === 'succeeded' ? explainAuthors(line) : line)),
    ...(starter
      ? [
          `${accountText(starter.login, starter.user_id)} approved, and started the deploy that left the intent open; expected somebody else. Let another of the approvers approve a new run.`,
        ]
      : []),
  ];
}

/** The reviews that approved an environment. */
export function approvedFor(approvals: readonly ApprovalFact[], environment: EnvironmentName): ApprovalFact[] {
  return approvals.filter((one) => one.state === 'approved' && one.environments.includes(environment));
}

/** The configured approvers, for a sentence. */
export function approversOf({ job, environment }: Pick<Closing, 'job' | 'environment'>): readonly string[] {
  return environmentOf(job.service, environment).approvers;
}

async function askGate(
  { ports, loaded, github, job, environment }: Closing,
  late: { approvals: ApprovalFact[]; authors: AuthorFacts | null } | null,
): Promise<string[]> {
  const facts: RuleFacts = {
    phase: late ? 'before-deploy' : 'before-approval',
    run: job.run,
    policy: effectivePolicy(loaded, job.run.repository_id, environment),
    environment: await github.environment(job.run.repository, environment),
    deploy_jobs: await readDeployJobs(github, job),
    approvals: late?.approvals ?? null,
    authors: late?.authors ?? null,
  };
  const ids = late ? [...protection, ...approval] : protection;
  return judgeRules(facts, await ports.policy(), ids)
    .filter(({ verdict }) => verdict !== 'allow')
    .map(({ id, message, remedy }) => `${id}: ${message}. ${remedy}`);
}

function explainAuthors(line: string): string {
  if (!line.startsWith('gate.approval.four_eyes')) return line;
  return `${line} A deploy that is closed as succeeded counts as approved by who closes it; failed and unknown ask nothing about authors.`;
}
