// A timestamp authority on loopback (RFC 3161): real CMS signatures, time from the shared clock in whole seconds.
// It does SHA-256 imprints only, one policy, no JSON form of the request, no revocation.
import { createHash, sign } from 'node:crypto';
import {
  createAuthority,
  extendedKeyUsage,
  keyUsage,
  nameOf,
  newSerial,
  p256,
  pem,
  seal,
  toBeSigned,
} from './certificate.ts';
import type { SharedClock } from './clock.ts';
import {
  type DerValue,
  der,
  generalizedTime,
  integer,
  octets,
  oid,
  readDer,
  sequence,
  setOf,
  tagged,
  time,
} from './der.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from './server.ts';

/** A running authority; `chain` is leaf, intermediate, root (DER). */
export type TsaServer = LoopbackServer & { chain: Buffer[] };

const sha256Oid = oid('2.16.840.1.101.3.4.2.1');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const refuse = (status: number, message: string): Reply => ({
  status,
  body: JSON.stringify({ code: status, message }),
  headers: { 'content-type': status === 400 ? 'application/timestamp-reply' : 'application/json' },
});

const policy = oid('1.3.6.1.4.1.57264.2');
type Query = { imprint: Buffer; nonce: Buffer | undefined; wantsChain: boolean };

function readQuery(body: Buffer): Query | undefined {
  const fields = tryRead(body)[0]?.inside ?? [];
  const [algorithm, digest] = fields[1]?.inside ?? [];
  const known =
    algorithm &&
    Buffer.concat([Buffer.from([0x06, 9]), algorithm.inside[0]?.content ?? Buffer.alloc(0)]).equals(sha256Oid);
  if (!known || digest?.content.length !== 32) return undefined;
  const asked = fields.find(({ tag }) => tag === 0x06);
  if (asked && !der(0x06, asked.content).equals(policy)) return undefined;
  const nonce = fields.find(({ tag }, index) => index > 1 && tag === 0x02)?.content;
  const wantsChain = fields.some(({ tag, content }) => tag === 0x01 && content[0] === 0xff);
  return { imprint: digest.content, nonce, wantsChain };
}

function tryRead(body: Buffer): DerValue[] {
  try {
    return readDer(body);
  } catch {
    return [];
  }
}

/** The only use of such a certificate (RFC 3161, 2.3). */
const timeStamping = '1.3.6.1.5.5.7.3.8';

/** Starts an authority with a new chain. */
export async function startTsa(clock: SharedClock): Promise<TsaServer> {
  const authority = createAuthority('tsa', clock.now(), timeStamping);
  const { publicKey, privateKey } = p256();
  const serial = newSerial();
  const year = 31_557_600;
  const request = {
    name: 'tsa signer',
    publicKey,
    from: clock.now() - 2 * year,
    until: clock.now() + 9 * year,
    extensions: [keyUsage(0x80), extendedKeyUsage(timeStamping, true)],
  };
  const leaf = seal(toBeSigned(request, authority, serial), authority.privateKey);
  const chain = [leaf, ...authority.chain];
  const oneSecond = sequence(integer(1));

  const stampInfo = (query: Query, now: number) =>
    sequence(
      integer(1),
      policy,
      sequence(sequence(sha256Oid), octets(query.imprint)),
      integer(newSerial()),
      generalizedTime(now),
      oneSecond,
      ...(query.nonce ? [integer(query.nonce)] : []),
      tagged(0, tagged(4, nameOf('tsa signer'))),
    );
  const issued = sequence(sequence(tagged(4, authority.name)), integer(serial));
  const attributes = (info: Buffer, now: number) =>
    [
      sequence(oid('1.2.840.113549.1.9.3'), setOf(oid('1.2.840.113549.1.9.16.1.4'))),
      sequence(oid('1.2.840.113549.1.9.5'), setOf(time(now))),
      sequence(oid('1.2.840.113549.1.9.4'), setOf(octets(sha256(info)))),
      sequence(oid('1.2.840.113549.1.9.16.2.47'), setOf(sequence(sequence(sequence(octets(sha256(leaf)), issued))))),
    ].toSorted(Buffer.compare);
  const token = (query: Query): Buffer => {
    const now = clock.now();
    const info = stampInfo(query, now);
    const signed = attributes(info, now);
    const signer = sequence(
      integer(1),
      sequence(authority.name, integer(serial)),
      sequence(sha256Oid),
      tagged(0, ...signed),
      sequence(oid('1.2.840.10045.4.3.2')),
      octets(sign('sha256', setOf(...signed), privateKey)),
    );
    const content = sequence(
      integer(3),
      setOf(sequence(sha256Oid)),
      sequence(oid('1.2.840.113549.1.9.16.1.4'), tagged(0, octets(info))),
      // Asked for certificates, the real one gives its own and not those above it; not asked, an empty set.
      query.wantsChain ? tagged(0, leaf) : tagged(0),
      setOf(signer),
    );
    return sequence(oid('1.2.840.113549.1.7.2'), tagged(0, content));
  };
  const answer = (call: Call): Reply => {
    if (call.path === '/api/v1/timestamp/certchain') return { status: 200, body: chain.map(pem).join('') };
    if (call.path !== '/api/v1/timestamp') return refuse(404, `path ${call.path} was not found`);
    if (call.method !== 'POST') return refuse(405, `method ${call.method} is not allowed, but [POST] are`);
    if (call.headers['content-type'] !== 'application/timestamp-query') return refuse(415, 'unsupported media type');
    if (call.body.length === 0) return refuse(422, 'request in body is required');
    const query = readQuery(call.body);
    if (!query) return refuse(400, 'Error generating timestamp response');
    const headers = { 'content-type': 'application/timestamp-reply' };
    return { status: 200, body: sequence(sequence(integer(0)), token(query)), headers };
  };
  return { ...(await startServer(clock, answer)), chain };
}
