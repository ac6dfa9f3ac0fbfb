// Who had a hand in a change (THREATS D6). People are told apart by numeric id alone, and somebody nobody can name stays in
// the list without one. It must never drop a person because the person is hard to name.
import type { Person } from '../model/config.ts';
import type { AuthorFact, AuthorFacts } from '../model/decision.ts';
import { type Commit, UserId } from '../model/ids.ts';
import type { CommitFact } from '../model/ports.ts';

type Role = AuthorFact['roles'][number];
type Sighting = { id: UserId | null; label: string; role: Role; commit: string };
type Account = { id: UserId; login: string };

/** What GitHub and git tell about a change and the run that deploys it. */
export type AuthorInput = {
  /** Commit of the last successful deploy, null for a first one. */
  sinceCommit: Commit | null;
  untilCommit: Commit;
  commits: readonly CommitFact[];
  /** False when GitHub cut the list of commits. */
  complete: boolean;
  pullRequests: readonly { number: number; author: Account; commits: readonly CommitFact[] }[];
  run: { actor: Account; triggeringActor: Account };
  people: readonly Person[];
};

/** GitHub's account `web-flow`, which commits what is clicked in the browser; the person is then the author. */
const webFlow = '19864447';

/**
 * Everyone in the range, each once with every role, sorted by label: commit authors, committers, co-authors by trailer, pull
 * request authors, the run's actor and who triggered it. Bots count by their id. The platform's own committer is left out only
 * where GitHub verified its signature. Ids come from GitHub, from a noreply address, or from the e-mails of `people`; else null.
 */
export function collectAuthors(input: AuthorInput): AuthorFacts {
  const byEmail = new Map(
    input.people.flatMap((person) => person.emails.map((email) => [email.toLowerCase(), person] as const)),
  );
  const commits = [...input.commits, ...input.pullRequests.flatMap((pull) => pull.commits)];
  const sightings = [
    ...commits.flatMap((commit) => sightingsOf(commit, byEmail)),
    ...input.pullRequests.map((pull) => account(pull.author, 'pull-request-author')),
    account(input.run.actor, 'run-actor'),
    account(input.run.triggeringActor, 'run-triggering-actor'),
  ];
  return {
    since_commit: input.sinceCommit ?? '',
    until_commit: input.untilCommit,
    complete: input.complete && input.commits.some((commit) => commit.sha === input.untilCommit),
    people: merge(sightings),
  };
}

function account({ id, login }: Account, role: Role): Sighting {
  return { id, label: login, role, commit: '' };
}

function sightingsOf(commit: CommitFact, byEmail: ReadonlyMap<string, Person>): Sighting[] {
  const platform = commit.committer.id === webFlow && commit.verified;
  const author = sighting(commit.author, 'commit-author', commit, byEmail);
  const committer = platform ? [] : [sighting(commit.committer, 'committer', commit, byEmail)];
  const coAuthors = coAuthorsOf(commit.message).map((person) => sighting(person, 'co-author', commit, byEmail));
  return [author, ...committer, ...coAuthors];
}

function sighting(
  person: { id: UserId | null; login: string; name: string; email: string },
  role: Role,
  commit: CommitFact,
  byEmail: ReadonlyMap<string, Person>,
): Sighting {
  const mapped = person.id === null ? byEmail.get(person.email.trim().toLowerCase()) : undefined;
  const id = person.id ?? mapped?.id ?? null;
  const label = person.login || mapped?.login || `${person.name} <${person.email}>`;
  return { id, label, role, commit: commit.sha };
}

/** Co-authors as git trailers name them, anywhere in the message: a person who hides a trailer from git hides nothing here. */
function coAuthorsOf(message: string): CommitFact['author'][] {
  const lines = message
    .split(/\r\n|\r|\n/)
    .flatMap((line) => /^[\s>]*co-authored-by\s*:(.*)$/i.exec(line)?.[1]?.trim() ?? []);
  return lines.map((line) => {
    const [, name = line, email = ''] = /^(.*?)\s*<([^<>]*)>/.exec(line) ?? [];
    return { ...noreply(email), name, email };
  });
}

/** `ID+login@users.noreply.github.com` names an account by id; GitHub gives the address to that account alone. */
function noreply(email: string): { id: UserId | null; login: string } {
  const [, id, login = ''] = /^([1-9]\d{0,18})\+([^@\s]+)@users\.noreply\.github\.com$/i.exec(email.trim()) ?? [];
  return id === undefined ? { id: null, login: '' } : { id: UserId.parse(id), login };
}

/** One entry per id, or per label where there is no id. Commits come first, so a person's commit is known from the first sighting. */
function merge(sightings: readonly Sighting[]): AuthorFact[] {
  const people = new Map<string, AuthorFact>();
  for (const seen of sightings) {
    const key = seen.id === null ? `label ${seen.label}` : `id ${seen.id}`;
    people.set(key, addRole(people.get(key), seen));
  }
  return [...people.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function addRole(known: AuthorFact | undefined, seen: Sighting): AuthorFact {
  if (known === undefined) return { user_id: seen.id, label: seen.label, roles: [seen.role], commit: seen.commit };
  return { ...known, roles: [...new Set([...known.roles, seen.role])] };
}

function order(person: AuthorFact): string {
  return `${person.label} ${person.user_id ?? ''}`;
}
