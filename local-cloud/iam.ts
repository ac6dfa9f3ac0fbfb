// A strict little IAM: is this request allowed by these policy documents? Written apart from src/trust, so that the two check each other.
// It does NOT do NotAction, NotResource, NotPrincipal, policy variables, dates, IP addresses, ARN operators, SCPs or boundaries: it refuses them.
import * as z from 'zod';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value]));
const conditionValue = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const conditionValues = z
  .union([conditionValue, z.array(conditionValue)])
  .transform((value) => (Array.isArray(value) ? value : [value]));

const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), texts)]).optional(),
  Action: texts,
  Resource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), conditionValues)).default({}),
});
type Statement = z.infer<typeof Statement>;

const PolicyDocument = z.strictObject({
  Version: z.literal('2012-10-17'),
  Id: z.string().optional(),
  Statement: z.union([Statement, z.array(Statement)]).transform((value) => (Array.isArray(value) ? value : [value])),
});

/** A parsed policy. */
export type Policy = z.infer<typeof PolicyDocument>;

/** What is asked: action, resource ARN (absent in a trust policy) and the context keys, each with its values. */
export type AccessRequest = { action: string; resource?: string; context: Record<string, readonly string[]> };

/** Who asks. A session has a token, an end and perhaps a session policy; a user has none of them. */
export type Principal = {
  arn: string;
  account: string;
  userId: string;
  policy: Policy;
  sessionPolicy?: Policy;
};

/** Parses a policy document given as JSON text or value; throws an Error for what this evaluator does not know. */
export function parsePolicy(document: unknown): Policy {
  const policy = PolicyDocument.parse(typeof document === 'string' ? JSON.parse(document) : document);
  for (const statement of policy.Statement) {
    for (const [operator, keys] of Object.entries(statement.Condition)) {
      if (!operators[readOperator(operator).name]) throw new Error(`MalformedPolicyDocument: operator ${operator}`);
      if (Object.values(keys).some((values) => values.length === 0))
        throw new Error(`MalformedPolicyDocument: ${operator} without values`);
    }
    if (JSON.stringify(statement).includes('${')) throw new Error('MalformedPolicyDocument: policy variables');
  }
  return policy;
}

/** True when the role's policy allows, the session policy (if any) allows too, and nothing denies. */
export function permits(principal: Principal, request: AccessRequest): boolean {
  const layers = principal.sessionPolicy ? [principal.policy, principal.sessionPolicy] : [principal.policy];
  return layers.every((policy) => decide(policy, request) === 'allow');
}

/** What one policy alone says: an explicit deny wins over any allow, and silence is `none`. */
export function decide(policy: Policy, request: AccessRequest): 'allow' | 'deny' | 'none' {
  const applying = policy.Statement.filter((statement) => applies(statement, request));
  if (applying.some((statement) => statement.Effect === 'Deny')) return 'deny';
  return applying.length > 0 ? 'allow' : 'none';
}

/** Compares text with a pattern of `*` (any run) and `?` (any one character); no other character is special. */
export function matchesPattern(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[\\s\\S]*')
    .replaceAll('?', '[\\s\\S]');
  return new RegExp(`^${escaped}$`, 'u').test(text);
}

function applies(statement: Statement, request: AccessRequest): boolean {
  const action = request.action.toLowerCase();
  if (!statement.Action.some((pattern) => matchesPattern(pattern.toLowerCase(), action))) return false;
  const { resource } = request;
  if (resource !== undefined && !(statement.Resource ?? []).some((pattern) => matchesPattern(pattern, resource)))
    return false;
  const context = new Map(Object.entries(request.context).map(([key, values]) => [key.toLowerCase(), values]));
  return Object.entries(statement.Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, wanted, context.get(key.toLowerCase()))),
  );
}

type Operator = { test: (value: string, wanted: string) => boolean; negated: boolean };

const equal = (value: string, wanted: string) => value === wanted;
const numeric = (compare: (a: number, b: number) => boolean) => (value: string, wanted: string) =>
  value.trim() !== '' && wanted.trim() !== '' && compare(Number(value), Number(wanted));

const operators: Record<string, Operator> = {
  StringEquals: { test: equal, negated: false },
  StringNotEquals: { test: equal, negated: true },
  StringLike: { test: (value, wanted) => matchesPattern(wanted, value), negated: false },
  StringNotLike: { test: (value, wanted) => matchesPattern(wanted, value), negated: true },
  NumericEquals: { test: numeric((a, b) => a === b), negated: false },
  NumericNotEquals: { test: numeric((a, b) => a === b), negated: true },
  NumericLessThan: { test: numeric((a, b) => a < b), negated: false },
  NumericLessThanEquals: { test: numeric((a, b) => a <= b), negated: false },
  NumericGreaterThan: { test: numeric((a, b) => a > b), negated: false },
  NumericGreaterThanEquals: { test: numeric((a, b) => a >= b), negated: false },
  Bool: { test: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(), negated: false },
  Null: { test: equal, negated: false },
};

function readOperator(text: string): { set: '' | 'ForAllValues' | 'ForAnyValue'; name: string; ifExists: boolean } {
  const match = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(text);
  const set = match?.[1] === 'ForAllValues' || match?.[1] === 'ForAnyValue' ? match[1] : '';
  return { set, name: match?.[2] ?? '', ifExists: match?.[3] !== undefined };
}

function holds(text: string, wanted: readonly string[], values: readonly string[] | undefined): boolean {
  const { set, name, ifExists } = readOperator(text);
  const operator = operators[name];
  if (!operator) throw new Error(`unknown operator ${text}`);
  if (name === 'Null') return wanted.includes(String(values === undefined || values.length === 0));
  // IAM's rule for an absent key: ForAllValues and IfExists pass, ForAnyValue fails, negated operators pass, the rest fail.
  if (values === undefined || values.length === 0) {
    return ifExists || set === 'ForAllValues' || (set === '' && operator.negated);
  }
  const matches = (value: string) => wanted.some((one) => operator.test(value, one)) !== operator.negated;
  return set === 'ForAnyValue' ? values.some(matches) : values.every(matches);
}
