// The rules of the public contracts: who may do what, in which order, with whose trust. Each holds a file to its table in facts.ts.
import { grantsOf, type WorkflowJob, type WorkflowStep } from '../../scripts/contracts.ts';
import { contractEvents } from '../../src/trust/caller.ts';
import { type ContractFacts, contractFacts } from './facts.ts';
import {
  eachJob,
  eachStep,
  type Finding,
  foreignAction,
  ownAction,
  type Readable,
  type Rule,
  type World,
  whole,
} from './looking.ts';
import { referencesOf } from './reading.ts';
import { namesToken } from './references.ts';

type Facts = { facts: ContractFacts };

const nobody: ContractFacts = {
  inputs: [],
  actions: {},
  identity: {},
  checkouts: [],
  shells: [],
  environment: null,
  after: {},
  conditions: {},
  without: {},
};

function forContracts(check: (file: Readable & Facts, world: World) => Finding[]): Rule {
  const factsOf = (name: string) => (Object.hasOwn(contractFacts, name) ? contractFacts[name] : undefined) ?? nobody;
  return { kinds: ['contract'], check: (file, world) => check({ ...file, facts: factsOf(file.name) }, world) };
}

/** The rules that hold for contracts only, by name. */
export const contractRules: Readonly<Record<string, Rule>> = {
  header: forContracts(checkHeader),
  'contract-inputs': forContracts(checkInputs),
  keys: forContracts(checkKeys),
  names: forContracts((file) => [
    ...whole(file.workflow.name !== file.name, `the workflow is named ${file.name}, as its file is`),
    ...eachJob(file, (job, { name }) => (name === job ? '' : `the job is named ${job}, and by no expression`)),
  ]),
  'job-permissions': forContracts(checkPermissions),
  identity: forContracts(checkIdentity),
  token: forContracts(namesToken),
  'allowed-actions': forContracts((file) =>
    eachStep(file, (step, job) => {
      const action = ownAction(step);
      return action === undefined || (file.facts.actions[job] ?? []).includes(action)
        ? ''
        : `the job ${job} does not ${action}`;
    }),
  ),
  'caller-code': forContracts(checkCallerCode),
  push: forContracts((file) =>
    eachStep(file, ({ run = '' }) =>
      /--push\b|\bpush\b|type=(registry|image)|push=true/.test(run) ? 'only the action publish pushes' : '',
    ),
  ),
  environment: forContracts((file) =>
    eachJob(file, (job, { environment }) => {
      if (job !== file.facts.environment) return environment === undefined ? '' : 'this job has no environment';
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, not of JavaScript
      return environment === '${{ needs.verify-and-gate.outputs.environment }}'
        ? ''
        : 'this job runs in the environment that the gate before it named';
    }),
  ),
  order: forContracts(checkOrder),
  conditions: forContracts(checkConditions),
  'build-paths': forContracts((file) => eachJob(file, (job, facts) => (job === 'plan' ? '' : checkPaths(facts)))),
  handover: forContracts((file) => eachStep(file, (step) => checkDownload(step) || checkHandedRuns(file, step))),
};

/** What is built is what `plan` has accepted, never what a caller wrote; and it is looked at before anything is built. */
function checkPaths({ steps }: WorkflowJob): string {
  const built = steps.findIndex(({ run = '' }) => run.includes('buildx build'));
  const paths = { CONTEXT: 'context', DOCKERFILE: 'dockerfile' };
  const own = Object.entries(paths).filter(
    ([name, output]) => built >= 0 && steps[built]?.env[name] !== `\${{ needs.plan.outputs.${output} }}`,
  );
  if (own.length > 0) return `${own.map(([name]) => name).join(', ')}: what is built is what plan has accepted`;
  const looked = steps.findIndex((step) => ownAction(step) === 'source');
  return built >= 0 && (looked < 0 || looked > built) ? 'the action source looks at the source before it is built' : '';
}

/** An artifact is taken by one id, which a comma keeps from being empty, and the runs of a kind lie in the folder of that kind. */
function checkDownload(step: WorkflowStep): string {
  if (foreignAction(step) !== 'actions/download-artifact') return '';
  const { 'artifact-ids': ids = '', path = '', ...others } = step.with;
  if (Object.keys(others).length > 0)
    return `an artifact is taken by its id alone, not by ${Object.keys(others).join(', ')}`;
  if (!/^\$\{\{[^}]*\}\},$/.test(String(ids)))
    return 'artifact-ids is one id and a comma: an empty id would else mean every artifact of the run';
  const [, kind] = /needs\.scan-([a-z]+)\./.exec(String(ids)) ?? [];
  const place = kind === undefined ? 'layout' : `runs/${kind}`;
  return path === `\${{ runner.temp }}/${place}` ? '' : `the artifact belongs into ${place}, where no other job's lies`;
}

/** Whoever decides on runs hears of each kind from its own job and from no other. */
function checkHandedRuns({ name }: Readable, step: WorkflowStep): string {
  if (name !== 'build-sign' || !['gate', 'publish', 'outcome'].includes(ownAction(step) ?? '')) return '';
  if (step.with['handed-over'] !== 'true')
    return "handed-over is 'true': else nothing that was handed over is compared";
  const wrong = handedKinds.filter(
    (kind) => step.with[`handed-${kind}`] !== `\${{ needs.scan-${kind}.outputs.run-sha256 }}`,
  );
  return wrong.length === 0 ? '' : `handed-${wrong.join(', handed-')}: the job of the kind says it, and no other`;
}

const handedKinds = ['source', 'dependencies', 'image', 'infrastructure', 'secrets'];

/** The comment at the top says purpose, trust, what the caller grants and what it supports; grants and events are the real ones. */
function checkHeader({ text, workflow, name }: Readable): Finding[] {
  const comment = /^(?:#.*\n)+/.exec(text)?.[0].replaceAll(/^# ?/gm, '').replaceAll(/\s+/g, ' ') ?? '';
  const parts = [`${name}: `, ' Trust: ', ' The caller grants: ', ' Supports: 45 CFR 164.'];
  const missing = parts.filter((part) => !comment.includes(part)).map((part) => part.trim());
  const [, grants = '', events = ''] = / The caller grants: (.*?)\. Start it by (.*?);/.exec(comment) ?? [];
  const said = [...grants.matchAll(/([a-z-]+): (read|write)/g)].map(([pair]) => pair).sort();
  const real = Object.entries(grantsOf(workflow)).map(([scope, level]) => `${scope}: ${level}`);
  const named = ['push', 'release', 'workflow_dispatch', 'pull_request', 'schedule'].filter((one) =>
    events.includes(one),
  );
  return [
    ...whole(missing.length > 0, `the comment at the top lacks ${missing.join(', ')}`),
    ...whole(said.join() !== real.join(), `the caller grants ${real.join(', ')}; the comment says ${said.join(', ')}`),
    ...whole(named.join() !== contractEvents.join(), `the comment names the events ${named.join(', ')}`),
  ];
}

function checkInputs({ workflow, facts }: Readable & Facts): Finding[] {
  const inputs = workflow.on['workflow_call']?.inputs ?? {};
  const policy = Object.keys(inputs).filter((input) => !facts.inputs.includes(input));
  const gone = facts.inputs.filter((input) => !Object.hasOwn(inputs, input));
  const vague = Object.entries(inputs).filter(([, input]) => input.type !== 'string' || !input.description);
  return [
    ...whole(policy.length > 0, `a caller passes facts about its artifact only, not ${policy.join(', ')}`),
    ...whole(gone.length > 0, `the inputs ${gone.join(', ')} are gone`),
    ...whole(vague.length > 0, `a string with a description: ${vague.map(([input]) => input).join(', ')}`),
  ];
}

const workflowKeys = ['name', 'on', 'permissions', 'jobs'];
const jobKeys = 'name needs if runs-on timeout-minutes permissions environment outputs steps with'.split(' ');
const stepKeys = 'id name if uses with env run'.split(' ');

/** No matrix, concurrency, container, service, continue-on-error, shell or called workflow: contracts are plain, and leaves. */
function checkKeys(file: Readable): Finding[] {
  const extra = (value: object, known: readonly string[]) => Object.keys(value).filter((key) => !known.includes(key));
  const say = (keys: readonly string[]) => (keys.length > 0 ? `a contract has no ${keys.join(', ')}` : '');
  const top = say(extra(file.workflow, workflowKeys));
  return [
    ...whole(top !== '', top),
    ...eachJob(file, (_, job) => say(extra(job, jobKeys))),
    ...eachStep(file, (step) => say(extra(step, stepKeys))),
  ];
}

/** Exactly what the job's actions declare and its checkout needs, less what facts.ts says it does without. */
function checkPermissions(file: Readable & Facts, { actions }: World): Finding[] {
  return eachJob(file, (job, facts) => {
    if (typeof facts.permissions !== 'object') return '';
    const needed = new Map(neededScopes(file, job, facts, actions));
    const given = Object.entries(facts.permissions).filter(([scope]) => scope !== 'id-token');
    const more = given.filter(([scope, level]) => needed.get(scope) !== level).map((pair) => pair.join(': '));
    const less = [...needed].filter(([scope]) => !given.some(([one]) => one === scope)).map((pair) => pair.join(': '));
    return [
      ...(more.length > 0 ? [`nothing in this job needs ${more.join(', ')}`] : []),
      ...(less.length > 0 ? [`its actions need ${less.join(', ')}`] : []),
    ].join('; ');
  });
}

function neededScopes(
  { facts: { without, checkouts, shells } }: Facts,
  job: string,
  { steps }: WorkflowJob,
  actions: World['actions'],
): [string, string][] {
  const declared = steps.flatMap((step) => Object.entries(actions.get(ownAction(step) ?? '')?.permissions ?? {}));
  const checkout: [string, string][] = checkouts.includes(job) ? [['contents', 'read']] : [];
  const bases: [string, string][] = shells.includes(job) ? [['packages', 'read']] : [];
  const spared = Object.keys(without[job] ?? {});
  const own = declared.filter(([scope]) => scope !== 'id-token' && !spared.includes(scope));
  return [...own, ...checkout, ...bases];
}

/** The tables of what jobs do without that say nothing: the scope is declared by no action of the job. */
export function idleExemptions(file: Readable, { actions }: World): string[] {
  const { without, identity } = contractFacts[file.name] ?? nobody;
  const declared = (job: string) =>
    (file.workflow.jobs[job]?.steps ?? []).flatMap((step) =>
      Object.keys(actions.get(ownAction(step) ?? '')?.permissions ?? {}),
    );
  const spared = Object.entries(without).flatMap(([job, scopes]) =>
    Object.keys(scopes).map((scope) => [job, scope] as const),
  );
  const trusted = Object.keys(identity).map((job) => [job, 'id-token'] as const);
  return [...spared, ...trusted].filter(([job, scope]) => !declared(job).includes(scope)).map((pair) => pair.join(' '));
}

/** The token goes to the jobs of the table, each of which has an action that asks for it, and to no job that sees foreign files. */
function checkIdentity(file: Readable & Facts): Finding[] {
  const { identity, checkouts, shells } = file.facts;
  return eachJob(file, (job, { permissions }) => {
    if (typeof permissions !== 'object') return '';
    const has = permissions['id-token'] === 'write';
    const may = Object.hasOwn(identity, job) && !checkouts.includes(job) && !shells.includes(job);
    if (has === may) return '';
    return has ? 'this job must not be able to ask for a token' : `this job ${identity[job] ?? ''}: id-token: write`;
  });
}

/** Code and files of the caller are in the jobs of the table only: a shell, docker, a checkout. */
function checkCallerCode(file: Readable & Facts): Finding[] {
  const { shells, checkouts } = file.facts;
  return eachStep(file, (step, job) => {
    if (step.run !== undefined && !shells.includes(job)) return 'a shell is in the job build only';
    if (step.env && Object.keys(step.env).length > 0 && step.run === undefined)
      return 'an action takes inputs, not env';
    return foreignAction(step) === 'actions/checkout' && !checkouts.includes(job)
      ? 'this job must not see the files of the caller'
      : '';
  });
}

function checkOrder(file: Readable & Facts): Finding[] {
  const jobs = Object.keys(file.workflow.jobs);
  const known = Object.keys(file.facts.actions);
  const strange = [...jobs.filter((job) => !known.includes(job)), ...known.filter((job) => !jobs.includes(job))];
  return [
    ...whole(strange.length > 0, `these jobs are not the ones that facts.ts names: ${strange.join(', ')}`),
    ...eachJob(file, (job, { needs }) => {
      const missing = (file.facts.after[job] ?? []).filter((one) => !needs.includes(one));
      return missing.length > 0 ? `has to wait for ${missing.join(', ')}` : '';
    }),
  ];
}

/** A caller cannot skip a job: a condition asks what earlier jobs came to, never inputs or the event. */
function checkConditions(file: Readable & Facts): Finding[] {
  return eachJob(file, (job, { if: condition = '' }) => {
    const text = String(condition);
    const { conditions } = file.facts;
    if (Object.hasOwn(conditions, job)) {
      return text === conditions[job] ? '' : `the condition has to be ${conditions[job] || 'absent'}`;
    }
    const strange = referencesOf(text).references.filter(({ path, call }) => !call && path[0] !== 'needs');
    return strange.length > 0 ? `a condition asks for jobs only, not ${strange.map(({ path }) => path.join('.'))}` : '';
  });
}
