// The real cosign, with a separate home, the trusted root of running servers and never the public one. It has one exit
// code for everything, so its output is sorted by the reason of a refusal: a wrong flag must never pass for a denial.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { installedTool } from './program.ts';
import type { RealSigstore } from './sigstore.ts';

/** How cosign ended. */
export type CosignEnd = { code: number | null; text: string };

/** What cosign's words mean; the first that is found counts. */
const refusals = {
  identity: /no matching CertificateIdentity/,
  'predicate type': /invalid predicate type|none of the attestations matched the predicate type/,
  artifact: /artifact digests? do(es)? not match/,
  log: /failed to verify log inclusion/,
  time: /failed to verify timestamps/,
  signature: /accepted signatures do not match/,
} as const;

/** `accepted`, why cosign refuses, or its own words where they are none of these. */
export type CosignVerdict = string;

/** Cosign in a folder of its own. */
export type Cosign = {
  folder: string;
  /** Writes a file into the folder and returns its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** Verifies: the trusted root is added. */
  verify(command: string, ...args: string[]): Promise<CosignVerdict>;
  /** Signs: the servers and the trusted root are added. Throws with cosign's words when it cannot. */
  sign(command: string, ...args: string[]): Promise<CosignEnd>;
  /** Anything else. */
  run(...args: string[]): Promise<CosignEnd>;
  close(): Promise<void>;
};

/** Opens cosign for a Sigstore. */
export async function openCosign(sigstore: RealSigstore): Promise<Cosign> {
  const folder = await mkdtemp(join(tmpdir(), 'safeguard-cosign-'));
  const file = async (name: string, content: string | Uint8Array) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const root = await file('trusted-root.json', sigstore.trustedRoot.bytes);
  const servers = await file('signing-config.json', JSON.stringify(signingConfig(sigstore)));
  const run = (...args: string[]) => runCosign(folder, args);
  return {
    folder,
    file,
    run,
    verify: async (command, ...args) => verdictOf(await run(command, '--trusted-root', root, ...args)),
    async sign(command, ...args) {
      const end = await run(command, '--yes', '--signing-config', servers, '--trusted-root', root, ...args);
      if (end.code !== 0) throw new Error(`cosign ${command} ended with ${end.code}: ${end.text}`);
      return end;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function verdictOf({ code, text: said }: CosignEnd): CosignVerdict {
  if (code === 0) return 'accepted';
  return Object.entries(refusals).find(([, words]) => words.test(said))?.[0] ?? said;
}

async function runCosign(folder: string, args: string[]): Promise<CosignEnd> {
  const env = { HOME: folder, TMPDIR: folder, PATH: '/usr/bin:/bin', COSIGN_PASSWORD: 'for tests' };
  const child = spawn(installedTool('cosign'), args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const said = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code]: (number | null)[] = await ended;
  return { code: code ?? null, text: said.join('\n') };
}

function signingConfig({ fulcio, rekor, tsa, signing }: RealSigstore): object {
  const service = (url: string, majorApiVersion: number) => ({
    url,
    majorApiVersion,
    validFor: { start: '2026-01-01T00:00:00Z' },
    operator: 'test',
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [service(fulcio.url, 1)],
    oidcUrls: [],
    rekorTlogUrls: [service(rekor.url, signing['rekor-version'] === 'v1' ? 1 : 2)],
    tsaUrls: [service(`${tsa.url}/api/v1/timestamp`, 1)],
    rekorTlogConfig: { selector: 'ANY' },
    tsaConfig: { selector: 'ANY' },
  };
}
