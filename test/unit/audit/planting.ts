// What a holder of the writer role, or of the disk, could put into a store beside the genuine evidence.
import { manifestStatement, scanStatement } from '../../../src/attest/statement.ts';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { manifestKey, recordKey } from '../../../src/evidence/keys.ts';
import { encodeManifest, makeManifest, manifestEntry } from '../../../src/evidence/manifest.ts';
import { approvalRecord, noteRecord } from '../../../src/evidence/records.ts';
import { writeEvidence } from '../../../src/flows/evidence/write.ts';
import type { ApprovalFact } from '../../../src/model/decision.ts';
import type { ManifestPredicate } from '../../../src/model/evidence.ts';
import { type Digest, Sha256 } from '../../../src/model/ids.ts';
import { digest, environment, noon, recordContext, repositoryId, scanSummary, service } from '../evidence/examples.ts';
import { subjectOf } from './building.ts';
import type { KeySigner } from './key-signer.ts';
import type { World } from './world.ts';

/** Writes a manifest of one note by hand, as a holder of the writer role could: any signer, any claim. */
export async function plantManifest(
  world: World,
  signer: KeySigner | null,
  change: Partial<ManifestPredicate> = {},
  about: Digest = digest,
): Promise<string> {
  const context = recordContext({ time: noon });
  const note = noteRecord(context, 'planted', 'planted');
  const bytes = canonicalBytes(note);
  const key = `records/${repositoryId}/clinic-api/dt=2026-10-01/env=${environment}/9001-1/note-${sha256Hex(bytes)}.json`;
  const row = world.store.put(key, bytes, noon + 400_000_000);
  const entry = {
    key,
    sha256: Sha256.parse(sha256Hex(bytes)),
    bytes: bytes.length,
    version_id: row.versionId,
    retain_until: noon + 300_000_000,
  };
  const predicate = {
    ...makeManifest(context, { stage: 'job', store: world.store.uri, lock: 'COMPLIANCE', entries: [entry] }),
    ...change,
  };
  const statement = manifestStatement(subjectOf(about), predicate);
  const file = encodeManifest(statement, signer && (await signer.sign(statement)));
  const manifest = manifestKey(context, sha256Hex(file));
  world.store.put(manifest, file, noon + 400_000_000);
  return manifest;
}

/** Plants the bundle of a scan statement, by the build, in the place of a manifest. */
export async function plantStatement(world: World): Promise<string> {
  const statement = scanStatement(subjectOf(digest), service, scanSummary());
  const file = encodeManifest(statement, await world.build.sign(statement));
  const key = manifestKey(recordContext(), sha256Hex(file));
  world.store.put(key, file, noon + 400_000_000);
  return key;
}

/** Plants a well-formed approval that no manifest lists. */
export function plantApproval(world: World, approval: ApprovalFact): string {
  const record = approvalRecord(recordContext(), approval);
  const bytes = canonicalBytes(record);
  const key = recordKey(record, sha256Hex(bytes));
  world.store.put(key, bytes, noon + 400_000_000);
  return key;
}

/** Writes any text at the key of a record, listed by a genuine closing manifest. */
export async function plantListed(world: World, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const context = recordContext();
  const key = recordKey({ ...context, kind: 'note' }, sha256Hex(bytes));
  const put = await world.store.create(key, bytes, noon + 400_000_000);
  const extraEntries = [manifestEntry(key, bytes, put)];
  const records = [noteRecord(context, 'beside', 'beside')];
  await writeEvidence(world.deps(), {
    context,
    stage: 'closing',
    subject: subjectOf(digest),
    records,
    blobs: [],
    extraEntries,
  });
  return key;
}
