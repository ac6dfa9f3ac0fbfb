// Finds the rules that a SARIF result may mean and the severities they give. A result names its rule by index, id or
// guid, in the tool or an extension of it (3.27.5 to 3.27.7, 3.52); where those differ, the worst counts.
import type { Severity } from '../../../model/finding.ts';
import { severityOfAny } from '../../cvss.ts';
import { severityOfWord, worstKnown, worstSeverity } from '../../severity.ts';
import type { Result, Rule, RuleReference, Run, ToolComponent } from './log.ts';

/** What a rule says about its results. Rules that share an id are taken together, and the worst of them counts. */
export type Described = {
  id: string;
  title: string;
  aliases: readonly string[];
  url: string;
  level: Severity | undefined;
  score: Severity | undefined;
};

/** The rules of a run, indexed: rules by id and guid, components by guid and name, levels by rule id. */
export type RuleBook = {
  run: Run;
  rules: ReadonlyMap<string, Described>;
  components: ReadonlyMap<string, ToolComponent>;
  levels: ReadonlyMap<string, Severity>;
};

/** The rules of a run, ready to be looked up. */
export function openRuleBook(run: Run): RuleBook {
  const rules = new Map<string, Described>();
  const components = new Map<string, ToolComponent>();
  for (const component of [run.tool.driver, ...(run.tool.extensions ?? [])]) {
    for (const name of [nameKey(component.name), guidKey(component.guid)])
      if (!components.has(name)) components.set(name, component);
    for (const rule of component.rules ?? [])
      for (const key of rule.guid ? [rule.id, guidKey(rule.guid)] : [rule.id])
        rules.set(key, worseOf(describe(rule), rules.get(key)));
  }
  const book = { run, rules, components };
  return { ...book, levels: levelsSet({ ...book, levels: new Map() }) };
}

/** The levels that the invocations set for rules (3.20.5), the worst for each id. */
function levelsSet(book: RuleBook): ReadonlyMap<string, Severity> {
  const levels = new Map<string, Severity>();
  const overrides = (book.run.invocations ?? []).flatMap((invocation) => invocation.ruleConfigurationOverrides ?? []);
  for (const { descriptor, configuration } of overrides) {
    if (configuration?.level === undefined) continue;
    const level = severityOfLevel(configuration.level);
    for (const id of new Set([descriptor.id ?? '', ...lookUp(book, descriptor).map((rule) => rule.id)]))
      levels.set(id, worstSeverity([level, levels.get(id)]));
  }
  levels.delete('');
  return levels;
}

/** The rules that the result may mean, the one at its index first, with the levels set for them. */
export function rulesOf(book: RuleBook, result: Result): Described[] {
  const id = result.ruleId || result.rule?.id || '';
  const found = lookUp(book, { ...result.rule, id, index: result.rule?.index ?? result.ruleIndex ?? -1 });
  const levels = [id, ...found.map((rule) => rule.id)].flatMap((name) => book.levels.get(name) ?? []);
  return [...found, ...levels.map((level) => ({ ...nothing, level }))];
}

const nothing: Described = { id: '', title: '', aliases: [], url: '', level: undefined, score: undefined };

function lookUp(book: RuleBook, reference: RuleReference): Described[] {
  const indexed = ownerOf(book, reference)?.rules?.[reference.index ?? -1];
  const names = [guidKey(reference.guid), ...idAndParents(reference.id ?? '')];
  const found = names.flatMap((name) => book.rules.get(name) ?? []).slice(0, 1);
  return [...(indexed ? [describe(indexed)] : []), ...found];
}

/** `A/b/c` may mean the rule `A/b` or `A` (3.27.5). */
function idAndParents(id: string): string[] {
  const parts = id.split('/').slice(0, 20);
  return parts.map((_, at) => (at === 0 ? id : parts.slice(0, -at).join('/'))).filter((name) => name !== '');
}

/** Keys that no id of a rule is likely to be, and that at worst find a rule whose severity counts too. */
function guidKey(guid: string | null | undefined): string {
  return `guid\n${(guid ?? '').toLowerCase()}`;
}

function nameKey(name: string): string {
  return `name\n${name}`;
}

/** The component that a reference names by index, guid or name; the tool itself when it names none (3.54). */
function ownerOf({ run, components }: RuleBook, { toolComponent }: RuleReference): ToolComponent | undefined {
  const { index = -1, guid, name } = toolComponent ?? {};
  if (index >= 0) return run.tool.extensions?.[index];
  if (guid) return components.get(guidKey(guid));
  return name ? components.get(nameKey(name)) : run.tool.driver;
}

function describe(rule: Rule): Described {
  const level = rule.defaultConfiguration?.level;
  return {
    id: rule.id,
    title: rule.shortDescription?.text ?? rule.name ?? '',
    aliases: (rule.deprecatedIds ?? []).slice(0, 50).filter((id) => typeof id === 'string'),
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
 * SARIF 3.27.10: a missing level means the rule's, else `warning`. A result that waits for a person (`open`, `review`)
 * has level `none` for lack of a verdict, so the rule's level is used.
 */
export function severityOf(result: Result, rules: readonly Described[]): Severity {
  const scores = [severityOfAny(result.properties?.['security-severity']), ...rules.map((rule) => rule.score)];
  const isUndecided = (result.kind ?? 'fail') !== 'fail' && result.level === 'none';
  if (result.level !== undefined && !isUndecided) return worstSeverity([severityOfLevel(result.level), ...scores]);
  const level = worstKnown(rules.map((rule) => rule.level)) ?? 'medium';
  return worstSeverity([level, ...scores]);
}
