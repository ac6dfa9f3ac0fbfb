// The trust-policy evaluator: AWS's documented semantics one by one, the subvectors corpus as an oracle, the evaluator of
// local-cloud as a second opinion, and the policies of the shared configuration.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { decide, parsePolicy } from '../../../local-cloud/iam.ts';
import type { Claims } from '../../../src/model/identity.ts';
import { EnvironmentName } from '../../../src/model/ids.ts';
import { trustPolicy } from '../../../src/trust/compile.ts';
import { matchesWildcards } from '../../../src/trust/condition.ts';
import { explainTrust } from '../../../src/trust/policy-document.ts';
import { subjectWords } from '../../../src/trust/subject.ts';
import { configOf, fixtureText } from '../config/fixture.ts';
import { claimsOf, deployClaims } from './token.ts';

const issuer = 'https://token.actions.githubusercontent.com';
const host = 'token.actions.githubusercontent.com';
const provider = `arn:aws:iam::111122223333:oidc-provider/${host}`;

type Condition = Record<string, Record<string, unknown>>;

function statement(Condition: Condition, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition,
    ...changes,
  };
}

function policy(...Statement: Record<string, unknown>[]): Record<string, unknown> {
  return { Version: '2012-10-17', Statement };
}

/** Whether a condition on one claim of the build token grants. */
function grants(operator: string, claim: string, value: unknown, claims: Claims = claimsOf()): boolean {
  return explainTrust(policy(statement({ [operator]: { [`${host}:${claim}`]: value } })), claims, issuer).granted;
}

const sub = 'repo:acme/clinic-api:ref:refs/heads/main';

describe('operators on a claim that is there', () => {
  test.each([
    ['StringEquals', sub, true],
    ['StringEquals', 'repo:Acme/clinic-api:ref:refs/heads/main', false],
    ['StringEquals', 'repo:acme/*', false],
    ['StringEquals', ['repo:acme/other:ref:refs/heads/main', sub], true],
    ['StringEquals', [], false],
    ['StringNotEquals', sub, false],
    ['StringNotEquals', 'repo:acme/other', true],
    ['StringNotEquals', ['repo:acme/other', sub], false],
    ['StringEqualsIgnoreCase', 'REPO:ACME/clinic-api:ref:refs/heads/main', true],
    ['StringEqualsIgnoreCase', 'REPO:ACME/clinic-api', false],
    ['StringNotEqualsIgnoreCase', 'REPO:ACME/clinic-api:ref:refs/heads/main', false],
    ['StringNotEqualsIgnoreCase', 'REPO:ACME/clinic-api', true],
    ['StringLike', 'repo:acme/*', true],
    ['StringLike', 'repo:acm/*', false],
    ['StringLike', 'repo:acme/clinic-ap?:ref:refs/heads/main', true],
    ['StringNotLike', 'repo:acme/*', false],
    ['StringNotLike', 'repo:evil/*', true],
    ['ForAllValues:StringEquals', sub, true],
    ['ForAllValues:StringEquals', 'x', false],
    ['ForAnyValue:StringEquals', sub, true],
    ['ForAnyValue:StringNotEquals', sub, false],
    ['StringEqualsIfExists', sub, true],
    ['StringEqualsIfExists', 'x', false],
    ['Null', 'false', true],
    ['Null', false, true],
    ['Null', 'true', false],
  ])('%s %j: %s', (operator, value, granted) => {
    expect(grants(operator, 'sub', value)).toBe(granted);
  });
});

describe('operators on a claim that is absent', () => {
  test.each([
    ['StringEquals', false],
    ['StringLike', false],
    ['StringNotEquals', true],
    ['StringNotLike', true],
    ['ForAllValues:StringEquals', true],
    ['ForAllValues:StringNotEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['StringEqualsIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['ForAnyValue:StringLikeIfExists', true],
  ])('%s: %s', (operator, granted) => {
    expect(grants(operator, 'environment', 'production')).toBe(granted);
    expect(grants(operator, 'environment', 'production', claimsOf({ environment: '' }))).toBe(granted);
  });

  test('Null says what it is asked', () => {
    expect(grants('Null', 'environment', 'true')).toBe(true);
    expect(grants('Null', 'environment', 'false')).toBe(false);
  });
});

describe('what STS does not evaluate', () => {
  test.each(['job_workflow_sha', 'runner_environment', 'event_name', 'workflow_ref', 'repository_owner_id'])(
    '%s never matches and is named',
    (claim) => {
      const claims = claimsOf();
      const found = explainTrust(
        policy(statement({ StringEquals: { [`${host}:${claim}`]: String(claims[claim]) } })),
        claims,
        issuer,
      );
      expect(found).toMatchObject({ granted: false, failing: [{ claim, actual: '(absent)' }] });
      expect(found.problems.join()).toContain(claim);
    },
  );

  test('a key of AWS itself is unknown: it does not allow, and it does not keep a Deny from applying', () => {
    const key = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
    expect(explainTrust(policy(statement(key)), claimsOf(), issuer)).toMatchObject({
      granted: false,
      failing: [{ claim: 'aws:SourceAccount' }],
    });
    const base = statement({ StringEquals: { [`${host}:sub`]: sub } });
    expect(explainTrust(policy(base), claimsOf(), issuer).granted).toBe(true);
    expect(explainTrust(policy(base, statement(key, { Effect: 'Deny' })), claimsOf(), issuer).granted).toBe(false);
  });

  test.each([
    ['StringMatches', sub],
    ['ArnLike', sub],
    ['', sub],
    ['StringLike', `repo:\${aws:PrincipalTag/repo}:*`],
  ])('%s %s cannot be judged and does not grant', (operator, value) => {
    const found = explainTrust(policy(statement({ [operator]: { [`${host}:sub`]: value } })), claimsOf(), issuer);
    expect(found.granted).toBe(false);
    expect(found.problems).toHaveLength(1);
  });
});

describe('statements', () => {
  const good = { StringEquals: { [`${host}:sub`]: sub, [`${host}:aud`]: 'sts.amazonaws.com' } };
  const bad = { StringEquals: { [`${host}:sub`]: 'repo:x', [`${host}:aud`]: 'y' } };
  const half = { StringEquals: { [`${host}:sub`]: sub, [`${host}:aud`]: 'y' } };

  test('conditions of one statement add up, statements are alternatives', () => {
    expect(explainTrust(policy(statement(half)), claimsOf(), issuer).granted).toBe(false);
    expect(explainTrust(policy(statement(bad), statement(good)), claimsOf(), issuer)).toMatchObject({
      granted: true,
      failing: [],
    });
    expect(explainTrust({ Statement: statement(good) }, claimsOf(), issuer).granted).toBe(true);
  });

  test('the failing conditions are those of the nearest statement', () => {
    const { granted, failing } = explainTrust(policy(statement(bad), statement(half)), claimsOf(), issuer);
    expect(granted).toBe(false);
    expect(failing).toEqual([{ claim: 'aud', operator: 'StringEquals', expected: ['y'], actual: 'sts.amazonaws.com' }]);
  });

  test('an explicit Deny wins, one that does not fit does not', () => {
    const deny = (principal: unknown, condition: Condition) =>
      statement(condition, { Effect: 'Deny', Principal: principal, Sid: 'NoPullRequests' });
    for (const principal of ['*', { AWS: '*' }, { Federated: provider }]) {
      expect(explainTrust(policy(statement(good), deny(principal, good)), claimsOf(), issuer)).toMatchObject({
        granted: false,
        problems: [expect.stringContaining('NoPullRequests')],
      });
      expect(explainTrust(policy(statement(good), deny(principal, half)), claimsOf(), issuer).granted).toBe(true);
    }
    expect(
      explainTrust(policy(statement(good), deny({ AWS: 'arn:aws:iam::111122223333:root' }, good)), claimsOf(), issuer)
        .granted,
    ).toBe(true);
  });

  test.each([
    [{ Action: ['sts:TagSession', 'sts:AssumeRoleWithWebIdentity'] }, true],
    [{ Action: 'sts:assumerolewithwebidentity' }, true],
    [{ Action: 'sts:*' }, true],
    [{ Action: 'sts:AssumeRole' }, false],
    [{ Principal: { Federated: ['arn:aws:iam::111122223333:oidc-provider/gitlab.com', provider] } }, true],
    [{ Principal: { Federated: provider.replace('aws', 'aws-us-gov') } }, true],
    [{ Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' } }, false],
    [{ Principal: { Federated: `${provider}/acme` } }, false],
    [{ Principal: { Federated: host } }, false],
    [{ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, false],
    [{ Principal: { Federated: '*' } }, false],
    [{ Principal: '*' }, false],
  ])('%j grants: %s', (changes, granted) => {
    const found = explainTrust(policy(statement(good, changes)), claimsOf(), issuer);
    expect(found.granted).toBe(granted);
    expect(found.problems.length > 0).toBe(!granted);
  });

  test.each([
    [{}],
    [{ Statement: [{ Effect: 'Allow' }] }],
    [policy({ ...statement(good), NotPrincipal: { AWS: '*' } })],
    [policy({ ...statement(good), NotAction: 'sts:AssumeRole' })],
    [policy({ ...statement(good), Resource: '*' })],
    [policy({ ...statement(good), Effect: 'allow' })],
    [{ ...policy(statement(good)), Version: '2012-10-18' }],
  ])('the document %j is refused with problems', (document) => {
    const found = explainTrust(document, claimsOf(), issuer);
    expect(found).toMatchObject({ granted: false, failing: [] });
    expect(found.problems.length).toBeGreaterThan(0);
  });

  test('key names are compared without regard to case, an issuer has its path', () => {
    expect(
      explainTrust(policy(statement({ StringEquals: { [`${host.toUpperCase()}:SUB`]: sub } })), claimsOf(), issuer)
        .granted,
    ).toBe(true);
    const enterprise = statement(
      { StringEquals: { [`${host}/acme:sub`]: sub } },
      { Principal: { Federated: `${provider}/acme` } },
    );
    expect(explainTrust(policy(enterprise), claimsOf(), `${issuer}/acme`).granted).toBe(true);
    expect(explainTrust(policy(enterprise), claimsOf(), issuer).granted).toBe(false);
  });

  test('several audiences are compared one by one', () => {
    const aud = (operator: string, value: string) => grants(operator, 'aud', value, claimsOf({ aud: ['a', 'b'] }));
    expect([aud('StringEquals', 'b'), aud('StringEquals', 'c')]).toEqual([true, false]);
    expect([aud('StringNotEquals', 'c'), aud('StringNotEquals', 'b')]).toEqual([true, false]);
    expect([aud('ForAllValues:StringEquals', 'b'), aud('ForAnyValue:StringEquals', 'b')]).toEqual([false, true]);
  });
});

describe('wildcards', () => {
  test.each([
    ['', '', true],
    ['', '*', true],
    ['', '?', false],
    ['abc', 'abc', true],
    ['abc', 'ab', false],
    ['abc', 'a*c', true],
    ['abc', '*b', false],
    ['a*c', 'a\\*c', false],
    ['aXbXc', '*X*', true],
    ['mississippi', 'm*iss*ppi', true],
    ['mississippi', 'm*iss*ppz', false],
    ['refs/tags/v1.0.0-evil', 'refs/tags/v*', true],
    ['a.c', 'a?c', true],
    ['abc', 'a.c', false],
  ])('%j like %j: %s', (text, pattern, matches) => {
    expect(matchesWildcards(text, pattern)).toBe(matches);
  });

  test('a hostile pattern ends', () => {
    expect(matchesWildcards('a'.repeat(5000), `${'*a'.repeat(200)}b`)).toBe(false);
  });
});

test('the evaluator of the local cloud, written apart, agrees on every operator and claim', () => {
  const operators = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'Null'];
  const qualified = operators
    .slice(0, 4)
    .flatMap((one) => [
      one,
      `${one}IfExists`,
      `ForAllValues:${one}`,
      `ForAnyValue:${one}`,
      `ForAnyValue:${one}IfExists`,
    ]);
  const values = [sub, 'repo:*', 'repo:acme/clinic-api:*', 'production', '?*', ['a', sub], 'true', 'false'];
  const tokens = [claimsOf(), deployClaims(), claimsOf({ sub: 'repo:acme@2222/clinic-api@4711:ref:refs/heads/main' })];
  let compared = 0;
  for (const claims of tokens) {
    const texts = Object.entries(claims).flatMap(([name, value]) =>
      typeof value === 'string' ? [[`${host}:${name}`, [value]] as const] : [],
    );
    const request = { action: 'sts:AssumeRoleWithWebIdentity', context: Object.fromEntries(texts) };
    for (const operator of [...qualified, 'Null']) {
      for (const claim of ['sub', 'aud', 'environment', 'enterprise_id']) {
        for (const value of values) {
          const document = policy(statement({ [operator]: { [`${host}:${claim}`]: value } }));
          const granted = decide(parsePolicy(document), request) === 'allow';
          expect({ operator, claim, value, granted: explainTrust(document, claims, issuer).granted }).toEqual({
            operator,
            claim,
            value,
            granted,
          });
          compared++;
        }
      }
    }
  }
  expect(compared).toBe(3 * 21 * 4 * 8);
});

describe('the policies of the shared configuration', () => {
  const config = configOf(fixtureText('full'));
  const service = Object.values(config.services)[0];
  const production = Object.values(service?.environments ?? {})[0];
  if (!service?.roles || !production?.roles) throw new Error('the fixture lacks roles');
  const shared = { service, environment: null };
  const own = { service, environment: EnvironmentName.parse('production') };
  const policies = {
    pusher: trustPolicy(config, shared, { name: 'pusher', role: service.roles.pusher }),
    recorder: trustPolicy(config, shared, { name: 'recorder', role: service.roles.recorder }),
    writer: trustPolicy(config, own, { name: 'writer', role: production.roles.writer }),
    deployer: trustPolicy(config, own, { name: 'deployer', role: production.roles.deployer }),
  };
  const grantedTo = (claims: Claims) =>
    Object.entries(policies)
      .filter(([, policy]) => explainTrust(policy, claims, issuer).granted)
      .map(([name]) => name);

  test('each role goes to its own contract, in both forms of the subject', () => {
    expect(grantedTo(claimsOf())).toEqual(['pusher', 'recorder']);
    expect(grantedTo(claimsOf({ sub: 'repo:acme@2222/clinic-api@4711:ref:refs/heads/main' }))).toEqual([
      'pusher',
      'recorder',
    ]);
    expect(grantedTo(deployClaims())).toEqual(['writer', 'deployer']);
    expect(grantedTo(deployClaims({ sub, environment: undefined }))).toEqual(['recorder']);
  });

  test.each([
    { repository_id: '4712' },
    { sub: 'repo:acme/clinic-api:ref:refs/heads/x' },
    { sub: 'repo:acme@9/clinic-api@4711:ref:refs/heads/main' },
    { job_workflow_ref: 'acme/compliance-workflows/.github/workflows/build-sign.yml@refs/tags/v1.0.0' },
    { aud: 'sigstore' },
  ])('none goes to a token with %j', (changes) => {
    expect(grantedTo(claimsOf(changes))).toEqual([]);
  });
});

const corpus = new URL('../../../../shared/corpus/github/', import.meta.url);
const present = existsSync(corpus);

type SubCondition = {
  consumer: string;
  claim?: string | undefined;
  pattern?: string | string[] | undefined;
  of?: SubCondition[] | undefined;
};
const SubCondition: z.ZodType<SubCondition> = z.object({
  consumer: z.string(),
  claim: z.string().optional(),
  pattern: z.union([z.string(), z.array(z.string())]).optional(),
  of: z.lazy(() => z.array(SubCondition)).optional(),
});
const Vectors = z.object({
  vectors: z.array(
    z.object({
      id: z.string(),
      issuer: z.string(),
      subject: z.string(),
      claims: z.record(z.string(), z.string()).optional(),
      condition: SubCondition,
      expect: z.enum(['match', 'no-match']),
      judgment: z.object({ grade: z.enum(['safe', 'caution', 'dangerous']) }).optional(),
    }),
  ),
});

const operatorOf: Record<string, string> = { 'aws-stringequals': 'StringEquals', 'aws-stringlike': 'StringLike' };

/** A vector's condition as the Condition block that its author means; equal operators on several claims share one. */
function blockOf(condition: SubCondition): Condition {
  const block: Condition = {};
  for (const one of condition.of ?? [condition]) {
    const operator = operatorOf[one.consumer] ?? one.consumer;
    block[operator] = { ...block[operator], [`${host}:${one.claim ?? 'sub'}`]: one.pattern };
  }
  return block;
}

function vectorsOf(file: string) {
  if (!present) return [];
  return Vectors.parse(JSON.parse(readFileSync(new URL(`subvectors/${file}`, corpus), 'utf8'))).vectors;
}

const github = vectorsOf('github-aws.json');
// Other issuers' subjects against AWS's operators: only those that ask for sub and aud, which STS takes from every provider.
const others = ['gitlab-aws.json', 'bitbucket-aws.json', 'circleci-aws.json', 'terraform-aws.json']
  .flatMap(vectorsOf)
  .filter(({ condition }) =>
    (condition.of ?? [condition]).every(({ claim }) => claim === undefined || claim === 'sub' || claim === 'aud'),
  );

describe('the subvectors corpus', () => {
  const vectors = [...github, ...others].map((vector) => [vector.id, vector] as const);
  if (present)
    test.each(vectors)('%s', (_, vector) => {
      const bare = {
        aud: '',
        repository: '',
        ref: '',
        job_workflow_ref: '',
        actor: '',
        workflow: '',
        environment: undefined,
      };
      const ids = vector.claims?.['repository_id'] ? {} : { repository_id: '1' };
      const claims = claimsOf({ ...bare, ...ids, ...vector.claims, sub: vector.subject });
      const { granted, failing } = explainTrust(policy(statement(blockOf(vector.condition))), claims, issuer);
      expect(granted).toBe(vector.expect === 'match');
      expect(failing.length === 0).toBe(granted);
    });

  test(present ? 'is whole' : 'is absent', () => {
    expect(github.length > 20).toBe(present);
    expect(others.length > 20).toBe(present);
    expect(github.some(({ judgment }) => judgment?.grade === 'dangerous')).toBe(present);
  });
});

describe('subjects in words', () => {
  test.each([
    [sub, 'repository acme/clinic-api, ref refs/heads/main'],
    ['repo:acme/payments-api:environment:production', 'repository acme/payments-api, environment production'],
    ['repo:acme/payments-api:pull_request', 'repository acme/payments-api, pull_request'],
    [
      'repo:acme@123456/payments-api@456789:ref:refs/heads/main',
      'repository acme/payments-api (id 456789), ref refs/heads/main',
    ],
    ['repo:acme/api:environment:eu%3Awest', 'repository acme/api, environment eu:west'],
    ['job_workflow_ref:acme/x', 'subject job_workflow_ref:acme/x'],
    ['repo:acme', 'subject repo:acme'],
  ])('%s', (subject, words) => {
    expect(subjectWords(subject)).toBe(words);
  });

  const Token = z.looseObject({ sub: z.string(), repository: z.string() });
  const files = present ? ['claims-main.json', 'claims-immutable.json', 'claims-pull-request.json'] : [];

  if (present)
    test.each(files)('%s of the corpus names its repository', (file) => {
      const token = Token.parse(JSON.parse(readFileSync(new URL(`oidc-claims/${file}`, corpus), 'utf8')));
      expect(subjectWords(token.sub)).toContain(`repository ${token.repository}`);
    });

  test('the corpus of claims is read where it is present', () => {
    expect(files.length).toBe(present ? 3 : 0);
  });
});
