// Reads a workflow file with GitHub's own parser. What the parser says is wrong is kept as a list: a rule reports it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  convertWorkflowTemplate,
  isBasicExpression,
  isBoolean,
  isMapping,
  isNumber,
  isSequence,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';
import { Workflow, type WorkflowStep } from '../../scripts/contracts.ts';

type Token = NonNullable<ReturnType<typeof parseWorkflow>['value']>;

/** What a file is for: a contract that others call, one that runs only here ("_..."), or one that a service copies. */
export type Kind = 'contract' | 'private' | 'caller';

/** A file as the rules see it: `file` is its path, `errors` what GitHub's parser says, `workflow` null when it is not one. */
export type WorkflowFile = {
  file: string;
  name: string;
  kind: Kind;
  text: string;
  errors: readonly string[];
  workflow: Workflow | null;
};

/** Root of this repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Reads a file from its text. */
export async function readWorkflow(file: string, text: string): Promise<WorkflowFile> {
  const { context, value } = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  const errors = context.errors.getErrors().map(({ message }) => message);
  const read = Workflow.safeParse(value ? plain(value) : undefined);
  const name = /([^/]+)\.yml$/.exec(file)?.[1] ?? file;
  const all = read.success ? errors : [...errors, ...read.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)];
  return { file, name, kind: kindOf(file, name), text, errors: all, workflow: read.success ? read.data : null };
}

function kindOf(file: string, name: string): Kind {
  if (file.startsWith('workflows/callers/')) return 'caller';
  return name.startsWith('_') ? 'private' : 'contract';
}

/** Every workflow of this repository and every caller, placeholders filled, by path. */
export function readTexts(): ReadonlyMap<string, string> {
  const paths = ['.github/workflows', 'workflows/callers'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  );
  return new Map(paths.sort().map((path) => [path, fillPlaceholders(readFileSync(join(root, path), 'utf8'))]));
}

/** The two placeholders of a caller, filled as a reader fills them: the organization, and the commit of a release. */
export function fillPlaceholders(text: string): string {
  return text.replaceAll('ORG/', 'acme/').replaceAll('<40 hex>', '0123456789'.repeat(4));
}

/** The tree as plain values, every expression as it is written in the file. */
function plain(token: Token): unknown {
  if (isMapping(token))
    return Object.fromEntries([...token].map(({ key, value }) => [key.toString(), plain(value)] as const));
  if (isSequence(token)) return [...token].map((item) => plain(item));
  if (isBasicExpression(token)) return token.source ?? token.toString();
  if (isBoolean(token) || isNumber(token)) return token.value;
  const text = 'value' in token ? token.value : null;
  return typeof text === 'string' ? text : null;
}

/** A place in a file: the job and the step, '' outside of one; a step without an id is named by its name or action. */
export type Place = { job: string; step: string };

/** What people call a step. */
export function stepName(step: WorkflowStep): string {
  return step.id ?? step.name ?? step.uses ?? 'run';
}

/** An expression of the file, without its braces, and where it stands; `key` is the path inside the job or step. */
export type Expression = Place & { key: string; text: string };

/** Every expression of a file; an `if` is one as a whole, with or without braces. */
export function expressionsOf(workflow: Workflow): Expression[] {
  const { jobs, ...rest } = workflow;
  const inJobs = Object.entries(jobs).flatMap(([job, { steps, ...facts }]) => [
    ...stringsOf(facts, { job, step: '' }),
    ...steps.flatMap((step) => stringsOf(step, { job, step: stepName(step) })),
  ]);
  return [...stringsOf(rest, { job: '', step: '' }), ...inJobs].flatMap(({ key, text, ...place }) =>
    bodiesOf(key, text).map((body) => ({ ...place, key, text: body })),
  );
}

function bodiesOf(key: string, text: string): string[] {
  const bodies = [...text.matchAll(/\$\{\{([\s\S]*?)\}\}/g)].map((match) => match[1]?.trim() ?? '');
  return key === 'if' && bodies.length === 0 ? [text] : bodies;
}

/** Every string below a value with the path that leads to it, keys joined by dots. */
export function stringsOf(value: unknown, place: Place, key = ''): Expression[] {
  if (typeof value === 'string') return [{ ...place, key, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => stringsOf(item, place, key === '' ? name : `${key}.${name}`));
}

/** One name in an expression, `needs.plan.outputs.origin`; `call` where it is a function. */
export type Reference = { path: readonly string[]; call: boolean };

/** The names that an expression uses; string literals are no names. `open` is true where brackets hide a name. */
export function referencesOf(expression: string): { references: Reference[]; open: boolean } {
  const code = expression.replaceAll(/'(?:[^']|'')*'/g, "''");
  const names = [...code.matchAll(/[A-Za-z_][\w-]*(?:\s*\.\s*[\w*-]+)*\s*\(?/g)].map(([name]) => name);
  const references = names
    .map((name) => ({ path: name.replaceAll(/[\s(]/g, '').split('.'), call: name.endsWith('(') }))
    .filter(({ path }) => !['true', 'false', 'null'].includes(path.join('.')));
  return { references, open: /[[\]]/.test(code) };
}
