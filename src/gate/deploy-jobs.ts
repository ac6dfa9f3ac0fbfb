// Which jobs of a run may be the environment job of a contract. A name that was cut may hide one, and then the count is not complete.
import type { DeployJobsFact } from '../model/decision.ts';

/** GitHub cuts the name of a job to 100 characters, the last three of them dots; a cut name may hide how it ended. */
const shortestCutName = 97;

/** Counts the jobs called `deploy`, or in a called workflow `<caller job> / deploy`. */
export function countDeployJobs({ names, complete }: { names: readonly string[]; complete: boolean }): DeployJobsFact {
  const whole = names.every((name) => Buffer.byteLength(name) < shortestCutName);
  return { count: names.filter((name) => /(?:^|\/)\s*deploy\s*$/.test(name)).length, complete: complete && whole };
}
