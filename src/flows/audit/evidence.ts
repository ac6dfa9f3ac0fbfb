// Reads the evidence of one deploy: what verified manifests list, held against the store object by object. What differs from what was
// signed becomes a problem that names its object, and its content is not used.
import { subjectProblems } from '../../attest/subject.ts';
import { nameProblem, signerProblems, unprovenCode, unreadable, verifyByAny } from '../../audit/anchor-view.ts';
import type { Moment } from '../../audit/anchored.ts';
import type { DeployMaterial, ManifestMaterial, StatementMaterial } from '../../audit/material.ts';
import { buildPrefixes, deployPrefixes, recordPrefixes } from '../../audit/places.ts';
import { isOfBuild, lists, readRecords, withUnreadRoots } from '../../audit/record-reading.ts';
import { inParallel } from '../../base/parallel.ts';
import { placed } from '../../base/text.ts';
import { readDecided } from '../../evidence/decided.ts';
import { blobKey } from '../../evidence/keys.ts';
import { entryProblems } from '../../evidence/manifest.ts';
import { lockProblem } from '../../evidence/retention.ts';
import type { EvidenceBundle, SignatureFact } from '../../model/decision.ts';
import type { EvidenceProblem, LedgerStep, ManifestEntry } from '../../model/evidence.ts';
import type { Store } from '../../model/ports.ts';
import { readContent } from '../collect/statement-content.ts';
import { readOrRefusal } from '../evidence/reader.ts';
import { type AuditReader, readManifests, type StepReader } from './manifests.ts';

/** Reads and verifies everything about one deploy. Throws only what the store throws. */
export async function collectDeploy(opened: AuditReader, moment: Moment): Promise<DeployMaterial> {
  const reader: StepReader = { ...opened, moment };
  const { step } = moment;
  const own = await readManifests(reader, deployPrefixes(moment), new Set());
  const counting = own.manifests.filter(({ predicate }) => predicate.stage !== 'job');
  const kept = await readEntries(reader, counting);
  const decided = readDecided(reader.repositoryId, step.intent.decision_sha256, kept.bytes);
  const statements = readStatements(reader, step, decided.bundle, kept.bytes);
  const records = readRecords(kept.bytes);
  const seen = new Set(own.manifests.map((manifest) => manifest.key));
  const build = await readManifests(reader, buildPrefixes(moment.ledger, statements.found, decided.bundle), seen);
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

type EntryReading = { bytes: Map<string, Uint8Array>; locks: number[]; problems: EvidenceProblem[] };

/** Holds every listed object against the store; keeps the bytes of those that are what the manifest says. */
export async function readEntries(
  { store }: Pick<AuditReader, 'store'>,
  manifests: readonly ManifestMaterial[],
): Promise<EntryReading> {
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
  const strangers = signerProblems(
    reader,
    { part: 'build', service: reader.moment.ledger.service, environment: null },
    verified.signer,
  );
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

/** How many records lie where this deploy's records lie and are listed by no verified manifest. They are facts; nothing rests on them. */
async function countUnlisted(
  { store }: AuditReader,
  moment: Moment,
  manifests: readonly ManifestMaterial[],
): Promise<number> {
  const listed = new Set(manifests.flatMap(({ predicate }) => predicate.entries.map((entry) => entry.key)));
  const rows = (await inParallel(recordPrefixes(moment), (prefix) => store.list(prefix))).flat();
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
