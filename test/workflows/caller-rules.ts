// The rules of the callers that services copy: they call a contract by its release tag, grant exactly what it asks for, and pass
// inputs that it has.
import { grantsOf, type WorkflowJob } from '../../scripts/contracts.ts';
import {
  eachJob,
  type Finding,
  foreignAction,
  ownAction,
  type Readable,
  type Rule,
  type World,
  whole,
} from './looking.ts';

const called = /^acme\/compliance-workflows\/\.github\/workflows\/([a-z-]+)\.yml@v\d+\.\d+\.\d+$/;

function contractOf({ uses = '' }: WorkflowJob): string {
  return called.exec(uses)?.[1] ?? '';
}

/** The rules that hold for callers only, by name. */
export const callerRules: Readonly<Record<string, Rule>> = {
  'contract-call': { kinds: ['caller'], check: checkCalls },
  grants: { kinds: ['caller'], check: checkGrants },
  'deploy-by-hand': {
    kinds: ['caller'],
    check: ({ workflow }) =>
      whole(
        Object.values(workflow.jobs).some((job) => contractOf(job) === 'deploy-prod') &&
          !Object.hasOwn(workflow.on, 'workflow_dispatch'),
        'a deploy can be started by workflow_dispatch: an approval counts for the first attempt of a run only',
      ),
  },
};

function checkCalls(file: Readable, { contracts }: World): Finding[] {
  return eachJob(file, (_, job) => {
    if (job.uses === undefined) return '';
    const contract = contracts.get(contractOf(job));
    if (!contract) return `${job.uses} is no contract at a release tag`;
    const inputs = contract.on['workflow_call']?.inputs ?? {};
    const unknown = Object.keys(job.with).filter((input) => !Object.hasOwn(inputs, input));
    const missing = Object.keys(inputs).filter((input) => inputs[input]?.required && !Object.hasOwn(job.with, input));
    return [
      ...(unknown.length > 0 ? [`the contract has no input ${unknown.join(', ')}`] : []),
      ...(missing.length > 0 ? [`the contract needs ${missing.join(', ')}`] : []),
    ].join('; ');
  });
}

/** With less, GitHub starts nothing; with more, a later release of the contract could take it. */
function checkGrants(file: Readable, world: World): Finding[] {
  return eachJob(file, (_, job) => {
    if (typeof job.permissions !== 'object') return '';
    const needed = neededGrants(job, world);
    const text = (grants: Readonly<Record<string, string>>) =>
      Object.entries(grants)
        .map((pair) => pair.join(': '))
        .sort()
        .join(', ');
    return needed === undefined || text(needed) === text(job.permissions)
      ? ''
      : `grants ${text(job.permissions)}; it has to be exactly ${text(needed)}`;
  });
}

/** undefined for a job that calls no contract that exists: `contract-call` says so. */
function neededGrants(job: WorkflowJob, { contracts, actions }: World): Readonly<Record<string, string>> | undefined {
  if (job.uses !== undefined) {
    const contract = contracts.get(contractOf(job));
    return contract && grantsOf(contract);
  }
  const declared = job.steps.map((step) => ({
    ...(foreignAction(step) === 'actions/checkout' ? { contents: 'read' } : {}),
    ...actions.get(ownAction(step) ?? '')?.permissions,
  }));
  return grantsOf({ jobs: Object.fromEntries(declared.map((permissions, at) => [at, { ...job, permissions }])) });
}
