// Reads the reusable workflows as they stand and says what a caller has to know of them: workflows/contracts.json and its page.
// The YAML files are the source; nothing here is a second copy of their inputs or permissions.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { contractEvents } from '../src/trust/caller.ts';

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Permissions = z.union([z.string(), z.record(z.string(), z.string())]);
// The runner hands every input and variable on as text.
const Values = z.record(z.string(), Scalar.transform(String));

const Step = z.looseObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: Scalar.optional(),
  uses: z.string().optional(),
  with: Values.default({}),
  env: Values.default({}),
  run: z.string().optional(),
});

const Job = z.looseObject({
  name: z.string().optional(),
  needs: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  if: Scalar.optional(),
  'runs-on': z.unknown().optional(),
  'timeout-minutes': Scalar.optional(),
  permissions: Permissions.optional(),
  environment: z.unknown().optional(),
  outputs: z.record(z.string(), z.string()).default({}),
  uses: z.string().optional(),
  with: Values.default({}),
  steps: z.array(Step).default([]),
});

const Input = z.looseObject({
  description: z.string().optional(),
  type: z.string().optional(),
  required: z.boolean().default(false),
  default: Scalar.optional(),
});

const Trigger = z.union([
  z.null(),
  // A schedule is a list, and says nothing that anything here asks for.
  z.array(z.unknown()).transform(() => null),
  z.looseObject({
    inputs: z.record(z.string(), Input).default({}),
    outputs: z.record(z.string(), z.looseObject({ description: z.string().optional(), value: z.string() })).default({}),
  }),
]);

/** A workflow file, as far as anything here looks at it; every other key is kept, so that a rule can find it. */
export const Workflow = z.looseObject({
  name: z.string().optional(),
  on: z.union([
    z.string().transform((one) => ({ [one]: null })),
    z.array(z.string()).transform((all) => Object.fromEntries(all.map((one) => [one, null]))),
    z.record(z.string(), Trigger),
  ]),
  permissions: Permissions.optional(),
  jobs: z.record(z.string(), Job),
});
export type Workflow = z.infer<typeof Workflow>;
export type WorkflowJob = z.infer<typeof Job>;
export type WorkflowStep = z.infer<typeof Step>;

const folder = '.github/workflows';

/** Names of the public contracts of a repository: every workflow file that does not start with "_". */
export function contractNames(root: string): string[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.yml') && !name.startsWith('_'));
  return names.map((name) => name.slice(0, -'.yml'.length)).sort();
}

/** One contract as its file says. Throws when it is not YAML or not a workflow. */
export function readContract(root: string, name: string): Workflow {
  return Workflow.parse(parse(readFileSync(join(root, folder, `${name}.yml`), 'utf8')));
}

/** What a caller has to grant, sorted by scope: GitHub starts nothing when a job of the called workflow asks for more. */
export function grantsOf(workflow: Pick<Workflow, 'jobs'>): Record<string, string> {
  const grants = new Map<string, string>();
  for (const { permissions } of Object.values(workflow.jobs)) {
    if (typeof permissions !== 'object') continue;
    for (const [scope, level] of Object.entries(permissions))
      if (grants.get(scope) !== 'write') grants.set(scope, level);
  }
  return Object.fromEntries([...grants].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What workflows/contracts.json holds. */
export function describeContracts(root: string, notice: string) {
  const all = contractNames(root).map((name) => [name, describe(name, readContract(root, name))] as const);
  return { $comment: notice, contracts: Object.fromEntries(all) };
}

function describe(name: string, workflow: Workflow) {
  const path = `${folder}/${name}.yml`;
  const call = workflow.on['workflow_call'];
  const inputs = Object.entries(call?.inputs ?? {}).map(([input, { description = '', required, default: initial }]) => [
    input,
    { description, required, ...(initial === undefined ? {} : { default: initial }) },
  ]);
  const outputs = Object.entries(call?.outputs ?? {}).map(([output, { description = '' }]) => [output, description]);
  return {
    path,
    job_workflow_ref: {
      pattern: `ORG/compliance-workflows/${path}@refs/tags/vX.Y.Z`,
      meaning:
        'Trust this claim with one exact, immutable release tag each, never a wildcard, a branch or a bare commit; ORG/compliance-workflows is your copy of this repository.',
    },
    events: contractEvents,
    inputs: Object.fromEntries(inputs),
    outputs: Object.fromEntries(outputs),
    caller_permissions: grantsOf(workflow),
    jobs: Object.fromEntries(Object.entries(workflow.jobs).map(([id, job]) => [id, describeJob(job)])),
  };
}

function describeJob({ permissions, environment, steps }: WorkflowJob) {
  const own = steps.flatMap(({ uses }) => (uses?.startsWith('$/actions/') ? [uses.slice('$/actions/'.length)] : []));
  return { permissions, environment: environment !== undefined, actions: [...new Set(own)] };
}

/** The page workflows/README.md: what to copy, what to replace, and the tables of contracts.json for people. */
export function contractsPage(root: string, notice: string): string {
  const { contracts } = describeContracts(root, notice);
  return [`<!-- ${notice} -->`, ...opening, ...Object.entries(contracts).flatMap(contractSection)].join('\n');
}

const opening = [
  '# What callers copy',
  '',
  'Nothing here runs here. Copy a file of [callers/](callers) to `.github/workflows/` of a service, and replace:',
  '',
  '- `ORG/compliance-workflows` by the repository that holds your copy of this one, and `v1.0.0` by its release;',
  '- in `custody.yml`, the 40 hex digits by the commit of that release.',
  '',
  '| file | for |',
  '|---|---|',
  '| [build-minimal.yml](callers/build-minimal.yml) | build, scan, gate, sign and publish one image |',
  '| [build-full.yml](callers/build-full.yml) | the same with every input, and an image that your own builder pushed |',
  '| [deploy-minimal.yml](callers/deploy-minimal.yml) | deploy one published digest, started by a person |',
  '| [deploy-full.yml](callers/deploy-full.yml) | build and deploy in one run, deploy a digest by hand, close an open intent |',
  '| [custody.yml](callers/custody.yml) | without the contracts: your own build and one step; needs `direct-workflows` in `safeguard.yml` |',
  '',
  'A caller passes facts about its artifact. Scanners, thresholds, approvers, roles, registry and deploy command come from',
  '`safeguard.yml`, and no input changes them. Call a contract by its release tag: the tag is what roles and certificates',
  'trust. Grant exactly what the table says: with less GitHub starts nothing, and more reaches nobody. Programs read the same',
  'facts in [contracts.json](contracts.json).',
  '',
];

type Described = ReturnType<typeof describeContracts>['contracts'][string];

function contractSection([name, contract]: [string, Described]): string[] {
  const inputs = Object.entries(z.record(z.string(), Input).parse(contract.inputs)).map(
    ([input, { required, default: initial, description = '' }]) =>
      `| \`${input}\` | ${required ? 'yes' : 'no'} | ${initial === undefined || initial === '' ? '' : `\`${initial}\``} | ${description} |`,
  );
  const outputs = Object.entries(contract.outputs).map(([output, description]) => `| \`${output}\` | ${description} |`);
  const grants = Object.entries(contract.caller_permissions).map(([scope, level]) => `\`${scope}: ${level}\``);
  return [
    `## ${name}`,
    '',
    `Trust \`${contract.job_workflow_ref.pattern}\`, one exact tag each. Starts by ${contract.events.map((event) => `\`${event}\``).join(', ')}. The calling job grants ${grants.join(', ')}.`,
    '',
    '| input | required | default | what it is |',
    '|---|---|---|---|',
    ...inputs,
    '',
    '| output | what it is |',
    '|---|---|',
    ...outputs,
    '',
  ];
}
