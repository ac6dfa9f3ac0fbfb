// The exact bytes that get signed, and what is too much to sign.
import { describe, expect, test } from '@jest/globals';
import {
  decisionStatement,
  manifestStatement,
  provenanceBuildType,
  provenanceStatement,
  sbomStatement,
  scanStatement,
} from '../../../src/attest/statement.ts';
import { canonicalText } from '../../../src/base/canonical-json.ts';
import { isFault } from '../../../src/base/fault.ts';
import { ScanSummary } from '../../../src/model/finding.ts';
import { predicateTypes, statementLimit } from '../../../src/model/statement.ts';
import { decision, digest, finding, manifest, run, sbom, subject, summary } from './facts.ts';

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
  claims: { workflow_ref: 'acme/clinic/.github/workflows/release.yml@refs/heads/main' },
  server: 'https://github.com',
  imageOrigin: 'build' as const,
  startedAt: 1780272000,
  finishedAt: 1780272100,
};

describe('statements', () => {
  test('are canonical bytes around their predicate', () => {
    const predicates: [Uint8Array, string, unknown][] = [
      [scanStatement(subject, summary), predicateTypes.scan, { schema: 'safeguard.scan-summary/v1', summary }],
      [sbomStatement(subject, sbom), predicateTypes.sbom, { schema: 'safeguard.sbom-reference/v1', sbom }],
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
          buildType: provenanceBuildType,
          externalParameters: {
            imageOrigin: 'build',
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
              runner_environment: 'github-hosted',
              job_workflow_sha: 'c'.repeat(40),
            },
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
    expect(scanStatement(subject, longest(900)).length).toBeLessThan(statementLimit);
    expect(attempt(() => scanStatement(subject, longest(2000)))).toMatch(/^STATEMENT_TOO_LARGE .*2000 findings/);
  });

  test('is met by the last byte that fits', () => {
    const rest = sbomStatement({ ...subject, name: '' }, sbom).length;
    const named = (length: number) => sbomStatement({ ...subject, name: 'n'.repeat(length) }, sbom);
    expect(named(statementLimit - rest)).toHaveLength(statementLimit);
    expect(attempt(() => named(statementLimit - rest + 1))).toMatch(/^STATEMENT_TOO_LARGE .*20 components/);
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
