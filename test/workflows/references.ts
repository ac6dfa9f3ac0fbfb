// What expressions may name. The list is closed: an undeclared context, function or output is a problem, and so is a
// bracket, because it can hide a name.
import { functions, runFacts, thirdParty, tokenPlaces } from './facts.ts';
import { type Finding, foreignAction, ownAction, type Readable, type World } from './looking.ts';
import { type Expression, expressionsOf, referencesOf, stepName } from './reading.ts';

/** Secrets: declared, handed on or read. The job's token by that name counts too. */
export function usesSecrets({ workflow }: Readable): Finding[] {
  const declared = Object.values(workflow.on).some((trigger) => trigger !== null && 'secrets' in trigger);
  const handed = Object.entries(workflow.jobs).filter(([, job]) => 'secrets' in job);
  const read = expressionsOf(workflow).filter(({ text }) =>
    referencesOf(text).references.some(({ path }) => path[0] === 'secrets'),
  );
  return [
    ...(declared ? [{ job: '', step: '', text: 'a contract takes no secrets' }] : []),
    ...handed.map(([job]) => ({ job, step: '', text: 'no secret is handed to a contract' })),
    ...read.map(({ job, step, key }) => ({ job, step, text: `${key} reads a secret` })),
  ];
}

/** The job's token is named where facts.ts says, and nowhere else. */
export function namesToken({ workflow, name }: Readable): Finding[] {
  return expressionsOf(workflow).flatMap(({ job, step, key, text }) => {
    const named = referencesOf(text).references.some(({ path }) => path.join('.') === 'github.token');
    return named && !tokenPlaces.includes(`${name} ${job} ${key}`)
      ? [{ job, step, text: `${key} names the job's token` }]
      : [];
  });
}

/** Every name in every expression is declared. */
export function checkReferences(file: Readable, world: World): Finding[] {
  return expressionsOf(file.workflow).flatMap((expression) => {
    const { references, open } = referencesOf(expression.text);
    const problems = references.flatMap(({ path, call }) =>
      call ? functionProblem(path) : nameProblem(path, expression, file, world),
    );
    const { job, step, key } = expression;
    const brackets = open ? ['brackets can hide a name'] : [];
    return [...brackets, ...problems].map((text) => ({ job, step, text: `${key}: ${text}` }));
  });
}

function functionProblem(path: readonly string[]): string[] {
  const name = path.join('.');
  return functions.includes(name) ? [] : [`the function ${name} is not used here`];
}

function nameProblem(path: readonly string[], at: Expression, file: Readable, world: World): string[] {
  const name = path.join('.');
  const [context, ...rest] = path;
  const isKnown: Readonly<Record<string, () => boolean>> = {
    secrets: () => true,
    github: () => runFacts[file.kind].includes(name),
    runner: () => runFacts[file.kind].includes(name),
    inputs: () => rest.length === 1 && inputNames(file).includes(rest[0] ?? ''),
    needs: () => isNeedKnown(rest, at, file, world),
    steps: () => isStepKnown(rest, at, file, world),
    jobs: () => at.job === '' && isJobOutput(file, rest[0] ?? '', rest.slice(1), world),
  };
  const look = Object.hasOwn(isKnown, context ?? '') ? isKnown[context ?? ''] : undefined;
  return look?.() ? [] : [`nothing declares ${name} here`];
}

function inputNames({ workflow }: Readable): string[] {
  return Object.values(workflow.on).flatMap((trigger) => Object.keys(trigger?.inputs ?? {}));
}

function isNeedKnown(rest: readonly string[], at: Expression, file: Readable, world: World): boolean {
  const needs = file.workflow.jobs[at.job]?.needs ?? [];
  const [job = '', ...more] = rest;
  if (rest.length === 0) return at.text === 'toJSON(needs)';
  return needs.includes(job) && (more.join('.') === 'result' || isJobOutput(file, job, more, world));
}

function isJobOutput({ workflow }: Readable, job: string, rest: readonly string[], world: World): boolean {
  const facts = Object.hasOwn(workflow.jobs, job) ? workflow.jobs[job] : undefined;
  const [word, output = '', ...more] = rest;
  if (!facts || word !== 'outputs' || more.length > 0) return false;
  return Object.hasOwn(calledOutputs(facts.uses, world) ?? facts.outputs, output);
}

/** Outputs of the contract that a job calls, undefined for a job of its own. */
function calledOutputs(uses: string | undefined, { contracts }: World): Record<string, unknown> | undefined {
  const name = /\/([a-z-]+)\.yml@/.exec(uses ?? '')?.[1];
  return name === undefined ? undefined : (contracts.get(name)?.on['workflow_call']?.outputs ?? {});
}

/** `steps.ID.outputs.NAME` of a step of the same job, an earlier one when a step reads it. */
function isStepKnown(rest: readonly string[], at: Expression, { workflow }: Readable, world: World): boolean {
  const steps = workflow.jobs[at.job]?.steps ?? [];
  const own = at.step === '' ? steps.length : steps.findIndex((step) => stepName(step) === at.step);
  const [id, word, output = '', ...more] = rest;
  const step = steps.slice(0, own).find((one) => one.id !== undefined && one.id === id);
  if (!step || word !== 'outputs' || more.length > 0) return false;
  const foreign = thirdParty[foreignAction(step) ?? '']?.outputs ?? [];
  if (step.run !== undefined) return outputsWritten(step.run).includes(output);
  return (world.actions.get(ownAction(step) ?? '')?.outputs ?? foreign).includes(output);
}

/** The outputs that a script writes, each by a plain line of its own. */
function outputsWritten(run: string): string[] {
  return [...run.matchAll(/^echo "([a-z][a-z-]*)=.*" >> "\$GITHUB_OUTPUT"$/gm)].map(([, name = '']) => name);
}
