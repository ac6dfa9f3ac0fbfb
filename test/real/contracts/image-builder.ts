// Builds images from a Dockerfile by buildah, without a container engine: a store, a policy and settings of its own in a temporary
// folder, nothing of this machine's. It runs as root or in a user namespace, and it must never need a network beyond loopback.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { installedTool } from '../servers/program.ts';

/** What to build; `epoch` is the time that every file and the image get, in seconds. */
export type ImageBuild = { context: string; dockerfile: string; layout: string; epoch: number };

const Index = z.looseObject({ manifests: z.tuple([z.looseObject({ digest: z.string() })]) });

/** Builds into the OCI layout folder `layout` and returns the image's digest. Throws an Error with buildah's words when it fails. */
export function buildImage({ context, dockerfile, layout, epoch }: ImageBuild): string {
  const place = mkdtempSync(join(tmpdir(), 'safeguard-buildah-'));
  try {
    const args = [
      ...['bud', '--isolation=chroot', '--format=oci', '--pull=always', '--no-cache', '--tls-verify=false'],
      ...[`--signature-policy=${join(place, 'policy.json')}`, `--timestamp=${epoch}`, '--identity-label=false'],
      ...[`--file=${dockerfile}`, `--tag=oci:${layout}`, context],
    ];
    const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: place, TMPDIR: place, ...writeSettings(place) };
    const ended = spawnSync(installedTool('buildah'), args, { env, encoding: 'utf8' });
    if (ended.status !== 0) throw new Error(`buildah ended with ${ended.status ?? ended.signal}:\n${ended.stderr}`);
    return digestOf(layout);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** The digest of a layout's one image. */
export function digestOf(layout: string): string {
  return Index.parse(JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8'))).manifests[0].digest;
}

/** Settings as files, and the variables that name them; what is not set here would be looked for in /etc. */
function writeSettings(place: string): Record<string, string> {
  const write = (name: string, text: string) => {
    writeFileSync(join(place, name), text);
    return join(place, name);
  };
  write('policy.json', JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] }));
  // It looks for a network program before it starts, and with this isolation never runs it.
  mkdirSync(join(place, 'helpers'));
  writeFileSync(join(place, 'helpers/netavark'), '#!/bin/false\n', { mode: 0o755 });
  const folders = ['run', 'graph'].map((name) => JSON.stringify(join(place, name)));
  return {
    CONTAINERS_STORAGE_CONF: write(
      'storage.conf',
      `[storage]\ndriver = "vfs"\nrunroot = ${folders[0]}\ngraphroot = ${folders[1]}\n`,
    ),
    CONTAINERS_CONF: write('containers.conf', `[engine]\nhelper_binaries_dir = ["${join(place, 'helpers')}"]\n`),
    CONTAINERS_REGISTRIES_CONF: write('registries.conf', 'unqualified-search-registries = []\n'),
  };
}
