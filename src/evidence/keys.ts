// The only file that knows the keys of evidence. Keys are made of validated parts only, never of text a user chose
// freely (threat E12), and a key that does not fit exactly is not read as evidence.
import * as z from 'zod';
import { Fault } from '../base/fault.ts';
import { toDay } from '../base/time.ts';
import { type LedgerPlace, RecordKindName } from '../model/evidence.ts';
import { Digest, EnvironmentName, EpochSeconds, RepositoryId, RunId, ServiceName, Sha256 } from '../model/ids.ts';

/** Stands where an environment would, for evidence of a build; no environment can have this name. */
const buildPartition = '_build';

const lastSequence = 99_999_999;
const Sequence = z.int().min(0).max(lastSequence);
const Attempt = z.int().min(1).max(9999);
const JobName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,99}$/);
const Partition = z.union([EnvironmentName, z.literal('')]);

/** A service in a repository: the two parts with which every key of its evidence begins. */
export type ServicePlace = { repository_id: string; service: string };

function part<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Fault('RECORD_INVALID', `${JSON.stringify(value)} cannot be the ${name} in the key of an object`);
}

const repositoryPart = (value: string) => part(RepositoryId, value, 'repository id');
const servicePart = ({ repository_id, service }: ServicePlace) =>
  `${repositoryPart(repository_id)}/${part(ServiceName, service, 'service')}`;
const dayPart = (time: number) => `dt=${toDay(part(EpochSeconds, time, 'time'))}`;

/**
 * The prefix of one environment's ledger entries. Throws RECORD_INVALID for an invalid part, as every function here
 * does.
 */
export function ledgerPrefix(place: LedgerPlace): string {
  return `ledger/${servicePart(place)}/${part(EnvironmentName, place.environment, 'environment')}/`;
}

function ledgerKey(place: LedgerPlace, seq: number, entry: 'intent' | 'result'): string {
  const number = String(part(Sequence, seq, 'sequence number')).padStart(8, '0');
  return `${ledgerPrefix(place)}${number}-${entry}.json`;
}

/** Key of the intent with this sequence number. */
export function intentKey(place: LedgerPlace, seq: number): string {
  return ledgerKey(place, seq, 'intent');
}

/** Key of the result with this sequence number. */
export function resultKey(place: LedgerPlace, seq: number): string {
  return ledgerKey(place, seq, 'result');
}

/** What a record's key is made of; `sha256` is that of its bytes, `environment` is '' for a build. */
export type RecordPlace = LedgerPlace & {
  run_id: string;
  run_attempt: number;
  kind: string;
  time: number;
};

/** The prefix of the records of one run in one environment on one UTC day (all attempts). */
export function recordPrefix(place: LedgerPlace & Pick<RecordPlace, 'run_id' | 'time'>): string {
  const environment = part(Partition, place.environment, 'environment') || buildPartition;
  return `records/${servicePart(place)}/${dayPart(place.time)}/env=${environment}/${part(RunId, place.run_id, 'run id')}-`;
}

/** Key of a record, addressed by its content. */
export function recordKey(place: RecordPlace, sha256: string): string {
  const name = `${part(RecordKindName, place.kind, 'kind')}-${part(Sha256, sha256, 'digest')}.json`;
  return `${recordPrefix(place)}${part(Attempt, place.run_attempt, 'run attempt')}/${name}`;
}

/** Key of a blob, addressed by its content. */
export function blobKey(repositoryId: string, sha256: string): string {
  return `blobs/${repositoryPart(repositoryId)}/sha256/${part(Sha256, sha256, 'digest')}`;
}

/** What a manifest's key is made of. */
export type ManifestPlace = ServicePlace & { run_id: string; run_attempt: number; job: string; time: number };

/** The prefix of the manifests of one run on one UTC day (all attempts and jobs). */
export function manifestPrefix(place: ServicePlace & Pick<ManifestPlace, 'run_id' | 'time'>): string {
  return `manifests/${servicePart(place)}/${dayPart(place.time)}/${part(RunId, place.run_id, 'run id')}-`;
}

/** The prefix of all manifests of one repository, for a run whose service and day nobody knows. */
export function manifestsPrefix(repositoryId: string): string {
  return `manifests/${repositoryPart(repositoryId)}/`;
}

/** Key of a manifest, addressed by the content of the file. */
export function manifestKey(place: ManifestPlace, sha256: string): string {
  const job = part(JobName, place.job, 'job');
  const attempt = part(Attempt, place.run_attempt, 'run attempt');
  return `${manifestPrefix(place)}${attempt}-${job}-${part(Sha256, sha256, 'digest')}.json`;
}

/** Where it is noted which referrers were attached to an image, `digest` being sha256 and its hexadecimal characters. */
export function publishedPrefix(place: ServicePlace, digest: string): string {
  return `published/${servicePart(place)}/${part(Digest, digest, 'digest').slice('sha256:'.length)}/`;
}

/** Key of such a note, addressed by its content. It is no evidence: nothing lists it, and parseKey does not know it. */
export function publishedKey(place: ServicePlace, digest: string, sha256: string): string {
  return `${publishedPrefix(place, digest)}${part(Sha256, sha256, 'digest')}.json`;
}

/** A key read back into its parts. */
export type ParsedKey =
  | {
      area: 'ledger';
      repositoryId: string;
      service: string;
      environment: string;
      seq: number;
      entry: 'intent' | 'result';
    }
  | {
      area: 'record';
      repositoryId: string;
      service: string;
      environment: string;
      runId: string;
      attempt: number;
      kind: string;
      sha256: string;
      day: string;
    }
  | { area: 'blob'; repositoryId: string; sha256: string }
  | {
      area: 'manifest';
      repositoryId: string;
      service: string;
      runId: string;
      attempt: number;
      job: string;
      sha256: string;
      day: string;
    };

const id = '[1-9][0-9]{0,18}';
const service = '(?<service>[a-z][a-z0-9-]{0,31})';
const day = 'dt=(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})';
const sha = '(?<sha>[0-9a-f]{64})';
const environmentForm = '[A-Za-z0-9][A-Za-z0-9._-]{0,62}';
const run = `(?<run>${id})-(?<attempt>[1-9][0-9]{0,3})`;
const forms = {
  ledger: new RegExp(
    `^ledger/(?<repo>${id})/${service}/(?<env>${environmentForm})/(?<seq>[0-9]{8})-(?<entry>intent|result)\\.json$`,
  ),
  record: new RegExp(
    `^records/(?<repo>${id})/${service}/${day}/env=(?<env>${environmentForm}|${buildPartition})/${run}/(?<kind>[a-z][a-z0-9-]{0,39})-${sha}\\.json$`,
  ),
  blob: new RegExp(`^blobs/(?<repo>${id})/sha256/${sha}$`),
  manifest: new RegExp(
    `^manifests/(?<repo>${id})/${service}/${day}/${run}-(?<job>[A-Za-z_][A-Za-z0-9_-]{0,99})-${sha}\\.json$`,
  ),
};

const Parts = z.object({
  repo: z.string(),
  service: z.string().default(''),
  env: z.string().default(''),
  seq: z.coerce.number().default(0),
  entry: z.enum(['intent', 'result']).default('intent'),
  run: z.string().default(''),
  attempt: z.coerce.number().default(0),
  kind: z.string().default(''),
  job: z.string().default(''),
  sha: z.string().default(''),
  day: z.string().default(''),
});

function match(form: RegExp, key: string) {
  const groups = form.exec(key)?.groups;
  return groups && Parts.parse(groups);
}

/** The parts of a key, or undefined when it does not match one of our forms exactly. */
export function parseKey(key: string): ParsedKey | undefined {
  const ledger = match(forms.ledger, key);
  if (ledger) {
    const { repo: repositoryId, service, env: environment, seq, entry } = ledger;
    return { area: 'ledger', repositoryId, service, environment, seq, entry };
  }
  const blob = match(forms.blob, key);
  if (blob) return { area: 'blob', repositoryId: blob.repo, sha256: blob.sha };
  const record = match(forms.record, key);
  if (record)
    return {
      area: 'record',
      ...runParts(record),
      environment: record.env === buildPartition ? '' : record.env,
      kind: record.kind,
    };
  const manifest = match(forms.manifest, key);
  if (manifest) return { area: 'manifest', ...runParts(manifest), job: manifest.job };
  return undefined;
}

function runParts(parts: z.infer<typeof Parts>) {
  const { repo: repositoryId, service, run: runId, attempt, sha: sha256, day } = parts;
  return { repositoryId, service, runId, attempt, sha256, day };
}
