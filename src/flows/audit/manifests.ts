// Opens trust from the auditor's anchor, and reads manifests from a store: each version of each key, by the digest in the key.
import { openTrust } from '../../attest/trust.ts';
import { type AnchorView, nameProblem, type SignerView, type StepView, unreadable } from '../../audit/anchor-view.ts';
import { type ManifestReading, verifyManifest } from '../../audit/manifest-reading.ts';
import { canonicalBytes } from '../../base/canonical-json.ts';
import { sha256Hex } from '../../base/digest.ts';
import { inParallel } from '../../base/parallel.ts';
import { blobKey, parseKey } from '../../evidence/keys.ts';
import type { Anchor, EvidenceProblem } from '../../model/evidence.ts';
import type { RepositoryId, Sha256 } from '../../model/ids.ts';
import type { ObjectVersion, Store } from '../../model/ports.ts';
import { readOrRefusal } from '../evidence/reader.ts';

/** A store as an auditor reads it: with trust opened from the anchor for one repository. */
export type AuditReader = AnchorView & { store: Store };

/** The same, reading the evidence of one entry of a ledger: who has ended since may have counted then. */
export type StepReader = StepView & { store: Store };

/** The same, where there may be no entry of a ledger. */
export type ManifestReader = SignerView & { store: Store };

/** Opens the anchor's trusted roots, embedded or from the store's blobs by their digest, and its keys. Throws TRUST_ROOT_INVALID. */
export async function openReader(store: Store, anchor: Anchor, repositoryId: RepositoryId): Promise<AuditReader> {
  const spkis = anchor.keys.filter((key) => key.repository_id === repositoryId).map(({ spki }) => spki);
  const keys = [...new Set(spkis)].map((spki) => new Uint8Array(Buffer.from(spki, 'base64')));
  const open = (trustedRoot: Uint8Array | null, certificateTransparency: boolean) =>
    openTrust({ trustedRoot, keys, certificateTransparency, requireLogForKeys: false });
  const roots = await inParallel(anchor.trusted_roots, async (root) => ({
    root,
    key: blobKey(repositoryId, root.sha256),
    ...(root.document
      ? { bytes: canonicalBytes(root.document), refusal: '' }
      : await readByDigest(store, blobKey(repositoryId, root.sha256), root.sha256)),
  }));
  const trust = roots.flatMap(({ root, bytes }) =>
    bytes ? [{ material: open(bytes, root.certificate_transparency), validity: root }] : [],
  );
  return {
    store,
    anchor,
    repositoryId,
    trust: trust.length === 0 && keys.length > 0 ? [{ material: open(null, false), validity: {} }] : trust,
    missingRoots: roots
      .filter(({ bytes }) => !bytes)
      .map(({ root, key, refusal }) => ({ sha256: root.sha256, key, refusal })),
  };
}

/** The bytes with this digest among all versions of a key; the digest is the anchor's, so it does not matter who wrote them. */
async function readByDigest(store: Store, key: string, sha256: Sha256) {
  const versions = (await store.versions(key)).filter((version) => !version.deleteMarker);
  const readings = await inParallel(versions, ({ versionId, size }) => readOrRefusal(store, key, versionId, size));
  const bytes = readings.find(({ object }) => object && sha256Hex(object.bytes) === sha256)?.object?.bytes;
  return { bytes, refusal: readings.find(({ refusal }) => refusal !== '')?.refusal ?? '' };
}

/** Reads every manifest under the prefixes but those already seen. */
export async function readManifests(
  reader: StepReader,
  prefixes: readonly string[],
  seen: ReadonlySet<string>,
): Promise<ManifestReading> {
  const rows = (await inParallel(prefixes, (prefix) => reader.store.list(prefix))).flat();
  return readListed(
    reader,
    rows.filter((row) => !seen.has(row.key)),
  );
}

/** Reads every manifest among listed versions. */
export async function readListed(reader: ManifestReader, rows: readonly ObjectVersion[]): Promise<ManifestReading> {
  const keys = Map.groupBy(rows, (row) => row.key);
  const readings = await inParallel([...keys], ([key, versions]) => readManifest(reader, key, versions));
  return {
    manifests: readings.flatMap((r) => r.manifests),
    problems: readings.flatMap((r) => r.problems),
    unsigned: readings.reduce((sum, r) => sum + r.unsigned, 0),
  };
}

async function readManifest(
  reader: ManifestReader,
  key: string,
  rows: readonly ObjectVersion[],
): Promise<ManifestReading> {
  const problems: EvidenceProblem[] = [];
  const versions = rows.filter((row) => !row.deleteMarker);
  if (rows.length > versions.length) problems.push(nameProblem('OBJECT_HIDDEN', key, 'a delete marker hides it'));
  if (versions.length > 1)
    problems.push(nameProblem('OBJECT_SUPERSEDED', key, `it has ${versions.length} versions, expected one`));
  const refuse = (code: EvidenceProblem['code'], text: string) => ({
    manifests: [],
    problems: [...problems, nameProblem(code, key, text)],
    unsigned: 0,
  });
  const parsed = parseKey(key);
  if (parsed?.area !== 'manifest') return refuse('MANIFEST_INVALID', 'this is not the key of a manifest');
  const readings = await inParallel(versions, (version) =>
    readOrRefusal(reader.store, key, version.versionId, version.size),
  );
  const object = readings.find((found) => found.object && sha256Hex(found.object.bytes) === parsed.sha256)?.object;
  const refusal = readings.find((found) => found.refusal !== '')?.refusal;
  if (!object && refusal !== undefined) return refuse('OBJECT_UNREADABLE', unreadable(refusal));
  if (!object && versions.length === 0) return refuse('OBJECT_MISSING', 'no version of it is left');
  if (!object) return refuse('OBJECT_ALTERED', 'no version of it has the digest in its key');
  const read = verifyManifest(reader, key, object);
  return { ...read, problems: [...problems, ...read.problems] };
}
