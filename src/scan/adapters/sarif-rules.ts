// Finds the rules that a SARIF result may mean and what they say of its severity. A result names its rule by index, id or guid, in
// the tool or an extension of it (3.27.5 to 3.27.7, 3.52); where those differ, the worst counts.
import type { Severity } from '../../model/finding.ts';
import { severityOfAny } from '../cvss.ts';
import { severityOfWord, worstKnown, worstSeverity } from '../severity.ts';
import type { Result, Rule, RuleReference, Run, ToolComponent } from './sarif-log.ts';

/** What a rule says about its results. Rules that share an id are taken together, and the worst of them counts. */
export type Described = {
  id: string;
  title: string;
  aliases: readonly string[];
  url: string;
  level: Severity | undefined;
  score: Severity | undefined;
};

/** The rules of a run by id and by guid, with the levels that the invocations set. */
export type RuleBook = {
  run: Run;
  byName: ReadonlyMap<string, Described>;
  overrides: readonly { descriptor: RuleReference; level: Severity }[];
};

/** The rules of a run, ready to be looked up. */
export function openRuleBook(run: Run): RuleBook {
  const byName = new Map<string, Described>();
  for (const rule of componentsOf(run).flatMap((component) => component.rules ?? [])) {
    byName.set(rule.id, worseOf(describe(rule), byName.get(rule.id)));
    if (rule.guid) byName.set(guidKey(rule.guid), worseOf(describe(rule), byName.get(guidKey(rule.guid))));
  }
  const overrides = (run.invocations ?? []).flatMap((invocation) =>
    (invocation.ruleConfigurationOverrides ?? []).flatMap(({ descriptor, configuration }) =>
      configuration?.level === undefined ? [] : [{ descriptor, level: severityOfLevel(configuration.level) }],
    ),
  );
  return { run, byName, overrides };
}

/** The rules that the result may mean, the one at its index first. */
export function rulesOf(book: RuleBook, result: Result): Described[] {
  const reference: RuleReference = {
    ...result.rule,
    id: result.ruleId || result.rule?.id || '',
    index: result.rule?.index ?? result.ruleIndex ?? -1,
  };
  const found = lookUp(book, reference);
  const set = book.overrides.filter(({ descriptor }) => isSame(lookUp(book, descriptor), found, descriptor, reference));
  return set.length === 0 ? found : [...found, ...set.map(({ level }) => ({ ...nothing, level }))];
}

const nothing: Described = { id: '', title: '', aliases: [], url: '', level: undefined, score: undefined };

function isSame(
  named: readonly Described[],
  found: readonly Described[],
  descriptor: RuleReference,
  reference: RuleReference,
): boolean {
  if (descriptor.id !== undefined && descriptor.id === reference.id) return true;
  return named.some((rule) => found.some((other) => other.id === rule.id));
}

function lookUp({ run, byName }: RuleBook, reference: RuleReference): Described[] {
  const indexed = ownerOf(run, reference)?.rules?.[reference.index ?? -1];
  const named = [guidKey(reference.guid ?? ''), ...idAndParents(reference.id ?? '')];
  const found = named.flatMap((name) => byName.get(name) ?? []).slice(0, 1);
  return [...(indexed ? [describe(indexed)] : []), ...found];
}

/** `A/b/c` may stand for the rule `A/b` or `A` (3.27.5). */
function idAndParents(id: string): string[] {
  const parts = id.split('/').slice(0, 20);
  return parts.map((_, at) => (at === 0 ? id : parts.slice(0, -at).join('/'))).filter((name) => name !== '');
}

/** Apart from every id, which cannot hold a line break without being another one. */
function guidKey(guid: string): string {
  return `guid\n${guid.toLowerCase()}`;
}

function componentsOf(run: Run): ToolComponent[] {
  return [run.tool.driver, ...(run.tool.extensions ?? [])];
}

/** The component that a reference names by guid, index or name; the tool itself when it names none (3.54). */
function ownerOf(run: Run, { toolComponent }: RuleReference): ToolComponent | undefined {
  if (!toolComponent) return run.tool.driver;
  const { index = -1, guid, name } = toolComponent;
  const components = componentsOf(run);
  if (index >= 0) return run.tool.extensions?.[index];
  if (guid) return components.find((one) => one.guid?.toLowerCase() === guid.toLowerCase());
  return !name ? run.tool.driver : components.find((component) => component.name === name);
}

function describe(rule: Rule): Described {
  const level = rule.defaultConfiguration?.level;
  return {
    id: rule.id,
    title: rule.shortDescription?.text ?? rule.name ?? '',
    aliases: (rule.deprecatedIds ?? []).filter((id) => typeof id === 'string'),
    url: typeof rule.helpUri === 'string' ? rule.helpUri : '',
    level: level === undefined ? undefined : severityOfLevel(level),
    score: severityOfAny(rule.properties?.['security-severity']),
  };
}

function worseOf(rule: Described, other: Described | undefined): Described {
  if (other === undefined) return rule;
  return { ...other, level: worstKnown([rule.level, other.level]), score: worstKnown([rule.score, other.score]) };
}

/** A level that SARIF does not know is as bad as any. */
function severityOfLevel(level: unknown): Severity {
  return severityOfWord(level) ?? 'critical';
}

/**
 * SARIF 3.27.10: no level means the rule's, else `warning`. A result that waits for a person (`open`, `review`) has level `none`
 * for want of a verdict, so that the rule's level stands for it.
 */
export function severityOf(result: Result, rules: readonly Described[]): Severity {
  const scores = [severityOfAny(result.properties?.['security-severity']), ...rules.map((rule) => rule.score)];
  const isUndecided = (result.kind ?? 'fail') !== 'fail' && result.level === 'none';
  if (result.level !== undefined && !isUndecided) return worstSeverity([severityOfLevel(result.level), ...scores]);
  const level = worstKnown(rules.map((rule) => rule.level)) ?? 'medium';
  return worstSeverity([level, ...scores]);
}
