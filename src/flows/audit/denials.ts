// Reads what a run left that no ledger names: its manifests on whatever day, and of those that may deny the objects that they list.
import { denialsOf, denyingManifests } from '../../audit/denials.ts';
import type { UnledgeredMaterial } from '../../audit/material.ts';
import { withUnreadRoots } from '../../audit/record-reading.ts';
import { manifestsPrefix, parseKey } from '../../evidence/keys.ts';
import type { Anchor } from '../../model/evidence.ts';
import { type DeployId, RepositoryId, RunId } from '../../model/ids.ts';
import type { Store } from '../../model/ports.ts';
import { readEntries } from './evidence.ts';
import { openReader, readListed } from './manifests.ts';

/** The denials of a run, for a deploy that no ledger names. Throws TRUST_ROOT_INVALID and what the store throws. */
export async function collectUnledgered(store: Store, anchor: Anchor, deployId: DeployId): Promise<UnledgeredMaterial> {
  const [repository, run] = deployId.split('/');
  const [repositoryId, runId] = [RepositoryId.parse(repository), RunId.parse(run)];
  const rows = (await store.list(manifestsPrefix(repositoryId))).filter(({ key }) => {
    const parsed = parseKey(key);
    return parsed?.area === 'manifest' && parsed.runId === runId;
  });
  if (rows.length === 0) return { denials: [], unsigned: 0, problems: [] };
  const reader = { ...(await openReader(store, anchor, repositoryId)), moment: null };
  const read = await readListed(reader, rows);
  const manifests = denyingManifests(reader, read.manifests, runId);
  const kept = await readEntries(reader, manifests);
  const readings = manifests.map((manifest) => denialsOf(reader, manifest, kept.bytes));
  return {
    denials: readings.flatMap(({ found }) => found),
    unsigned: read.unsigned,
    problems: withUnreadRoots(
      reader,
      [read, kept, ...readings].flatMap(({ problems }) => problems),
    ),
  };
}
