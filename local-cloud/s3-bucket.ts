// One S3 bucket's memory: versions, delete markers and Object Lock rules, without any protocol. Strict where S3 is strict.
// It does NOT do legal holds, lifecycle, replication, multipart uploads, copies, encryption or storage classes.
import { createHash, randomBytes } from 'node:crypto';
import type { SharedClock } from './clock.ts';
import { type Policy, parsePolicy } from './iam.ts';

/** A lock on one version. */
export type Lock = { mode: 'COMPLIANCE' | 'GOVERNANCE'; retainUntil: number };

/** One version or delete marker as held. */
export type Version = {
  key: string;
  versionId: string;
  bytes: Buffer;
  deleteMarker: boolean;
  modified: number;
  lock: Lock | undefined;
};

/** How a test makes a bucket. Versioning is on and Object Lock enabled unless it says otherwise. */
export type BucketSpec = {
  name: string;
  account: string;
  versioning?: 'Enabled' | 'Suspended' | '';
  objectLock?: boolean;
  defaultRetention?: { mode: Lock['mode']; days?: number; years?: number };
  /** A bucket policy; only its Deny statements are evaluated, and only with Principal "*". */
  policy?: unknown;
};

/** A refusal with S3's status and code. */
export class S3Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A bucket. Methods under "tampering" are for attackers that a test plays; S3 offers none of them. */
export class Bucket {
  readonly name: string;
  readonly account: string;
  readonly versioning: 'Enabled' | 'Suspended' | '';
  readonly objectLock: boolean;
  readonly defaultRetention: BucketSpec['defaultRetention'];
  readonly policy: Policy | undefined;
  /** Plays a lying store: changes the lock that was asked for. */
  alterLock: (lock: Lock | undefined) => Lock | undefined = (lock) => lock;
  /** Versions of each key, newest first. */
  private readonly keys = new Map<string, Version[]>();
  private readonly clock: SharedClock;

  constructor(spec: BucketSpec, clock: SharedClock) {
    this.name = spec.name;
    this.account = spec.account;
    this.objectLock = spec.objectLock ?? true;
    this.versioning = spec.versioning ?? 'Enabled';
    this.defaultRetention = spec.defaultRetention;
    this.policy = spec.policy === undefined ? undefined : parsePolicy(spec.policy);
    this.clock = clock;
  }

  /** Stores bytes; with `ifNoneMatch` only when the key has no current object (412). Default retention applies without a lock. */
  put(key: string, bytes: Buffer, lock: Lock | undefined, ifNoneMatch: boolean): Version {
    const current = this.keys.get(key)?.[0];
    if (ifNoneMatch && current && !current.deleteMarker)
      throw new S3Refusal(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
    const asked = lock ?? this.defaultLock();
    return this.push({ key, bytes, deleteMarker: false, lock: this.alterLock(asked) });
  }

  /** The version of that id, or the current one. 404 when there is none, 405 when it is a delete marker asked for by id. */
  get(key: string, versionId: string | undefined): Version {
    const versions = this.keys.get(key) ?? [];
    const version = versionId === undefined ? versions[0] : versions.find((one) => one.versionId === versionId);
    if (versionId !== undefined && !/^([A-Za-z0-9._-]{32}|null)$/.test(versionId))
      throw new S3Refusal(400, 'InvalidArgument', 'Invalid version id specified');
    if (version?.deleteMarker && versionId !== undefined)
      throw new S3Refusal(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
    if (version && !version.deleteMarker) return version;
    if (versionId !== undefined) throw new S3Refusal(404, 'NoSuchVersion', 'The specified version does not exist.');
    throw new S3Refusal(404, 'NoSuchKey', 'The specified key does not exist.');
  }

  /** Sets or extends a lock. COMPLIANCE is never shortened or changed; GOVERNANCE only with `bypass`. */
  setLock(key: string, versionId: string | undefined, lock: Lock | undefined, bypass: boolean): void {
    this.requireLocks();
    const version = this.get(key, versionId);
    const held = this.activeLock(version);
    const weaker = held && (!lock || lock.mode !== held.mode || lock.retainUntil < held.retainUntil);
    if (weaker && (held.mode === 'COMPLIANCE' || !bypass)) throw protectedByLock();
    version.lock = lock;
  }

  /** Adds a delete marker, or, with a version id, removes that version unless its lock stands. */
  remove(key: string, versionId: string | undefined, bypass: boolean): Version | undefined {
    if (versionId === undefined) return this.push({ key, bytes: Buffer.alloc(0), deleteMarker: true, lock: undefined });
    const version = this.keys.get(key)?.find((one) => one.versionId === versionId);
    const held = version && this.activeLock(version);
    if (held && (held.mode === 'COMPLIANCE' || !bypass)) throw protectedByLock();
    this.drop(key, versionId);
    return version;
  }

  /** Everything under a prefix: keys in UTF-8 order, each key's versions newest first. */
  list(prefix: string): Version[] {
    return [...this.keys.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .flatMap((key) => this.keys.get(key) ?? []);
  }

  requireLocks(): void {
    if (!this.objectLock) throw new S3Refusal(400, 'InvalidRequest', 'Bucket is missing Object Lock Configuration');
  }

  /** Tampering: changes one byte of the newest (or given) version. */
  corrupt(key: string, at = 0, versionId?: string): void {
    const { bytes } = this.get(key, versionId);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
  }

  /** Tampering: removes a version in spite of its lock. */
  drop(key: string, versionId: string): void {
    const kept = (this.keys.get(key) ?? []).filter((one) => one.versionId !== versionId);
    if (kept.length > 0) this.keys.set(key, kept);
    else this.keys.delete(key);
  }

  /** Tampering: adds a version on top. */
  add(key: string, bytes: Uint8Array, lock?: Lock): Version {
    return this.push({ key, bytes: Buffer.from(bytes), deleteMarker: false, lock });
  }

  /** Tampering: gives a version another lock, or none. */
  relock(key: string, lock: Lock | undefined, versionId?: string): void {
    this.get(key, versionId).lock = lock;
  }

  /** Loads a version as it was saved, with its id and lock; oldest first. */
  restore(version: Version): void {
    this.keys.set(version.key, [version, ...(this.keys.get(version.key) ?? [])]);
  }

  private push(version: Omit<Version, 'versionId' | 'modified'>): Version {
    const enabled = this.versioning === 'Enabled';
    const versionId = enabled ? randomBytes(16).toString('hex') : 'null';
    const pushed = { ...version, versionId, modified: this.clock.now() };
    const older = (this.keys.get(version.key) ?? []).filter((one) => enabled || one.versionId !== 'null');
    this.keys.set(version.key, [pushed, ...older]);
    return pushed;
  }

  private activeLock(version: Version): Lock | undefined {
    return version.lock && version.lock.retainUntil > this.clock.now() ? version.lock : undefined;
  }

  private defaultLock(): Lock | undefined {
    if (!this.defaultRetention) return undefined;
    const { mode, days = 0, years = 0 } = this.defaultRetention;
    return { mode, retainUntil: this.clock.now() + (days + years * 365) * 86400 };
  }
}

/** The entity tag of an object put in one piece: its MD5 in quotes. */
export function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function protectedByLock(): S3Refusal {
  return new S3Refusal(403, 'AccessDenied', 'Access Denied because object protected by object lock.');
}
