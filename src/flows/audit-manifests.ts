// Opens trust from the auditor's anchor and lets through only manifests whose signature, signer and claims hold under it; each other
// one becomes a problem that names it.
import { identityProblems } from '../attest/identity.ts';
import { readPredicate } from '../attest/subject.ts';
import { openTrust, type TrustMaterial } from '../attest/trust.ts';
import { type VerifiedBundle, verifyBundle } from '../attest/verify.ts';
import { anchoredKey, anchorPolicy, type Part, runProblem } from '../audit/anchor.ts';
import type { ManifestMaterial } from '../audit/material.ts';
import { canonicalBytes } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { blobKey, parseKey } from '../evidence/keys.ts';
import { claimProblems, decodeManifest } from '../evidence/manifest.ts';
import { lockProblem } from '../evidence/retention.ts';
import type { Anchor, EvidenceProblem, ManifestPredicate } from '../model/evidence.ts';
import type { Signer } from '../model/identity.ts';
import { type RepositoryId, Sha256 } from '../model/ids.ts';
import type { ObjectVersion, Store, StoredObject } from '../model/ports.ts';
import { inParallel } from './record.ts';

/** A store as an auditor reads it: with trust opened from the anchor for one repository. */
export type AuditReader = {
  store: Store;
  anchor: Anchor;
  repositoryId: RepositoryId;
  trust: readonly TrustMaterial[];
  /** Trusted roots that the anchor names and neither holds nor finds in the store. */
  missingRoots: readonly string[];
};

/** Opens the anchor's trusted roots, embedded or from the store's blobs by their digest, and its keys. Throws TRUST_ROOT_INVALID. */
export async function openReader(store: Store, anchor: Anchor, repositoryId: RepositoryId): Promise<AuditReader> {
  const keys = anchor.keys
    .filter((key) => key.repository_id === repositoryId)
    .map((key) => new Uint8Array(Buffer.from(key.spki, 'base64')));
  const open = (trustedRoot: Uint8Array | null) =>
    openTrust({
      trustedRoot,
      keys,
      certificateTransparency: anchor.certificate_transparency,
      requireLogForKeys: false,
    });
  const roots = await inParallel(anchor.trusted_roots, async ({ sha256, document }) => ({
    sha256,
    bytes: document ? canonicalBytes(document) : await readByDigest(store, blobKey(repositoryId, sha256), sha256),
  }));
  const trust = roots.flatMap(({ bytes }) => (bytes ? [open(bytes)] : []));
  return {
    store,
    anchor,
    repositoryId,
    trust: trust.length === 0 && keys.length > 0 ? [open(null)] : trust,
    missingRoots: roots.filter(({ bytes }) => !bytes).map(({ sha256 }) => sha256),
  };
}

/** The bytes with this digest among all versions of a key; the digest is the anchor's, so it does not matter who wrote them. */
async function readByDigest(store: Store, key: string, sha256: Sha256): Promise<Uint8Array | undefined> {
  const versions = (await store.versions(key)).filter((version) => !version.deleteMarker);
  const objects = await inParallel(versions, (version) => store.read(key, version.versionId));
  return objects.find((object) => object && sha256Hex(object.bytes) === sha256)?.bytes;
}

/** Manifests that count, and what is wrong with the others. */
export type ManifestReading = { manifests: ManifestMaterial[]; problems: EvidenceProblem[] };

/** Reads every manifest under the prefixes but those already seen. */
export async function readManifests(
  reader: AuditReader,
  prefixes: readonly string[],
  seen: ReadonlySet<string>,
): Promise<ManifestReading> {
  const rows = (await inParallel(prefixes, (prefix) => reader.store.list(prefix))).flat();
  const keys = Map.groupBy(
    rows.filter((row) => !seen.has(row.key)),
    (row) => row.key,
  );
  const readings = await inParallel([...keys], ([key, versions]) => readManifest(reader, key, versions));
  return { manifests: readings.flatMap((r) => r.manifests), problems: readings.flatMap((r) => r.problems) };
}

async function readManifest(
  reader: AuditReader,
  key: string,
  rows: readonly ObjectVersion[],
): Promise<ManifestReading> {
  const problems: EvidenceProblem[] = [];
  const versions = rows.filter((row) => !row.deleteMarker);
  if (rows.length > versions.length) problems.push(nameProblem('OBJECT_HIDDEN', key, 'a delete marker hides it'));
  if (versions.length > 1)
    problems.push(nameProblem('OBJECT_SUPERSEDED', key, `it has ${versions.length} versions, expected one`));
  const parsed = parseKey(key);
  if (parsed?.area !== 'manifest')
    return {
      manifests: [],
      problems: [...problems, nameProblem('MANIFEST_INVALID', key, 'this is not the key of a manifest')],
    };
  const objects = await inParallel(versions, (version) => reader.store.read(key, version.versionId));
  const object = objects.find((found) => found && sha256Hex(found.bytes) === parsed.sha256);
  if (!object) {
    const [code, text] =
      versions.length === 0
        ? (['OBJECT_MISSING', 'no version of it is left'] as const)
        : (['OBJECT_ALTERED', 'no version of it has the digest in its key'] as const);
    return { manifests: [], problems: [...problems, nameProblem(code, key, text)] };
  }
  const read = verifyManifest(reader, key, object);
  return { manifests: read.manifests, problems: [...problems, ...read.problems] };
}

function verifyManifest(reader: AuditReader, key: string, object: StoredObject): ManifestReading {
  const refuse = (code: EvidenceProblem['code'], texts: readonly string[]) => ({
    manifests: [],
    problems: texts.map((text) => nameProblem(code, key, text)),
  });
  const file = decodeManifest(object.bytes);
  if (!file.ok) return refuse('MANIFEST_INVALID', [file.problem]);
  if (!file.value.bundle)
    return refuse('MANIFEST_UNSIGNED', ['nobody signed this manifest, so nothing that only it lists counts']);
  const verified = verifyByAny(reader, file.value.bundle);
  if (!verified.verified) return refuse('MANIFEST_FORGED', [verified.problem]);
  const content = readPredicate(verified);
  if (content.type !== 'manifest')
    return refuse('MANIFEST_FORGED', ['the signed statement is not an evidence manifest']);
  const { predicate } = content;
  const { signer, subjectDigests } = verified;
  const claims = [
    ...claimProblems(predicate, key),
    ...manifestSignerProblems(reader, predicate, signer).map((text) => nameProblem('MANIFEST_FORGED', key, text)),
  ];
  if (claims.length > 0) return { manifests: [], problems: claims };
  const promised = Math.min(...predicate.entries.map((entry) => entry.retain_until));
  const weak = lockProblem(object, promised, predicate.lock === 'none' ? 'none' : 'compliance');
  const manifest = { key, sha256: Sha256.parse(sha256Hex(object.bytes)), predicate, subjectDigests, signer };
  return { manifests: [manifest], problems: weak === '' ? [] : [nameProblem('LOCK_WEAK', key, weak)] };
}

/** Opening and closing are the deploy contract's, in their environment; other jobs' manifests are of either contract. */
function manifestSignerProblems(reader: AuditReader, predicate: ManifestPredicate, signer: Signer): string[] {
  const run = runProblem(signer, predicate.run_id, predicate.run_attempt);
  const deploy = signerProblems(reader, 'deploy', predicate.stage === 'job' ? null : predicate.environment, signer);
  const build =
    predicate.stage === 'job' && predicate.environment === '' ? signerProblems(reader, 'build', null, signer) : deploy;
  return [...(deploy.length === 0 ? deploy : build), ...(run === '' ? [] : [run])];
}

/** Why a signer does not count for a part of the reader's repository; empty when it does. */
export function signerProblems(
  { anchor, repositoryId }: AuditReader,
  part: Part,
  environment: string | null,
  signer: Signer,
): string[] {
  return identityProblems(
    signer,
    anchorPolicy(anchor, part, repositoryId, environment),
    anchoredKey(anchor, part, repositoryId, signer),
  );
}

/** Verifies a bundle under any of the anchor's roots and keys; never throws. */
export function verifyByAny(
  { trust, missingRoots }: AuditReader,
  bundle: Uint8Array,
): VerifiedBundle | { verified: false; problem: string } {
  const readings = trust.map((material) => verifyBundle(bundle, material));
  const good = readings.find((reading) => reading.verified);
  if (good) return good;
  const reasons = readings.map((reading) => (reading.verified ? '' : `${reading.code} ${reading.problem}`));
  const missing = missingRoots.map((sha256) => `trusted root ${sha256} is neither in the anchor nor in the store`);
  return { verified: false, problem: `its signature does not hold: ${[...reasons, ...missing].join('; ')}` };
}

/** A problem whose sentence begins with the key of the object at fault. */
export function nameProblem(code: EvidenceProblem['code'], key: string, text: string): EvidenceProblem {
  return { code, key, text: `${key}: ${text}` };
}
