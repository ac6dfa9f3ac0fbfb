// Lays out what runs: the compliance repository with an older release and this one, the stubs of GitHub's actions, and the programs
// that steps find. The contracts, actions and bundle are those of this repository; only what act needs is changed, in a commit of its own.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Clinic, names } from '../../../local-cloud/clinic.ts';
import type { LoopbackServer } from '../../../local-cloud/server.ts';
import { toolsFolder } from '../../../scripts/tools-folder.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import type { RealRegistry } from '../servers/registry.ts';
import type { RealSigstore } from '../servers/sigstore.ts';
import { commitAll, openWorkTree } from './forge.ts';
import { forAct } from './transformation.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

/** A program that notes what it was asked to deploy, and waits, at most a minute, as long as a test says so. */
export function deployProgram(folder: string, deployed: string, hold: string): string {
  const path = join(folder, 'deploy.sh');
  const lines = [
    ...['#!/bin/sh', `printf '%s\\n' "$1" >> '${deployed}'`, 'count=0'],
    `while [ -e '${hold}' ] && [ $count -lt 600 ]; do sleep 0.1; count=$((count + 1)); done`,
  ];
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o755 });
  return path;
}

/** `docker` for the steps of a contract. */
export function writeDocker(folder: string): void {
  mkdirSync(folder);
  const words = [process.execPath, '--disable-warning=ExperimentalWarning', join(here, 'docker.ts')];
  const line = `SAFEGUARD_TOOLS='${toolsFolder()}' exec ${words.map((word) => `'${word}'`).join(' ')} "$@"`;
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
}

/** The stubs, at the commits that the contracts pin. */
export function layOutStubs(folder: string): Map<string, string> {
  const texts = ['build-sign.yml', 'deploy-prod.yml'].map((file) =>
    readFileSync(join(root, '.github/workflows', file), 'utf8'),
  );
  const pinned = new Set(
    texts.flatMap((text) => [...text.matchAll(/uses: (actions\/[\w-]+@[0-9a-f]{40})\b/g)].map(([, name = '']) => name)),
  );
  const stubs = new Map<string, string>();
  for (const name of pinned) {
    const place = join(folder, 'stubs', name);
    cpSync(join(here, 'stubs', name.slice('actions/'.length, name.indexOf('@'))), place, { recursive: true });
    for (const file of ['runner.mjs', 'tamper.mjs']) cpSync(join(here, 'stubs', file), join(place, file));
    stubs.set(name, place);
  }
  return stubs;
}

/** Where a compliance repository is made, and who mints tokens for its contracts. */
export type ReleasePlace = { folder: string; forge: LoopbackServer; bearer: string };

/** A release: the commit with the contracts as they are written, which every action comes from, and the one with them as act runs them. */
export type Release = { written: string; released: string };

/** The servers that the clinic's configuration names. */
export type Servers = { clinic: Clinic; sigstore: RealSigstore; registry: RealRegistry };

/** Makes a compliance repository with an older release, v0.9.0, and this one, v1.0.0; `configure` gets the older one's commit and gives safeguard.yml. */
export function releaseContracts(
  { folder, forge, bearer }: ReleasePlace,
  repository: string,
  trustedRoot: Uint8Array,
  configure: (older: string) => string,
): Release {
  const tree = join(folder, 'trees', repository);
  openWorkTree(join(folder, 'repositories'), repository, tree);
  writeFileSync(join(tree, 'README.md'), 'The compliance repository of the clinic.\n');
  const older = commitAll(tree, 'Begin', { tag: 'v0.9.0' });
  for (const path of ['.github', 'actions', 'action.yml', 'dist', 'LICENSE'])
    cpSync(join(root, path), join(tree, path), { recursive: true });
  writeFileSync(join(tree, 'safeguard.yml'), configure(older));
  writeFileSync(join(tree, 'trusted-root.json'), trustedRoot);
  writeToolsLock(tree, forge);
  const written = commitAll(tree, 'Release the contracts');
  for (const file of ['build-sign.yml', 'deploy-prod.yml']) {
    const path = join(tree, '.github/workflows', file);
    const workflow = `${repository}/.github/workflows/${file}@${names.release}`;
    const place = { repository, commit: written, workflow, tokenUrl: `${forge.url}/token`, bearer };
    writeFileSync(path, forAct(readFileSync(path, 'utf8'), place));
  }
  return { written, released: commitAll(tree, 'Make them run under act', { tag: 'v1.0.0' }) };
}

/** The clinic's own configuration with the real servers in it, as text; the release that runs cannot list itself. */
export function writeConfiguration(
  { clinic, sigstore, registry }: Servers,
  older: string,
  change: (config: Record<string, unknown>) => void,
): string {
  writeFileSync(join(clinic.folder, 'trusted-root.json'), sigstore.trustedRoot.bytes);
  const { config } = clinic;
  config['signing'] = sigstore.signing;
  Object.assign(Object(config['contracts']), { releases: [{ version: 'v0.9.0', sha: older }], minimum: 'v0.9.0' });
  for (const service of Object.values(Object(config['services']))) {
    const { repository } = Object(service);
    Object(service).registry = { repository: `${registry.host}/${repository.split('/')[1]}`, auth: 'anonymous' };
  }
  change(config);
  clinic.writeConfig();
  return readFileSync(clinic.configPath, 'utf8');
}

const Installed = z.looseObject({
  gitleaks: z.looseObject({
    path: z.string(),
    sha256: z.string(),
    version: z.string(),
    rules: z.looseObject({ path: z.string() }),
  }),
});

/** Files that the forge gives out, by name: what scanners/lock.json points to. */
export function filesOfForge(): Map<string, string> {
  return new Map([['gitleaks', installedGitleaks().path]]);
}

function installedGitleaks() {
  return Installed.parse(JSON.parse(readFileSync(join(toolsFolder(), 'tools.json'), 'utf8'))).gitleaks;
}

/** Gitleaks is pinned, and fetched from the forge by each job that runs it; the others come from the folder that `SAFEGUARD_TOOLS` names. */
function writeToolsLock(tree: string, forge: LoopbackServer): void {
  const { sha256, version, rules } = installedGitleaks();
  mkdirSync(join(tree, 'scanners/rules'), { recursive: true });
  cpSync(rules.path, join(tree, 'scanners/rules/gitleaks.toml'));
  const asset = { form: 'plain', url: `${forge.url}/files/gitleaks`, sha256 };
  const own = { path: 'rules/gitleaks.toml', sha256: sha256Hex(readFileSync(rules.path)) };
  const tools = { gitleaks: { version, platforms: { [`${platform()}-${arch()}`]: asset }, rules: own } };
  writeFileSync(
    join(tree, 'scanners/lock.json'),
    JSON.stringify({ schema: 'safeguard.tools-lock/v1', local: true, tools }),
  );
}

/** Lets Trivy look at infrastructure too, for it is quicker; no kind is left out, because act hands on what a skipped job did not say. */
export function useQuickScans(config: Record<string, unknown>): void {
  Object(config['services'])[names.service].policy = { scans: { infrastructure: { tools: ['trivy'] } } };
}
