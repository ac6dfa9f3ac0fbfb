// An environment of a repository with its protection; what GitHub leaves out is null, never a default.
import type * as z from 'zod';
import type { EnvironmentFact } from '../../../model/decision.ts';
import { TeamId } from '../../../model/ids.ts';
import { EnvironmentAnswer, SelectedRefsAnswer } from './answers.ts';
import type { Ask } from './api.ts';
import { expectAnswer, split } from './expect.ts';

/** Reads it; one that GitHub does not know, or does not show, does not exist. Throws GITHUB_UNREADABLE, REMOTE_UNEXPECTED. */
export async function readEnvironment(ask: Ask, repository: string, name: string): Promise<EnvironmentFact> {
  const answer = await ask('GET /repos/{owner}/{repo}/environments/{name}', { ...split(repository), name });
  // An unreadable environment looks the same as a missing one; both deny.
  if (answer.status === 404) return { name, exists: false, ...unknownProtection };
  const environment = expectAnswer(EnvironmentAnswer, answer, `the environment ${name} of ${repository}`, 'actions');
  const rules = environment.protection_rules;
  const required = rules?.find((rule) => rule.type === 'required_reviewers');
  const refs = refLimitOf(environment.deployment_branch_policy);
  return {
    name: environment.name,
    exists: true,
    reviewers: rules ? (required?.reviewers ?? []).length : null,
    prevent_self_review: required?.prevent_self_review ?? null,
    can_admins_bypass: environment.can_admins_bypass ?? null,
    wait_minutes: rules ? (rules.find((rule) => rule.type === 'wait_timer')?.wait_timer ?? 0) : null,
    reviewer_teams: rules ? teamsOf(required?.reviewers ?? []) : null,
    refs,
    selected_refs: refs === 'selected' ? await readSelectedRefs(ask, repository, name) : refs === null ? null : [],
  };
}

/** What GitHub does not say about an environment that it does not know. */
const unknownProtection = {
  reviewers: null,
  prevent_self_review: null,
  can_admins_bypass: null,
  wait_minutes: null,
  reviewer_teams: null,
  refs: null,
  selected_refs: null,
} as const;

type BranchPolicy = z.infer<typeof EnvironmentAnswer>['deployment_branch_policy'];

/** A field that is not there says nothing; null says that every ref may deploy. */
function refLimitOf(policy: BranchPolicy): EnvironmentFact['refs'] {
  if (policy === undefined) return null;
  if (policy === null) return 'any';
  return policy.custom_branch_policies ? 'selected' : policy.protected_branches ? 'protected' : null;
}

function teamsOf(
  reviewers: readonly { type?: string | undefined; reviewer?: { id: number } | null | undefined }[],
): TeamId[] {
  return reviewers.flatMap(({ type, reviewer }) =>
    type === 'Team' && reviewer ? [TeamId.parse(String(reviewer.id))] : [],
  );
}

/** Every ref that an environment selects; null where GitHub does not list all of them. */
async function readSelectedRefs(ask: Ask, repository: string, name: string): Promise<string[] | null> {
  const route = 'GET /repos/{owner}/{repo}/environments/{name}/deployment-branch-policies';
  const answer = await ask(route, { ...split(repository), name, per_page: 100 });
  if (answer.status === 404) return null;
  const what = `the refs that environment ${name} of ${repository} selects`;
  const { total_count, branch_policies } = expectAnswer(SelectedRefsAnswer, answer, what, 'actions');
  if (branch_policies.length < total_count) return null;
  return branch_policies.map((one) => `refs/${one.type === 'tag' ? 'tags' : 'heads'}/${one.name}`);
}
