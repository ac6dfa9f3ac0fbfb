// The commit that an image counts as: what collecting, verify and audit hold is what the gate's policy decides, for the same facts.
import { describe, expect, test } from '@jest/globals';
import { countedCommit, factParts, missingParts, requiredParts } from '../../../src/model/counted-commit.ts';
import { EvidenceBundle, RuleVerdict } from '../../../src/model/decision.ts';
import { Commit } from '../../../src/model/ids.ts';
import { allowedBundle, openCommittedPolicy } from '../gate/bundle-builder.ts';

const policy = await openCommittedPolicy();
const one = allowedBundle('before-approval');
const first = one.signatures?.find((fact) => fact.provenance_commit !== '')?.provenance_commit ?? '';
const second = Commit.parse('e'.repeat(40));

type Facts = NonNullable<EvidenceBundle['signatures']>;

/** The bundle with every statement once more, signed for another commit `later` seconds later, each as `change` leaves it. */
function twice(later: number, change: (facts: Facts) => Facts = (facts) => facts): EvidenceBundle {
  const more = (one.signatures ?? []).map((fact) => ({
    ...fact,
    signer: fact.signer?.type === 'certificate' ? { ...fact.signer, source_commit: second } : fact.signer,
    scan_index: fact.scan_index === null ? null : fact.scan_index + one.scans.length,
    provenance_commit: fact.provenance_commit === '' ? '' : second,
  }));
  const signed = more.map((fact) => ({
    ...fact,
    signer: fact.signer && { ...fact.signer, signed_at: fact.signer.signed_at + later },
  }));
  const signatures = [...(one.signatures ?? []), ...change(signed)];
  return EvidenceBundle.parse({ ...one, scans: [...one.scans, ...one.scans], signatures });
}

/** What the policy says: the commit that its rule names, '' where it denies. */
function byPolicy(bundle: EvidenceBundle): string {
  const verdicts = RuleVerdict.array().parse(policy.evaluate(JSON.stringify(bundle)));
  const rule = verdicts.find(({ id }) => id === 'gate.signatures.commit');
  return (rule?.verdict === 'allow' && /commit ([0-9a-f]{40})/.exec(rule.message)?.[1]) || '';
}

function byRule({ signatures, scans, policy }: EvidenceBundle): string {
  const parts = (signatures ?? []).flatMap((fact) => factParts(fact, scans));
  return countedCommit(parts, requiredParts(policy.scans));
}

const without = (type: string) => (facts: Facts) =>
  facts.filter(({ predicate_type }) => !predicate_type.includes(type));

describe('the same bytes signed for two commits', () => {
  test.each<[string, EvidenceBundle, string]>([
    ['one alone counts', one, first],
    ['the later one counts', twice(60), second],
    ['the earlier one does not', twice(-60), first],
    ['neither at the same second', twice(0), ''],
    ['not one without a scan', twice(60, (facts) => facts.slice(1)), first],
    ['not one without an SBOM', twice(60, without('cyclonedx')), first],
    ['not one without provenance', twice(60, without('slsa')), first],
    ['not one without a decision', twice(60, without('gate-decision')), first],
    [
      'not one whose provenance names another commit than its certificate',
      twice(60, (facts) => facts.map((fact) => ({ ...fact, provenance_commit: fact.provenance_commit && first }))),
      first,
    ],
  ])('%s', (_, bundle, expected) => {
    expect([byRule(bundle), byPolicy(bundle)]).toEqual([expected, expected]);
  });

  test('what lacks is named, and one commit never lends to another', () => {
    const { signatures, scans, policy } = twice(60, (facts) => without('cyclonedx')(facts.slice(1)));
    const parts = (signatures ?? []).flatMap((fact) => factParts(fact, scans));
    expect(missingParts(parts, requiredParts(policy.scans), second)).toEqual(['source scan by semgrep', 'sbom']);
    expect(missingParts(parts, requiredParts(policy.scans), first)).toEqual([]);
  });
});
