// A private Sigstore of real servers: Fulcio for one issuer, Rekor v2 or v1, a timestamp authority and, when asked, a certificate
// transparency log, with the trusted root read from them while they run. It judges nothing.
import { createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import { type Authority, codeSigning, createAuthority, pem } from '../../../local-cloud/certificate.ts';
import type { CtLog } from '../../../local-cloud/fulcio.ts';
import { trustedRootOf } from '../../../local-cloud/sigstore.ts';
import { toolsFolder } from '../../../scripts/tools-folder.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { toIso } from '../../../src/base/time.ts';
import { Sha256 } from '../../../src/model/ids.ts';
import type { KeylessSigning } from '../../../src/platform/sigstore/keyless.ts';
import { type RunningServer, startProgram } from './program.ts';

/** Running servers, the root to pin, and the `signing:` section that names them. */
export type RealSigstore = {
  fulcio: RunningServer;
  rekor: RunningServer;
  tsa: RunningServer;
  ctLog: CtLog | undefined;
  trustedRoot: { json: Record<string, unknown>; bytes: Uint8Array; sha256: Sha256 };
  signing: KeylessSigning;
  stop(): Promise<void>;
};

/**
 * Starts them all; certificates are for tokens of `issuer`, and with `ctLog` they carry an SCT. When one cannot be started none is
 * left running.
 */
export async function startRealSigstore(
  issuer: string,
  {
    ctLog: logged = false,
    rekorVersion = 'v2',
  }: { ctLog?: boolean; rekorVersion?: KeylessSigning['rekor-version'] } = {},
): Promise<RealSigstore> {
  const ctLog = logged ? await startCtLog() : undefined;
  const startLog = rekorVersion === 'v1' ? startRekorV1 : startRekor;
  const starting = [startFulcio(issuer, ctLog), startLog(), startTimestampServer()] as const;
  const started = await Promise.allSettled(starting);
  const stop = async () => {
    const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all([...running, ...(ctLog?.servers ?? [])].map((server) => server.stop()));
  };
  try {
    const [fulcio, rekor, tsa] = await Promise.all(starting);
    const json = trustedRootOf(
      { url: fulcio.url, chain: await fulcioChain(fulcio.url), ctLog },
      rekor,
      { url: tsa.url, chain: readCertificates(await textAt(`${tsa.url}${stampPath}/certchain`)) },
      toIso(now() - 3600),
    );
    const bytes = new TextEncoder().encode(JSON.stringify(json));
    const trustedRoot = { json, bytes, sha256: Sha256.parse(sha256Hex(bytes)) };
    const signing: KeylessSigning = {
      ...signingBy(fulcio, rekor, tsa, trustedRoot.sha256),
      'rekor-version': rekorVersion,
      'certificate-transparency': logged,
    };
    return { fulcio, rekor, tsa, ctLog, trustedRoot, signing, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const stampPath = '/api/v1/timestamp';
const now = () => Math.floor(Date.now() / 1000);

function signingBy(fulcio: RunningServer, rekor: RunningServer, tsa: RunningServer, sha256: Sha256): KeylessSigning {
  return {
    mode: 'keyless',
    instance: 'private',
    'accept-public-logs': false,
    fulcio: fulcio.url,
    rekor: rekor.url,
    'rekor-version': 'v2',
    'timestamp-authority': `${tsa.url}${stampPath}`,
    'trusted-root': { path: 'trusted-root.json', sha256 },
    'certificate-transparency': false,
  };
}

const FulcioConfiguration = z.looseObject({ issuers: z.array(z.looseObject({ issuerUrl: z.string() })) });

/** Healthy is not enough: it serves without its issuers too. */
async function startFulcio(issuer: string, ctLog: RealCtLog | undefined): Promise<RunningServer> {
  const server = await startProgram({
    name: 'fulcio',
    morePorts: 2,
    args: ({ port, folder, morePorts: [grpc, metrics] }) => {
      const config = join(folder, 'fulcio.yaml');
      writeFileSync(config, fulcioConfig(issuer));
      return [
        ...['serve', `--config-path=${config}`, '--log_type=prod'],
        ...(ctLog ? loggedAuthority(folder, ctLog) : ['--ca=ephemeralca', '--ct-log-url=']),
        ...['--host=127.0.0.1', `--port=${port}`, '--grpc-host=127.0.0.1', `--grpc-port=${grpc}`],
        ...[`--metrics-port=${metrics}`, `--legacy-unix-domain-socket=${join(folder, 'fulcio.sock')}`],
      ];
    },
    environment: () => ({}),
    readyPath: '/healthz',
  });
  const { issuers } = FulcioConfiguration.parse(JSON.parse(await textAt(`${server.url}/api/v2/configuration`)));
  if (issuers.some(({ issuerUrl }) => issuerUrl === issuer)) return server;
  await server.stop();
  throw new Error(`fulcio does not know ${issuer}`);
}

/** The flags by which Fulcio issues under an authority that its log knows, and puts the log's SCT into each certificate. */
function loggedAuthority(folder: string, { authority, url, publicKey }: RealCtLog): string[] {
  const [chain, key, logKey] = [join(folder, 'chain.pem'), join(folder, 'ca.key'), join(folder, 'ct.pub')];
  const passphrase = 'for tests';
  writeFileSync(chain, authority.chain.map(pem).join(''));
  writeFileSync(key, authority.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }));
  writeFileSync(logKey, publicKey.export({ type: 'spki', format: 'pem' }));
  return [
    ...['--ca=fileca', '--fileca-watch=false', `--fileca-cert=${chain}`, `--fileca-key=${key}`],
    ...[`--fileca-key-passwd=${passphrase}`, `--ct-log-url=${url}`, `--ct-log-public-key-path=${logKey}`],
  ];
}

const ModuleConfig = z.looseObject({ 'ci-issuer-metadata': z.looseObject({ 'github-workflow': z.unknown() }) });

/** Fulcio's own mapping of GitHub's claims, for our issuer alone: it would dial every other one that its file lists. */
function fulcioConfig(issuer: string): string {
  const text = readFileSync(join(toolsFolder(), 'data/fulcio/config.yaml'), 'utf8');
  // An alias as a key needs a blank before the colon in YAML 1.2; Go's reader does without.
  const whole = ModuleConfig.parse(parse(text.replace(/^(\s*\*[\w-]+):/gm, '$1 :'), { merge: true }));
  const provider = {
    'issuer-url': issuer,
    'client-id': 'sigstore',
    type: 'ci-provider',
    'ci-provider': 'github-workflow',
  };
  return stringify({
    'oidc-issuers': { [issuer]: provider },
    'ci-issuer-metadata': { 'github-workflow': whole['ci-issuer-metadata']['github-workflow'] },
  });
}

/** A log that takes certificates of one authority, which is made before both, since a log reads its roots when it starts. */
type RealCtLog = CtLog & { authority: Authority; servers: readonly RunningServer[] };

async function startCtLog(): Promise<RealCtLog> {
  const authority = createAuthority('fulcio', now(), codeSigning);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const trillian = await startTrillian();
  try {
    const tree = await textAt(trillian.url);
    const log = await startProgram({
      name: 'ct-server',
      args: ({ port, folder }) => {
        const [config, roots] = [join(folder, 'log.cfg'), join(folder, 'roots.pem')];
        writeFileSync(roots, authority.chain.slice(-1).map(pem).join(''));
        writeFileSync(config, logConfig(tree, roots, privateKey));
        const backend = `127.0.0.1:${trillian.morePorts[0]}`;
        return [`--http_endpoint=127.0.0.1:${port}`, `--log_config=${config}`, `--log_rpc_server=${backend}`];
      },
      environment: () => ({}),
      readyPath: `/${logPrefix}/ct/v1/get-sth`,
    });
    return { url: `${log.url}/${logPrefix}`, publicKey, authority, servers: [log, trillian] };
  } catch (error) {
    await trillian.stop();
    throw error;
  }
}

const logPrefix = 'log';

/** The log's configuration in protobuf's text form. */
function logConfig(tree: string, roots: string, privateKey: KeyObject): string {
  const key = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('hex').replace(/../g, '\\x$&');
  return `config {
  log_id: ${tree}
  prefix: "${logPrefix}"
  roots_pem_file: "${roots}"
  private_key: { [type.googleapis.com/keyspb.PrivateKey] { der: "${key}" } }
  ext_key_usages: "CodeSigning"
}
`;
}

/** An empty tree in memory; it answers gRPC on its second port. */
function startTrillian(): Promise<RunningServer> {
  return startProgram({
    name: 'trillian',
    morePorts: 1,
    args: ({ port, morePorts: [grpc] }) => [`127.0.0.1:${grpc}`, `127.0.0.1:${port}`],
    environment: () => ({}),
    readyPath: '/',
  });
}

/** Rekor v1 over a tree in memory, with the key it made for itself. */
async function startRekorV1(): Promise<RealLog> {
  const trillian = await startTrillian();
  try {
    const tree = await textAt(trillian.url);
    const log = await startProgram({
      name: 'rekor',
      args: ({ port }) => [
        ...['serve', '--host=127.0.0.1', `--port=${port}`, '--trillian_log_server.address=127.0.0.1'],
        ...[`--trillian_log_server.port=${trillian.morePorts[0]}`, `--trillian_log_server.tlog_id=${tree}`],
        // The host name is the origin of its checkpoints.
        ...['--rekor_server.signer=memory', '--enable_retrieve_api=false', '--rekor_server.hostname=127.0.0.1'],
      ],
      environment: () => ({}),
      readyPath: '/ping',
    });
    const publicKey = createPublicKey(await textAt(`${log.url}/api/v1/log/publicKey`));
    return { ...log, publicKey, stop: async () => void (await Promise.all([log.stop(), trillian.stop()])) };
  } catch (error) {
    await trillian.stop();
    throw error;
  }
}

type RealLog = RunningServer & { publicKey: KeyObject };

async function startRekor(): Promise<RealLog> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const log = await startRekorTiles(privateKey);
  return { ...log, publicKey };
}

function startRekorTiles(privateKey: KeyObject): Promise<RunningServer> {
  return startProgram({
    name: 'rekor-tiles',
    morePorts: 2,
    args: ({ port, folder, morePorts: [grpc, metrics] }) => {
      const [key, tiles] = [join(folder, 'rekor.key'), join(folder, 'tiles')];
      writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
      mkdirSync(tiles);
      // The host name is the log's origin; cosign compares it with the host of the log's address, without its port.
      return [
        ...['serve', '--hostname=127.0.0.1', '--http-address=127.0.0.1', `--http-port=${port}`],
        ...['--grpc-address=127.0.0.1', `--grpc-port=${grpc}`, `--http-metrics-port=${metrics}`],
        ...[`--storage-dir=${tiles}`, `--signer-filepath=${key}`],
        ...['--checkpoint-interval=200ms', '--batch-max-age=10ms'],
      ];
    },
    environment: () => ({}),
    readyPath: '/healthz',
  });
}

function startTimestampServer(): Promise<RunningServer> {
  return startProgram({
    name: 'timestamp-server',
    args: ({ port }) => [`127.0.0.1:${port}`],
    environment: () => ({}),
    readyPath: '/ping',
  });
}

const TrustBundle = z.looseObject({ chains: z.array(z.looseObject({ certificates: z.array(z.string()) })) });

async function fulcioChain(url: string): Promise<Buffer[]> {
  const { chains } = TrustBundle.parse(JSON.parse(await textAt(`${url}/api/v2/trustBundle`)));
  return (chains[0]?.certificates ?? []).flatMap(readCertificates);
}

function readCertificates(text: string): Buffer[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return found.map((certificate) => new X509Certificate(certificate).raw);
}

async function textAt(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}
