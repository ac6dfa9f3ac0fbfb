// How a rule looks at a file: its jobs and steps, and whose action a step uses.
import type { Workflow, WorkflowStep } from '../../scripts/contracts.ts';
import { type Kind, type Place, stepName, type WorkflowFile } from './reading.ts';

/** A file that could be read as a workflow. */
export type Readable = WorkflowFile & { workflow: Workflow };

/** What a rule says: where, and what is wrong there. */
export type Finding = Place & { text: string };

/** One of our actions, as the registry of commands declares it. */
export type OwnAction = {
  required: readonly string[];
  inputs: readonly string[];
  outputs: readonly string[];
  permissions: Readonly<Record<string, string>>;
};

/** What the rules know beside the file: our actions by name, and the contracts by name. */
export type World = { actions: ReadonlyMap<string, OwnAction>; contracts: ReadonlyMap<string, Workflow> };

/** A rule and the kinds of file it holds for. */
export type Rule = { kinds: readonly Kind[]; check: (file: Readable, world: World) => Finding[] };

/** Every step with its job, for a rule to look at. */
export function stepsOf({ workflow }: Readable): { job: string; step: string; facts: WorkflowStep }[] {
  return Object.entries(workflow.jobs).flatMap(([job, { steps }]) =>
    steps.map((facts) => ({ job, step: stepName(facts), facts })),
  );
}

/** Findings of each job, made by `say`, which answers what is wrong with it or ''. */
export function eachJob(
  { workflow }: Readable,
  say: (job: string, facts: Workflow['jobs'][string]) => string,
): Finding[] {
  return Object.entries(workflow.jobs).flatMap(([job, facts]) => {
    const text = say(job, facts);
    return text === '' ? [] : [{ job, step: '', text }];
  });
}

/** Findings of each step, made by `say`, which answers what is wrong with it or ''. */
export function eachStep(file: Readable, say: (facts: WorkflowStep, job: string) => string): Finding[] {
  return stepsOf(file).flatMap(({ job, step, facts }) => {
    const text = say(facts, job);
    return text === '' ? [] : [{ job, step, text }];
  });
}

/** A finding about the file as a whole, or nothing. */
export function whole(wrong: boolean, text: string): Finding[] {
  return wrong ? [{ job: '', step: '', text }] : [];
}

/** Name of our action that a step uses, else undefined: `$/actions/NAME` in a contract, the root action in a caller. */
export function ownAction({ uses = '' }: WorkflowStep): string | undefined {
  if (/^acme\/compliance-workflows@/.test(uses)) return 'custody';
  return uses.startsWith('$/actions/') ? uses.slice('$/actions/'.length) : undefined;
}

/** `owner/name` of an action of somebody else's that a step uses, else undefined; a path is nobody's, and never pinned. */
export function foreignAction(facts: WorkflowStep): string | undefined {
  if (facts.uses === undefined || facts.uses.startsWith('.') || ownAction(facts) !== undefined) return undefined;
  return facts.uses.split('@')[0];
}
