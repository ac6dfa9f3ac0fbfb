// Describes the `sub` of a GitHub token in words. For messages only: decisions use the ids and references of other
// claims.

/**
 * `repository acme/api (id 7), environment production` for both of GitHub's forms (immutable subjects carry ids); any
 * other subject is quoted.
 */
export function subjectWords(sub: string): string {
  const form = /^repo:([^:/@]+)(?:@(\d+))?\/([^:/@]+)(?:@(\d+))?:(.+)$/;
  const [, owner, , repository, id, context] = form.exec(sub) ?? [];
  if (!owner || !repository || !context) return `subject ${sub}`;
  const repositoryWords = `repository ${owner}/${repository}${id ? ` (id ${id})` : ''}`;
  return `${repositoryWords}, ${contextWords(context)}`;
}

function contextWords(context: string): string {
  const [kind = '', ...rest] = context.split(':');
  // GitHub writes a colon inside a value as %3A.
  const value = rest.join(':').replaceAll(/%3A/gi, ':');
  return value === '' ? kind : `${kind} ${value}`;
}
