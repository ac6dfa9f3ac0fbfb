// The rules for every workflow file here, and the list of all rules. A rule is a function from a file to its problems; it never
// throws, and it looks at one thing only, so that a mistake is named by one rule.
import type { WorkflowStep } from '../../scripts/contracts.ts';
import { inputFacts, tokenInput } from '../../src/commands/faces.ts';
import { commands } from '../../src/commands/index.ts';
import { contractEvents } from '../../src/trust/caller.ts';
import { callerRules } from './caller-rules.ts';
import { contractRules } from './contract-rules.ts';
import { runners, thirdParty } from './facts.ts';
import {
  eachJob,
  eachStep,
  type Finding,
  foreignAction,
  type OwnAction,
  ownAction,
  type Readable,
  type Rule,
  type World,
  whole,
} from './looking.ts';
import { type Kind, stringsOf, type WorkflowFile } from './reading.ts';
import { checkReferences, usesSecrets } from './references.ts';

/** A problem as a test shows it. */
export type Problem = Finding & { rule: string; file: string };

/** Our actions, from the declarations of the commands. */
export async function readOwnActions(): Promise<ReadonlyMap<string, OwnAction>> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  return new Map(
    all
      .filter(({ surfaces }) => surfaces.includes('action'))
      .map((command) => {
        const inputs = [...inputFacts(command.inputs), ...tokenInput(command)];
        const facts = {
          required: inputs.filter(({ required }) => required).map(({ name }) => name),
          inputs: inputs.map(({ name }) => name),
          outputs: inputFacts(command.outputs).map(({ name }) => name),
          permissions: command.permissions,
        };
        return [command.name.replace(' ', '-'), facts] as const;
      }),
  );
}

/** Every problem of a file. What GitHub's parser says is the rule `schema`; a file that is no workflow has only that. */
export function findProblems(file: WorkflowFile, world: World): Problem[] {
  const said = file.errors.map((text) => ({ rule: 'schema', file: file.file, job: '', step: '', text }));
  const { workflow } = file;
  if (!workflow) return said;
  const found = Object.entries(rules)
    .filter(([, { kinds }]) => kinds.includes(file.kind))
    .flatMap(([rule, { check }]) =>
      check({ ...file, workflow }, world).map((finding) => ({ rule, file: file.file, ...finding })),
    );
  return [...said, ...found];
}

const every: readonly Kind[] = ['contract', 'private', 'caller'];

const triggers: Readonly<Record<Kind, readonly string[]>> = {
  contract: ['workflow_call'],
  private: ['push', 'pull_request', 'workflow_dispatch'],
  caller: contractEvents,
};

const general: Readonly<Record<string, Rule>> = {
  'top-permissions': {
    kinds: every,
    check: ({ workflow: { permissions } }) =>
      whole(
        typeof permissions !== 'object' || Object.keys(permissions).length > 0,
        'permissions: {} has to stand at the top, so that a job has what it says and nothing else',
      ),
  },
  'own-permissions': {
    kinds: every,
    check: (file) =>
      eachJob(file, (_, { permissions }) =>
        typeof permissions === 'object' ? '' : 'a job says its own permissions, scope by scope',
      ),
  },
  'no-secrets': { kinds: every, check: usesSecrets },
  pinned: { kinds: every, check: checkPins },
  'third-party': { kinds: every, check: (file) => eachStep(file, (facts) => foreignProblem(facts)) },
  'own-actions': { kinds: every, check: (file, { actions }) => eachStep(file, (facts) => ownProblem(facts, actions)) },
  references: { kinds: every, check: checkReferences },
  'run-expression': {
    kinds: every,
    check: (file) =>
      eachStep(file, ({ run = '' }) =>
        run.includes('${{') ? 'an expression in a shell line can inject code; hand it in by env' : '',
      ),
  },
  'run-length': {
    kinds: every,
    check: (file) =>
      eachStep(file, ({ run = '' }) =>
        run.trimEnd().split('\n').length > 5 ? 'more than 5 lines of shell belong into code that is tested' : '',
      ),
  },
  triggers: {
    kinds: every,
    check: ({ workflow, kind }) => {
      const events = Object.keys(workflow.on);
      const wrong = events.filter((event) => !triggers[kind].includes(event));
      return whole(
        events.length === 0 || wrong.length > 0,
        `a ${kind} starts by ${triggers[kind].join(', ')}, not by ${wrong.join(', ')}`,
      );
    },
  },
  timeout: {
    kinds: every,
    check: (file) =>
      eachJob(file, (_, job) =>
        job.uses === undefined && typeof job['timeout-minutes'] !== 'number' ? 'timeout-minutes is missing' : '',
      ),
  },
  runner: {
    kinds: every,
    check: (file) =>
      eachJob(file, (_, job) =>
        job.uses === undefined && !runners.some((label) => label === job['runs-on'])
          ? `runs-on has to be one of ${runners.join(', ')}`
          : '',
      ),
  },
  'no-cache': { kinds: every, check: checkCaches },
};

/** Every rule by name; `schema` stands beside them, it is the parser's. */
export const rules: Readonly<Record<string, Rule>> = { ...general, ...contractRules, ...callerRules };

/** Pinned: 40 hex digits with the version beside them, our own by `$/`, a contract by its release tag. */
function checkPins(file: Readable): Finding[] {
  const lines = [...file.text.matchAll(/^ *(?:- +)?uses: +(\S+)(?: +#(.*))?$/gm)];
  const count = stringsOf(file.workflow, { job: '', step: '' }).filter(({ key }) => /(^|\.)uses$/.test(key)).length;
  const comments = (uses: string) =>
    lines.filter(([, one]) => one === uses).map(([, , comment = '']) => comment.trim());
  const isPinned = (uses: string) =>
    /^\$\/actions\/[a-z][a-z-]*$/.test(uses) ||
    (/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses) && comments(uses).every((text) => /^v\d+\.\d+\.\d+$/.test(text)));
  return [
    ...whole(lines.length !== count, 'each uses stands on a line of its own, with its version as a comment'),
    ...eachStep(file, ({ uses }) =>
      uses === undefined || isPinned(uses) ? '' : `${uses} is not pinned: 40 hex digits and "# vX.Y.Z"`,
    ),
  ];
}

function foreignProblem(facts: WorkflowStep): string {
  const action = foreignAction(facts);
  if (action === undefined) return '';
  const known = Object.hasOwn(thirdParty, action) ? thirdParty[action] : undefined;
  if (!known) return `${action} is not among the actions of others that are used here`;
  const extra = Object.keys(facts.with).filter((input) => !known.inputs.includes(input));
  if (extra.length > 0) return `${action} is given ${extra.join(', ')}`;
  const keeps = action === 'actions/checkout' && String(facts.with['persist-credentials']) !== 'false';
  return keeps ? 'a checkout must not leave the token in .git: persist-credentials: false' : '';
}

function ownProblem(facts: WorkflowStep, actions: World['actions']): string {
  const name = ownAction(facts);
  if (name === undefined) return '';
  const action = actions.get(name);
  if (!action) return `there is no action ${name}`;
  const given = Object.keys(facts.with);
  const unknown = given.filter((input) => !action.inputs.includes(input));
  const missing = action.required.filter((input) => !given.includes(input));
  return [
    ...(unknown.length > 0 ? [`${name} has no input ${unknown.join(', ')}`] : []),
    ...(missing.length > 0 ? [`${name} needs ${missing.join(', ')}`] : []),
  ].join('; ');
}

/** What a job restores can have been written by a pull request of anybody. */
function checkCaches(file: Readable): Finding[] {
  return eachStep(file, ({ uses = '', with: given, run = '' }) => {
    const restores = /^actions\/cache(\/|@)/.test(uses) || Object.keys(given).some((input) => /cache/.test(input));
    return restores || /--cache-(from|to)/.test(run) ? 'nothing here restores a cache' : '';
  });
}
