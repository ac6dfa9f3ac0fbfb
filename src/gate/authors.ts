// Who had a hand in a change (threat D6). People are identified by numeric id only; a person without a known id stays
// in the list without one. It must never drop a person because the person is hard to identify.
import { counted, printable } from '../base/text.ts';
import type { Person } from '../model/config.ts';
import type { AuthorFact, AuthorFacts } from '../model/decision.ts';
import type { LedgerFacts } from '../model/evidence.ts';
import { type Commit, type RepositoryId, UserId } from '../model/ids.ts';
import type { Account, CommitFact, PullRequestFact } from '../model/ports.ts';
import { type CoAuthors, readCoAuthors } from './trailers.ts';

type Role = AuthorFact['roles'][number];
type Sighting = { id: UserId | null; label: string; by: Namer; mapped: string; role: Role; commit: string };
/** Who says how an account is called. */
type Namer = (typeof namers)[number];
type Signature = CommitFact['author'];
type Success = Pick<NonNullable<LedgerFacts['last_success']>, 'commit'> | null;
type Successes = Record<'last_success' | 'last_other_success', Success>;
type ReadCommit = CommitFact & { coAuthors: CoAuthors };

/** What GitHub and git report about a change and about the run that deploys it. */
export type AuthorInput = {
  /** The commit after which the authors begin, null when there is none; see `authorsSince`. */
  sinceCommit: Commit | null;
  untilCommit: Commit;
  commits: readonly CommitFact[];
  /** Why the commits or their pull requests are not all known, and what to do; '' when they are. */
  problem: string;
  /** `name` shows people where it is, as OWNER/NAME#NUMBER. */
  pullRequests: readonly { name: string; author: Account | null; commits: readonly CommitFact[] }[];
  run: { actor: Account | null; triggeringActor: Account | null };
  people: readonly Person[];
};

/**
 * Sources of an account's name, most trusted first: the account itself, which tells bots from people, then its login
 * beside a commit, then safeguard.yml; last an e-mail, which anybody can write.
 */
const namers = ['account', 'commit', 'people', 'e-mail'] as const;

/** GitHub's account `web-flow`, which commits what is clicked in the browser; the person is then the author. */
const webFlow = '19864447';

/** Git, mail and GitHub know no longer address; a longer one is no address, and whose it is stays unknown. */
const longestEmail = 320;
const longestName = 200;
const mostPeople = 1000;

/**
 * Where the authors of a deploy begin: at the last success of another commit. One commit deployed again, rolled back to, or in a second
 * image then has authors too. Null before another commit has succeeded.
 */
export function authorsSince(ledger: Successes, until: Commit): Commit | null {
  const again = ledger.last_success?.commit === until;
  return (again ? ledger.last_other_success : ledger.last_success)?.commit ?? null;
}

/**
 * True for a pull request that was merged in this repository into one of the service's source refs, or whose merge is
 * among the commits. Anybody may open a pull request that holds one of our commits, close it, or merge it elsewhere;
 * that does not make them an author.
 */
export function broughtIn(
  { merged, mergeCommit, base }: PullRequestFact,
  to: { repositoryId: RepositoryId; sourceRefs: readonly string[]; commits: ReadonlySet<string> },
): boolean {
  if (!merged || base.repositoryId !== to.repositoryId) return false;
  return to.sourceRefs.includes(`refs/heads/${base.branch}`) || mergeCommit === null || to.commits.has(mergeCommit);
}

/**
 * Everyone in the range, each once with every role, sorted by label: commit authors, committers, co-authors by trailer, pull
 * request authors, the run's actor and who triggered it. Bots count by their id. The platform's own committer is left out only
 * where GitHub verified its signature. Ids come from GitHub, from a noreply address, or from the e-mails of `people`; else null.
 */
export function collectAuthors(input: AuthorInput): AuthorFacts {
  const identify = identifier(input.people);
  const commits = commitsOf(input);
  const { actor, triggeringActor } = input.run;
  const people = merge([
    ...commits.flatMap((commit) => sightingsOf(commit, identify)),
    ...input.pullRequests.map(({ name, author }) => opener(name, author, identify)),
    ...(actor ? [accountOf(actor, 'run-actor')] : []),
    ...(triggeringActor ? [accountOf(triggeringActor, 'run-triggering-actor')] : []),
  ]);
  const problem = problemOf(input, commits, people.length);
  return {
    since_commit: input.sinceCommit ?? '',
    until_commit: input.untilCommit,
    complete: problem === '',
    problem,
    people: people.slice(0, mostPeople),
  };
}

/** Most commits whose co-author lines are reported one by one. */
const mostMentions = 20;

/** A sentence for each commit that names co-authors where git reads none; they do not count, and people should know. */
export function ignoredCoAuthors(input: AuthorInput): string[] {
  const mentions = commitsOf(input).flatMap(({ sha, coAuthors }) => {
    const lines = coAuthors.lookalikes.map((line) => `"${printable(line.trim(), 120)}"`);
    if (lines.length === 0) return [];
    return [
      `commit ${sha} mentions co-authors outside of git's trailers, who do not count as authors: ${lines.join(', ')}`,
    ];
  });
  const more = mentions.length - mostMentions;
  return more > 0
    ? [...mentions.slice(0, mostMentions), `${counted(more, 'more commit')} mention co-authors so`]
    : mentions;
}

/** Every commit once; what a pull request lists is the same commit as in the range. */
function commitsOf(input: AuthorInput): ReadCommit[] {
  const all = [...input.commits, ...input.pullRequests.flatMap((pull) => pull.commits)];
  const distinct = new Map(all.map((commit) => [commit.sha, commit])).values();
  return Array.from(distinct, (commit) => ({ ...commit, coAuthors: readCoAuthors(commit.message) }));
}

/** The first reason why the list is not whole. */
function problemOf(input: AuthorInput, commits: readonly ReadCommit[], people: number): string {
  if (input.problem !== '') return input.problem;
  if (!input.commits.some((commit) => commit.sha === input.untilCommit))
    return `the commits that GitHub lists lack ${input.untilCommit} itself; start a new run`;
  if (!input.run.actor || !input.run.triggeringActor)
    return 'the account that started this run was deleted; let somebody else start a new run';
  if (people > mostPeople)
    return `there are ${people} authors, of whom ${mostPeople} are kept; deploy an earlier commit first`;
  const over = commits.flatMap(({ sha, coAuthors, author, committer }) => {
    const long = [author, committer, ...coAuthors.people].some(isTooLong);
    const text =
      coAuthors.problem ||
      (long ? `a name or e-mail in it is longer than ${longestName} or ${longestEmail} characters` : '');
    return text === '' ? [] : [`commit ${sha}: ${text}`];
  });
  return over.length === 0
    ? ''
    : `${over[0]}; whose work it is stays unknown: take the commit out of the history, or shorten it there`;
}

function isTooLong({ name, email, ...rest }: { name: string; email: string; id?: UserId | null }): boolean {
  if ('id' in rest && rest.id !== null) return false;
  return email.length > longestEmail || (email.trim() === '' && name.length > longestName);
}

function accountOf(account: Account, role: Role): Sighting {
  return { id: account.id, label: labelOf(account), by: 'account', mapped: '', role, commit: '' };
}

/** A bot is named as one, also where its login does not end as those of apps do. */
function labelOf({ login, bot }: Pick<Account, 'login' | 'bot'>): string {
  return bot && !login.endsWith('[bot]') ? `${login}[bot]` : login;
}

/** An account that opened a pull request and was deleted since is unknown until `people` names it. */
function opener(name: string, author: Account | null, identify: Identify): Sighting {
  if (author) return accountOf(author, 'pull-request-author');
  const known = identify({ id: null, login: '', name, email: '' });
  const label = known.id === null ? `a deleted account, which opened pull request ${name}` : known.label;
  return { ...known, label, role: 'pull-request-author', commit: '' };
}

type Identify = (person: Signature) => Pick<Sighting, 'id' | 'label' | 'by' | 'mapped'>;

/** Finds the account of a name with an e-mail: as GitHub says, by a noreply address, by config, or none. */
function identifier(people: readonly Person[]): Identify {
  const byEmail = new Map(
    people.flatMap((person) => person.emails.map((email) => [addressKey(email), person] as const)),
  );
  return ({ id, login, name, email }) => {
    const key = addressKey(email) || addressKey(`${name.trim()} <>`);
    if (id !== null) return { id, label: login, by: 'commit', mapped: '' };
    const account = noreply(email);
    // Deliberately not the form of a login, so that it is shown in quotes, and never as a bot.
    if (account) return { id: account.id, label: `${account.login}, as an e-mail says`, by: 'e-mail', mapped: '' };
    const known = byEmail.get(key);
    if (known) return { id: known.id, label: known.login, by: 'people', mapped: '' };
    const shown = `${login} ${name.trim().slice(0, longestName)} <${email.trim().slice(0, longestEmail)}>`;
    // Rules print the label in double quotes, so it must not contain one.
    const label = printable(shown.trim().replaceAll('"', "'"), 600);
    return { id: null, label, by: 'e-mail', mapped: yamlText(key.slice(0, longestEmail)) };
  };
}

/** How an address is compared: without blanks around it, in lower case, as well-formed text. */
function addressKey(email: string): string {
  return email.toWellFormed().trim().toLowerCase();
}

function sightingsOf(commit: ReadCommit, identify: Identify): Sighting[] {
  const seen = (person: Signature, role: Role) => ({ ...identify(person), role, commit: commit.sha });
  const platform = commit.committer.id === webFlow && commit.verified;
  const coAuthors = commit.coAuthors.people.map((person) => ({ ...person, id: null, login: '' }));
  return [
    seen(commit.author, 'commit-author'),
    ...(platform ? [] : [seen(commit.committer, 'committer')]),
    ...coAuthors.map((person) => seen(person, 'co-author')),
  ];
}

/** `ID+login@users.noreply.github.com` names an account by id; GitHub gives the address to that account alone. */
function noreply(email: string): { id: UserId; login: string } | undefined {
  const form = /^([1-9]\d{0,18})\+([^@\s]{1,100})@users\.noreply\.github\.com$/i;
  const [, id, login = ''] = form.exec(email.trim().slice(0, longestEmail)) ?? [];
  return id === undefined ? undefined : { id: UserId.parse(id), login };
}

/** A double-quoted text that every YAML reader reads as exactly this text; all but plain ASCII is escaped. */
function yamlText(text: string): string {
  const spelled = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === '\\') return `\\${character}`;
    if (code >= 0x20 && code < 0x7f) return character;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `"${spelled.join('')}"`;
}

/**
 * One entry per id, or per address where there is no id. Commits come first, so a person's commit is known from the
 * first sighting; the name comes from the most trusted source among all sightings.
 */
function merge(sightings: readonly Sighting[]): AuthorFact[] {
  const people = new Map<string, { first: Sighting; named: Sighting; roles: Set<Role> }>();
  for (const seen of sightings) {
    const key = seen.id === null ? `unknown ${seen.mapped} ${seen.label}` : `id ${seen.id}`;
    const known = people.get(key) ?? { first: seen, named: seen, roles: new Set<Role>() };
    people.set(key, known);
    if (namers.indexOf(seen.by) < namers.indexOf(known.named.by)) known.named = seen;
    known.roles.add(seen.role);
  }
  const facts = [...people.values()].map(({ first: { id, mapped, commit }, named, roles }) => ({
    user_id: id,
    label: named.label,
    mapped_by: mapped,
    roles: [...roles],
    commit,
  }));
  return facts.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function order(person: AuthorFact): string {
  return `${person.label} ${person.user_id ?? ''}`;
}
