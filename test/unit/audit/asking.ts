// Asks the two questions of a fresh world, the way every audit test begins.
import { resultKey } from '../../../src/evidence/keys.ts';
import { auditDeploy } from '../../../src/flows/audit/questions.ts';
import { DeployId } from '../../../src/model/ids.ts';
import { ledgerPlace } from '../evidence/examples.ts';
import { type DeployChange, World } from './world.ts';

export const first = DeployId.parse('7001/9001');
export const firstResult = resultKey(ledgerPlace, 0);

/** A world in which run 9001 deployed. */
export async function deployed(change: DeployChange = {}, options: { lock?: 'compliance' | 'none' } = {}) {
  const world = new World(options);
  return { world, ...(await world.deploy('9001', change)) };
}

/** The problems of a deploy, each as code and key. */
export async function problemsOf(world: World, id = first) {
  const { answer } = await auditDeploy(world.store, world.anchor, id);
  return answer.problems.map(({ code, key }) => `${code} ${key}`);
}
