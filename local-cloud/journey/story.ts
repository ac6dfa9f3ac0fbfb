// What the story carries from step to step, and the two steps of a deploy that every scene repeats.
import { type Clinic, names, people } from '../clinic.ts';

/** What the story carries from step to step. */
export type Story = {
  clinic: Clinic;
  runs: string;
  commit: string;
  plantedCommit: string;
  layout: string;
  digest: string;
};

/** The preparing job of the deploy contract: no environment, started by ines. */
export function prepareStep(story: Story, runId: string) {
  const inputs = { phase: 'before-approval', digest: story.digest, environment: names.environment };
  return story.clinic.deployStep(story.commit, runId, inputs, { ...byInes, environment: undefined });
}

const byInes = { actor: people.ines.login, actorId: String(people.ines.id) };

/** The one job in the environment, started by ines. */
export function deployStep(
  story: Story,
  runId: string,
  changes: { digest?: string; approved?: string; head?: string },
) {
  const digest = changes.digest ?? story.digest;
  const handed = { 'approved-digest': changes.approved ?? digest, 'ledger-head': changes.head ?? 'none' };
  return story.clinic.deployStep(story.commit, runId, { digest, environment: names.environment, ...handed }, byInes);
}
