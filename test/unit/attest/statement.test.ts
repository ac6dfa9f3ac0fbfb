// The exact bytes that get signed, and what is too much to sign.
import { describe, expect, test } from '@jest/globals';
import {
  acceptanceStatement,
  decisionStatement,
  manifestStatement,
  provenanceStatement,
  sbomStatement,
  scanStatement,
} from '../../../src/attest/statement.ts';
import { canonicalText } from '../../../src/base/canonical-json.ts';
import { isFault } from '../../../src/base/fault.ts';
import { ScanSummary } from '../../../src/model/finding.ts';
import {
  buildTypes,
  bundleLimit,
  predicateTypes,
  sbomStatementLimit,
  statementLimit,
} from '../../../src/model/statement.ts';
import { bom, decision, digest, finding, manifest, run, service, subject, summary } from './facts.ts';

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const canonical = (predicateType: string, predicate: unknown) =>
  canonicalText({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: subject.name, digest: { sha256: digest.slice(7) } }],
    predicateType,
    predicate,
  });

const facts = {
  run,
  service,
  build: { context: 'api', dockerfile: 'Dockerfile' },
  claims: { workflow_ref: 'acme/clinic/.github/workflows/release.yml@refs/heads/main' },
  server: 'https://github.com',
  inputs: { service: '', 'prebuilt-digest': '' },
  startedAt: 1780272000,
  finishedAt: 1780272100,
};

describe('statements', () => {
  test('are canonical bytes around their predicate', () => {
    const predicates: [Uint8Array, string, unknown][] = [
      [
        scanStatement(subject, service, summary),
        predicateTypes.scan,
        { schema: 'safeguard.scan-summary/v1', service, summary },
      ],
      [sbomStatement(subject, 'cyclonedx', bom), 'https://cyclonedx.org/bom', bom],
      [
        sbomStatement(subject, 'spdx', { spdxVersion: 'SPDX-2.3' }),
        'https://spdx.dev/Document',
        { spdxVersion: 'SPDX-2.3' },
      ],
      [
        decisionStatement(subject, decision),
        predicateTypes.decision,
        { schema: 'safeguard.gate-decision/v1', decision },
      ],
      [manifestStatement(subject, manifest), predicateTypes.manifest, manifest],
    ];
    for (const [bytes, type, predicate] of predicates) expect(textOf(bytes)).toBe(canonical(type, predicate));
  });

  test('of provenance say how, from what, by whom and when, as SLSA v1 spells it', () => {
    expect(textOf(provenanceStatement(subject, facts))).toBe(
      canonical('https://slsa.dev/provenance/v1', {
        buildDefinition: {
          buildType: buildTypes.contract,
          externalParameters: {
            inputs: { service: '', 'prebuilt-digest': '' },
            workflow: {
              ref: 'refs/heads/main',
              repository: 'https://github.com/acme/clinic',
              path: '.github/workflows/release.yml',
            },
          },
          internalParameters: {
            github: {
              event_name: 'push',
              repository_id: '1001',
              actor_id: '7',
              job_workflow_sha: 'c'.repeat(40),
            },
            safeguard: { service: 'clinic', context: 'api', dockerfile: 'Dockerfile' },
          },
          resolvedDependencies: [
            { uri: 'git+https://github.com/acme/clinic@refs/heads/main', digest: { gitCommit: 'd'.repeat(40) } },
          ],
        },
        runDetails: {
          builder: { id: 'https://github.com/acme/compliance/.github/workflows/build-sign.yml@refs/tags/v1.2.3' },
          metadata: {
            invocationId: 'https://github.com/acme/clinic/actions/runs/5/attempts/2',
            startedOn: '2026-06-01T00:00:00Z',
            finishedOn: '2026-06-01T00:01:40Z',
          },
        },
      }),
    );
  });

  test('of provenance say no time that nobody knows', () => {
    const timesOf = (startedAt: number | null, finishedAt: number | null) => {
      const { runDetails } = JSON.parse(
        textOf(provenanceStatement(subject, { ...facts, startedAt, finishedAt })),
      ).predicate;
      return Object.keys(runDetails.metadata).sort();
    };
    expect(timesOf(1, 2)).toEqual(['finishedOn', 'invocationId', 'startedOn']);
    expect(timesOf(1, null)).toEqual(['invocationId', 'startedOn']);
    expect(timesOf(null, null)).toEqual(['invocationId']);
  });

  test('of provenance by a workflow of the service do not claim the build type of the contract', () => {
    const own = 'acme/clinic/.github/workflows/release.yml@refs/heads/main';
    const direct = { ...facts, run: { ...run, job_workflow_ref: own }, claims: { workflow_ref: own } };
    const { buildDefinition, runDetails } = JSON.parse(textOf(provenanceStatement(subject, direct))).predicate;
    expect([buildDefinition.buildType, runDetails.builder.id]).toEqual([
      buildTypes.direct,
      `https://github.com/${own}`,
    ]);
    // What such a workflow builds is its own affair, not what safeguard.yml says of the contract's build.
    expect(buildDefinition.internalParameters.safeguard).toEqual({ service: 'clinic' });
  });

  test('of acceptance claim no builder, no time of a build and no source of the image', () => {
    const bytes = acceptanceStatement(subject, { ...facts, inputs: { 'prebuilt-digest': digest } }, 1780272100);
    expect(textOf(bytes)).toBe(
      canonical('https://safeguard.dev/image-acceptance/v1', {
        schema: 'safeguard.image-acceptance/v1',
        origin: 'prebuilt',
        service: 'clinic',
        accepted_at: 1780272100,
        source: { repository_id: '1001', repository: 'acme/clinic', ref: 'refs/heads/main', commit: 'd'.repeat(40) },
        workflow: {
          ref: 'refs/heads/main',
          repository: 'https://github.com/acme/clinic',
          path: '.github/workflows/release.yml',
        },
        inputs: { 'prebuilt-digest': digest },
        accepted_by: {
          contract_ref: 'acme/compliance/.github/workflows/build-sign.yml@refs/tags/v1.2.3',
          contract_sha: 'c'.repeat(40),
          event_name: 'push',
          actor_id: '7',
          invocation_id: 'https://github.com/acme/clinic/actions/runs/5/attempts/2',
        },
      }),
    );
    for (const foreign of ['slsa.dev', 'buildType', 'startedOn', 'resolvedDependencies', '"builder"'])
      expect(textOf(bytes)).not.toContain(foreign);
  });

  test('of provenance name further inputs after the source', () => {
    const base = { uri: 'pkg:docker/debian@12', digest: { sha256: 'e'.repeat(64) } };
    const statement = JSON.parse(textOf(provenanceStatement(subject, { ...facts, dependencies: [base] })));
    expect(statement.predicate.buildDefinition.resolvedDependencies).toHaveLength(2);
    expect(statement.predicate.buildDefinition.resolvedDependencies[1]).toEqual(base);
  });

  test.each([
    ['acme/clinic/.github/workflows/a.yml@refs/heads/x@y', 'refs/heads/x@y'],
    ['evil/clinic/.github/workflows/a.yml@refs/heads/main', 'OIDC_INVALID'],
    ['acme/clinic2/.github/workflows/a.yml@refs/heads/main', 'OIDC_INVALID'],
    ['acme/clinic/.github/workflows/a.yml', 'OIDC_INVALID'],
    ['acme/clinic/.github/workflows/a.yml@', 'OIDC_INVALID'],
    ['', 'OIDC_INVALID'],
  ])('of provenance take the triggered workflow %p: %s', (workflow_ref, expected) => {
    expect(attempt(() => provenanceStatement(subject, { ...facts, claims: { workflow_ref } }))).toContain(expected);
  });
});

describe('the limit', () => {
  const longest = (findings: number) =>
    ScanSummary.parse({ ...summary, findings: Array.from({ length: findings }, (_, i) => finding(i)) });

  test('refuses more findings than fit, and says how many there are', () => {
    expect(scanStatement(subject, service, longest(900)).length).toBeLessThan(statementLimit);
    expect(attempt(() => scanStatement(subject, service, longest(2000)))).toMatch(
      /^STATEMENT_TOO_LARGE .*2000 findings/,
    );
  });

  test.each([
    ['an SBOM', (name: string) => sbomStatement({ ...subject, name }, 'cyclonedx', bom), sbomStatementLimit],
    ['anything else', (name: string) => decisionStatement({ ...subject, name }, decision), statementLimit],
  ])('of %s is met by the last byte that fits', (_name, made, limit) => {
    const rest = made('').length;
    expect(made('n'.repeat(limit - rest))).toHaveLength(limit);
    expect(attempt(() => made('n'.repeat(limit - rest + 1)))).toContain(`at most ${limit} are signed`);
  });

  test('leaves a bundle that everybody may read', () => {
    expect(Math.ceil(sbomStatementLimit / 3) * 4 + 64 * 1024).toBe(bundleLimit);
    expect(bundleLimit).toBe(16 * 1024 * 1024);
  });
});

function attempt(make: () => Uint8Array): string {
  try {
    return textOf(make());
  } catch (error) {
    if (isFault(error)) return `${error.code} ${error.message}`;
    throw error;
  }
}
