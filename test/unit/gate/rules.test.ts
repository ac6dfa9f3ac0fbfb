// Every rule denies in every phase where it applies, after one change to a bundle that it allows; and only what must, denies.
import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../src/gate/decide.ts';
import { knownRules } from '../../../src/gate/rule-ids.ts';
import type { Phase } from '../../../src/model/ids.ts';
import { allowedBundle, decisionTime, openCommittedPolicy, phases } from './bundle-builder.ts';
import { changed } from './change.ts';
import { type Case, cases } from './rule-cases.ts';

const engine = await openCommittedPolicy();

function denied(phase: Phase, changes: Case['changes']): string[] {
  const bundle = changes.reduce<unknown>((value, [path, to]) => changed(value, path, to), allowedBundle(phase));
  const decision = decide(bundle, engine);
  const ids = decision.rules.filter((rule) => rule.verdict === 'deny').map((rule) => rule.id);
  expect(decision.verdict).toBe(ids.length === 0 ? 'allow' : 'deny');
  return ids;
}

const rows = cases.flatMap((item) => item.phases.map((phase) => ({ ...item, phase })));

describe('one change', () => {
  test.each(rows)('$phase: $name', ({ phase, changes, denies }) => {
    expect(denied(phase, changes)).toEqual([...denies].sort());
  });

  test('makes every rule deny in every phase where it applies', () => {
    const covered = new Set(rows.flatMap((row) => row.denies.map((id) => `${row.phase} ${id}`)));
    const needed = knownRules.flatMap((rule) => rule.phases.map((phase) => `${phase} ${rule.id}`));
    expect(needed.filter((place) => !covered.has(place))).toEqual([]);
  });
});

describe('the edge of an exception (threat A16)', () => {
  const edge = (from: number, until: number) =>
    denied('before-deploy', [
      ['policy.exceptions.0.from_at', decisionTime + from],
      ['policy.exceptions.0.until_at', decisionTime + until],
    ]);
  const day = 86400;

  test.each([
    ['at its first second', 0, day],
    ['in its last second', -day, 1],
    ['when it is as long as it may be', 1 - 91 * day, 1],
  ])('holds %s', (_, from, until) => {
    expect(edge(from, until)).toEqual([]);
  });

  test.each([
    ['a second before it begins', 1, day],
    ['in the second it ends', -day, 0],
    ['a second after it ended', -day, -1],
    ['when it is a second too long', -91 * day, 1],
  ])('does not hold %s', (_, from, until) => {
    expect(edge(from, until)).toEqual(['gate.scans.findings']);
  });
});

describe('a decoy among the referrers', () => {
  const decoys: [string, [string, unknown][]][] = [
    ['an unverified bundle', [['verified', false]]],
    ['a bundle that did not match', [['problem', 'SAN differs']]],
    ['another subject', [['subject_digests', [`sha256:${'0'.repeat(64)}`]]]],
    ['two subjects', [['subject_digests', [`sha256:${'a'.repeat(64)}`, `sha256:${'0'.repeat(64)}`]]]],
    [
      'a foreign signer',
      [['signer.san', 'https://github.com/evil/x/.github/workflows/build-sign.yml@refs/tags/v1.2.0']],
    ],
    ['another repository', [['signer.source_repository_id', '501']]],
    [
      'an unlisted release',
      [
        [
          'signer.san',
          'https://github.com/acme-health/compliance-workflows/.github/workflows/build-sign.yml@refs/tags/v0.9.0',
        ],
      ],
    ],
    ['another commit', [['signer.source_commit', 'd'.repeat(40)]]],
    ['an unknown predicate', [['predicate_type', 'https://example.com/other/v1']]],
  ];

  test.each(decoys)('neither counts nor blocks: %s', (_, changes) => {
    const bundle = allowedBundle('before-deploy');
    const real = bundle.signatures ?? [];
    for (const original of real) {
      const decoy = changes.reduce<unknown>((value, [path, to]) => changed(value, path, to), original);
      expect(denied('before-deploy', [['signatures', [decoy, ...real]]])).toEqual([]);
    }
  });

  test.each(decoys)('does not stand in for the real one: %s', (_, changes) => {
    const real = allowedBundle('before-deploy').signatures ?? [];
    const decoyed = real.map((original, index) =>
      index === 5 ? changes.reduce<unknown>((value, [path, to]) => changed(value, path, to), original) : original,
    );
    expect(denied('before-deploy', [['signatures', decoyed]])).not.toEqual([]);
  });
});

describe('phases', () => {
  test.each(phases)('%s: nothing collected denies', (phase) => {
    const empty: Case['changes'] = [
      'signatures',
      'environment',
      'ledger',
      'handed_over',
      'approvals',
      'deploy_jobs',
      'authors',
      'sbom',
    ].map((path) => [path, null]);
    const applicable = new Set(knownRules.filter((rule) => rule.phases.includes(phase)).map((rule) => rule.id));
    const ids = denied(phase, [...empty, ['scans', []]]);
    const allowedWithout = [
      'gate.artifact.',
      'gate.contracts.release',
      'gate.time.',
      'gate.approval.first_attempt',
      'gate.approval.run',
      'gate.environment.starters',
    ];
    expect(
      [...applicable].filter((id) => !ids.includes(id) && !allowedWithout.some((start) => id.startsWith(start))),
    ).toEqual([]);
  });
});
