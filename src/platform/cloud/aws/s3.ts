// Evidence in S3 under Object Lock. It must never overwrite, never shorten a lock, and never take a 412 for its own success:
// whoever calls compares the versions (threats E4, E5).
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
import { Fault, isFault } from '../../../base/fault.ts';
import { placed } from '../../../base/text.ts';
import type { StoreSpec } from '../../../model/config-store.ts';
import type { ObjectVersion, PutResult, Store, StoredObject, StoreFacts } from '../../../model/ports.ts';
import { type ListLimits, objectLimit, unreadable, usualListLimits, watchList } from '../../local/store-limits.ts';
import { limitAnswers, limitPlace } from './answer-limit.ts';
import { AwsError, clientSettings, defaultRetryLimits, type RetryLimits, withRetries } from './clients.ts';
import { type Asking, askForPerson, hintForPerson } from './person.ts';
import { type Marker, readMarker, readPage } from './s3-list.ts';
import type { AwsCredentials } from './session.ts';

type S3Spec = Extract<StoreSpec, { type: 's3' }>;
type Lock = Pick<PutResult, 'mode' | 'retainUntil'>;

/** Without credentials the ambient chain of an auditor's machine is used; `local` allows plain http to loopback. */
export type S3Options = {
  credentials?: AwsCredentials | undefined;
  local: boolean;
  limits?: RetryLimits;
  list?: ListLimits;
};

const noLock: Lock = { mode: '', retainUntil: 0 };

/** The bucket as a Store. Its methods throw STORE_FAILED (with HTTP status and S3's code), REMOTE_UNREACHABLE, REMOTE_UNEXPECTED; `create` also STORE_UNLOCKED and STORE_CORRUPT. */
export async function openS3Store(spec: S3Spec, options: S3Options): Promise<Store> {
  const { credentials, local, limits = defaultRetryLimits, list = usualListLimits } = options;
  const client = new S3Client({
    ...clientSettings({
      service: 's3',
      region: spec.region,
      endpoint: spec.endpoint,
      credentials,
      local,
    }),
    forcePathStyle: spec.endpoint !== undefined,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    disableS3ExpressSessionAuth: true,
    disableMultiregionAccessPoints: true,
    useArnRegion: false,
    sigv4aSigningRegionSet: [spec.region],
    followRegionRedirects: false,
  });
  client.middlewareStack.add(limitAnswers({ GetObjectCommand: objectLimit }), limitPlace);
  const person = credentials === undefined;
  const ask: Asking = person ? askForPerson(limits) : (attempt) => withRetries(limits, attempt);
  return new S3Store(client, spec, { ask, person, list });
}

type Manner = { ask: Asking; person: boolean; list: ListLimits };

class S3Store implements Store {
  readonly uri: string;
  private readonly client: S3Client;
  private readonly manner: Manner;
  /** Goes with every call: a bucket of the same name in another account is refused (threat C6). */
  private readonly bucket: { Bucket: string; ExpectedBucketOwner: string };

  constructor(client: S3Client, spec: S3Spec, manner: Manner) {
    this.client = client;
    this.manner = manner;
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

  /** GetObjectRetention is a permission of its own: a writer reads the lock back without being able to read evidence. */
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
    const found = await this.attemptRead(key, absent, async (abortSignal) => {
      const output = await this.client.send(command, { abortSignal });
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
    for await (const page of this.pages(prefix)) for (const version of page) found.push(version);
    return found;
  }

  private async *pages(prefix: string): AsyncGenerator<ObjectVersion[]> {
    const what = `the list of ${placed(prefix)}`;
    const watch = watchList(`${this.uri}, ${what}`, this.manner.list);
    const seen = new Set<string>();
    let next: Marker | undefined = {};
    while (next) {
      const command = new ListObjectVersionsCommand({ ...this.bucket, Prefix: prefix, EncodingType: 'url', ...next });
      const page: ListObjectVersionsCommandOutput = await this.call(what, (abortSignal) =>
        this.client.send(command, { abortSignal }),
      );
      // An empty body, or a page of something in between, would read as a store that holds nothing.
      if (page.IsTruncated === undefined)
        throw new Fault('REMOTE_UNEXPECTED', `${this.uri} answered something else than ${what}`);
      const versions = readPage(page);
      watch(versions.length);
      if (versions.some(({ key }) => !key.startsWith(prefix)))
        throw new Fault('REMOTE_UNEXPECTED', `${this.uri} lists other keys than those asked for in ${what}`);
      yield versions;
      next = page.IsTruncated ? readMarker(page, this.uri, what) : undefined;
      const place = JSON.stringify(next ?? '');
      if (seen.has(place))
        throw new Fault('REMOTE_UNEXPECTED', `${this.uri} cut ${what} and goes on where it has been before`);
      seen.add(place);
    }
  }

  private async call<T>(what: string, attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.manner.ask(attempt);
    } catch (error) {
      throw error instanceof AwsError ? this.faultOf(error, what) : error;
    }
  }

  /** As `callOr`, for the content of one object, which may be refused while the store itself is well. */
  private async attemptRead<T>(key: string, absent: string[], attempt: (signal: AbortSignal) => Promise<T>) {
    try {
      return await this.manner.ask(attempt);
    } catch (error) {
      if (isFault(error, 'REMOTE_UNEXPECTED'))
        throw unreadable(this.uri, key, `it has more than ${objectLimit} bytes, and no evidence has`);
      if (!(error instanceof AwsError)) throw error;
      const { code, status } = error.failure;
      if (absent.includes(code)) return undefined;
      const why = status === 0 ? undefined : refusedObject(code);
      throw why === undefined
        ? this.faultOf(error, placed(key))
        : unreadable(this.uri, key, `${why} (${error.message})`);
    }
  }

  /** As `call`, but the named codes mean "not there" and give undefined. */
  private async callOr<T>(
    what: string,
    absent: string[],
    attempt: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await this.manner.ask(attempt);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (absent.includes(error.failure.code)) return undefined;
      throw this.faultOf(error, what);
    }
  }

  private faultOf(error: AwsError, what: string): Fault {
    const unlocked = error.failure.code === 'InvalidRequest' && /missing Object ?Lock/i.test(error.failure.message);
    const fault = error.toFault(unlocked ? 'STORE_UNLOCKED' : 'STORE_FAILED', `${this.uri}, ${what}`);
    const hint = this.manner.person ? hintForPerson(error.failure) : undefined;
    return hint === undefined ? fault : new Fault(fault.code, fault.message, { hint });
  }
}

/** Why S3 gives one object to nobody who asks like this; undefined for what concerns more than the object. */
function refusedObject(code: string): string | undefined {
  if (code === 'InvalidObjectState') return 'it is archived and has to be restored before it can be read';
  if (/^KMS/.test(code)) return 'the key that it is encrypted with cannot be used';
  if (code === 'AccessDenied') return 'reading it, or the key that it is encrypted with, is denied';
  if (code === 'InvalidRequest') return 'it can only be read with something that we do not have';
  return undefined;
}

function lockOf(mode: 'COMPLIANCE' | 'GOVERNANCE' | undefined, until: Date | undefined): Lock {
  return mode === undefined || until === undefined ? noLock : { mode, retainUntil: Math.floor(until.getTime() / 1000) };
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
