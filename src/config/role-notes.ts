// Notes on what the copied trust policies leave open, judged from the copy alone, before any token. It evaluates no
// request and grants nothing; a policy without notes is not thereby safe, and AWS may hold another policy than the
// copy.
import * as z from 'zod';
import { listed } from '../base/text.ts';
import type { Config, Role, Service } from '../model/config.ts';
import { isOlderRelease } from '../model/release.ts';

const oneOrMany = <T extends z.ZodType>(item: T) => z.union([item.transform((one) => [one]), z.array(item)]);
const Values = z.record(z.string(), oneOrMany(z.union([z.string(), z.number(), z.boolean()]).transform(String)));
const Statement = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.string(),
  Action: oneOrMany(z.string()).default([]),
  Condition: z.record(z.string(), z.unknown()).default({}),
});
const Document = z.looseObject({ Statement: oneOrMany(Statement) });

/** The owner of the roles; `environment` is null for pusher and recorder. */
export type RoleHome = { config: Config; id: string; service: Service; environment: string | null };

/** Notes about every statement that admits a token, for each role, and about roles with the same ARN. */
export function roleNotes(home: RoleHome, roles: Readonly<Record<string, Role | undefined>>): string[] {
  const given = Object.entries(roles).flatMap(([name, role]) => (role ? [{ name, role }] : []));
  const shared = home.environment !== null && new Set(given.map(({ role }) => role.arn)).size < given.length;
  const same = `roles ${listed(given.map(({ name }) => name))} have the same ARN; expected one role each, so that the deploy command cannot write evidence`;
  return [
    ...given.flatMap(({ name, role }) =>
      documentNotes(home, name, role['trust-policy']).map((note) => `Note: trust policy of ${name}${note}.`),
    ),
    ...(shared ? [`Note: ${same}.`] : []),
  ];
}

function documentNotes(home: RoleHome, name: string, document: Role['trust-policy']): string[] {
  const parsed = Document.safeParse(document);
  if (!parsed.success) return [': it cannot be read; expected the policy document as AWS takes it'];
  const letting = parsed.data.Statement.flatMap((one, index) =>
    one.Effect === 'Allow' && one.Action.some(letsIn) ? [{ one, title: one.Sid ?? `statement ${index + 1}` }] : [],
  );
  if (letting.length === 0) return [': nothing allows sts:AssumeRoleWithWebIdentity; expected a statement that does'];
  return letting.flatMap(({ one, title }) => {
    const valuesOf = (operator: string, claim: string) => conditionValues(home, one.Condition[operator], claim);
    return [
      ...workflowNotes(home, name, valuesOf),
      ...subjectNotes(home, valuesOf),
      ...audienceNotes(valuesOf),
      ...repositoryNotes(home, valuesOf),
    ].map((note) => `, ${title}: ${note}`);
  });
}

/** Actions may hold wildcards; one that could match the action is treated as matching. */
function letsIn(action: string): boolean {
  return /[*?]/.test(action) || action.toLowerCase() === 'sts:assumerolewithwebidentity';
}

type ValuesOf = (operator: string, claim: string) => string[];

/** Values of a claim under one operator; condition keys are compared without regard to case (IAM User Guide). */
function conditionValues({ config }: RoleHome, keys: unknown, claim: string): string[] {
  const parsed = Values.safeParse(keys);
  const wanted = `${config.github.issuer.replace(/^https?:\/\//, '')}:${claim}`.toLowerCase();
  const entries = parsed.success ? Object.entries(parsed.data) : [];
  return entries.flatMap(([key, values]) => (key.toLowerCase() === wanted ? values : []));
}

/** StringEquals decides when present; otherwise StringLike does, and patterns are reported as such. */
function deciding(valuesOf: ValuesOf, claim: string): { values: string[]; patterns: string[] } {
  const equal = valuesOf('StringEquals', claim);
  const like = equal.length > 0 ? [] : valuesOf('StringLike', claim);
  return { values: equal.length > 0 ? equal : like, patterns: like.filter((value) => /[*?]/.test(value)) };
}

function workflowNotes({ config, service }: RoleHome, name: string, valuesOf: ValuesOf): string[] {
  const { repository, build, deploy, releases, minimum } = config.contracts;
  const files = name === 'pusher' ? [build] : name === 'recorder' ? [build, deploy] : [deploy];
  const contracts = files.map((file) => `${repository}/${file}@refs/tags/`);
  const direct =
    name === 'pusher' || name === 'recorder'
      ? service['direct-workflows'].map((one) => `${service.repository}/${one}`)
      : [];
  const expected = `expected ${[...contracts.map((one) => `${one}vX.Y.Z`), ...direct].join(' or ')} under StringEquals`;
  const { values, patterns } = deciding(valuesOf, 'job_workflow_ref');
  if (values.length === 0) return [`no job_workflow_ref, so that any workflow may take the role; ${expected}`];
  return values.flatMap((value) => {
    if (patterns.includes(value)) return [`job_workflow_ref ${value} is a pattern; ${expected}`];
    if (direct.includes(value)) return [];
    const tag = contracts.flatMap((one) => (value.startsWith(one) ? [value.slice(one.length)] : []))[0] ?? '';
    if (!/^v(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/.test(tag)) return [`job_workflow_ref ${value}; ${expected}`];
    const refused = isOlderRelease(tag, minimum) || releases.some((one) => one.version === tag && one.revoked);
    return refused ? [`job_workflow_ref ${value} is of a release that is refused; expected one that is trusted`] : [];
  });
}

/** Both of GitHub's forms: with names alone, and with the ids of owner and repository (GitHub's immutable subjects). */
function subjectNotes({ config, id, service, environment }: RoleHome, valuesOf: ValuesOf): string[] {
  const [owner = '', name = ''] = service.repository.split('/');
  const ends = environment === null ? '' : `environment:${environment}`;
  const forms = [`${owner}/${name}`, `${owner}@${config.organization['owner-id']}/${name}@${id}`];
  const starts = forms.map((form) => `repo:${form}:${ends}`);
  const expected = `expected ${starts.map((one) => (environment === null ? `${one}...` : one)).join(' or ')}`;
  const { values } = deciding(valuesOf, 'sub');
  if (values.length === 0) return [`no sub, so that any repository may take the role; ${expected}`];
  const fits = (value: string) => starts.some((one) => (environment === null ? value.startsWith(one) : value === one));
  return values.flatMap((value) => (fits(value) ? [] : [`sub ${value}; ${expected}`]));
}

function audienceNotes(valuesOf: ValuesOf): string[] {
  const expected = 'expected sts.amazonaws.com under StringEquals';
  const values = valuesOf('StringEquals', 'aud');
  if (values.length === 0) return [`no aud, so that a token made for another service counts; ${expected}`];
  return values.flatMap((value) => (value === 'sts.amazonaws.com' ? [] : [`aud ${value}; ${expected}`]));
}

function repositoryNotes({ id }: RoleHome, valuesOf: ValuesOf): string[] {
  const { values } = deciding(valuesOf, 'repository_id');
  return values.flatMap((value) => (value === id ? [] : [`repository_id ${value}; expected ${id}`]));
}
