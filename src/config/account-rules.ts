// The rules about accounts and the roles in them. A role that is named by convention, and the account of one that is not, are computed from
// what the file says; a name that AWS would refuse, or an account that nobody named, is refused here with its line.
import { longestRoleName, roleName } from '../model/role-names.ts';
import type { Cursor } from './cursor.ts';
import { breachAt, environmentsOf, type Rule, repeatedTexts, servicesOf } from './rule.ts';

/** The account that a place names. */
export function accountOf(root: Cursor, name: Cursor): Cursor {
  return root.at('accounts', name.text);
}

function namedAccounts(root: Cursor): Cursor[] {
  const owners = [
    root.at('defaults'),
    root.at('defaults', 'environment'),
    ...servicesOf(root),
    ...environmentsOf(root),
  ];
  return [root.at('store', 'account'), ...owners.map((owner) => owner.at('account'))];
}

const checkAccountKnown: Rule = (root) => {
  const known = root
    .at('accounts')
    .members()
    .map(({ name }) => name);
  const expected = known.length === 0 ? 'an account of accounts:, which names none yet' : `one of ${known.join(', ')}`;
  return namedAccounts(root)
    .filter(({ text }) => text !== '' && !known.includes(text))
    .map((account) => breachAt(account, `there is no account ${account.text}`, expected));
};

/** Two names of one account would make two places look apart that are not. */
const checkAccountOnce: Rule = (root) =>
  repeatedTexts(
    root
      .at('accounts')
      .members()
      .map((account) => account.at('id')),
    'account',
  );

/** Where evidence lies in S3 or an image in ECR, roles are taken, and each is in an account. */
const checkAccountGiven: Rule = (root) => {
  const s3 = root.at('store', 'type').text === 's3';
  const byDefault = root.at('defaults', 'account').given;
  return servicesOf(root)
    .filter((service) => {
      const registry = service.at('registry');
      const ecr = registry.text !== '' || registry.at('auth').text === 'ecr';
      return (s3 || ecr) && !byDefault && !service.at('account').given;
    })
    .map((service) =>
      breachAt(service.at('account'), 'account is missing', 'the account of the roles, here or under defaults'),
    );
};

/** The account of a role is read from its ARN; sessions of it are asked for in that account's region. */
const checkRoleAccount: Rule = (root) => {
  const ids = root
    .at('accounts')
    .members()
    .map((account) => account.at('id').text);
  const arns = [...servicesOf(root), ...environmentsOf(root)].flatMap((owner) => owner.at('roles').members());
  return arns
    .filter(({ text }) => text.startsWith('arn:') && !ids.includes(text.split(':')[4] ?? ''))
    .map((arn) =>
      breachAt(arn, `no account has the number ${arn.text.split(':')[4]}`, 'a role of an account under accounts:'),
    );
};

const checkRoleNames: Rule = (root) => {
  const given = root.at('role-prefix').text;
  const prefix = given === '' ? 'safeguard' : given;
  return servicesOf(root).flatMap((service) => {
    const environments = service.at('environments').members();
    const names = environments.map((one) => ({
      at: one,
      name: roleName(prefix, [service.name, one.name, 'deployer']),
    }));
    return names
      .filter(({ name }) => name.length > longestRoleName)
      .map(({ at, name }) =>
        breachAt(
          at,
          `the role ${name} has ${name.length} characters`,
          `names of at most ${longestRoleName}: a shorter role-prefix, service or environment`,
        ),
      );
  });
};

/** The names of roles are joined by dots. */
const checkEnvironmentDots: Rule = (root) =>
  environmentsOf(root)
    .filter(({ name }) => name.includes('.'))
    .map((one) => breachAt(one, `the name ${one.name} holds a dot`, 'a name without dots, here and on GitHub'));

/** The rules of accounts by name. */
export const accountRules = {
  'account-known': checkAccountKnown,
  'account-once': checkAccountOnce,
  'account-given': checkAccountGiven,
  'role-account': checkRoleAccount,
  'role-name': checkRoleNames,
  'environment-dots': checkEnvironmentDots,
} as const satisfies Record<string, Rule>;
