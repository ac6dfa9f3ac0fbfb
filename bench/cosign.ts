// The real cosign as a peer: one process per call, with a home of its own and the trusted root of a Sigstore on loopback, so that
// it asks nobody else.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { sharedClock } from '../local-cloud/clock.ts';
import { type LoopbackServer, startServer } from '../local-cloud/server.ts';
import type { LocalSigstore } from '../local-cloud/sigstore.ts';
import { type Ended, type Job, requireTool, runExpected } from './measure.ts';

/** What is asked of cosign here; each call is one process, and a refusal is an error. */
export type CosignPeer = {
  attest(blob: string, predicate: string, token: string, watchMemory?: boolean): Promise<Ended>;
  verify(blob: string, bundle: string, watchMemory?: boolean): Promise<Ended>;
};

/** The predicate type of all that is signed in these bars. */
export const predicateType = 'https://safeguard.dev/scan-summary/v1';

/** Cosign for a Sigstore; its files lie in `folder`. */
export function openCosign(folder: string, sigstore: LocalSigstore, fulcio = sigstore.fulcio.url): CosignPeer {
  const root = join(folder, 'trusted-root.json');
  const servers = join(folder, 'signing-config.json');
  writeFileSync(root, sigstore.trustedRoot.bytes);
  writeFileSync(servers, JSON.stringify(signingConfig(sigstore, fulcio)));
  const job = (...args: string[]): Job => ({
    program: requireTool('cosign'),
    args: [...args, '--trusted-root', root, '--type', predicateType],
    cwd: folder,
    env: { HOME: folder },
  });
  return {
    attest: (blob, predicate, token, watchMemory) => {
      const named = ['--predicate', predicate, '--identity-token', token, '--signing-config', servers];
      const args = ['attest-blob', blob, '--yes', ...named, '--bundle', join(folder, 'cosign-bundle.json')];
      return runExpected(job(...args), [0], watchMemory);
    },
    verify: (blob, bundle, watchMemory) => {
      const signer = ['--certificate-identity-regexp', '.*', '--certificate-oidc-issuer', sigstore.oidc.url];
      const args = ['verify-blob-attestation', blob, '--bundle', bundle, ...signer, '--insecure-ignore-sct'];
      return runExpected(job(...args), [0], watchMemory);
    },
  };
}

/**
 * A door before the stand-in of Fulcio: cosign hands its token over in a header, which real Fulcio takes too and the stand-in does
 * not. It puts the token where the stand-in looks, and adds nothing to wait for.
 */
export function openFulcioDoor(fulcio: string): Promise<LoopbackServer> {
  return startServer(sharedClock(), async (call) => {
    const oidcIdentityToken = (call.headers['authorization'] ?? '').replace(/^Bearer /, '');
    const request = z.looseObject({}).parse(JSON.parse(call.body.toString()));
    const body = JSON.stringify({ credentials: { oidcIdentityToken }, ...request });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${fulcio}${call.path}`, { method: 'POST', headers, body });
    return { status: response.status, headers, body: await response.text() };
  });
}

/** As `cosign version` says it. */
export function cosignVersion(): string {
  const { stdout, stderr } = spawnSync(requireTool('cosign'), ['version', '--json'], { encoding: 'utf8' });
  return /"gitVersion":\s*"v?([^"]+)"/.exec(`${stdout}${stderr}`)?.[1] ?? 'of unknown version';
}

function signingConfig({ rekor, tsa }: LocalSigstore, fulcio: string): object {
  const service = (url: string, majorApiVersion: number) => ({
    ...{ url, majorApiVersion, operator: 'loopback' },
    validFor: { start: '2026-01-01T00:00:00Z' },
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [service(fulcio, 1)],
    oidcUrls: [],
    rekorTlogUrls: [service(rekor.url, 2)],
    tsaUrls: [service(`${tsa.url}/api/v1/timestamp`, 1)],
    rekorTlogConfig: { selector: 'ANY' },
    tsaConfig: { selector: 'ANY' },
  };
}
