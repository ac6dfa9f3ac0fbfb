// A private Sigstore of real servers: Fulcio for one issuer, Rekor v2 and a timestamp authority, with the trusted root read from
// them while they run. It has no certificate transparency log.
import { generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import { toolsFolder } from '../../../scripts/tools-folder.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { toIso } from '../../../src/base/time.ts';
import { Sha256 } from '../../../src/model/ids.ts';
import type { KeylessSigning } from '../../../src/platform/sigstore/keyless.ts';
import { trustedRootOf } from '../../local-cloud/sigstore.ts';
import { type RunningServer, startProgram } from './program.ts';

/** Running servers, the root to pin, and the `signing:` section that names them. */
export type RealSigstore = {
  fulcio: RunningServer;
  rekor: RunningServer;
  tsa: RunningServer;
  trustedRoot: { json: Record<string, unknown>; bytes: Uint8Array; sha256: Sha256 };
  signing: KeylessSigning;
  stop(): Promise<void>;
};

/** Starts all three; certificates are for tokens of `issuer`. When one cannot be started none is left running. */
export async function startRealSigstore(issuer: string): Promise<RealSigstore> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [fulcio, rekor, tsa] = await startAll(startFulcio(issuer), startRekor(privateKey), startTimestampServer());
  const stop = async () => void (await Promise.all([fulcio, rekor, tsa].map((server) => server.stop())));
  try {
    const chains = [await fulcioChain(fulcio.url), readCertificates(await textAt(`${tsa.url}${stampPath}/certchain`))];
    const [issuing = [], stamping = []] = chains;
    const json = trustedRootOf(
      { url: fulcio.url, chain: issuing, ctLog: undefined },
      { url: rekor.url, publicKey },
      { url: tsa.url, chain: stamping },
      toIso(Math.floor(Date.now() / 1000) - 3600),
    );
    const bytes = new TextEncoder().encode(JSON.stringify(json));
    const trustedRoot = { json, bytes, sha256: Sha256.parse(sha256Hex(bytes)) };
    return { fulcio, rekor, tsa, trustedRoot, signing: signingBy(fulcio, rekor, tsa, trustedRoot.sha256), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const stampPath = '/api/v1/timestamp';

async function startAll<T extends readonly Promise<RunningServer>[]>(...starting: T) {
  const ended = await Promise.allSettled(starting);
  if (ended.some(({ status }) => status === 'rejected'))
    for (const one of ended) if (one.status === 'fulfilled') await one.value.stop();
  return Promise.all(starting);
}

function signingBy(fulcio: RunningServer, rekor: RunningServer, tsa: RunningServer, sha256: Sha256): KeylessSigning {
  return {
    mode: 'keyless',
    instance: 'private',
    'accept-public-logs': false,
    fulcio: fulcio.url,
    rekor: rekor.url,
    'timestamp-authority': `${tsa.url}${stampPath}`,
    'trusted-root': { path: 'trusted-root.json', sha256 },
    'certificate-transparency': false,
  };
}

const FulcioConfiguration = z.looseObject({ issuers: z.array(z.looseObject({ issuerUrl: z.string() })) });

/** Healthy is not enough: it serves without its issuers too. */
async function startFulcio(issuer: string): Promise<RunningServer> {
  const server = await startProgram({
    name: 'fulcio',
    morePorts: 2,
    args: ({ port, folder, morePorts: [grpc, metrics] }) => {
      const config = join(folder, 'fulcio.yaml');
      writeFileSync(config, fulcioConfig(issuer));
      return [
        ...['serve', '--ca=ephemeralca', '--ct-log-url=', `--config-path=${config}`, '--log_type=prod'],
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

function startRekor(privateKey: KeyObject): Promise<RunningServer> {
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
