// Reads a role's trust policy and decides whether AWS STS would grant AssumeRoleWithWebIdentity to a token and, if not,
// which claim fails, which STS never reports. It explains a copy and grants nothing; what it cannot evaluate counts as
// refused.
import * as z from 'zod';
import type { Claims } from '../model/identity.ts';
import { evaluateCondition, matchesWildcards, type Outcome } from './condition.ts';

const oneOrMany = <T extends z.ZodType>(item: T) => z.union([item.transform((one) => [one]), z.array(item)]);
const Text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const TrustStatement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), oneOrMany(z.string()))]),
  Action: oneOrMany(z.string()),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMany(Text))).default({}),
});

/**
 * A role's trust policy as AWS accepts it; an element this evaluator does not know (NotPrincipal, NotAction) is
 * refused.
 */
export const TrustPolicyDocument = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: oneOrMany(TrustStatement),
});
type TrustStatement = z.infer<typeof TrustStatement>;

/** A condition that kept the role from being granted. `actual` is the token's value, `(absent)` when it has none. */
export type FailingCondition = { claim: string; operator: string; expected: string[]; actual: string };

/**
 * What the evaluator found: the failing conditions are those of the nearest statement, `wanted` are all of its conditions with the token's
 * values; problems are the policy's own.
 */
export type TrustExplanation = {
  granted: boolean;
  failing: FailingCondition[];
  wanted: FailingCondition[];
  problems: string[];
};

/**
 * The claims besides sub and aud that STS makes condition keys for GitHub's issuer (IAM user guide, "Available keys for
 * AWS OIDC federation"; repository_owner_id is not among them).
 */
const conditionClaims = new Set([
  'sub',
  'aud',
  'actor',
  'actor_id',
  'job_workflow_ref',
  'repository',
  'repository_id',
  'workflow',
  'ref',
  'environment',
  'enterprise_id',
]);

const action = 'sts:assumerolewithwebidentity';

/** Whether the policy grants the role to the token of `issuer` by AWS's documented evaluation: an explicit Deny wins, statements are alternatives, conditions add up. */
export function explainTrust(document: Record<string, unknown>, claims: Claims, issuer: string): TrustExplanation {
  const parsed = TrustPolicyDocument.safeParse(document);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return { granted: false, failing: [], wanted: [], problems };
  }
  const provider = issuer.replace(/^https?:\/\//, '');
  const statements = parsed.data.Statement.map((statement, index) => judge(statement, index, claims, provider));
  const allowing = statements.filter((one) => one.effect === 'Allow' && one.concerns);
  const denying = statements.filter((one) => one.effect === 'Deny' && one.concerns && !one.conditions.some(isUnmet));
  const problems = [
    ...statements.flatMap((one) => one.problems),
    ...denying.map((one) => `${one.name} denies the role`),
  ];
  if (allowing.length === 0) problems.push(`no statement allows sts:AssumeRoleWithWebIdentity to ${provider}`);
  const unmet = (conditions: readonly JudgedCondition[]) => conditions.filter(({ outcome }) => outcome !== 'met');
  const [nearest = []] = allowing
    .map(({ conditions }) => conditions)
    .toSorted((a, b) => unmet(a).length - unmet(b).length);
  const granted = allowing.some(({ conditions }) => unmet(conditions).length === 0) && denying.length === 0;
  const withoutOutcome = ({ outcome: _, ...condition }: JudgedCondition) => condition;
  return {
    granted,
    failing: unmet(nearest).map(withoutOutcome),
    wanted: nearest.map(withoutOutcome),
    problems: [...new Set(problems)],
  };
}

type JudgedCondition = FailingCondition & { outcome: Outcome };
type Judged = {
  name: string;
  effect: 'Allow' | 'Deny';
  /** True when the statement is about this action and this provider. */
  concerns: boolean;
  conditions: JudgedCondition[];
  problems: string[];
};

function isUnmet(condition: JudgedCondition): boolean {
  return condition.outcome === 'unmet';
}

function judge(statement: TrustStatement, index: number, claims: Claims, provider: string): Judged {
  const name = statement.Sid ?? `statement ${index + 1}`;
  const concerns = statement.Action.some((one) => matchesWildcards(action, one.toLowerCase()));
  const anyone = isAnyone(statement.Principal);
  const named = namesProvider(statement.Principal, provider);
  const pairs = Object.entries(statement.Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, expected]) => judgeCondition({ operator, key, expected }, claims, provider)),
  );
  const wide = anyone && statement.Effect === 'Allow' ? [`${name} allows any principal; it is not counted`] : [];
  return {
    name,
    effect: statement.Effect,
    concerns: concerns && (named || (anyone && statement.Effect === 'Deny')),
    conditions: pairs.map(({ condition }) => condition),
    problems: [...wide, ...pairs.flatMap(({ problem }) => (problem === '' ? [] : [`${name}: ${problem}`]))],
  };
}

function isAnyone(principal: TrustStatement['Principal']): boolean {
  return principal === '*' || Object.values(principal).some((values) => values.includes('*'));
}

function namesProvider(principal: TrustStatement['Principal'], provider: string): boolean {
  if (principal === '*') return false;
  const providers = principal['Federated'] ?? [];
  return providers.some(
    (arn) => arn.replace(/^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\//, '') === provider && arn !== provider,
  );
}

/** One condition of a statement, as written. */
type WrittenCondition = { operator: string; key: string; expected: string[] };

function judgeCondition({ operator, key, expected }: WrittenCondition, claims: Claims, provider: string) {
  // Context key names are compared without regard to case (IAM User Guide, "Condition").
  const prefix = `${provider}:`.toLowerCase();
  const ours = key.toLowerCase().startsWith(prefix);
  const claim = ours ? key.toLowerCase().slice(prefix.length) : key;
  const actual = ours && conditionClaims.has(claim) ? textsOf(claims[claim]) : [];
  const outcome = ours ? evaluateCondition(operator, actual, expected) : 'unknown';
  const shown = actual.length === 0 ? '(absent)' : actual.join(', ');
  const condition: JudgedCondition = { claim, operator, expected, actual: shown, outcome };
  return { condition, problem: problemOf(operator, claim, ours, outcome) };
}

function problemOf(operator: string, claim: string, ours: boolean, outcome: Outcome): string {
  if (!ours) return `${claim} is not a claim of the token; it cannot be judged from here`;
  if (!conditionClaims.has(claim))
    return `STS does not evaluate the claim ${claim}; for AWS it is absent from every token`;
  return outcome === 'unknown' ? `${operator} on ${claim} cannot be judged from here` : '';
}

function textsOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === 'string').filter((one) => one !== '');
}
