// Which findings deny, for people to see. It is asked of the policy itself, one finding at a time, so that thresholds, exceptions and the
// choice of the scans that count are in no second place. What it answers decides nothing.
import type { EvidenceBundle } from '../model/decision.ts';
import type { Finding, SeverityCounts } from '../model/finding.ts';
import type { PolicyEngine } from '../model/ports.ts';
import { judgeRules, type PartialFacts } from './decide.ts';

/** What the rules about findings read. */
export type FindingFacts = PartialFacts &
  Pick<EvidenceBundle, 'scans'> & { policy: Pick<EvidenceBundle['policy'], 'exceptions'> };

const rules = ['gate.scans.findings', 'gate.scans.secrets'] as const;

type Exception = FindingFacts['policy']['exceptions'][number];

/** The findings for which a rule denies, in the order of the scans. Findings that the policy cannot tell apart are asked about once. */
export function openFindings(facts: FindingFacts, engine: Pick<PolicyEngine, 'evaluate'>): Finding[] {
  const without = problemsOf(facts, engine, null);
  const byRule = Map.groupBy(facts.policy.exceptions, ({ tool, rule }) => JSON.stringify([tool, rule]));
  const known = new Map<string, boolean>();
  return facts.scans.flatMap((scan, at) =>
    scan.findings.filter((finding) => {
      const exceptions = exceptionsFor(finding, byRule);
      const named = exceptions.map((one) => [facts.policy.exceptions.indexOf(one), one.rule === finding.rule]);
      const likeness = JSON.stringify([at, finding.severity, finding.kind, finding.package === '', named]);
      const asked = { ...facts, policy: { ...facts.policy, exceptions } };
      const open = known.get(likeness) ?? adds(problemsOf(asked, engine, { at, finding }), without);
      known.set(likeness, open);
      return open;
    }),
  );
}

/** The exceptions that may cover a finding; one that names another rule, package or path cannot. */
function exceptionsFor(finding: Finding, byRule: ReadonlyMap<string, readonly Exception[]>): Exception[] {
  const { tool, rule, aliases = [], package: name, path } = finding;
  return [rule, ...aliases]
    .flatMap((id) => byRule.get(JSON.stringify([tool, id])) ?? [])
    .filter((one) => (one.package ?? name) === name && (one.path ?? path) === path);
}

const none: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

/** Why the rules deny where this finding is the only one; '' for each that allows. */
function problemsOf(
  facts: FindingFacts,
  engine: Pick<PolicyEngine, 'evaluate'>,
  only: { at: number; finding: Finding } | null,
): string[] {
  const scans = facts.scans.map((scan, at) => {
    if (at !== only?.at) return { ...scan, findings: [], counts: none };
    return { ...scan, findings: [only.finding], counts: { ...none, [only.finding.severity]: 1 } };
  });
  const reduced: FindingFacts = { ...facts, scans };
  const verdicts = judgeRules(reduced, engine, rules);
  return verdicts.map(({ verdict, message }) => (verdict === 'deny' ? message : ''));
}

/** A rule may deny without any finding, for a scan that is missing; only what the finding itself brings counts. */
function adds(problems: readonly string[], without: readonly string[]): boolean {
  return problems.some((problem, at) => problem !== '' && problem !== without[at]);
}
