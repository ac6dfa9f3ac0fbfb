// Opens trust from the auditor's anchor and lets through only manifests whose signature, signer and claims hold under it; each other
// one becomes a problem that names it.
import { identityProblems } from '../../attest/identity.ts';
import { readPredicate } from '../../attest/subject.ts';
import { openTrust, type TrustMaterial } from '../../attest/trust.ts';
import { type VerifiedBundle, verifyBundle } from '../../attest/verify.ts';
import { candidatesFor, endProblem, type Moment, type Part, runProblem } from '../../audit/anchored.ts';
import type { ManifestMaterial } from '../../audit/material.ts';
import { canonicalBytes } from '../../base/canonical-json.ts';
import { sha256Hex } from '../../base/digest.ts';
import { inParallel } from '../../base/parallel.ts';
import { quoted } from '../../base/text.ts';
import { blobKey, parseKey } from '../../evidence/keys.ts';
import { claimProblems, decodeManifest } from '../../evidence/manifest.ts';
import { lockProblem } from '../../evidence/retention.ts';
import type { Anchor, AnchorValidity, EvidenceProblem, ManifestPredicate } from '../../model/evidence.ts';
import type { Signer } from '../../model/identity.ts';
import { type RepositoryId, Sha256 } from '../../model/ids.ts';
import type { ObjectVersion, Store, StoredObject } from '../../model/ports.ts';
import { readOrRefusal } from '../evidence/reader.ts';

/** A root of the anchor, opened: what it verifies, and in which time it counts. */
type OpenRoot = { material: TrustMaterial; validity: AnchorValidity };

/** A store as an auditor reads it: with trust opened from the anchor for one repository. */
export type AuditReader = {
  store: Store;
  anchor: Anchor;
  repositoryId: RepositoryId;
  trust: readonly OpenRoot[];
  /** Trusted roots that the anchor names and neither holds nor finds in the store; `refusal` where the store will not give them. */
  missingRoots: readonly { sha256: Sha256; key: string; refusal: string }[];
};

/** The same, reading the evidence of one entry of a ledger: who has ended since may have counted then. */
export type StepReader = AuditReader & { moment: Moment };

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

/** Manifests that count, what is wrong with the others, and how many say of themselves that they never count. */
export type ManifestReading = { manifests: ManifestMaterial[]; problems: EvidenceProblem[]; unsigned: number };

/** Reads every manifest under the prefixes but those already seen. */
export async function readManifests(
  reader: StepReader,
  prefixes: readonly string[],
  seen: ReadonlySet<string>,
): Promise<ManifestReading> {
  const rows = (await inParallel(prefixes, (prefix) => reader.store.list(prefix))).flat();
  const keys = Map.groupBy(
    rows.filter((row) => !seen.has(row.key)),
    (row) => row.key,
  );
  const readings = await inParallel([...keys], ([key, versions]) => readManifest(reader, key, versions));
  return {
    manifests: readings.flatMap((r) => r.manifests),
    problems: readings.flatMap((r) => r.problems),
    unsigned: readings.reduce((sum, r) => sum + r.unsigned, 0),
  };
}

async function readManifest(reader: StepReader, key: string, rows: readonly ObjectVersion[]): Promise<ManifestReading> {
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

/** How a problem says that the store lists an object and will not give it. */
export function unreadable(refusal: string): string {
  return `the store lists it and does not give it: ${refusal}`;
}

function verifyManifest(reader: StepReader, key: string, object: StoredObject): ManifestReading {
  const refuse = (code: EvidenceProblem['code'], texts: readonly string[]) => ({
    manifests: [],
    problems: texts.map((text) => nameProblem(code, key, text)),
    unsigned: 0,
  });
  const file = decodeManifest(object.bytes);
  if (!file.ok) return refuse('MANIFEST_INVALID', [file.problem]);
  if (!file.value.bundle) {
    // A job without a key says so, and whatever it lists stays unlisted. What opens or closes a deploy is never unsigned.
    if (file.value.claimed.predicate.stage === 'job') return { manifests: [], problems: [], unsigned: 1 };
    return refuse('MANIFEST_UNSIGNED', ['nobody signed this manifest, so nothing that only it lists counts']);
  }
  const verified = verifyByAny(reader, file.value.bundle);
  if (!verified.verified) return refuse(unprovenCode(reader, 'MANIFEST_FORGED'), [verified.problem]);
  const content = readPredicate(verified);
  if (content.type !== 'manifest')
    return refuse('MANIFEST_FORGED', ['the signed statement is not an evidence manifest']);
  const { predicate } = content;
  const { signer, subjectDigests } = verified;
  const claims = [
    ...claimProblems(predicate, key),
    ...manifestSignerProblems(reader, predicate, signer).map((text) => nameProblem('MANIFEST_FORGED', key, text)),
  ];
  if (claims.length > 0) return { manifests: [], problems: claims, unsigned: 0 };
  const promised = Math.min(...predicate.entries.map((entry) => entry.retain_until));
  const weak = lockProblem(object, promised, predicate.lock === 'none' ? 'none' : 'compliance');
  const manifest = { key, sha256: Sha256.parse(sha256Hex(object.bytes)), predicate, subjectDigests, signer };
  return { manifests: [manifest], problems: weak === '' ? [] : [nameProblem('LOCK_WEAK', key, weak)], unsigned: 0 };
}

/** Opening and closing are the deploy contract's, in their environment; other jobs' manifests are of either contract. */
function manifestSignerProblems(reader: StepReader, predicate: ManifestPredicate, signer: Signer): string[] {
  const run = runProblem(signer, predicate.run_id, predicate.run_attempt);
  const deploy = signerProblems(reader, 'deploy', predicate.stage === 'job' ? null : predicate.environment, signer);
  const build =
    predicate.stage === 'job' && predicate.environment === '' ? signerProblems(reader, 'build', null, signer) : deploy;
  return [...(deploy.length === 0 ? deploy : build), ...(run === '' ? [] : [run])];
}

/** Why a signer does not count for a part of the reader's repository, or did not when it signed; empty when it does. */
export function signerProblems(
  { anchor, repositoryId, moment }: StepReader,
  part: Part,
  environment: string | null,
  signer: Signer,
): string[] {
  const readings = candidatesFor(anchor, part, repositoryId, environment, signer).map(({ policy, key, validity }) => {
    const end = endProblem(validity, signer, moment);
    return [...identityProblems(signer, policy, key), ...(end === '' ? [] : [`${nameOf(signer)}: ${end}`])];
  });
  return readings.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function nameOf(signer: Signer): string {
  return signer.type === 'key' ? `key ${signer.spki_sha256}` : quoted(signer.san);
}

/** What a signature that does not hold is called: nobody can tell a forged one while a root is missing that might bear it out. */
export function unprovenCode(
  { missingRoots }: AuditReader,
  code: 'MANIFEST_FORGED' | 'SIGNATURE_INVALID',
): EvidenceProblem['code'] {
  return missingRoots.length > 0 ? 'TRUST_ROOT_MISSING' : code;
}

/** Verifies a bundle under any of the anchor's roots and keys, each in its time; never throws. */
export function verifyByAny(
  { trust, missingRoots, moment }: StepReader,
  bundle: Uint8Array,
): VerifiedBundle | { verified: false; problem: string } {
  const readings = trust.map(({ material, validity }) => {
    const reading = verifyBundle(bundle, material);
    // A pinned key stands by itself, whatever root it was opened with.
    const end =
      reading.verified && reading.signer.type === 'certificate' ? endProblem(validity, reading.signer, moment) : '';
    return { reading, problem: end === '' ? '' : `the trusted root ${material.rootSha256}: ${end}` };
  });
  const good = readings.find(({ reading, problem }) => reading.verified && problem === '')?.reading;
  if (good?.verified) return good;
  const reasons = readings.map(({ reading, problem }) =>
    reading.verified ? problem : `${reading.code} ${reading.problem}`,
  );
  const missing = missingRoots.map(({ sha256, key, refusal }) =>
    refusal === ''
      ? `trusted root ${sha256} is neither in the anchor nor in the store`
      : `trusted root ${sha256} is not in the anchor, and of ${key} ${unreadable(refusal)}`,
  );
  return { verified: false, problem: `its signature does not hold: ${[...reasons, ...missing].join('; ')}` };
}

/** A problem whose sentence begins with the key of the object at fault. */
export function nameProblem(code: EvidenceProblem['code'], key: string, text: string): EvidenceProblem {
  return { code, key, text: `${key}: ${text}` };
}
