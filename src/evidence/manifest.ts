// A manifest lists every object one job wrote, as read back after writing, and is signed last: an object that no signed
// manifest lists does not count (threats B14, E11). This file verifies no signature; whatever is read before
// verification is only a claim.
import * as z from 'zod';
import { canonicalBytes, canonicalText } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { Fault } from '../base/fault.ts';
import { printable } from '../base/text.ts';
import { readManifestPredicate } from '../formats/evidence-manifest/read.ts';
import type { Reading } from '../formats/format.ts';
import { readManifestFile } from '../formats/manifest/read.ts';
import { type EvidenceProblem, ManifestEntry, type ManifestFile, ManifestPredicate } from '../model/evidence.ts';
import type { ObjectVersion, PutResult, StoredObject } from '../model/ports.ts';
import { predicateTypes, Statement, statementPayloadType } from '../model/statement.ts';
import { manifestKey, parseKey } from './keys.ts';
import type { RecordContext } from './records.ts';
import { lockProblem } from './retention.ts';

/** A stored object as a manifest lists it, with the version and the lock that the store gave back. */
export function manifestEntry(
  key: string,
  bytes: Uint8Array,
  put: Pick<PutResult, 'versionId' | 'retainUntil'>,
): ManifestEntry {
  return ManifestEntry.parse({
    key,
    sha256: sha256Hex(bytes),
    bytes: bytes.length,
    version_id: put.versionId,
    retain_until: put.retainUntil,
  });
}

/** What a manifest says besides who wrote it. */
export type ManifestContent = Pick<ManifestPredicate, 'stage' | 'store' | 'lock' | 'entries'>;

/** The predicate of a job's manifest, entries in key order. Throws RECORD_INVALID, also for a manifest without entries. */
export function makeManifest(context: RecordContext, content: ManifestContent): ManifestPredicate {
  const { repository_id, service, environment, run_id, run_attempt, job, time, config_sha256 } = context;
  const entries = content.entries.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const who = { repository_id, service, environment, run_id, run_attempt, job, time, config_sha256 };
  const parsed = ManifestPredicate.safeParse({ schema: 'safeguard.evidence-manifest/v1', ...who, ...content, entries });
  if (parsed.success) return parsed.data;
  throw new Fault('RECORD_INVALID', `the manifest cannot be made: ${printable(z.prettifyError(parsed.error), 500)}`);
}

/** What makes two manifests of one job the same: everything but the time, and a lock that was extended since. */
export function manifestCore(m: ManifestPredicate): string {
  return canonicalText({ ...m, time: 0, entries: m.entries.map((entry) => ({ ...entry, retain_until: 0 })) });
}

const JsonObject = z.record(z.string(), z.unknown());

function jsonObject(bytes: Uint8Array): z.infer<typeof JsonObject> {
  return JsonObject.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/**
 * The bytes of a manifest file: with the Sigstore bundle or, when the job could not sign, with the bare statement,
 * which never counts.
 */
export function encodeManifest(statement: Uint8Array, bundle: Uint8Array | null): Uint8Array {
  const file: ManifestFile = {
    schema: 'safeguard.manifest/v1',
    signed: bundle !== null,
    bundle: bundle && jsonObject(bundle),
    unsigned_statement: bundle ? null : jsonObject(statement),
  };
  return canonicalBytes(file);
}

/** A manifest file taken apart. `claimed` is unverified. */
export type ManifestContents = {
  /** The Sigstore bundle's JSON bytes, null when the file is unsigned. */
  bundle: Uint8Array | null;
  claimed: { subjectDigests: string[]; predicate: ManifestPredicate };
};

const Envelope = z.looseObject({
  dsseEnvelope: z.looseObject({ payloadType: z.literal(statementPayloadType), payload: z.base64() }),
});

const ManifestStatement = z.lazy(() =>
  Statement.unwrap().extend({ predicateType: z.literal(predicateTypes.manifest) }),
);

/** Parses a manifest file without trusting it; a file of any other form is reported as a problem, never thrown. */
export function decodeManifest(bytes: Uint8Array): Reading<ManifestContents> {
  const file = readManifestFile(bytes);
  if (!file.ok) return file;
  const { signed, bundle, unsigned_statement } = file.value;
  if (signed !== (bundle !== null) || signed !== (unsigned_statement === null)) {
    return { ok: false, problem: 'a manifest file holds either a bundle or an unsigned statement' };
  }
  const claimed = claimedStatement(bundle, unsigned_statement);
  if (!claimed.ok) return claimed;
  return { ok: true, value: { bundle: bundle && canonicalBytes(bundle), claimed: claimed.value } };
}

function claimedStatement(bundle: unknown, unsigned: unknown): Reading<ManifestContents['claimed']> {
  try {
    const payload = (value: unknown) => jsonObject(Buffer.from(Envelope.parse(value).dsseEnvelope.payload, 'base64'));
    const { predicate, subject } = ManifestStatement.parse(bundle === null ? unsigned : payload(bundle));
    const subjectDigests = subject.map(({ digest }) => `sha256:${digest.sha256 ?? ''}`);
    const read = readManifestPredicate(predicate);
    return read.ok ? { ok: true, value: { predicate: read.value, subjectDigests } } : read;
  } catch {
    return { ok: false, problem: 'the statement in it is not an evidence manifest' };
  }
}

/**
 * Compares what a signed manifest lists with what the store holds: the versions of the key and the bytes of the listed
 * version. Each problem names the key.
 */
export function entryProblems(
  entry: ManifestEntry,
  versions: readonly ObjectVersion[],
  object: StoredObject | undefined,
  lock: 'compliance' | 'none',
): EvidenceProblem[] {
  const { key } = entry;
  const problems: EvidenceProblem[] = [];
  const report = (code: EvidenceProblem['code'], text: string) => problems.push({ code, key, text: `${key}: ${text}` });
  if (versions.some((v) => v.deleteMarker)) report('OBJECT_HIDDEN', 'a delete marker hides it');
  const others = versions.filter((v) => !v.deleteMarker && v.versionId !== entry.version_id).map((v) => v.versionId);
  if (!object || !versions.some((v) => v.versionId === entry.version_id)) {
    if (others.length === 0) report('OBJECT_MISSING', `the store does not have version ${entry.version_id}`);
    else
      report(
        'OBJECT_ALTERED',
        `the listed version ${entry.version_id} is gone, and ${others.join(', ')} lies in its place`,
      );
    return problems;
  }
  if (others.length > 0) report('OBJECT_SUPERSEDED', `it has other versions than the listed one: ${others.join(', ')}`);
  const found = sha256Hex(object.bytes);
  if (found !== entry.sha256)
    report('OBJECT_ALTERED', `its bytes have sha256 ${found}, the manifest lists ${entry.sha256}`);
  const parsed = parseKey(key);
  if (!parsed) report('OBJECT_ALTERED', 'the manifest lists a key that no evidence has');
  else if ('sha256' in parsed && parsed.sha256 !== entry.sha256)
    report('OBJECT_ALTERED', 'it is filed under another digest than the manifest lists');
  const weak = lockProblem(object, entry.retain_until, lock);
  if (weak !== '') report('LOCK_WEAK', weak);
  return problems;
}

/** Only deploy jobs write these, and their manifests always name an environment; a build's never does. */
const deployKinds: ReadonlySet<string> = new Set(['approval', 'deploy-intent', 'deploy-outcome', 'reconcile']);

/**
 * The claims that a verified manifest may not make: another place than its own key names, records of another run,
 * repository or environment, or records of a deploy in a build (threat B14).
 */
export function claimProblems(predicate: ManifestPredicate, key: string): EvidenceProblem[] {
  const problems: EvidenceProblem[] = [];
  const report = (text: string) => problems.push({ code: 'MANIFEST_FORGED', key, text: `${key}: ${text}` });
  if (manifestKey(predicate, key.slice(-69, -5)) !== key)
    report('it is signed for another run, job or day than its key says');
  for (const entry of predicate.entries) {
    const listed = parseKey(entry.key);
    const foreign =
      listed?.area === 'record' && (listed.runId !== predicate.run_id || listed.attempt !== predicate.run_attempt);
    if (foreign || listed?.repositoryId !== predicate.repository_id)
      report(`it lists ${entry.key}, which its run does not write`);
    else if ('service' in listed && listed.service !== predicate.service)
      report(`it lists ${entry.key}, which is of another service than '${predicate.service}'`);
    else if ('environment' in listed && listed.environment !== predicate.environment)
      report(`it lists ${entry.key}, which is of another environment than '${predicate.environment}'`);
    else if (listed.area === 'record' && predicate.environment === '' && deployKinds.has(listed.kind))
      report(`it lists ${entry.key}, which only a deploy writes, but it is of no environment`);
  }
  return problems;
}
