// Reads the evidence of one deploy: what verified manifests list, held against the store object by object. What differs from what was
// signed becomes a problem that names its object, and its content is not used.
import { subjectProblems } from '../attest/subject.ts';
import type { DeployMaterial, ManifestMaterial, StatementMaterial } from '../audit/material.ts';
import { blobKey, manifestPrefix, parseKey, recordPrefix } from '../evidence/keys.ts';
import { entryProblems } from '../evidence/manifest.ts';
import { readCanonical } from '../evidence/reading.ts';
import { readRecord } from '../evidence/records.ts';
import { lockProblem } from '../evidence/retention.ts';
import { Decision, EvidenceBundle, type SignatureFact } from '../model/decision.ts';
import type { EvidenceProblem, LedgerStep, ManifestEntry } from '../model/evidence.ts';
import type { Store } from '../model/ports.ts';
import { type AuditReader, nameProblem, readManifests, signerProblems, verifyByAny } from './audit-manifests.ts';
import { inParallel } from './record.ts';
import { readContent } from './statement-content.ts';

const day = 86_400;

/** Reads and verifies everything about one deploy. Throws only what the store throws. */
export async function collectDeploy(reader: AuditReader, step: LedgerStep): Promise<DeployMaterial> {
  const own = await readManifests(reader, prefixesOf(step), new Set());
  const counting = own.manifests.filter(({ predicate }) => predicate.stage !== 'job');
  const kept = await readEntries(reader, counting);
  const decided = readDecision(reader, step, kept.bytes);
  const statements = readStatements(reader, step, decided.bundle, kept.bytes);
  const records = readRecords(kept.bytes);
  const seen = new Set(own.manifests.map((manifest) => manifest.key));
  const build = await readManifests(reader, buildPrefixes(reader, statements.found, decided.bundle), seen);
  const others = [...own.manifests.filter(({ predicate }) => predicate.stage === 'job'), ...build.manifests];
  const rest = await readEntries(reader, others);
  const unlisted = await findUnlisted(reader, step, [...own.manifests, ...build.manifests]);
  const result = await checkResultLock(reader, step, counting);
  const locks = [...kept.locks, ...rest.locks];
  return {
    step,
    manifests: counting,
    buildManifests: others.filter((manifest) => manifest.predicate.environment === ''),
    records: records.found,
    decision: decided.decision,
    bundle: decided.bundle,
    statements: statements.found,
    objects: kept.bytes.size + rest.bytes.size,
    lockedUntil: locks.length === 0 ? 0 : Math.min(...locks),
    problems: [own, kept, decided, statements, records, build, rest, unlisted, result].flatMap(
      ({ problems }) => problems,
    ),
  };
}

/** A deploy's manifests lie on the day of the intent or the next, and on the day of the result, under the run that wrote them. */
function prefixesOf({ intent, closed }: LedgerStep): string[] {
  const result = closed ? [{ run_id: closed.result.run_id, time: closed.result.time }] : [];
  const own = [intent.time, intent.time + day].map((time) => ({ run_id: intent.run_id, time }));
  const runs = [...own, ...result];
  return [...new Set(runs.map((run) => manifestPrefix({ repository_id: intent.repository_id, ...run })))];
}

type EntryReading = { bytes: Map<string, Uint8Array>; locks: number[]; problems: EvidenceProblem[] };

/** Holds every listed object against the store; keeps the bytes of those that are what the manifest says. */
async function readEntries({ store }: AuditReader, manifests: readonly ManifestMaterial[]): Promise<EntryReading> {
  const listed = manifests.flatMap(({ predicate }) =>
    predicate.entries.map((entry) => ({ entry, lock: predicate.lock })),
  );
  const unique = [...new Map(listed.map((one) => [`${one.entry.key} ${one.entry.version_id}`, one])).values()];
  const readings = await inParallel(unique, ({ entry, lock }) =>
    readEntry(store, entry, lock === 'none' ? 'none' : 'compliance'),
  );
  return {
    bytes: new Map(
      readings.flatMap(({ key, object, genuine }) => (object && genuine ? [[key, object.bytes] as const] : [])),
    ),
    locks: readings.map(({ object }) => (object?.mode === 'COMPLIANCE' ? object.retainUntil : 0)),
    problems: readings.flatMap(({ problems }) => problems),
  };
}

async function readEntry(store: Store, entry: ManifestEntry, lock: 'compliance' | 'none') {
  const [versions, object] = await Promise.all([store.versions(entry.key), store.read(entry.key, entry.version_id)]);
  const problems = entryProblems(entry, versions, object, lock);
  return {
    key: entry.key,
    object,
    problems,
    genuine: !problems.some(({ code }) => code === 'OBJECT_ALTERED' || code === 'OBJECT_MISSING'),
  };
}

type Decided = Pick<DeployMaterial, 'decision' | 'bundle' | 'problems'>;

/** The decision that the intent names and the input that the decision names. */
function readDecision(
  { repositoryId }: AuditReader,
  { intent }: LedgerStep,
  kept: ReadonlyMap<string, Uint8Array>,
): Decided {
  const key = blobKey(repositoryId, intent.decision_sha256);
  const bytes = kept.get(key);
  if (!bytes) return { decision: null, bundle: null, problems: [] };
  const decision = readCanonical(Decision, bytes);
  if (!decision.ok)
    return { decision: null, bundle: null, problems: [nameProblem('RECORD_INVALID', key, decision.problem)] };
  const inputKey = blobKey(repositoryId, decision.value.input_sha256);
  const input = kept.get(inputKey);
  const bundle = input && readCanonical(EvidenceBundle, input);
  return {
    decision: { key, value: decision.value },
    bundle: bundle?.ok ? bundle.value : null,
    problems: bundle && !bundle.ok ? [nameProblem('RECORD_INVALID', inputKey, bundle.problem)] : [],
  };
}

function readRecords(kept: ReadonlyMap<string, Uint8Array>): {
  found: DeployMaterial['records'];
  problems: EvidenceProblem[];
} {
  const readings = [...kept]
    .filter(([key]) => parseKey(key)?.area === 'record')
    .map(([key, bytes]) => ({ key, reading: readRecord(key, bytes) }));
  return {
    found: readings.flatMap(({ key, reading }) => (reading.ok ? [{ key, record: reading.value }] : [])),
    problems: readings.flatMap(({ key, reading }) =>
      reading.ok ? [] : [nameProblem('RECORD_INVALID', key, reading.problem)],
    ),
  };
}

type StatementReading = { found: StatementMaterial[]; problems: EvidenceProblem[] };

/** Verifies again every signed statement that the decision counted. */
function readStatements(
  reader: AuditReader,
  { intent }: LedgerStep,
  bundle: EvidenceBundle | null,
  kept: ReadonlyMap<string, Uint8Array>,
): StatementReading {
  const counted = (bundle?.signatures ?? []).filter((fact) => fact.verified && fact.problem === '');
  const readings = counted.map((fact) => readStatement(reader, fact, intent.digest, kept));
  return { found: readings.flatMap((r) => r.found), problems: readings.flatMap((r) => r.problems) };
}

function readStatement(
  reader: AuditReader,
  fact: SignatureFact,
  digest: LedgerStep['intent']['digest'],
  kept: ReadonlyMap<string, Uint8Array>,
): StatementReading {
  const key = blobKey(reader.repositoryId, fact.bundle_sha256);
  const refuse = (code: EvidenceProblem['code'], texts: readonly string[]) => ({
    found: [],
    problems: texts.map((text) => nameProblem(code, key, text)),
  });
  const bytes = kept.get(key);
  if (!bytes)
    return refuse('OBJECT_MISSING', [
      `the signed statement ${fact.predicate_type} that the decision counted is not among the signed evidence`,
    ]);
  const verified = verifyByAny(reader, bytes);
  if (!verified.verified) return refuse('SIGNATURE_INVALID', [verified.problem]);
  const strangers = signerProblems(reader, 'build', null, verified.signer);
  if (strangers.length > 0) return refuse('SIGNATURE_INVALID', strangers);
  const content = readContent(verified);
  const unreadable = content.type === 'unreadable' ? [content.problem] : [];
  const mismatches = [...subjectProblems(verified, digest, fact.predicate_type), ...unreadable];
  if (mismatches.length > 0) return refuse('STATEMENT_MISMATCH', mismatches);
  const { signer, predicateType, subjectDigests } = verified;
  const origin = content.type === 'provenance' ? content : undefined;
  const found: StatementMaterial = {
    key,
    sha256: fact.bundle_sha256,
    predicateType,
    subjectDigests,
    signer,
    scan: content.type === 'scan' ? content.predicate.summary : null,
    invocation: origin?.invocation ?? '',
    commit: origin?.commit || (signer.type === 'certificate' ? signer.source_commit : ''),
  };
  return { found: [found], problems: [] };
}

/** Where the manifests of the building runs lie: under the run that provenance names, from the day of its first scan to two days on. */
function buildPrefixes(
  { repositoryId }: AuditReader,
  statements: readonly StatementMaterial[],
  bundle: EvidenceBundle | null,
): string[] {
  const runs = statements.flatMap(
    ({ invocation }) => /\/actions\/runs\/([1-9]\d{0,18})\/attempts\/\d+$/.exec(invocation)?.[1] ?? [],
  );
  const scanned = Math.min(...(bundle?.scans ?? []).map((scan) => scan.started_at));
  if (!Number.isFinite(scanned)) return [];
  const days = [scanned, scanned + day, scanned + 2 * day];
  const prefixes = runs.flatMap((run_id) =>
    days.map((time) => manifestPrefix({ repository_id: repositoryId, run_id, time })),
  );
  return [...new Set(prefixes)];
}

/** Records that lie where this deploy's records lie but that no verified manifest lists. */
async function findUnlisted(
  { store }: AuditReader,
  { intent, closed }: LedgerStep,
  manifests: readonly ManifestMaterial[],
): Promise<{ problems: EvidenceProblem[] }> {
  const listed = new Set(manifests.flatMap(({ predicate }) => predicate.entries.map((entry) => entry.key)));
  const place = { repository_id: intent.repository_id, environment: intent.environment };
  const ends = closed ? [{ run_id: closed.result.run_id, time: closed.result.time }] : [];
  const prefixes = new Set(
    [{ run_id: intent.run_id, time: intent.time }, ...ends].map((run) => recordPrefix({ ...place, ...run })),
  );
  const rows = (await inParallel([...prefixes], (prefix) => store.list(prefix))).flat();
  const keys = [...new Set(rows.map((row) => row.key))].filter((key) => !listed.has(key));
  return {
    problems: keys.map((key) =>
      nameProblem('RECORD_UNLISTED', key, 'no signed manifest lists it, so it does not count'),
    ),
  };
}

/** No manifest can list the result that names the last manifest, so its lock is held against what that manifest's objects were promised. */
async function checkResultLock({ store }: AuditReader, { closed }: LedgerStep, manifests: readonly ManifestMaterial[]) {
  const closing = manifests.find((manifest) => manifest.sha256 === closed?.result.manifest_sha256)?.predicate;
  const oldest = closed && (await store.versions(closed.key)).findLast((version) => !version.deleteMarker);
  const object = oldest && (await store.read(oldest.key, oldest.versionId));
  if (!object || !closing) return { problems: [] };
  const promised = Math.min(...closing.entries.map((entry) => entry.retain_until));
  const weak = lockProblem(object, promised, closing.lock === 'none' ? 'none' : 'compliance');
  return { problems: weak === '' ? [] : [nameProblem('LOCK_WEAK', object.key, weak)] };
}
