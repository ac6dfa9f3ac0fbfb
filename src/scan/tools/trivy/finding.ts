// Maps what Trivy found to findings. It must never rate a suppressed finding lower than an open one, nor copy code or secrets.
import type { Finding, Severity } from '../../../model/finding.ts';
import { severityOfVector, worstVector } from '../../cvss.ts';
import { type FindingDraft, makeFinding, type RunInHand } from '../../finding.ts';
import { ratingOfWord, severityOfOldScore, severityOfScore, severityOfWord, worstKnown } from '../../severity.ts';
import { nearestFix } from '../../version-order.ts';
import { parts, type ResultOf } from './report.ts';

/** Everything found in one part of the target, with what the repository or a VEX document asked to hide. */
export function trivyFindings(raw: RunInHand, result: ResultOf<'result'>): Finding[] {
  const { Target: target } = result;
  const drafts = [
    ...(result.Vulnerabilities ?? []).map((item) => vulnerabilityDraft(item, target)),
    ...(result.Misconfigurations ?? [])
      .filter((item) => item.Status !== 'PASS')
      .map((item) => checkDraft(item, target)),
    ...(result.Secrets ?? []).map((item) => secretDraft(item, target)),
    ...(result.Licenses ?? []).map((item) => licenseDraft(item)),
    ...(result.ExperimentalModifiedFindings ?? []).map((item) => hiddenDraft(item, target)),
  ];
  return drafts.map((draft) => makeFinding(raw, draft));
}

type Scores = NonNullable<ResultOf<'vulnerability'>['CVSS']>[string];

function vulnerabilityDraft(item: ResultOf<'vulnerability'>, target: string): FindingDraft {
  const { VulnerabilityID: rule, InstalledVersion: installed = '' } = item;
  const scores = Object.values(item.CVSS ?? {});
  return {
    rule,
    severity:
      worstKnown([
        severityOfWord(item.Severity),
        ...Object.values(item.VendorSeverity ?? {}).map((level) => vendorLevels[level]),
        ...scores.flatMap(severitiesOf),
      ]) ?? ratingOfWord(item.Severity),
    title: item.Title ?? '',
    // Other vendors' ids name advisories about several vulnerabilities, of which one exception must not cover the rest.
    aliases: (item.VendorIDs ?? []).filter((id) => /^(?:GHSA|CVE|GO|PYSEC|RUSTSEC)-/.test(id)),
    package: `${item.PkgName}@${installed}`,
    fixed: nearestFix(
      installed,
      (item.FixedVersion ?? '').split(',').map((version) => version.trim()),
    ),
    path: item.PkgPath || target,
    purl: item.PkgIdentifier?.PURL ?? '',
    cvss: worstVector(scores.flatMap(({ V40Vector, V3Vector, V2Vector }) => [V40Vector, V3Vector, V2Vector])),
    url: item.PrimaryURL ?? '',
    status: item.Status ?? '',
  };
}

/** Trivy's numbers for a vendor's severity; 0 is unknown and says nothing. */
const vendorLevels = [undefined, 'low', 'medium', 'high', 'critical'] as const;

/** The scores of a vendor; a vector is worked out where its score is not given. */
function severitiesOf(scores: Scores): (Severity | undefined)[] {
  return [
    severityOfOldScore(scores.V2Score) ?? severityOfVector(scores.V2Vector),
    severityOfScore(scores.V3Score) ?? severityOfVector(scores.V3Vector),
    severityOfScore(scores.V40Score) ?? severityOfVector(scores.V40Vector),
  ];
}

function checkDraft(item: ResultOf<'misconfiguration'>, target: string): FindingDraft {
  const { Resource: resource = '', StartLine: line = 0 } = item.CauseMetadata ?? {};
  return {
    rule: item.ID,
    severity: ratingOfWord(item.Severity),
    title: item.Title ?? '',
    path: target,
    line,
    resource,
    url: item.PrimaryURL ?? '',
    suppressed: item.Status === 'EXCEPTION',
    // A resource keeps its name when lines above it come and go.
    identity: resource === '' ? undefined : resource,
  };
}

function secretDraft(item: ResultOf<'secret'>, target: string): FindingDraft {
  const severity = ratingOfWord(item.Severity);
  return { rule: item.RuleID, severity, title: item.Title ?? '', path: target, line: item.StartLine ?? 0 };
}

function licenseDraft(item: ResultOf<'license'>): FindingDraft {
  const severity = ratingOfWord(item.Severity);
  return { rule: `license:${item.Name}`, severity, title: '', package: item.PkgName ?? '', path: item.FilePath ?? '' };
}

/** A suppressed finding keeps all fields of an open one; when its kind is unknown, its id and its texts are kept. */
function hiddenDraft({ Status: status, Finding: hidden }: ResultOf<'modified'>, target: string): FindingDraft {
  const { VulnerabilityID, RuleID, ID, Name, PkgName, InstalledVersion = '' } = hidden;
  const plain: FindingDraft = {
    rule: VulnerabilityID ?? RuleID ?? ID ?? (Name === undefined ? '' : `license:${Name}`),
    severity: ratingOfWord(hidden.Severity),
    title: hidden.Title ?? '',
    package: PkgName === undefined ? '' : `${PkgName}@${InstalledVersion}`,
    path: hidden.PkgPath || target,
  };
  return { ...plain, ...ownDraft(hidden, target), status, suppressed: true };
}

function ownDraft(hidden: ResultOf<'modified'>['Finding'], target: string): FindingDraft | undefined {
  if (hidden.VulnerabilityID !== undefined) {
    const { data } = parts.vulnerability.safeParse(hidden);
    return data && vulnerabilityDraft(data, target);
  }
  const { data: check } = parts.misconfiguration.safeParse(hidden);
  if (check) return checkDraft(check, target);
  const { data: secret } = parts.secret.safeParse(hidden);
  if (secret) return secretDraft(secret, target);
  const { data: license } = parts.license.safeParse(hidden);
  return license && licenseDraft(license);
}
