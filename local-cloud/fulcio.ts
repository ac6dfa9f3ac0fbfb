// Fulcio on loopback: turns a GitHub OIDC token and a proof of possession into a certificate of 600 seconds.
// It does no gRPC, no CSRs, no keys but P-256, no token in a header, no trust bundle, no issuer but the one it was started with. Without `ctLog` (the default) the
// certificate carries no SCT: the trusted root then lists no CT log and a verifier needs ctlogThreshold 0.
import { createHash, createPublicKey, type KeyObject, randomInt, sign, verify } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import * as z from 'zod';
import {
  type Authority,
  codeSigning,
  createAuthority,
  extendedKeyUsage,
  extension,
  keyUsage,
  newSerial,
  p256,
  pem,
  seal,
  spki,
  toBeSigned,
} from './certificate.ts';
import type { SharedClock } from './clock.ts';
import { der, octets, sequence, utf8 } from './der.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from './server.ts';

/** A certificate transparency log: what it is called, and the key that its promises are verified with. */
export type CtLog = { url: string; publicKey: KeyObject };

/** A running certificate authority; `chain` is the intermediate and the root (DER), `ctLog` its CT log if it has one. */
export type FulcioServer = LoopbackServer & { chain: Buffer[]; ctLog: CtLog | undefined };

const Request = z.object({
  credentials: z.object({ oidcIdentityToken: z.string() }),
  publicKeyRequest: z.object({
    publicKey: z.object({ content: z.string() }),
    proofOfPossession: z.base64(),
  }),
});

/** Claims without which the real one answers 400 (measured). */
const GitHubClaims = z.object({
  iss: z.string(),
  sub: z.string(),
  job_workflow_ref: z.string().min(1),
  job_workflow_sha: z.string().min(1),
  workflow_ref: z.string().min(1),
  workflow_sha: z.string().min(1),
  workflow: z.string().min(1),
  repository: z.string().min(1),
  repository_id: z.string().min(1),
  repository_owner: z.string().min(1),
  repository_owner_id: z.string().min(1),
  repository_visibility: z.string().min(1),
  ref: z.string().min(1),
  sha: z.string().min(1),
  event_name: z.string().min(1),
  run_id: z.string().min(1),
  run_attempt: z.string().min(1),
  runner_environment: z.string().min(1),
  environment: z.string().optional(),
});
type GitHubClaims = z.infer<typeof GitHubClaims>;

const refuse = (message: string): Reply => ({ status: 400, body: { code: 3, message, details: [] } });

function fulcioExtensions(claims: GitHubClaims): Buffer[] {
  const site = 'https://github.com';
  const raw = [claims.iss, claims.event_name, claims.sha, claims.workflow, claims.repository, claims.ref];
  const texts: [number, string | undefined][] = [
    [8, claims.iss],
    [9, `${site}/${claims.job_workflow_ref}`],
    [10, claims.job_workflow_sha],
    [11, claims.runner_environment],
    [12, `${site}/${claims.repository}`],
    [13, claims.sha],
    [14, claims.ref],
    [15, claims.repository_id],
    [16, `${site}/${claims.repository_owner}`],
    [17, claims.repository_owner_id],
    [18, `${site}/${claims.workflow_ref}`],
    [19, claims.workflow_sha],
    [20, claims.event_name],
    [21, `${site}/${claims.repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`],
    [22, claims.repository_visibility],
    [23, claims.environment],
    [24, claims.sub],
  ];
  const arc = '1.3.6.1.4.1.57264.1';
  return [
    ...raw.map((value, index) => extension(`${arc}.${index + 1}`, Buffer.from(value))),
    ...texts.flatMap(([number, value]) => (value ? [extension(`${arc}.${number}`, utf8(value))] : [])),
  ];
}

/** The SCT list extension (RFC 6962, 3.2 and 3.3) over a certificate without it, at some millisecond of this second. */
function sctExtension(
  precertificate: Buffer,
  issuer: Authority,
  log: { privateKey: KeyObject; publicKey: KeyObject },
  now: number,
) {
  const head = Buffer.alloc(10);
  head.writeBigUInt64BE(BigInt(now) * 1000n + BigInt(randomInt(1000)), 2);
  const moment = head.subarray(2);
  const length = Buffer.from([precertificate.length >> 16, precertificate.length >> 8, precertificate.length]);
  const issuerHash = createHash('sha256').update(spki(issuer.publicKey)).digest();
  const content = Buffer.concat([
    Buffer.from([0, 0]),
    moment,
    Buffer.from([0, 1]),
    issuerHash,
    length,
    precertificate,
    Buffer.from([0, 0]),
  ]);
  const signature = sign('sha256', content, log.privateKey);
  const logId = createHash('sha256').update(spki(log.publicKey)).digest();
  const sct = Buffer.concat([Buffer.from([0]), logId, moment, Buffer.from([0, 0, 4, 3]), sized(signature)]);
  return extension('1.3.6.1.4.1.11129.2.4.2', octets(sized(sized(sct))));
}

const sized = (bytes: Buffer) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);

/** A token's `nbf` may be this many seconds ahead; its `exp` may not be in the past (measured). */
const leeway = 300;

/** The claims of a valid token, unchecked otherwise. */
async function readToken(token: string, issuer: string, now: number): Promise<Record<string, unknown> | undefined> {
  try {
    const discovery = z.object({ issuer: z.literal(issuer), jwks_uri: z.url() });
    const { jwks_uri } = discovery.parse(await (await fetch(`${issuer}/.well-known/openid-configuration`)).json());
    const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
    const keys = createLocalJWKSet(Keys.parse(await (await fetch(jwks_uri)).json()));
    const options = { issuer, audience: 'sigstore', currentDate: new Date(now * 1000), requiredClaims: ['exp'] };
    const { payload } = await jwtVerify(token, keys, { ...options, clockTolerance: leeway });
    return Number(payload.exp) > now ? payload : undefined;
  } catch {
    return undefined;
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function readKey(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey(text);
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Starts a certificate authority that trusts one issuer. The certificate's times come from the shared clock. */
export async function startFulcio(
  clock: SharedClock,
  issuer: string,
  options = { ctLog: false },
): Promise<FulcioServer> {
  const authority = createAuthority('fulcio', clock.now(), codeSigning);
  const log = options.ctLog ? p256() : undefined;

  const issue = (claims: GitHubClaims, publicKey: KeyObject): Buffer => {
    const san = sequence(der(0x86, Buffer.from(`https://github.com/${claims.job_workflow_ref}`)));
    const extensions = [
      keyUsage(0x80),
      extendedKeyUsage(codeSigning, false),
      extension('2.5.29.17', san, true),
      ...fulcioExtensions(claims),
    ];
    const request = { name: '', publicKey, from: clock.now(), until: clock.now() + 600, extensions };
    const serial = newSerial();
    const bare = toBeSigned(request, authority, serial);
    if (!log) return seal(bare, authority.privateKey);
    const withSct = { ...request, extensions: [...extensions, sctExtension(bare, authority, log, clock.now())] };
    return seal(toBeSigned(withSct, authority, serial), authority.privateKey);
  };

  const answer = async (call: Call): Promise<Reply> => {
    if (call.method !== 'POST' || call.path !== '/api/v2/signingCert')
      return { status: 404, body: { code: 5, message: 'Not Found', details: [] } };
    const json = readJson(call.body);
    if (json === undefined) return refuse('unexpected EOF');
    const request = Request.safeParse(json);
    if (!request.success) return refuse('There was an error processing the identity token');
    const { credentials, publicKeyRequest } = request.data;
    const token = await readToken(credentials.oidcIdentityToken, issuer, clock.now());
    if (!token) return refuse('There was an error processing the identity token');
    const key = readKey(publicKeyRequest.publicKey.content);
    if (!key) return refuse('The public key supplied in the request could not be parsed');
    const proof = Buffer.from(publicKeyRequest.proofOfPossession, 'base64');
    if (!verify('sha256', Buffer.from(String(token['sub'] ?? '')), key, proof)) {
      return refuse('The signature supplied in the request could not be verified');
    }
    const claims = GitHubClaims.safeParse(token);
    if (!claims.success)
      return refuse(`value <${claims.error.issues[0]?.path}> not present in either claims or defaults.`);
    const certificates = [issue(claims.data, key), ...authority.chain].map(pem);
    const form = log ? 'signedCertificateEmbeddedSct' : 'signedCertificateDetachedSct';
    return { status: 200, body: { [form]: { chain: { certificates } } } };
  };
  const server = await startServer(clock, answer);
  const ctLog = log && { url: `${server.url}/ct`, publicKey: log.publicKey };
  return { ...server, chain: authority.chain, ctLog };
}
