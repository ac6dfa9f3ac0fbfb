// What each contract is meant to be, stated once with its reasons: the rules compare the files with these tables.
// Anything that is not in a table is not allowed.

import type { Kind } from './reading.ts';

/** The meaning of one contract's jobs. Every table is by job; a job that a table does not name gets nothing from it. */
export type ContractFacts = {
  /** Inputs: facts about the artifact, never policy. */
  inputs: readonly string[];
  /** Job -> our actions that it may use. */
  actions: Readonly<Record<string, readonly string[]>>;
  /** Jobs that may ask for a token, each with what for. */
  identity: Readonly<Record<string, string>>;
  /** Jobs that see the caller's files. */
  checkouts: readonly string[];
  /** The only job with a shell, where code of the caller may run. */
  shells: readonly string[];
  /** The only job with an environment. */
  environment: string | null;
  /** Job -> jobs that it has to wait for. */
  after: Readonly<Record<string, readonly string[]>>;
  /** Job -> its exact condition; '' for none. Other jobs may ask what jobs before them came to, and nothing else. */
  conditions: Readonly<Record<string, string>>;
  /** Job -> scopes that an action of it declares and that it does without, with the reason. */
  without: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

const scans = ['scan-source', 'scan-dependencies', 'scan-image', 'scan-infrastructure', 'scan-secrets'];
const asksNothing = 'before-publish asks GitHub nothing: it reads what the jobs handed over';

const buildSign: ContractFacts = {
  inputs: ['service', 'prebuilt-digest'],
  actions: {
    plan: ['plan'],
    build: ['source', 'layout'],
    fetch: ['layout'],
    ...Object.fromEntries(scans.map((job) => [job, ['scan']])),
    gate: ['gate'],
    publish: ['publish'],
    outcome: ['outcome'],
  },
  identity: {
    fetch: 'takes the role that reads the registry',
    gate: 'proves which repository, commit and contract this is',
    publish: 'takes the roles that push and record, and signs',
    outcome: 'takes the role that records, and signs',
  },
  checkouts: ['build', ...scans.filter((job) => job !== 'scan-image')],
  shells: ['build'],
  environment: null,
  after: {
    build: ['plan'],
    fetch: ['plan'],
    ...Object.fromEntries(scans.map((job) => [job, ['plan']])),
    'scan-image': ['plan', 'build', 'fetch'],
    gate: ['plan', 'build', 'fetch', ...scans],
    publish: ['plan', 'build', 'fetch', ...scans, 'gate'],
    outcome: ['plan', 'build', 'fetch', ...scans, 'gate', 'publish'],
  },
  conditions: {
    plan: '',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, not of JavaScript
    publish: "${{ !cancelled() && needs.gate.outputs.verdict == 'allow' }}",
    outcome: 'always()',
  },
  without: {
    build: { 'id-token': 'the layout is hashed where it lies; nothing is fetched' },
    'scan-image': { contents: 'the image comes from the job before; nothing is checked out' },
    gate: { contents: asksNothing, actions: asksNothing },
    publish: { contents: asksNothing },
    outcome: { contents: asksNothing, actions: asksNothing },
  },
};

const deployProd: ContractFacts = {
  inputs: ['service', 'image-digest', 'environment', 'change-ticket', 'reconcile', 'reason'],
  actions: {
    'verify-and-gate': ['gate', 'reconcile'],
    deploy: ['deploy', 'reconcile'],
    outcome: ['outcome'],
  },
  identity: {
    'verify-and-gate': 'takes the role that reads registry and ledger',
    deploy: 'takes the roles that write the ledger and deploy, and signs',
    outcome: 'takes the role that records, and signs',
  },
  checkouts: [],
  shells: [],
  environment: 'deploy',
  after: { deploy: ['verify-and-gate'], outcome: ['verify-and-gate', 'deploy'] },
  conditions: { 'verify-and-gate': '', deploy: '', outcome: 'always()' },
  without: {
    'verify-and-gate': { 'pull-requests': 'the preview of a reconcile asks nothing about authors' },
  },
};

/** Every public contract; a file that is not here is not one. */
export const contractFacts: Readonly<Record<string, ContractFacts>> = {
  'build-sign': buildSign,
  'deploy-prod': deployProd,
};

/** Actions of others that are used, with the inputs that may be set and the outputs that exist. */
export const thirdParty: Readonly<Record<string, { inputs: readonly string[]; outputs: readonly string[] }>> = {
  'actions/checkout': { inputs: ['persist-credentials'], outputs: ['ref', 'commit'] },
  'actions/upload-artifact': {
    inputs: ['name', 'path', 'if-no-files-found', 'compression-level', 'retention-days'],
    outputs: ['artifact-id', 'artifact-url', 'artifact-digest'],
  },
  'actions/download-artifact': {
    inputs: ['artifact-ids', 'path', 'merge-multiple', 'name', 'pattern', 'github-token', 'repository', 'run-id'],
    outputs: ['download-path'],
  },
};

/** Runners: images of GitHub's with a fixed version. */
export const runners: readonly string[] = ['ubuntu-24.04'];

/** Facts about the run that a workflow of each kind may read; the token is a rule of its own. */
export const runFacts: Readonly<Record<Kind, readonly string[]>> = {
  contract: ['github.actor', 'github.token', 'github.workspace', 'runner.temp'],
  private: ['github.event_name', 'github.ref'],
  caller: ['github.event_name', 'runner.temp'],
};

/** Functions that an expression may call. */
export const functions: readonly string[] = ['always', 'cancelled', 'toJSON'];

/** The one place that may name the job's token: file, job, and the variable of its step. */
export const tokenPlaces: readonly string[] = ['build-sign build env.TOKEN'];
