// Reads SARIF 2.1.0 of any tool. Only an explicit `results` array is a result (THREATS A5): a run that failed, or never began,
// must not read as clean. Result messages may quote source code and are not copied; the rule's own text stands for them.
import type { Finding, RawScan, Severity } from '../../model/finding.ts';
import { type Adapter, conform, exitMismatch, hasKeys } from '../adapter.ts';
import { makeFinding, proven } from '../finding.ts';
import { severityOfScore, severityOfWord, worstSeverity } from '../severity.ts';
import { Report, type Result, type Rule, type Run } from './sarif-log.ts';
import { sarifProblem } from './sarif-run.ts';

/** SARIF 2.1.0. It proves what it says, and never satisfies a required scan (model, ScanRequirement). */
export const sarif: Adapter = {
  kinds: ['source', 'dependencies', 'image', 'infrastructure', 'secrets'],
  exitCodes: [0, 1],
  versions: [],
  recognizes: (document) => hasKeys(document, 'runs', 'version'),
  read(raw, document) {
    const conformed = conform(Report, document);
    if ('misfit' in conformed) return conformed.misfit;
    const runs = conformed.value.runs ?? [];
    const problem = sarifProblem(raw, conformed.value);
    if (problem) return problem;
    const findings = runs.flatMap((run) => findingsOf(raw, run));
    const files = runs.reduce((sum, run) => sum + (run.artifacts ?? []).length, 0);
    // Many tools end with 0 beside findings; only "findings" without any is a contradiction here.
    const contradiction = raw.run.exit_code === 1 ? exitMismatch(raw, findings) : undefined;
    return contradiction ?? proven(findings, { files, packages: 0 });
  },
};

function findingsOf(raw: RawScan, run: Run): Finding[] {
  const named = new Map<string, Described>();
  const components = [run.tool.driver, ...(run.tool.extensions ?? [])];
  for (const rule of components.flatMap((component) => component.rules ?? [])) {
    named.set(rule.id, worseOf(describe(rule), named.get(rule.id)));
  }
  return (run.results ?? []).map((result) => findingOf(raw, run, result, rulesOf(run, result, named)));
}

function findingOf(raw: RawScan, run: Run, result: Result, rules: readonly Described[]): Finding {
  const location = result.locations?.[0]?.physicalLocation;
  const artifact = location?.artifactLocation;
  const uri = artifact?.uri ?? run.artifacts?.[artifact?.index ?? -1]?.location?.uri ?? '';
  return makeFinding(raw, {
    rule: result.ruleId ?? result.rule?.id ?? rules[0]?.id ?? '',
    severity: severityOf(result, rules),
    title: rules.find((rule) => rule.title !== '')?.title ?? '',
    path: decoded(uri),
    line: location?.region?.startLine ?? 0,
    suppressed: (result.suppressions ?? []).length > 0,
  });
}

/** What a rule says about its results. Rules that share an id are taken together, and the worst of them counts. */
type Described = { id: string; title: string; level: Severity | undefined; score: Severity | undefined };

function describe(rule: Rule): Described {
  const level = rule.defaultConfiguration?.level;
  return {
    id: rule.id,
    title: rule.shortDescription?.text ?? rule.name ?? '',
    level: level === undefined ? undefined : severityOfLevel(level),
    score: severityOfScore(rule.properties?.['security-severity']),
  };
}

function worseOf(rule: Described, other: Described | undefined): Described {
  if (other === undefined) return rule;
  return { ...other, level: worstKnown([rule.level, other.level]), score: worstKnown([rule.score, other.score]) };
}

function worstKnown(sources: readonly (Severity | undefined)[]): Severity | undefined {
  return sources.some((source) => source !== undefined) ? worstSeverity(sources) : undefined;
}

function severityOfLevel(level: unknown): Severity {
  return severityOfWord(level) ?? 'critical';
}

/** The rules a result may mean, by index and by id (`ID` or `ID/part`, 3.27.5); when they differ, the worst severity counts. */
function rulesOf(run: Run, result: Result, named: ReadonlyMap<string, Described>): Described[] {
  const component = result.rule?.toolComponent?.index;
  const owner = component === undefined ? run.tool.driver : run.tool.extensions?.[component];
  const indexed = owner?.rules?.[result.rule?.index ?? result.ruleIndex ?? -1];
  const id = result.ruleId ?? result.rule?.id ?? '';
  const found = named.get(id) ?? named.get(id.replace(/\/[^/]*$/, ''));
  return [...(indexed ? [describe(indexed)] : []), ...(found ? [found] : [])];
}

/** SARIF 3.27.9, 3.27.10: no result level means the rule's, else `warning`; a result that is no failure has level `none`. */
function severityOf(result: Result, rules: readonly Described[]): Severity {
  const scores = [severityOfScore(result.properties?.['security-severity']), ...rules.map((rule) => rule.score)];
  if (result.level !== undefined) return worstSeverity([severityOfLevel(result.level), ...scores]);
  const isFailure = (result.kind ?? 'fail') === 'fail';
  const level = worstKnown(rules.map((rule) => rule.level)) ?? (isFailure ? 'medium' : 'info');
  return worstSeverity([level, ...scores]);
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
