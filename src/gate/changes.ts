// What changed between two deploys, as text for the approver's summary.
import type { Changes } from '../model/decision.ts';
import type { Commit } from '../model/ids.ts';
import type { CommitFact } from '../model/ports.ts';

/** Commits, and why they are not all; '' when they are. */
export type CommitRange = { commits: CommitFact[]; problem: string };

/** The subject and author of each commit of a range. */
export function describeChanges(since: Commit, until: Commit, range: CommitRange): Changes {
  const commits = range.commits.map(({ sha, message, author }) => ({
    sha,
    subject: message.split('\n')[0] ?? '',
    author: author.login || author.name,
  }));
  return { since, until, commits, complete: range.problem === '' };
}
