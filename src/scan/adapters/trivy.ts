// Reads Trivy's JSON, schema 2: images, dependencies and misconfigurations. A clean report without `Results` is not proof (FACTS),
// and an image report must itself name the digest it is about; code, secrets and matches are never copied.
import type { Finding, RawScan } from '../../model/finding.ts';
import { type Adapter, conform, hasKeys } from '../adapter.ts';
import { type FindingDraft, makeFinding, proven } from '../finding.ts';
import { severityOfScore, severityOfWord, worstSeverity } from '../severity.ts';
import { ignoredInSource } from './trivy-log.ts';
import { countPackages, lackingJava, trivyProblem } from './trivy-proof.ts';
import { Report, type ResultOf } from './trivy-report.ts';

/** Trivy 0.x, run with `--format json` and never with `--exit-code`. Proof: packages or checks counted, a log without complaints. */
export const trivy: Adapter = {
  kinds: ['image', 'dependencies', 'infrastructure'],
  exitCodes: [0],
  versions: ['0'],
  explain: (_, log) => lackingJava(log),
  recognizes: (document) => hasKeys(document, 'SchemaVersion'),
  read(raw, document, log) {
    const conformed = conform(Report, document);
    if ('misfit' in conformed) return conformed.misfit;
    const report = conformed.value;
    const results = report.Results ?? [];
    const problem = trivyProblem(raw, report, log);
    if (problem) return problem;
    const findings = [...results.flatMap((result) => findingsOf(raw, result)), ...ignoredFindings(raw, log)];
    return proven(findings, { files: results.length, packages: countPackages(results) });
  },
};

function ignoredFindings(raw: RawScan, log: string): Finding[] {
  return ignoredInSource(log).map(({ rule, path, line }) =>
    makeFinding(raw, {
      rule,
      severity: 'critical',
      title: 'Hidden by a comment in the source',
      path,
      line,
      suppressed: true,
    }),
  );
}

function findingsOf(raw: RawScan, result: ResultOf<'result'>): Finding[] {
  const drafts = [
    ...(result.Vulnerabilities ?? []).map((item) => vulnerabilityDraft(item, result.Target)),
    ...(result.Misconfigurations ?? [])
      .filter((item) => item.Status !== 'PASS')
      .map((item) => checkDraft(item, result.Target)),
    ...(result.Secrets ?? []).map((item) => secretDraft(item, result.Target)),
    ...(result.Licenses ?? []).map((item) => licenseDraft(item)),
    ...(result.ExperimentalModifiedFindings ?? []).map((item) => hiddenDraft(item.Finding, result.Target)),
  ];
  return drafts.map((draft) => makeFinding(raw, draft));
}

function vulnerabilityDraft(item: ResultOf<'vulnerability'>, target: string): FindingDraft {
  const vendors = Object.values(item.VendorSeverity ?? {}).map((level) => vendorLevels[level]);
  const scores = Object.values(item.CVSS ?? {}).flatMap((score) => [score.V2Score, score.V3Score, score.V40Score]);
  return {
    rule: item.VulnerabilityID,
    severity: worstSeverity([severityOfWord(item.Severity), ...vendors, ...scores.map(severityOfScore)]),
    title: item.Title ?? '',
    package: `${item.PkgName}@${item.InstalledVersion ?? ''}`,
    fixed: item.FixedVersion?.split(',')[0]?.trim() ?? '',
    path: item.PkgPath || target,
  };
}

/** Trivy's numbers for a vendor's severity; 0 is unknown and says nothing. */
const vendorLevels = [undefined, 'low', 'medium', 'high', 'critical'] as const;

function checkDraft(item: ResultOf<'misconfiguration'>, target: string): FindingDraft {
  return {
    rule: item.ID,
    severity: worstSeverity([severityOfWord(item.Severity)]),
    title: item.Title ?? '',
    path: target,
    line: item.CauseMetadata?.StartLine ?? 0,
    suppressed: item.Status === 'EXCEPTION',
  };
}

function secretDraft(item: ResultOf<'secret'>, target: string): FindingDraft {
  const severity = worstSeverity([severityOfWord(item.Severity)]);
  return { rule: item.RuleID, severity, title: item.Title ?? '', path: target, line: item.StartLine ?? 0 };
}

function licenseDraft(item: ResultOf<'license'>): FindingDraft {
  const severity = worstSeverity([severityOfWord(item.Severity)]);
  return { rule: `license:${item.Name}`, severity, title: '', package: item.PkgName ?? '', path: item.FilePath ?? '' };
}

function hiddenDraft(item: ResultOf<'hidden'>, target: string): FindingDraft {
  return {
    rule: item.VulnerabilityID ?? item.RuleID ?? item.ID ?? '',
    severity: worstSeverity([severityOfWord(item.Severity)]),
    title: item.Title ?? '',
    package: item.PkgName === undefined ? '' : `${item.PkgName}@${item.InstalledVersion ?? ''}`,
    path: item.PkgPath || target,
    suppressed: true,
  };
}
