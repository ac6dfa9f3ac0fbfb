// Where user and password for a registry come from. Docker's credential helpers are programs somebody else chose and are never run.

import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { Fault, isFault } from '../../base/fault.ts';
import { parseJsonBytes } from '../../base/json-text.ts';
import { openFiles } from '../local/files.ts';
import type { Login } from './session.ts';

const DockerConfig = z.looseObject({
  auths: z.record(z.string(), z.looseObject({ auth: z.base64().optional() })).default({}),
});

/** `~/.docker/config.json` of the current user. */
export function dockerConfigPath(): string {
  return join(homedir(), '.docker/config.json');
}

/**
 * The login that `docker login` left for a host in the file's `auths`; undefined when there is no file. Throws REGISTRY_FAILED when the
 * file is unreadable or holds no usable entry for the host.
 */
export function dockerLogin(path: string, host: string): Login {
  return async () => {
    const bytes = await readIfThere(path);
    if (bytes === undefined) return undefined;
    const parsed = DockerConfig.safeParse(parseJsonBytes(bytes));
    const auths = parsed.success ? parsed.data.auths : {};
    const keys = [host, `https://${host}`, `https://${host}/v1/`, `https://${host}/v2/`];
    const entry = keys.map((key) => auths[key]?.auth).find((auth) => auth !== undefined);
    const [, user, password] = /^([^:]+):(.+)$/s.exec(Buffer.from(entry ?? '', 'base64').toString('utf8')) ?? [];
    if (user !== undefined && password !== undefined) return { user, password };
    throw new Fault('REGISTRY_FAILED', `${path} has no login for ${host} under auths`, {
      hint: `Run docker login ${host} without a credential helper in the job, or use auth: ecr or anonymous in safeguard.yml.`,
    });
  };
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await openFiles().read(path, 1024 * 1024);
  } catch (error) {
    if (isFault(error, 'FILE_MISSING')) return undefined;
    throw error;
  }
}
