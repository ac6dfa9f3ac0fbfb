// A reproducible build gives the same bytes from two commits. The one signed last counts, for the gate, for the ledger
// and for the auditor; statements signed for the other do not count, and do no harm.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import { people } from '../../local-cloud/clinic.ts';
import { askDeploy, makeAnchor } from './audit-questions.ts';
import { deniedRules, deploy, openWorld } from './deploy-world.ts';
import { publishAgain } from './image-variant.ts';

jest.setTimeout(180_000);

const world = await openWorld();
const { clinic } = world;
afterAll(() => clinic.close());

const second = 'c2'.repeat(20);

async function audited(runId: string) {
  const anchor = join(clinic.folder, `anchor-${runId}.json`);
  writeFileSync(anchor, JSON.stringify(await makeAnchor(world)));
  return askDeploy(world, runId, anchor);
}

test('a deploy of bytes that two commits gave is proven, for the commit that counted', async () => {
  clinic.addCommit(second, people.maria);
  clinic.cloud.clock.advance(60);
  await publishAgain(world, second, '9000000002');
  const ended = await deploy(world, '9100000001', { commit: second });
  expect([ended.code, deniedRules(world, ended)]).toEqual([0, []]);
  const { answer } = await audited('9100000001');
  expect(answer?.problems).toEqual([]);
  expect(answer?.verdict).toBe('proven');
  expect(answer?.deploy?.commit).toBe(second);
  expect(answer?.scans).toHaveLength(5);
  expect(answer?.caveats.filter((caveat) => caveat.includes('signed for another commit'))).toEqual([
    '8 statements about the same image, signed for another commit, count for nothing here',
  ]);
});
