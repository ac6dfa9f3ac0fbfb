// What a service or an environment has to say itself or by the defaults. The shape cannot ask for it, as either place will do.
import { breachAt, environmentsOf, type Rule, servicesOf } from './rule.ts';

/** What every environment needs, and what a reader is told to write. */
const needed = {
  production: 'true or false: whether patients are served by it',
  phi: 'true or false: whether it holds health information about people',
  approvers: 'numeric ids of the people who may approve',
  deploy: 'the command that deploys',
} as const;

const checkEnvironments: Rule = (root) =>
  environmentsOf(root).flatMap((environment) =>
    Object.entries(needed)
      .filter(([key]) => !environment.at(key).given && !root.at('defaults', 'environment', key).given)
      .map(([key, words]) =>
        breachAt(environment.at(key), `${key} is missing`, `${words}, here or under defaults.environment`),
      ),
  );

const checkRefs: Rule = (root) => {
  const given = ['branches', 'tags'].some((key) => root.at('defaults', key).given);
  return servicesOf(root)
    .filter((service) => !given && !service.at('branches').given && !service.at('tags').given)
    .map((service) =>
      breachAt(service.at('branches'), 'branches are missing', 'branches or tags, here or under defaults'),
    );
};

/** The rules of what has to be there. */
export const presenceRules = {
  'environment-complete': checkEnvironments,
  'refs-given': checkRefs,
} as const satisfies Record<string, Rule>;
