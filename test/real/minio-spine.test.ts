// The whole spine with the clinic's S3 replaced by a real MinIO, which also checks every web identity and narrows every
// session by ours: publish, gate, deploy and audit, each role with no more than its policy. Then its owner attacks, and
// the audit detects it.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { type Clinic, clinicFolder, names, openClinic, people } from '../../local-cloud/clinic.ts';
import { sharedClock } from '../../local-cloud/clock.ts';
import { packImage } from '../../local-cloud/journey/pack-image.ts';
import { act, type Ended } from '../../local-cloud/journey/stage.ts';
import { DeployAnswer } from '../../src/audit/answers.ts';
import { intentKey } from '../../src/evidence/keys.ts';
import { nextIntent } from '../../src/evidence/ledger.ts';
import { putLedgerEntry, readLedgerOf } from '../../src/flows/evidence/ledger.ts';
import { writeEvidence } from '../../src/flows/evidence/write.ts';
import { runCli } from '../../src/main/cli.ts';
import { RunId } from '../../src/model/ids.ts';
import type { Store } from '../../src/model/ports.ts';
import {
  actorId,
  commit as exampleCommit,
  digest as exampleDigest,
  ledgerPlace,
  recordContext,
  sha256,
} from '../unit/evidence/examples.ts';
import { deps, set } from '../unit/flows/writing.ts';
import { type BucketSpec, clientOf, makeBucket, openBucket } from './servers/bucket.ts';
import { type Minio, startMinio } from './servers/minio.ts';

jest.setTimeout(240_000);

const root = fileURLToPath(new URL('../..', import.meta.url));
const Facts = z.looseObject({ recorded_at: z.int(), commits: z.record(z.string(), z.string()) });
const facts = Facts.parse(JSON.parse(readFileSync(join(root, 'examples/recorded/facts.json'), 'utf8')));
const commit = facts.commits['clinic-api'] ?? '';
const clock = sharedClock();

let clinic: Clinic;
let minio: Minio;
let spec: BucketSpec;
let store: Store;
let digest: string;
let anchor: string;
const said: Record<string, Ended> = {};

beforeAll(async () => {
  clinic = await openClinic(clock, { deployCommand: ['/bin/true', '{image}'] });
  minio = await startMinio(clinic.cloud.sigstore.oidc.url);
  const everything = { Effect: 'Allow', Action: ['s3:*'], Resource: ['arn:aws:s3:::*'] };
  await minio.definePolicy(names.repositoryId, { Version: '2012-10-17', Statement: [everything] });
  spec = await makeBucket(minio);
  store = await openBucket(minio, spec);
  useMinio();
  clinic.addCommit(commit, people.maria);
  const layout = clinicFolder(clinic, 'layout');
  ({ digest } = packImage(join(root, 'examples/clinic-api'), join(root, 'node_modules'), layout));
  said.publish = await act(clinic, 'publish', clinic.buildStep(commit, { layout, runs: freshRuns() }));
  for (const runId of ['9000000002', '9000000003', '9000000004', '9000000005']) said[runId] = await deploy(runId);
  const made = await askAuditor('config', 'anchor', '--config', clinic.configPath, '--store', clinic.store);
  anchor = join(clinic.folder, 'anchor.json');
  writeFileSync(anchor, made.text);
});
afterAll(async () => {
  await minio?.stop();
  await clinic?.close();
});

/** The clinic as it was, but for its store and STS; the registry asks for no login, since MinIO's sessions mean nothing to it. */
function useMinio(): void {
  const { config, cloud } = clinic;
  config['store'] = { ...spec, account: 'clinic' };
  config['accounts'] = { clinic: { id: spec.account, region: names.region, 'sts-endpoint': minio.sts } };
  cloud.registry.behavior.check = undefined;
  for (const service of Object.values(Object(config['services'])).map(Object)) {
    const { repository } = service.registry;
    service.registry = { repository, auth: 'anonymous' };
  }
  clinic.writeConfig();
  const { bucket, region, account, endpoint = '' } = spec;
  clinic.store = `s3:${bucket}?${new URLSearchParams({ region, account, endpoint })}`;
  clinic.auditor = { AWS_ACCESS_KEY_ID: minio.owner.accessKeyId, AWS_SECRET_ACCESS_KEY: minio.owner.secretAccessKey };
}

/** The recorded runs as if they had been made just now: MinIO's clock is the real one. The reports are untouched. */
function freshRuns(): string {
  const folder = clinicFolder(clinic, 'runs');
  cpSync(join(root, 'examples/recorded/clinic-api'), folder, { recursive: true });
  const later = clock.now() - 300 - facts.recorded_at;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name, 'run.json');
    const text = readFileSync(file, 'utf8');
    const moved = text.replace(
      /"(started_at|finished_at|database_at)":(\d+)/g,
      (_all, key, time) => `"${key}":${Number(time) + later}`,
    );
    writeFileSync(file, moved);
  }
  return folder;
}

const byInes = { actor: people.ines.login, actorId: String(people.ines.id) };

async function deploy(runId: string): Promise<Ended> {
  const { environment } = names;
  const asked = { phase: 'before-approval', digest, environment };
  const gated = await act(
    clinic,
    'gate',
    clinic.deployStep(commit, runId, asked, { ...byInes, environment: undefined }),
  );
  clinic.approve(runId, people.jonas);
  const handed = { 'approved-digest': digest, 'ledger-head': gated.outputs['ledger-head'] || 'none' };
  const ended = await act(
    clinic,
    'deploy',
    clinic.deployStep(commit, runId, { digest, environment, ...handed }, byInes),
  );
  return { ...ended, lines: [...gated.lines, ...ended.lines] };
}

/** A command line of the auditor, with what it writes to standard output; the SDK finds the auditor's keys in the environment. */
async function askAuditor(...argv: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const before = { ...process.env };
  Object.assign(process.env, clinic.auditor);
  const out = (text: string) => void lines.push(text);
  try {
    const terminal = { variables: process.env, root: clinic.root, clock, out, err: () => {} };
    return { code: await runCli(argv, terminal), text: lines.join('\n') };
  } finally {
    process.env = before;
  }
}

async function audit(runId: string) {
  const deployId = `${names.repositoryId}/${runId}`;
  const { code, text } = await askAuditor(
    'audit',
    'deploy',
    deployId,
    '--store',
    clinic.store,
    '--anchor',
    anchor,
    '--json',
  );
  const { answer } = z.looseObject({ answer: DeployAnswer }).parse(JSON.parse(text));
  return { code, answer };
}

/** The one record of a kind that a run wrote. */
async function recordOf(runId: string, kind: string): Promise<string> {
  const rows = await store.list(`records/${names.repositoryId}/`);
  const [found] = rows.filter(({ key }) => key.includes(`/${runId}-1/${kind}-`));
  if (!found) throw new Error(`run ${runId} wrote no ${kind}`);
  return found.key;
}

test('an image is published, approved and deployed four times, each step by sessions that MinIO gave', async () => {
  expect(Object.entries(said).map(([step, { code, lines }]) => [step, code === 0 ? '' : lines.join('\n')])).toEqual(
    Object.keys(said).map((step) => [step, '']),
  );
  expect(Object.keys(said)).toHaveLength(5);
  const rows = await store.list('');
  expect(rows.filter(({ key }) => key.startsWith('ledger/'))).toHaveLength(8);
  expect(rows.every(({ latest, deleteMarker }) => latest && !deleteMarker)).toBe(true);
  const objects = await Promise.all(rows.map(({ key, versionId }) => store.read(key, versionId)));
  expect(new Set(objects.map((object) => object?.mode))).toEqual(new Set(['COMPLIANCE']));
  const shortest = Math.min(...objects.map((object) => object?.retainUntil ?? 0));
  expect(shortest - clock.now()).toBeGreaterThan(2192 * 86400);
});

test('the auditor has each deploy proven, and what ran', async () => {
  const { code, answer } = await audit('9000000002');
  expect({ code, verdict: answer.verdict, problems: answer.problems }).toEqual({
    code: 0,
    verdict: 'proven',
    problems: [],
  });
  expect(answer.approvals.map(({ login }) => login)).toEqual(['jonas']);
  const day = new Date(clock.now() * 1000).toISOString().slice(0, 10);
  const running = await askAuditor(
    'audit',
    'running',
    digest,
    '--at',
    day,
    '--store',
    clinic.store,
    '--anchor',
    anchor,
  );
  expect(running).toMatchObject({ code: 0, text: expect.stringContaining('is proven') });
});

describe('after the owner of the bucket', () => {
  test.each<[string, string, string, (Bucket: string, Key: string) => Promise<unknown>]>([
    [
      'hid a record behind a delete marker',
      '9000000003',
      'approval',
      (Bucket, Key) => clientOf(minio).send(new DeleteObjectCommand({ Bucket, Key })),
    ],
    [
      'put another version over a record',
      '9000000004',
      'decision',
      (Bucket, Key) => clientOf(minio).send(new PutObjectCommand({ Bucket, Key, Body: '{}' })),
    ],
    [
      'put the same bytes over a record again',
      '9000000005',
      'deploy-outcome',
      async (Bucket, Key) =>
        clientOf(minio).send(new PutObjectCommand({ Bucket, Key, Body: (await store.read(Key))?.bytes ?? '' })),
    ],
  ])('%s, that deploy is not proven and the object is named; the others are', async (_name, runId, kind, attack) => {
    expect((await audit(runId)).answer.verdict).toBe('proven');
    const key = await recordOf(runId, kind);
    await attack(spec.bucket, key);
    const { code, answer } = await audit(runId);
    expect({ code, verdict: answer.verdict }).toEqual({ code: 1, verdict: 'not_proven' });
    expect(answer.problems.map((problem) => problem.key)).toContain(key);
    expect((await audit('9000000002')).answer.verdict).toBe('proven');
  });
});

function intentFields(run: number) {
  return {
    ...ledgerPlace,
    digest: exampleDigest,
    commit: exampleCommit,
    run_id: RunId.parse(String(run)),
    actor_id: actorId,
    actor: 'ada',
    time: clock.now(),
    decision_sha256: sha256('d'),
    lease: sha256(String(run)),
  };
}

test('of twenty deploys at once one gets the lease, and each loser is told by whom', async () => {
  const real = deps(await openBucket(minio, await makeBucket(minio)), { clock });
  const ledger = (await readLedgerOf(real.store, ledgerPlace)).facts;
  const intents = Array.from({ length: 20 }, (_, index) => nextIntent(ledger, intentFields(9001 + index)));
  const puts = await Promise.all(intents.map((intent) => putLedgerEntry(real, intent, intent)));
  const winner = puts.findIndex((put) => put.outcome === 'created');
  expect(puts.filter((put) => put.outcome === 'created')).toHaveLength(1);
  const told = puts.flatMap((put) => (put.outcome === 'exists' ? [put.holder] : []));
  expect(told).toEqual(Array(19).fill(intents[winner]?.deploy_id));
  expect((await readLedgerOf(real.store, ledgerPlace)).facts).toMatchObject({
    open_intent: intents[winner],
  });
});

test('evidence written twice lies there once; a ledger entry that was hidden is never written anew', async () => {
  const own = await makeBucket(minio);
  const real = deps(await openBucket(minio, own), { clock });
  const evidence = set({ context: recordContext({ time: clock.now() }) });
  const first = await writeEvidence(real, evidence);
  expect(await writeEvidence(real, evidence)).toEqual(first);
  const rows = await real.store.list('');
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  const intent = nextIntent((await readLedgerOf(real.store, ledgerPlace)).facts, intentFields(9001));
  expect(await putLedgerEntry(real, intent, intent)).toMatchObject({ outcome: 'created' });
  const Key = intentKey(ledgerPlace, 0);
  await clientOf(minio).send(new DeleteObjectCommand({ Bucket: own.bucket, Key }));
  await expect(putLedgerEntry(real, intent, intent)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
  expect((await readLedgerOf(real.store, ledgerPlace)).facts.problem).toContain(Key);
});
