// `custody`: the whole build side as one step of the caller's own workflow. Its signatures carry that workflow's identity, and
// count only where the configuration lists it under direct-workflows.
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fullAccess } from '../../local-cloud/aws.ts';
import { clinicRole, names } from '../../local-cloud/clinic.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { bundlesOn, emptyRegistry, manifestsOf, recordsOf, trace, verify } from './build-remains.ts';
import {
  act,
  buildStep,
  changedRuns,
  commit,
  deniedRules,
  deploy,
  gate,
  openBuildWorld,
  recorded,
  runNames,
  section,
  serviceSection,
  someRuns,
  withConfig,
} from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest, layout } = world;
const source = fileURLToPath(new URL('../../examples/clinic-api', import.meta.url));
afterAll(() => clinic.close());
beforeEach(() => emptyRegistry(world));

const file = '.github/workflows/release.yml@refs/heads/main';
const ownWorkflow: Partial<Job> = { jobWorkflowRef: `${names.repository}/${file}`, jobWorkflowSha: commit };
trustOwnWorkflow();

/** Lets both build roles trust the service's own workflow too, as the trust policies do that safeguard.yml then asks for. */
function trustOwnWorkflow(): void {
  for (const name of ['pusher', 'recorder'] as const) {
    const { arn, trustPolicy } = clinicRole(clinic, name);
    const conditions: Record<string, unknown> = Object(trustPolicy.Statement[0]?.Condition.StringEquals);
    const claim = Object.keys(conditions).find((key) => key.endsWith(':job_workflow_ref')) ?? '';
    conditions[claim] = [conditions[claim], ownWorkflow.jobWorkflowRef].flat();
    clinic.cloud.aws.sts.registerRole({ arn, trustPolicy, permissionsPolicy: fullAccess });
  }
}

const listed = (config: Record<string, unknown>) =>
  void Object.assign(serviceSection(config), { 'direct-workflows': [file] });
const custody = (inputs: Record<string, string> = {}, job: Partial<Job> = ownWorkflow) =>
  trace(world, () => act(world, 'custody', buildStep(world, { source, recorded: recorded.clean, ...inputs }, job)));

describe('one step of a listed workflow', () => {
  test('scans, gates, signs, pushes and records, and what it made can be deployed', async () => {
    await withConfig(world, listed, async () => {
      const { ended, objects } = await custody();
      expect({ code: ended.code, outputs: ended.outputs }).toMatchObject({
        code: 0,
        outputs: { verdict: 'allow', digest },
      });
      expect(ended.lines.filter((line) => line.includes('recorded run, handed in again'))).toHaveLength(5);
      const signers = bundlesOn(world, digest).map((bundle) => verify(world, bundle).signer);
      expect(signers).toHaveLength(8);
      for (const signer of signers)
        expect(signer).toMatchObject({ san: `https://github.com/${ownWorkflow.jobWorkflowRef}` });
      expect(manifestsOf(world, objects)).toHaveLength(1);
      expect(recordsOf(objects).map(({ kind }) => kind)).toContain('publish');
      expect((await deploy(world)).code).toBe(0);
    });
  });

  test('whose listing was taken back is no longer accepted before approval', async () => {
    await withConfig(world, listed, async () => {
      expect((await custody()).ended.code).toBe(0);
      expect((await gate(world)).code).toBe(0);
    });
    const denied = await gate(world);
    expect(denied.code).toBe(1);
    expect(deniedRules(denied)).toContain('gate.signatures.signer');
  });

  test.each([
    [
      'a missing run: a fault, since it was to be handed in',
      { recorded: () => someRuns(world, runNames.slice(1)) },
      2,
      [],
    ],
    [
      'a truncated report',
      { recorded: () => changedRuns(world, 'source-semgrep', { report: (bytes) => bytes.subarray(0, 40) }) },
      1,
      ['gate.scans.proven'],
    ],
    [
      'a digest the build did not make',
      { digest: () => `sha256:${'8'.repeat(64)}` },
      1,
      ['gate.artifact.digest', 'gate.sbom.subject', 'gate.scans.target'],
    ],
    ['no image', { layout: () => mkdtempSync(join(clinic.folder, 'empty-')) }, 2, []],
  ])('with %s pushes nothing', async (_name, inputs, code, rules) => {
    await withConfig(world, listed, async () => {
      const given = Object.fromEntries(Object.entries(inputs).map(([name, make]) => [name, make()]));
      const { ended, pushes } = await custody(given);
      expect({ code: ended.code, rules: deniedRules(ended).sort(), pushes }).toEqual({ code, rules, pushes: [] });
    });
  });

  test('without recorded runs needs the tools, and says which is missing', async () => {
    await withConfig(world, listed, async () => {
      const step = buildStep(world, { source, recorded: '' }, ownWorkflow);
      step.variables['SAFEGUARD_TOOLS'] = join(clinic.folder, 'no-tools');
      const { ended, objects, pushes } = await trace(world, () => act(world, 'custody', step));
      expect({ code: ended.code, objects, pushes }).toEqual({ code: 3, objects: [], pushes: [] });
      expect(ended.lines.join()).toContain('TOOL_MISSING');
    });
  });
});

describe('one step of a workflow that is not listed', () => {
  const others: [string, Partial<Job>][] = [
    ['at all', ownWorkflow],
    [
      'on this branch',
      { jobWorkflowRef: ownWorkflow.jobWorkflowRef?.replace('main', 'feature') ?? '', jobWorkflowSha: commit },
    ],
    ['in this repository', { jobWorkflowRef: `${names.sandbox}/${file}`, jobWorkflowSha: commit }],
    ['at another commit than it builds', { ...ownWorkflow, jobWorkflowSha: '9'.repeat(40) }],
  ];
  test.each(others)('%s is refused, and nothing is written', async (name, job) => {
    const change = name === 'at all' ? () => {} : listed;
    await withConfig(world, change, async () => {
      const { ended, objects, pushes } = await custody({}, job);
      expect({ code: ended.code, objects, pushes }).toEqual({ code: 1, objects: [], pushes: [] });
      expect(ended.lines.join('\n')).toMatch(/- job_workflow_(ref|sha): expected /);
    });
  });

  test('but is the contract works as well', async () => {
    const { ended } = await custody({}, {});
    expect(ended.code).toBe(0);
    expect(section(clinic.config, 'defaults')['replayed-runs']).toBe('allow');
    expect(readFileSync(join(layout, 'index.json'), 'utf8')).toContain(digest);
  });
});
