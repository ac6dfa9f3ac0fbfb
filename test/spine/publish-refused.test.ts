// Who may publish, and which findings may be excused: every refusal names the claim, what was expected and what the
// token says, and leaves neither image nor evidence; every exception is exact, dated and agreed by two people, or it
// has no effect.
import { afterAll, describe, expect, test } from '@jest/globals';
import { names, people } from '../../local-cloud/clinic.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { Decision } from '../../src/model/decision.ts';
import type { IdentitySource, Ports } from '../../src/model/ports.ts';
import { emptyRegistry, type Traced, trace } from './build-remains.ts';
import {
  act,
  actWith,
  buildStep,
  changedRuns,
  deniedRules,
  deploy,
  type Ended,
  openBuildWorld,
  parsedConfig,
  publish,
  recordedAt,
  serviceSection,
  withConfig,
} from './build-world.ts';

const world = await openBuildWorld();
const { clinic } = world;
const localConfig = parsedConfig(world);
afterAll(() => clinic.close());

const contract = (repository: string, file = 'build-sign.yml', ref: string = names.release) =>
  `${repository}/.github/workflows/${file}@${ref}`;
const genuine = contract(names.contracts);

describe('an identity that does not fit', () => {
  const cases: [string, Partial<Job>, string, string, string][] = [
    [
      'a look-alike contract',
      { jobWorkflowRef: contract('clinic-/compliance-workflows') },
      'job_workflow_ref',
      genuine,
      contract('clinic-/compliance-workflows'),
    ],
    [
      'the contract on a branch',
      { jobWorkflowRef: contract(names.contracts, 'build-sign.yml', 'refs/heads/main') },
      'job_workflow_ref',
      genuine,
      contract(names.contracts, 'build-sign.yml', 'refs/heads/main'),
    ],
    [
      'a tag that begins like a release',
      { jobWorkflowRef: `${genuine}-rc1` },
      'job_workflow_ref',
      genuine,
      `${genuine}-rc1`,
    ],
    [
      'the other contract',
      { jobWorkflowRef: contract(names.contracts, 'deploy-prod.yml') },
      'job_workflow_ref',
      genuine,
      contract(names.contracts, 'deploy-prod.yml'),
    ],
    [
      'a moved tag',
      { jobWorkflowSha: 'bad'.padEnd(40, '0') },
      'job_workflow_sha',
      names.releaseSha,
      'bad'.padEnd(40, '0'),
    ],
    [
      'an unknown repository',
      { repository: 'clinic/unknown', repositoryId: '700100999' },
      'repository_id',
      names.repositoryId,
      '700100999',
    ],
    [
      'another repository under a known id',
      { repository: 'clinic/renamed' },
      'repository',
      names.repository,
      'clinic/renamed',
    ],
    [
      'the same names under another owner, as a fork has',
      { ownerId: '500601' },
      'repository_owner_id',
      '500600',
      '500601',
    ],
    [
      'pull_request_target',
      { event: 'pull_request_target' },
      'event_name',
      'push or release or workflow_dispatch',
      'pull_request_target',
    ],
    ['workflow_run', { event: 'workflow_run' }, 'event_name', 'push or release or workflow_dispatch', 'workflow_run'],
    ['another branch', { ref: 'refs/heads/main-2' }, 'ref', 'refs/heads/main', 'refs/heads/main-2'],
    ['a job in an environment', { environment: names.environment }, 'environment', '(absent)', names.environment],
  ];
  test.each(cases)('%s is refused, and nothing is written', async (_name, job, claim, expected, actual) => {
    const { ended, objects, pushes } = await trace(world, () => publish(world, {}, job));
    expect(ended.code).toBe(1);
    const named = ended.lines.find((line) => line.trim().startsWith(`- ${claim}:`));
    expect(named).toContain(`expected ${expected}`);
    expect(named).toContain(`the token says ${actual}`);
    expect(ended.summary).toContain(claim);
    expect(ended.outputs).toMatchObject({ verdict: 'deny', digest: '', 'manifest-sha256': '' });
    expect({ objects, pushes }).toEqual({ objects: [], pushes: [] });
  });

  test('a self-hosted runner is refused where the configuration is not local, and only there', async () => {
    const decide = (runnerEnvironment: Job['runnerEnvironment']) => {
      const step = buildStep(world, { phase: 'before-publish' }, { runnerEnvironment });
      // Without `local` every server is https, so the token comes as if such an issuer had made it.
      return actWith(world, 'gate', step, (ports) => ({ identity: () => issuedBy('https://clinic.invalid', ports) }));
    };
    expect((await publish(world, {}, { runnerEnvironment: 'self-hosted' })).code).toBe(0);
    await withConfig(world, makeRemote, async () => {
      expect((await decide('github-hosted')).code).toBe(0);
      const refused = await decide('self-hosted');
      expect(refused).toMatchObject({ code: 1 });
      expect(refused.text).toContain('runner_environment: expected github-hosted, the token says self-hosted');
    });
  });

  test('a release that no trust policy lists gets no role, and nothing is written', async () => {
    const job = { jobWorkflowRef: contract(names.contracts, 'build-sign.yml', 'refs/tags/v1.1.0') };
    const { ended, objects, pushes } = await trace(world, () => publish(world, {}, job));
    expect(ended.code).toBe(3);
    expect(ended.lines.join()).toMatch(/ROLE_REFUSED.*- job_workflow_ref: .*build-sign\.yml@refs\/tags\/v1\.1\.0/);
    expect({ objects, pushes }).toEqual({ objects: [], pushes: [] });
  });

  test('a job without a token is a fault', async () => {
    const step = buildStep(world);
    const { ACTIONS_ID_TOKEN_REQUEST_URL: _url, ...variables } = step.variables;
    const { ended, objects, pushes } = await trace(world, () => act(world, 'publish', { ...step, variables }));
    expect(ended.code).toBe(2);
    expect(ended.lines.join()).toContain('OIDC_MISSING');
    expect({ objects, pushes }).toEqual({ objects: [], pushes: [] });
  });

  test('a variable that would divert requests is refused before anything is asked', async () => {
    const step = buildStep(world);
    const variables = { ...step.variables, HTTPS_PROXY: 'http://127.0.0.1:9' };
    const { ended, objects, pushes } = await trace(world, () => act(world, 'publish', { ...step, variables }));
    expect(ended.code).toBe(2);
    expect(ended.lines.join()).toContain('ENVIRONMENT_OVERRIDE');
    expect({ objects, pushes }).toEqual({ objects: [], pushes: [] });
  });

  function makeRemote(config: Record<string, unknown>): void {
    const text = JSON.stringify(config).replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'https://clinic.invalid');
    Object.assign(config, JSON.parse(text), { local: false });
  }

  function issuedBy(iss: string, ports: Ports): IdentitySource {
    return {
      async token(audience) {
        const token = await ports.identity(localConfig).token(audience);
        return token && { ...token, claims: { ...token.claims, iss } };
      },
    };
  }
});

describe('an exception', () => {
  const planted = {
    'source-semgrep': {
      check_id: 'dynamic-code',
      path: '/tmp/safeguard-record/clinic-api/src/server.js',
      start: { line: 48 },
      extra: { severity: 'ERROR' },
    },
    'dependencies-osv-scanner': { id: 'GHSA-c1xc-p4gm-w2vq', database_specific: { severity: 'CRITICAL' } },
  } as const;
  const code = { rule: 'dynamic-code', tool: 'semgrep', path: 'src/server.js' };
  const library = { rule: 'GHSA-c1xc-p4gm-w2vq', tool: 'osv-scanner', package: 'jose@6.2.17' };
  /** A day from that of the recordings, by whose clock this world runs. */
  const day = (offset: number) => new Date((recordedAt + offset * 86_400) * 1000).toISOString().slice(0, 10);
  const agreed = {
    id: 'EX-2026-001',
    reason: 'The value is a constant of ours; corrected in the next release.',
    'requested-by': String(people.maria.id),
    'approved-by': String(people.jonas.id),
    from: day(-20),
    until: day(9),
  };

  const withFinding = (name: keyof typeof planted) =>
    changedRuns(world, name, { run: (run) => ({ ...run, exit_code: 1 }), report: (bytes) => addFinding(name, bytes) });

  function addFinding(name: keyof typeof planted, bytes: Buffer): Buffer {
    const report = JSON.parse(bytes.toString());
    if (name === 'source-semgrep') report.results.push(planted[name]);
    else report.results[0].packages[0].vulnerabilities = [planted[name]];
    return Buffer.from(JSON.stringify(report));
  }

  async function publishExcused(runs: string, exceptions: object[]): Promise<Traced<Ended>> {
    const change = (config: Record<string, unknown>) => Object.assign(serviceSection(config), { exceptions });
    return withConfig(world, change, () => trace(world, () => publish(world, { runs })));
  }

  const cases = [
    ['source-semgrep', code],
    ['dependencies-osv-scanner', library],
  ] as const;
  test.each(cases)('for a finding of %s allows, and is named in the decision', async (name, scope) => {
    const runs = withFinding(name);
    const bare = await publishExcused(runs, []);
    expect({ code: bare.ended.code, rules: deniedRules(bare.ended) }).toEqual({
      code: 1,
      rules: ['gate.scans.findings'],
    });
    const { ended, objects } = await publishExcused(runs, [{ ...agreed, ...scope }]);
    expect(ended.code).toBe(0);
    const stored = objects.find(({ key }) => key.endsWith(ended.outputs['decision-sha256'] ?? '?'));
    const decision = Decision.parse(JSON.parse(stored?.bytes.toString() ?? ''));
    expect(decision.rules.find(({ id }) => id === 'gate.scans.findings')?.message).toContain(
      'exceptions used: EX-2026-001',
    );
  });

  const other = `sha256:${'1'.repeat(64)}`;
  test.each([
    ['that has ended', { from: day(-50), until: day(-1) }],
    ['that has not begun', { from: day(1), until: day(9) }],
    ['for another image', { digest: other }],
    ['for another path', { path: 'src/server.ts' }],
    ['for another rule', { rule: 'dynamic-codes' }],
    ['for another tool', { tool: 'checkov' }],
  ])('%s denies', async (_name, change) => {
    const { ended, pushes } = await publishExcused(withFinding('source-semgrep'), [{ ...agreed, ...code, ...change }]);
    expect({ code: ended.code, rules: deniedRules(ended), pushes }).toEqual({
      code: 1,
      rules: ['gate.scans.findings'],
      pushes: [],
    });
  });

  test('for another version of the package denies', async () => {
    const change = { ...agreed, ...library, package: 'jose@6.2.18' };
    const { ended } = await publishExcused(withFinding('dependencies-osv-scanner'), [change]);
    expect(deniedRules(ended)).toEqual(['gate.scans.findings']);
  });

  test.each([
    ['by one person twice', { 'approved-by': agreed['requested-by'] }, 'exception-two-people'],
    ['with a wildcard', { rule: 'dynamic-*' }, 'wildcard'],
    ['for ever', { until: day(365) }, 'exception-length'],
    ['for everything', { path: undefined }, 'exception-scope'],
    ['without a reason', { reason: 'because' }, 'reason'],
  ])('%s is not even a configuration', async (_name, change, named) => {
    const { ended, objects, pushes } = await publishExcused(withFinding('source-semgrep'), [
      { ...agreed, ...code, ...change },
    ]);
    expect(ended.code).toBe(2);
    expect(ended.lines.join()).toContain('CONFIG_INVALID');
    expect(ended.lines.join()).toContain(named);
    expect({ objects, pushes }).toEqual({ objects: [], pushes: [] });
  });

  test('ends: what was published under it is not deployed after its last day', async () => {
    emptyRegistry(world);
    const exceptions = [{ ...agreed, ...code, until: day(0) }];
    const change = (config: Record<string, unknown>) => Object.assign(serviceSection(config), { exceptions });
    await withConfig(world, change, async () => {
      expect((await publish(world, { runs: withFinding('source-semgrep') })).code).toBe(0);
      expect((await deploy(world)).code).toBe(0);
      clinic.cloud.clock.advance(86_400);
      const late = await deploy(world);
      expect({ code: late.code, rules: deniedRules(late) }).toEqual({ code: 1, rules: ['gate.scans.findings'] });
    });
  });
});
