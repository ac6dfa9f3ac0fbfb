// Amazon S3 as the SDK speaks to it in path style, with Object Lock, conditional writes, checksums and IAM on every call.
// It does NOT do multipart, copies, ACLs, tags, listings without versions, delimiters, chunked uploads (it refuses them), or SigV4.
import { createHash } from 'node:crypto';
import type { SharedClock } from './clock.ts';
import type { AuthFailure, KeyRegister } from './credentials.ts';
import { decide, type Principal, permits } from './iam.ts';
import { Bucket, type BucketSpec, etagOf, S3Refusal, type Version } from './s3-bucket.ts';
import { lockContext, readLock, verifyBody } from './s3-headers.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from './server.ts';
import { readXml, writeXml, type Xml } from './xml.ts';

/** The running S3. `conflict` makes a conditional PUT answer 409 when it says so. */
export type S3Server = LoopbackServer & {
  createBucket(spec: BucketSpec): Bucket;
  conflict: (key: string) => boolean;
};

type Visit = { call: Call; bucket: Bucket; key: string; principal: Principal; now: number };

/** Starts S3 without buckets; callers are known by `keys`. */
export async function startS3(clock: SharedClock, keys: KeyRegister): Promise<S3Server> {
  const buckets = new Map<string, Bucket>();
  const settings: { conflict: (key: string) => boolean } = { conflict: () => false };
  const server = await startServer(clock, (call) => {
    try {
      return answer(admit(call, buckets, keys, clock.now()), settings.conflict);
    } catch (error) {
      if (error instanceof S3Refusal) return refuse(call, error);
      throw error;
    }
  });
  return Object.assign(settings, server, {
    createBucket(spec: BucketSpec) {
      const bucket = new Bucket(spec, clock);
      buckets.set(spec.name, bucket);
      return bucket;
    },
  });
}

const authRefusals: Record<AuthFailure, [number, string]> = {
  MissingAuthenticationToken: [403, 'AccessDenied'],
  InvalidClientTokenId: [403, 'InvalidAccessKeyId'],
  InvalidToken: [400, 'InvalidToken'],
  ExpiredToken: [400, 'ExpiredToken'],
};

function admit(call: Call, buckets: ReadonlyMap<string, Bucket>, keys: KeyRegister, now: number): Visit {
  const caller = keys.authenticate(call);
  if ('failure' in caller) throw new S3Refusal(...authRefusals[caller.failure], 'The credentials are not accepted');
  const [, name = '', path = ''] = /^\/([^/]*)\/?([\s\S]*)$/.exec(call.path) ?? [];
  const bucket = buckets.get(name);
  if (!bucket) throw new S3Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist');
  const owner = call.headers['x-amz-expected-bucket-owner'];
  if (owner !== undefined && owner !== bucket.account) throw denied();
  if (caller.principal.account !== bucket.account) throw denied();
  verifyBody(call);
  return { call, bucket, key: decodeURIComponent(path), principal: caller.principal, now };
}

const topics = ['versioning', 'object-lock', 'versions', 'retention'];
const parameters = [
  'delimiter',
  'encoding-type',
  'key-marker',
  'max-keys',
  'prefix',
  'versionId',
  'version-id-marker',
  'x-id',
];

function answer(visit: Visit, conflict: (key: string) => boolean): Reply {
  const { call, key } = visit;
  const query = call.url.searchParams;
  const topic = topics.find((name) => query.has(name)) ?? '';
  // A parameter that is not understood must not turn, say, a legal hold into a new version.
  const unknown = [...query.keys()].find((name) => !topics.includes(name) && !parameters.includes(name));
  if (unknown !== undefined) throw new S3Refusal(501, 'NotImplemented', `${unknown} is not supported by this stand-in`);
  switch (`${call.method} ${key === '' ? 'bucket' : 'object'} ${topic}`.trim()) {
    case 'GET bucket versioning':
      return getVersioning(visit);
    case 'GET bucket object-lock':
      return getLockConfiguration(visit);
    case 'GET bucket versions':
      return listVersions(visit);
    case 'PUT object':
      return putObject(visit, conflict);
    case 'GET object':
    case 'HEAD object':
      return getObject(visit);
    case 'DELETE object':
      return deleteObject(visit);
    case 'GET object retention':
      return getRetention(visit);
    case 'PUT object retention':
      return putRetention(visit);
    default:
      throw new S3Refusal(501, 'NotImplemented', `${call.method} ${call.url.search} is not supported by this stand-in`);
  }
}

function require(visit: Visit, action: string, context: Record<string, string[]> = {}): void {
  if (!may(visit, action, context)) throw denied();
}

function may(visit: Visit, action: string, context: Record<string, string[]> = {}): boolean {
  const onBucket = action.startsWith('s3:GetBucket') || action.startsWith('s3:List');
  const arn = `arn:aws:s3:::${visit.bucket.name}`;
  const request = { action, resource: onBucket ? arn : `${arn}/${visit.key}`, context };
  if (visit.bucket.policy && decide(visit.bucket.policy, request) === 'deny') return false;
  return permits(visit.principal, request);
}

function getVersioning(visit: Visit): Reply {
  require(visit, 's3:GetBucketVersioning');
  const { versioning } = visit.bucket;
  return xml({ VersioningConfiguration: versioning === '' ? '' : { Status: versioning } });
}

function getLockConfiguration(visit: Visit): Reply {
  require(visit, 's3:GetBucketObjectLockConfiguration');
  const { objectLock, defaultRetention } = visit.bucket;
  if (!objectLock)
    throw new S3Refusal(
      404,
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
    );
  const rule = defaultRetention && {
    DefaultRetention: { Mode: defaultRetention.mode, Days: defaultRetention.days, Years: defaultRetention.years },
  };
  return xml({ ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: rule } });
}

function putObject(visit: Visit, conflict: (key: string) => boolean): Reply {
  const { call, bucket, key, now } = visit;
  const condition = call.headers['if-none-match'];
  const lock = readLock(
    call.headers['x-amz-object-lock-mode'],
    call.headers['x-amz-object-lock-retain-until-date'],
    now,
  );
  const context = { ...lockContext(lock, now), ...(condition !== undefined && { 's3:if-none-match': [condition] }) };
  require(visit, 's3:PutObject', context);
  if (lock) require(visit, 's3:PutObjectRetention', lockContext(lock, now));
  if (condition !== undefined && condition !== '*')
    throw new S3Refusal(501, 'NotImplemented', 'If-None-Match takes only *');
  const hasChecksum = Object.keys(call.headers).some(
    (name) => name.startsWith('x-amz-checksum-') || name === 'content-md5',
  );
  if (lock) bucket.requireLocks();
  if ((lock || bucket.defaultRetention) && !hasChecksum)
    throw new S3Refusal(
      400,
      'InvalidRequest',
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    );
  if (condition !== undefined && conflict(key))
    throw new S3Refusal(
      409,
      'ConditionalRequestConflict',
      'The conditional request cannot succeed due to a conflicting operation',
    );
  const version = bucket.put(key, call.body, lock, condition !== undefined);
  const checksum = call.headers['x-amz-checksum-sha256'];
  const headers = { etag: etagOf(version.bytes), ...versionHeader(visit, version) };
  return { status: 200, headers: { ...headers, ...(checksum !== undefined && { 'x-amz-checksum-sha256': checksum }) } };
}

function getObject(visit: Visit): Reply {
  const { call, bucket, key } = visit;
  const versionId = call.url.searchParams.get('versionId') ?? undefined;
  require(visit, versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion');
  const version = findVersion(visit, versionId);
  const checksum = createHash('sha256').update(version.bytes).digest('base64');
  const headers: Record<string, string> = {
    etag: etagOf(version.bytes),
    'last-modified': new Date(version.modified * 1000).toUTCString(),
    'content-length': String(version.bytes.length),
    ...versionHeader(visit, version),
  };
  if (call.headers['x-amz-checksum-mode'] === 'ENABLED') headers['x-amz-checksum-sha256'] = checksum;
  if (version.lock && bucket.objectLock && may(visit, 's3:GetObjectRetention')) {
    headers['x-amz-object-lock-mode'] = version.lock.mode;
    headers['x-amz-object-lock-retain-until-date'] = new Date(version.lock.retainUntil * 1000).toISOString();
  }
  return { status: 200, headers, body: call.method === 'HEAD' || key === '' ? '' : version.bytes };
}

/** S3 does not tell a caller without ListBucket whether an object is missing. */
function findVersion(visit: Visit, versionId: string | undefined): Version {
  try {
    return visit.bucket.get(visit.key, versionId);
  } catch (error) {
    if (error instanceof S3Refusal && error.status === 404 && !may(visit, 's3:ListBucket')) throw denied();
    throw error;
  }
}

function deleteObject(visit: Visit): Reply {
  const versionId = visit.call.url.searchParams.get('versionId') ?? undefined;
  require(visit, versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion');
  const removed = visit.bucket.remove(visit.key, versionId, mayBypass(visit));
  const marker: Record<string, string> = removed?.deleteMarker ? { 'x-amz-delete-marker': 'true' } : {};
  return { status: 204, headers: { ...marker, ...(removed && versionHeader(visit, removed)) } };
}

function mayBypass(visit: Visit): boolean {
  const asked = visit.call.headers['x-amz-bypass-governance-retention'] === 'true';
  return asked && may(visit, 's3:BypassGovernanceRetention');
}

function getRetention(visit: Visit): Reply {
  require(visit, 's3:GetObjectRetention');
  visit.bucket.requireLocks();
  const { lock } = findVersion(visit, visit.call.url.searchParams.get('versionId') ?? undefined);
  if (!lock)
    throw new S3Refusal(
      404,
      'NoSuchObjectLockConfiguration',
      'The specified object does not have a ObjectLock configuration',
    );
  const until = new Date(lock.retainUntil * 1000).toISOString();
  return xml({ Retention: { Mode: lock.mode, RetainUntilDate: until } });
}

function putRetention(visit: Visit): Reply {
  const body = visit.call.body.toString('utf8');
  const lock = readLock(readXml(body, 'Mode'), readXml(body, 'RetainUntilDate'), visit.now);
  require(visit, 's3:PutObjectRetention', lockContext(lock, visit.now));
  visit.bucket.setLock(visit.key, visit.call.url.searchParams.get('versionId') ?? undefined, lock, mayBypass(visit));
  return { status: 200 };
}

function listVersions(visit: Visit): Reply {
  const query = visit.call.url.searchParams;
  const prefix = query.get('prefix') ?? '';
  require(visit, 's3:ListBucketVersions', { 's3:prefix': [prefix] });
  if (query.has('delimiter'))
    throw new S3Refusal(501, 'NotImplemented', 'delimiters are not supported by this stand-in');
  const encoding = query.get('encoding-type') ?? undefined;
  const encode = encoding === 'url' ? encodeKey : (key: string) => key;
  const all = visit.bucket.list(prefix);
  const start = startAfter(all, query.get('key-marker') ?? '', query.get('version-id-marker') ?? '');
  const page = all.slice(start, start + Math.min(Number(query.get('max-keys') ?? 1000), 1000));
  const last = page.at(-1);
  const truncated = start + page.length < all.length;
  const latest = new Set(all.filter((version, index) => version.key !== all[index - 1]?.key));
  const element = (version: Version): Xml => ({
    Key: encode(version.key),
    VersionId: version.versionId,
    IsLatest: latest.has(version),
    LastModified: new Date(version.modified * 1000).toISOString(),
    Size: version.deleteMarker ? undefined : version.bytes.length,
  });
  return xml({
    ListVersionsResult: {
      Name: visit.bucket.name,
      EncodingType: encoding,
      IsTruncated: truncated,
      NextKeyMarker: truncated && last ? encode(last.key) : undefined,
      NextVersionIdMarker: truncated && last ? last.versionId : undefined,
      Version: page.filter((version) => !version.deleteMarker).map(element),
      DeleteMarker: page.filter((version) => version.deleteMarker).map(element),
    },
  });
}

function startAfter(all: readonly Version[], key: string, versionId: string): number {
  if (key === '') return 0;
  const marker = all.findIndex((one) => one.key === key && one.versionId === versionId);
  if (marker >= 0) return marker + 1;
  const next = all.findIndex((one) => Buffer.compare(Buffer.from(one.key), Buffer.from(key)) > 0);
  return next < 0 ? all.length : next;
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
}

function versionHeader(visit: Visit, version: Version): Record<string, string> {
  return visit.bucket.versioning === '' ? {} : { 'x-amz-version-id': version.versionId };
}

function denied(): S3Refusal {
  return new S3Refusal(403, 'AccessDenied', 'Access Denied');
}

function xml(tree: { [name: string]: Xml | undefined }): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>${writeXml(tree)}`,
  };
}

function refuse(call: Call, { status, code, message }: S3Refusal): Reply {
  const body = call.method === 'HEAD' ? '' : writeXml({ Error: { Code: code, Message: message, RequestId: 'local' } });
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
