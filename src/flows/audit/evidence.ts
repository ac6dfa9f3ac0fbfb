// Reads the evidence of one deploy: what verified manifests list, held against the store object by object. What differs from what was
// signed becomes a problem that names its object, and its content is not used.
import { subjectProblems } from '../../attest/subject.ts';
import type { Moment } from '../../audit/anchored.ts';
import type { DeployMaterial, ManifestMaterial, StatementMaterial } from '../../audit/material.ts';
import { inParallel } from '../../base/parallel.ts';
import { placed } from '../../base/text.ts';
import { readDecided } from '../../evidence/decided.ts';
import { blobKey, manifestPrefix, parseKey, recordPrefix } from '../../evidence/keys.ts';
import { entryProblems } from '../../evidence/manifest.ts';
import { readRecord } from '../../evidence/records.ts';
import { lockProblem } from '../../evidence/retention.ts';
import type { EvidenceBundle, SignatureFact } from '../../model/decision.ts';
import type { EvidenceProblem, LedgerStep, ManifestEntry } from '../../model/evidence.ts';
import { EpochSeconds } from '../../model/ids.ts';
import type { Store } from '../../model/ports.ts';
import { readContent } from '../collect/statement-content.ts';
import { readOrRefusal } from '../evidence/reader.ts';
import {
  type AuditReader,
  nameProblem,
  readManifests,
  type StepReader,
  signerProblems,
  unprovenCode,
  unreadable,
  verifyByAny,
} from './manifests.ts';

const day = 86_400;

/** Reads and verifies everything about one deploy. Throws only what the store throws. */
export async function collectDeploy(opened: AuditReader, moment: Moment): Promise<DeployMaterial> {
  const reader: StepReader = { ...opened, moment };
  const { step } = moment;
  const own = await readManifests(reader, prefixesOf(moment), new Set());
  const counting = own.manifests.filter(({ predicate }) => predicate.stage !== 'job');
  const kept = await readEntries(reader, counting);
  const decided = readDecided(reader.repositoryId, step.intent.decision_sha256, kept.bytes);
  const statements = readStatements(reader, step, decided.bundle, kept.bytes);
  const records = readRecords(kept.bytes);
  const seen = new Set(own.manifests.map((manifest) => manifest.key));
  const build = await readManifests(reader, buildPrefixes(reader, statements.found, decided.bundle), seen);
  const others = [...own.manifests.filter(({ predicate }) => predicate.stage === 'job'), ...build.manifests];
  const rest = await readEntries(reader, others);
  const buildManifests = others.filter((manifest) => isOfBuild(reader, manifest));
  const buildRecords = readRecords(
    new Map([...rest.bytes].filter(([key]) => buildManifests.some((manifest) => lists(manifest, key)))),
  );
  const unlisted = await countUnlisted(reader, moment, [...own.manifests, ...build.manifests]);
  const result = await checkResultLock(reader, step, counting);
  const locks = [...kept.locks, ...rest.locks];
  return {
    step,
    manifests: counting,
    buildManifests,
    records: records.found,
    buildRecords: buildRecords.found,
    decision: decided.decision,
    bundle: decided.bundle,
    statements: statements.found,
    objects: kept.bytes.size + rest.bytes.size,
    uncounted: { records: unlisted, manifests: own.unsigned + build.unsigned },
    lockedUntil: locks.length === 0 ? 0 : Math.min(...locks),
    problems: withUnreadRoots(
      reader,
      [own, kept, decided, statements, records, build, rest, buildRecords, result].flatMap(({ problems }) => problems),
    ),
  };
}

/** Names the roots that the store will not give, where a signature could not be judged without them. */
function withUnreadRoots({ missingRoots }: AuditReader, problems: EvidenceProblem[]): EvidenceProblem[] {
  if (!problems.some(({ code }) => code === 'TRUST_ROOT_MISSING')) return problems;
  const unread = missingRoots.filter(({ refusal }) => refusal !== '');
  return [...problems, ...unread.map(({ key, refusal }) => nameProblem('OBJECT_UNREADABLE', key, unreadable(refusal)))];
}

/** What the build wrote: of no environment, and signed by the build, not by another job that may sign for none. */
function isOfBuild(reader: StepReader, { predicate, signer }: ManifestMaterial): boolean {
  return predicate.environment === '' && signerProblems(reader, 'build', null, signer).length === 0;
}

function lists({ predicate }: ManifestMaterial, key: string): boolean {
  return predicate.entries.some((entry) => entry.key === key);
}

/** A deploy's manifests lie on the day of the intent or the next, and on the day of the result, under the run that wrote them. */
function prefixesOf({ step: { intent, closed }, ledger }: Moment): string[] {
  const repository_id = ledger.repositoryId;
  const result = closed ? daysFrom(closed.result.time, 1).map((time) => ({ run_id: closed.result.run_id, time })) : [];
  const own = daysFrom(intent.time, 2).map((time) => ({ run_id: intent.run_id, time }));
  return [...new Set([...own, ...result].map((run) => manifestPrefix({ repository_id, ...run })))];
}

/** Times on a day and the days after it; a time is what a ledger says, so it may lie at the end of all days. */
function daysFrom(time: EpochSeconds, days: number): EpochSeconds[] {
  const times = Array.from({ length: days }, (_, index) => time + index * day);
  return times.filter((one) => EpochSeconds.safeParse(one).success);
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
  const versions = await store.versions(entry.key);
  const size = versions.find(({ versionId }) => versionId === entry.version_id)?.size;
  const { object, refusal } = await readOrRefusal(store, entry.key, entry.version_id, size);
  if (refusal !== '') {
    const problems = [nameProblem('OBJECT_UNREADABLE', entry.key, unreadable(refusal))];
    return { key: entry.key, object: undefined, problems, genuine: false };
  }
  const problems = entryProblems(entry, versions, object, lock);
  return {
    key: entry.key,
    object,
    problems,
    genuine: !problems.some(({ code }) => code === 'OBJECT_ALTERED' || code === 'OBJECT_MISSING'),
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
  reader: StepReader,
  { intent }: LedgerStep,
  bundle: EvidenceBundle | null,
  kept: ReadonlyMap<string, Uint8Array>,
): StatementReading {
  const counted = (bundle?.signatures ?? []).filter((fact) => fact.verified && fact.problem === '');
  const readings = counted.map((fact) => readStatement(reader, fact, intent.digest, kept));
  return { found: readings.flatMap((r) => r.found), problems: readings.flatMap((r) => r.problems) };
}

function readStatement(
  reader: StepReader,
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
      `the signed statement ${placed(fact.predicate_type)} that the decision counted is not among the signed evidence`,
    ]);
  const verified = verifyByAny(reader, bytes);
  if (!verified.verified) return refuse(unprovenCode(reader, 'SIGNATURE_INVALID'), [verified.problem]);
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
    scan: content.type === 'scan' ? { summary: content.summary, sha256: content.sha256 } : null,
    invocation: origin?.invocation || (signer.type === 'certificate' ? signer.run_uri : ''),
    decidedAt: content.type === 'decision' ? content.decision.time : 0,
    commit: origin?.commit || (signer.type === 'certificate' ? signer.source_commit : ''),
  };
  return { found: [found], problems: [] };
}

/** Where the manifests of the building runs lie: under the runs that the statements name, from the day on which the build decided, or of its first scan, to two days on. */
function buildPrefixes(
  { repositoryId }: AuditReader,
  statements: readonly StatementMaterial[],
  bundle: EvidenceBundle | null,
): string[] {
  const runs = statements.flatMap(
    ({ invocation }) => /\/actions\/runs\/([1-9]\d{0,18})\/attempts\/\d{1,6}$/.exec(invocation)?.[1] ?? [],
  );
  const decided = statements.map(({ decidedAt }) => decidedAt).filter((time) => time > 0);
  const scanned = (bundle?.scans ?? []).map((scan) => scan.started_at);
  const starts = decided.length > 0 ? decided : scanned.length > 0 ? [Math.min(...scanned)] : [];
  const times = [...new Set(starts)].flatMap((start) => daysFrom(start, 3));
  const prefixes = [...new Set(runs)].flatMap((run_id) =>
    times.map((time) => manifestPrefix({ repository_id: repositoryId, run_id, time })),
  );
  return [...new Set(prefixes)];
}

/** How many records lie where this deploy's records lie and are listed by no verified manifest. They are facts; nothing rests on them. */
async function countUnlisted(
  { store }: AuditReader,
  { step: { intent, closed }, ledger }: Moment,
  manifests: readonly ManifestMaterial[],
): Promise<number> {
  const listed = new Set(manifests.flatMap(({ predicate }) => predicate.entries.map((entry) => entry.key)));
  const place = { repository_id: ledger.repositoryId, environment: ledger.environment };
  const ends = closed ? [{ run_id: closed.result.run_id, time: closed.result.time }] : [];
  const prefixes = new Set(
    [{ run_id: intent.run_id, time: intent.time }, ...ends].map((run) => recordPrefix({ ...place, ...run })),
  );
  const rows = (await inParallel([...prefixes], (prefix) => store.list(prefix))).flat();
  return new Set(rows.map((row) => row.key).filter((key) => !listed.has(key))).size;
}

/** No manifest can list the result that names the last manifest, so its lock is held against what that manifest's objects were promised. */
async function checkResultLock({ store }: AuditReader, { closed }: LedgerStep, manifests: readonly ManifestMaterial[]) {
  const closing = manifests.find((manifest) => manifest.sha256 === closed?.result.manifest_sha256)?.predicate;
  const oldest = closed && (await store.versions(closed.key)).findLast((version) => !version.deleteMarker);
  if (!oldest || !closing) return { problems: [] };
  const { object, refusal } = await readOrRefusal(store, oldest.key, oldest.versionId, oldest.size);
  if (refusal !== '') return { problems: [nameProblem('OBJECT_UNREADABLE', oldest.key, unreadable(refusal))] };
  if (!object) return { problems: [] };
  const promised = Math.min(...closing.entries.map((entry) => entry.retain_until));
  const weak = lockProblem(object, promised, closing.lock === 'none' ? 'none' : 'compliance');
  return { problems: weak === '' ? [] : [nameProblem('LOCK_WEAK', object.key, weak)] };
}
