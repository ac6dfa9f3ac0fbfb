// What a service or an environment has to say itself or by the defaults. The shape cannot ask for it, as either place will do.
import { isRefPattern } from '../model/source-refs.ts';
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

/** A tag by pattern counts where a listed branch holds its commit, so that there has to be one. */
const checkTagBranches: Rule = (root) => {
  const shared = root.at('defaults');
  return servicesOf(root).flatMap((service) => {
    if (service.at('branches').given || shared.at('branches').given) return [];
    const tags = service.at('tags').given ? service.at('tags') : shared.at('tags');
    const patterns = tags.entries().filter(({ text }) => isRefPattern(text));
    return patterns.map((tag) =>
      breachAt(
        tag,
        `${tag.text} is a pattern, and ${service.path.join('.')} has no branch that could hold the tagged commits`,
        'branches, of the service or under defaults',
      ),
    );
  });
};

/** The rules of what has to be there. */
export const presenceRules = {
  'environment-complete': checkEnvironments,
  'refs-given': checkRefs,
  'tag-branches': checkTagBranches,
} as const satisfies Record<string, Rule>;
