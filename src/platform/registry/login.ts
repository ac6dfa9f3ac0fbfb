// Where user and password for a registry come from. Docker's credential helpers are programs somebody else chose and are never run.

import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { Fault, isFault, textOf } from '../../base/fault.ts';
import { parseJsonBytes } from '../../base/json-text.ts';
import type { RegistryCredentials, RegistryLogin } from '../../model/ports.ts';
import { openFiles } from '../local/files.ts';
import { dockerHubNames } from './session.ts';

const DockerConfig = z.looseObject({ auths: z.record(z.string(), z.unknown()).default({}) });

const Entry = z.looseObject({
  auth: z.string().default(''),
  username: z.string().default(''),
  password: z.string().default(''),
  identitytoken: z.string().default(''),
});

/** `~/.docker/config.json` of the current user. */
export function dockerConfigPath(): string {
  return join(homedir(), '.docker/config.json');
}

/**
 * The login that `docker login` left for a repository in the file's `auths`; undefined when there is no file. Of several entries the one
 * with the longest path counts. Throws REGISTRY_FAILED when the file is unreadable or holds no usable entry.
 */
export function dockerLogin(path: string, repository: string): RegistryLogin {
  return async () => {
    const bytes = await readIfThere(path);
    if (bytes === undefined) return undefined;
    const auths = readAuths(path, bytes);
    for (const name of namesOf(repository)) {
      const found = credentialsOf(auths.get(name));
      if (found) return found;
    }
    const host = repository.slice(0, repository.indexOf('/'));
    throw new Fault('REGISTRY_FAILED', `${path} has no login for ${host} under auths`, {
      hint: `Run docker login ${host} without a credential helper in the job, or use auth: ecr or anonymous in safeguard.yml.`,
    });
  };
}

/** The entries by plain name: `docker login` writes a host, or for Docker Hub and older registries an address; others write a path. */
function readAuths(path: string, bytes: Uint8Array): Map<string, unknown> {
  const config = DockerConfig.safeParse(readJson(path, bytes));
  const entries = Object.entries(config.success ? config.data.auths : {});
  return new Map(
    entries.map(([name, entry]) => [
      name
        .replace(/^https?:\/\//, '')
        .replace(/\/$/, '')
        .replace(/^([^/]+)\/v[12]$/, '$1'),
      entry,
    ]),
  );
}

function readJson(path: string, bytes: Uint8Array): unknown {
  try {
    return parseJsonBytes(bytes);
  } catch (cause) {
    throw new Fault('REGISTRY_FAILED', `${path} cannot be read: ${textOf(cause)}`, {
      hint: 'Run docker login again; it writes the file anew.',
      cause,
    });
  }
}

/** The repository, its parent paths and its host, the longest first; Docker Hub goes by three names. */
function namesOf(repository: string): string[] {
  const parts = repository.split('/');
  const paths = parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
  return dockerHubNames.includes(parts[0] ?? '') ? [...paths, ...dockerHubNames] : paths;
}

function credentialsOf(value: unknown): RegistryCredentials | undefined {
  const entry = Entry.safeParse(value).data;
  if (!entry) return undefined;
  if (entry.identitytoken !== '') return { identityToken: entry.identitytoken };
  const [, user, password] = /^([^:]+):(.+)$/s.exec(Buffer.from(entry.auth, 'base64').toString('utf8')) ?? [];
  if (user !== undefined && password !== undefined) return { user, password: password.replace(/(?<!\0)\0+$/, '') };
  return entry.username !== '' && entry.password !== ''
    ? { user: entry.username, password: entry.password }
    : undefined;
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await openFiles().read(path, 1024 * 1024);
  } catch (error) {
    if (isFault(error, 'FILE_MISSING')) return undefined;
    throw error;
  }
}
