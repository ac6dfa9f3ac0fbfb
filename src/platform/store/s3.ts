// Evidence in S3 under Object Lock. It must never overwrite, never shorten a lock, and never take a 412 for its own success:
// whoever calls compares the versions (THREATS E4, E5).
import { createHash } from 'node:crypto';
import {
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  PutObjectRetentionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import { placed, quoted } from '../../base/text.ts';
import type { StoreSpec } from '../../model/config.ts';
import type { AwsCredentials, ObjectVersion, PutResult, Store, StoredObject, StoreFacts } from '../../model/ports.ts';
import { AwsError, clientSettings, defaultRetryLimits, type RetryLimits, withRetries } from '../aws/clients.ts';

type S3Spec = Extract<StoreSpec, { type: 's3' }>;
type Lock = Pick<PutResult, 'mode' | 'retainUntil'>;

/** Without credentials the ambient chain of an auditor's machine is used; `local` allows plain http to loopback. */
export type S3Options = { credentials?: AwsCredentials | undefined; local: boolean; limits?: RetryLimits };

/** Nothing we write is larger than 16 MiB; what is larger is somebody else's and not worth the memory (THREATS E9). */
const readLimit = 64 * 1024 * 1024;

function refuseHuge(key: string, bytes: number): void {
  if (bytes > readLimit)
    throw new Fault('STORE_CORRUPT', `${placed(key)} has ${bytes} bytes; no evidence has more than ${readLimit}`);
}

const noLock: Lock = { mode: '', retainUntil: 0 };

/** The bucket as a Store. Its methods throw STORE_FAILED (with HTTP status and S3's code), REMOTE_UNREACHABLE, REMOTE_UNEXPECTED; `create` also STORE_UNLOCKED and STORE_CORRUPT. */
export async function openS3Store(spec: S3Spec, options: S3Options): Promise<Store> {
  const { credentials, local, limits = defaultRetryLimits } = options;
  const client = new S3Client({
    ...clientSettings({ service: 's3', region: spec.region, endpoint: spec.endpoint, credentials, local }),
    forcePathStyle: spec.endpoint !== undefined,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    disableS3ExpressSessionAuth: true,
    disableMultiregionAccessPoints: true,
    useArnRegion: false,
    sigv4aSigningRegionSet: [spec.region],
    followRegionRedirects: false,
  });
  return new S3Store(client, spec, limits);
}

class S3Store implements Store {
  readonly uri: string;
  private readonly client: S3Client;
  private readonly limits: RetryLimits;
  /** Goes with every call: a bucket of the same name in another account is refused (THREATS C6). */
  private readonly bucket: { Bucket: string; ExpectedBucketOwner: string };

  constructor(client: S3Client, spec: S3Spec, limits: RetryLimits) {
    this.client = client;
    this.limits = limits;
    this.uri = `s3:${spec.bucket}`;
    this.bucket = { Bucket: spec.bucket, ExpectedBucketOwner: spec.account };
  }

  async facts(): Promise<StoreFacts> {
    let serverTime = 0;
    const versioning = await this.call('its versioning', async (abortSignal) => {
      const command = new GetBucketVersioningCommand(this.bucket);
      command.middlewareStack.add(
        readDate((time) => (serverTime = time)),
        { step: 'deserialize', name: 'readDate' },
      );
      return this.client.send(command, { abortSignal });
    });
    if (serverTime === 0) throw new Fault('REMOTE_UNEXPECTED', `${this.uri} answers without a Date header`);
    const lock = await this.callOr(
      'its Object Lock configuration',
      ['ObjectLockConfigurationNotFoundError'],
      (abortSignal) => this.client.send(new GetObjectLockConfigurationCommand(this.bucket), { abortSignal }),
    );
    const configuration = lock?.ObjectLockConfiguration;
    return {
      uri: this.uri,
      versioned: versioning.Status === 'Enabled',
      locks: configuration?.ObjectLockEnabled === 'Enabled',
      defaultMode: configuration?.Rule?.DefaultRetention?.Mode ?? '',
      serverTime,
    };
  }

  async create(key: string, bytes: Uint8Array, retainUntil: number): Promise<PutResult> {
    const checksum = createHash('sha256').update(bytes).digest('base64');
    const command = new PutObjectCommand({
      ...this.bucket,
      Key: key,
      Body: bytes,
      ChecksumSHA256: checksum,
      IfNoneMatch: '*',
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: new Date(retainUntil * 1000),
    });
    const put = await this.callOr(placed(key), ['PreconditionFailed'], (abortSignal) =>
      this.client.send(command, { abortSignal }),
    );
    if (!put) return this.findCurrent(key);
    if (put.VersionId === undefined || put.VersionId === 'null')
      throw new Fault('STORE_UNLOCKED', `${this.uri} kept ${key} without a version: versioning is off`);
    if (put.ChecksumSHA256 !== undefined && put.ChecksumSHA256 !== checksum)
      throw new Fault(
        'STORE_CORRUPT',
        `${this.uri} reports SHA-256 ${put.ChecksumSHA256} for ${key}, sent was ${checksum}`,
      );
    return { outcome: 'created', versionId: put.VersionId, ...(await this.readLock(key, put.VersionId)) };
  }

  /** The version that made a create end in 412, with its lock; it may be of other bytes, and others may lie below it. */
  private async findCurrent(key: string): Promise<PutResult> {
    const current = (await this.versions(key)).find((version) => version.latest);
    if (!current)
      throw new Fault('REMOTE_UNEXPECTED', `${this.uri} says ${key} exists, and then lists no version of it`);
    const lock = current.deleteMarker ? noLock : await this.readLock(key, current.versionId);
    return { outcome: 'exists', versionId: current.versionId, ...lock };
  }

  /** GetObjectRetention is a permission of its own: a writer reads the lock back without being able to read evidence (FACTS, AWS). */
  private async readLock(key: string, versionId: string): Promise<Lock> {
    const command = new GetObjectRetentionCommand({ ...this.bucket, Key: key, VersionId: versionId });
    const found = await this.callOr(`the lock of ${placed(key)}`, ['NoSuchObjectLockConfiguration'], (abortSignal) =>
      this.client.send(command, { abortSignal }),
    );
    return lockOf(found?.Retention?.Mode, found?.Retention?.RetainUntilDate);
  }

  async extend(key: string, versionId: string, retainUntil: number): Promise<void> {
    const command = new PutObjectRetentionCommand({
      ...this.bucket,
      Key: key,
      VersionId: versionId,
      Retention: { Mode: 'COMPLIANCE', RetainUntilDate: new Date(retainUntil * 1000) },
      ChecksumAlgorithm: 'SHA256',
    });
    await this.call(`a longer lock of ${placed(key)}`, (abortSignal) => this.client.send(command, { abortSignal }));
    const lock = await this.readLock(key, versionId);
    if (lock.mode !== 'COMPLIANCE' || lock.retainUntil < retainUntil)
      throw new Fault(
        'STORE_LOCK_SHORT',
        `${key} was to be locked until ${retainUntil}, and is until ${lock.retainUntil}`,
      );
  }

  async read(key: string, versionId?: string): Promise<StoredObject | undefined> {
    const command = new GetObjectCommand({ ...this.bucket, Key: key, VersionId: versionId });
    const absent = [
      'NoSuchKey',
      'NoSuchVersion',
      ...(versionId === undefined ? [] : ['MethodNotAllowed', 'InvalidArgument']),
    ];
    const found = await this.callOr(placed(key), absent, async (abortSignal) => {
      const output = await this.client.send(command, { abortSignal });
      refuseHuge(key, output.ContentLength ?? 0);
      return { output, bytes: (await output.Body?.transformToByteArray()) ?? new Uint8Array() };
    });
    if (!found) return undefined;
    const { output, bytes } = found;
    const lock = lockOf(output.ObjectLockMode, output.ObjectLockRetainUntilDate);
    return { key, versionId: output.VersionId ?? '', bytes, ...lock };
  }

  async versions(key: string): Promise<ObjectVersion[]> {
    // Keys come in order, so the exact key is on the first pages, before any longer key of the same beginning.
    const found: ObjectVersion[] = [];
    for await (const page of this.pages(key)) {
      found.push(...page.filter((version) => version.key === key));
      if (page.some((version) => version.key !== key)) break;
    }
    return found;
  }

  async list(prefix: string): Promise<ObjectVersion[]> {
    const found: ObjectVersion[] = [];
    for await (const page of this.pages(prefix)) found.push(...page);
    return found;
  }

  private async *pages(prefix: string): AsyncGenerator<ObjectVersion[]> {
    let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
    while (next) {
      const command = new ListObjectVersionsCommand({ ...this.bucket, Prefix: prefix, EncodingType: 'url', ...next });
      const page: ListObjectVersionsCommandOutput = await this.call(`the list of ${placed(prefix)}`, (abortSignal) =>
        this.client.send(command, { abortSignal }),
      );
      yield readPage(page);
      if (page.IsTruncated && page.NextKeyMarker === undefined)
        throw new Fault('REMOTE_UNEXPECTED', `${this.uri} cut the list of ${prefix} and does not say where it goes on`);
      next = page.IsTruncated
        ? { KeyMarker: readKey(page, page.NextKeyMarker ?? ''), VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
    }
  }

  private async call<T>(what: string, attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await withRetries(this.limits, attempt);
    } catch (error) {
      throw error instanceof AwsError ? this.faultOf(error, what) : error;
    }
  }

  /** As `call`, but the named codes mean "not there" and give undefined. */
  private async callOr<T>(
    what: string,
    absent: string[],
    attempt: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await withRetries(this.limits, attempt);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (absent.includes(error.failure.code)) return undefined;
      throw this.faultOf(error, what);
    }
  }

  private faultOf(error: AwsError, what: string): Fault {
    const unlocked = error.failure.code === 'InvalidRequest' && /missing Object ?Lock/i.test(error.failure.message);
    return error.toFault(unlocked ? 'STORE_UNLOCKED' : 'STORE_FAILED', `${this.uri}, ${what}`);
  }
}

function lockOf(mode: 'COMPLIANCE' | 'GOVERNANCE' | undefined, until: Date | undefined): Lock {
  return mode === undefined || until === undefined ? noLock : { mode, retainUntil: Math.floor(until.getTime() / 1000) };
}

/** Versions and delete markers of a page in one order. The SDK hands them over apart, so within a key the latest comes first and then the time decides, in whole seconds. */
function readPage(page: ListObjectVersionsCommandOutput): ObjectVersion[] {
  const rows = [
    ...(page.Versions ?? []).map((row) => readRow(page, { ...row, deleteMarker: false })),
    ...(page.DeleteMarkers ?? []).map((row) => readRow(page, { ...row, deleteMarker: true })),
  ];
  return rows.sort(compareRows).map(({ version }) => version);
}

type Row = { version: ObjectVersion; modified: number; sortKey: Buffer };
type Listed = NonNullable<ListObjectVersionsCommandOutput['Versions']>[number];

function readRow(page: ListObjectVersionsCommandOutput, listed: Listed & { deleteMarker: boolean }): Row {
  const { Key, VersionId, IsLatest, LastModified, Size = 0, deleteMarker } = listed;
  if (Key === undefined || VersionId === undefined)
    throw new Fault('REMOTE_UNEXPECTED', 'the store lists a version without key or version id');
  const key = readKey(page, Key);
  const version = { key, versionId: VersionId, size: Size, deleteMarker, latest: IsLatest === true };
  return { version, modified: LastModified?.getTime() ?? 0, sortKey: Buffer.from(key) };
}

function compareRows(a: Row, b: Row): number {
  return (
    Buffer.compare(a.sortKey, b.sortKey) ||
    Number(b.version.latest) - Number(a.version.latest) ||
    b.modified - a.modified
  );
}

/** Keys are asked for in URL form, because XML cannot hold every key that someone may plant; the answer says whether they are. */
function readKey({ EncodingType }: ListObjectVersionsCommandOutput, text: string): string {
  if (EncodingType !== 'url') return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new Fault('REMOTE_UNEXPECTED', `the store lists a key that is not in URL form: ${quoted(text)}`, {
      cause,
    });
  }
}

const Dated = z.looseObject({ headers: z.looseObject({ date: z.string() }) });

/** SDK middleware that tells the server's clock, in epoch seconds, from the Date header. */
function readDate(tell: (epochSeconds: number) => void) {
  return <A, R extends { response: unknown }>(next: (args: A) => Promise<R>) =>
    async (args: A) => {
      const result = await next(args);
      const time = Date.parse(Dated.safeParse(result.response).data?.headers.date ?? '');
      if (!Number.isNaN(time)) tell(Math.floor(time / 1000));
      return result;
    };
}
