// Evaluates one condition of an IAM policy as AWS documents it (IAM User Guide, "Condition operators" and "Multivalued
// context keys"). It never guesses: what cannot be known from the token alone is `unknown`.

/** `unknown`: the outcome depends on something that is not in the token, or on an operator this evaluator does not know. */
export type Outcome = 'met' | 'unmet' | 'unknown';

type Comparison = { negated: boolean; matches(actual: string, pattern: string): boolean };

const equal = (a: string, b: string) => a === b;
const equalIgnoringCase = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['StringEquals', { negated: false, matches: equal }],
  ['StringNotEquals', { negated: true, matches: equal }],
  ['StringEqualsIgnoreCase', { negated: false, matches: equalIgnoringCase }],
  ['StringNotEqualsIgnoreCase', { negated: true, matches: equalIgnoringCase }],
  ['StringLike', { negated: false, matches: matchesWildcards }],
  ['StringNotLike', { negated: true, matches: matchesWildcards }],
]);

/** Holds the values of one context key against the values of a policy; no actual values means that the key is absent. */
export function evaluateCondition(operator: string, actual: readonly string[], expected: readonly string[]): Outcome {
  if (expected.some((value) => value.includes('${'))) return 'unknown';
  if (operator === 'Null') return outcomeOf(expected.includes(actual.length === 0 ? 'true' : 'false'));
  const [, qualifier, name = '', ifExists] = /^(ForAllValues:|ForAnyValue:)?(.+?)(IfExists)?$/.exec(operator) ?? [];
  const comparison = comparisons.get(name);
  if (!comparison) return 'unknown';
  if (actual.length === 0) return outcomeOf(absentPasses(qualifier, ifExists !== undefined, comparison.negated));
  const passes = (value: string) => expected.some((one) => comparison.matches(value, one)) !== comparison.negated;
  if (qualifier === 'ForAnyValue:') return outcomeOf(actual.some(passes));
  if (qualifier === 'ForAllValues:') return outcomeOf(actual.every(passes));
  // Without a qualifier several values are compared as a set: one match is enough, and a negated operator requires
  // none.
  return outcomeOf(comparison.negated ? actual.every(passes) : actual.some(passes));
}

/** An absent key fails a positive operator and passes a negated one; IfExists and ForAllValues pass, ForAnyValue fails. */
function absentPasses(qualifier: string | undefined, ifExists: boolean, negated: boolean): boolean {
  if (ifExists || qualifier === 'ForAllValues:') return true;
  return qualifier === 'ForAnyValue:' ? false : negated;
}

function outcomeOf(met: boolean): Outcome {
  return met ? 'met' : 'unmet';
}

/** `*` stands for any characters or none, across every separator; `?` for exactly one. Linear in the text for each `*`. */
export function matchesWildcards(text: string, pattern: string): boolean {
  let [at, place] = [0, 0];
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const wanted = pattern[place];
    if (wanted === '*') {
      star = place++;
      resume = at;
    } else if (wanted === '?' || wanted === text[at]) {
      at++;
      place++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(place));
}
