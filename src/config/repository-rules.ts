// Services of one repository: they share its id and its name, and nothing else may be taken for another's.
import type { Cursor } from './cursor.ts';
import { type Breach, breachAt, type Rule, servicesOf } from './rule.ts';

const idOf = (service: Cursor) => service.at('repository-id');
const nameOf = (service: Cursor) => service.at('repository');

/** Where two services agree in one and differ in the other. */
function tornPairs(root: Cursor, one: (service: Cursor) => Cursor, other: (service: Cursor) => Cursor): Breach[] {
  const first = new Map<string, string>();
  return servicesOf(root).flatMap((service) => {
    const [shared, own] = [one(service).text.toLowerCase(), other(service).text];
    if (shared === '' || own === '') return [];
    const known = first.get(shared);
    if (known === undefined) first.set(shared, own);
    if (known === undefined || known.toLowerCase() === own.toLowerCase()) return [];
    const message = `another service says ${known} for ${one(service).text}`;
    return [breachAt(other(service), message, `${known}, or another repository: a repository has one id and one name`)];
  });
}

/** A workflow of the repository signs for the repository, so it cannot say for which of several services. */
const checkDirectWorkflows: Rule = (root) => {
  const counts = Map.groupBy(servicesOf(root), (service) => idOf(service).text);
  return servicesOf(root)
    .filter((service) => idOf(service).text !== '' && (counts.get(idOf(service).text) ?? []).length > 1)
    .map((service) => service.at('direct-workflows'))
    .filter((workflows) => workflows.entries().length > 0)
    .map((workflows) =>
      breachAt(workflows, 'the repository has several services', 'no direct workflows: build them by build-sign.yml'),
    );
};

/** Evidence lies under the oldest name of a service, which therefore no other service may have or have had. */
const checkFormerNames: Rule = (root) => {
  const taken = new Set(servicesOf(root).map(({ name }) => name));
  return servicesOf(root)
    .flatMap((service) => service.at('formerly').entries())
    .flatMap((former) => {
      if (former.text === '' || !taken.has(former.text)) {
        taken.add(former.text);
        return [];
      }
      return [breachAt(former, `${former.text} is the name of a service`, 'a name that no service has or had')];
    });
};

/** The rules of services that share a repository, or shared a name. */
export const repositoryRules = {
  'repository-one-id': (root) => tornPairs(root, nameOf, idOf),
  'repository-one-name': (root) => tornPairs(root, idOf, nameOf),
  'direct-workflow-one-service': checkDirectWorkflows,
  'former-name-unique': checkFormerNames,
} as const satisfies Record<string, Rule>;
