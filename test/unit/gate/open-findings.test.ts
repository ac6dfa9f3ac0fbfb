// Which findings are shown as those that deny: exactly as many as the rules count, in every phase, and none that an exception covers.
import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../src/gate/decide.ts';
import { openFindings } from '../../../src/gate/open-findings.ts';
import { EvidenceBundle } from '../../../src/model/decision.ts';
import { allowedBundle, openCommittedPolicy, phases } from './bundle-builder.ts';
import { changed } from './change.ts';

const engine = await openCommittedPolicy();

/** The bundle with places changed: the scans are source, dependencies, image, infrastructure and secrets. */
function bundle(phase: (typeof phases)[number], changes: Record<string, unknown>): EvidenceBundle {
  return EvidenceBundle.parse(
    Object.entries(changes).reduce<unknown>((made, [path, to]) => changed(made, path, to), allowedBundle(phase)),
  );
}

const none = { 'policy.exceptions': [] };
const namesOf = (made: EvidenceBundle) => openFindings(made, engine).map(({ kind, rule }) => `${kind} ${rule}`);
const both = ['image CVE-2026-1001', 'secrets generic-api-key'];

describe.each(phases)('%s', (phase) => {
  test('an excepted finding is not open; without the exceptions it is', () => {
    expect(namesOf(bundle(phase, {}))).toEqual([]);
    expect(namesOf(bundle(phase, none))).toEqual(both);
  });

  test.each([
    ['another package', { 'policy.exceptions.0.package': 'openssl@3.0.2' }, both.slice(0, 1)],
    ['another path', { 'policy.exceptions.1.path': 'other' }, both.slice(1)],
    ['an end in the past', { 'policy.exceptions.0.until_at': 1_795_175_999 }, both.slice(0, 1)],
    ['one person for both', { 'policy.exceptions.0.approved-by': '1001' }, both.slice(0, 1)],
    ['another image', { 'policy.exceptions.0.digest': `sha256:${'e'.repeat(64)}` }, both.slice(0, 1)],
    ['an id that is an alias', { 'policy.exceptions.0.rule': 'GHSA-1', 'scans.2.findings.0.aliases': ['GHSA-1'] }, []],
  ])('an exception for %s', (_name, change, open) => {
    expect(namesOf(bundle(phase, change))).toEqual(open);
  });

  test('what is milder than the threshold is open only as a secret', () => {
    const milder = Object.fromEntries([2, 4].map((at) => [`scans.${at}.findings.0.severity`, 'low']));
    expect(namesOf(bundle(phase, { ...none, ...milder }))).toEqual(both.slice(1));
  });

  test('a scan that is missing makes no finding open', () => {
    const made = bundle(phase, {});
    expect(namesOf({ ...made, scans: made.scans.filter(({ kind }) => kind !== 'secrets') })).toEqual([]);
  });

  test('there are as many as the rule counts', () => {
    const made = bundle(phase, none);
    const [one] = made.scans[2]?.findings ?? [];
    if (one === undefined) throw new Error('the image scan has a finding');
    const many = Array.from({ length: 40 }, (_, at) => ({
      ...one,
      rule: `CVE-2026-${at}`,
      severity: 'critical' as const,
    }));
    const scans = made.scans.map((scan, at) => (at === 2 ? { ...scan, findings: many } : scan));
    const message = decide({ ...made, scans }, engine).rules.find(({ id }) => id === 'gate.scans.findings')?.message;
    expect(message).toMatch(/^41 at or above high/);
    expect(openFindings({ ...made, scans }, engine)).toHaveLength(41);
  });
});

test('a later phase shows nothing of a scan that nobody signed', () => {
  expect(namesOf(bundle('before-approval', { ...none, 'signatures.2.verified': false }))).toEqual([]);
});
