// Fetches what a Sigstore instance publishes through The Update Framework: the library checks the chain of root files, the
// signatures and the expiry of each file, and what comes back is what they vouch for. It keeps nothing between two runs.
import { join } from 'node:path';
import { initTUF, TUFError } from '@sigstore/tuf';
import { Fault } from '../../base/fault.ts';
import type { TrustRepository } from '../../model/ports.ts';
import { failureCode } from '../http/failure.ts';

/** Where to ask, from which root file to start (the public instance's own where none is given), and an empty folder to work in. */
export type TufRequest = { mirror: string; root?: string | undefined; folder: string };

/** Milliseconds for one request, and how often one that fails is tried again. */
const patience = { timeout: 15_000, retry: { retries: 2 } };

/** A repository whose metadata was fetched and checked. Throws TRUST_ROOT_UNVERIFIED. */
export async function openTrustRepository({ mirror, root, folder }: TufRequest): Promise<TrustRepository> {
  const mirrorURL = mirror.replace(/\/{1,8}$/, '');
  const client = await naming(mirrorURL, 'its metadata', () =>
    initTUF({
      mirrorURL,
      cachePath: join(folder, 'tuf'),
      forceInit: true,
      ...patience,
      ...(root ? { rootPath: root } : {}),
    }),
  );
  return {
    async target(name) {
      try {
        return Buffer.from(await client.getTarget(name));
      } catch (error) {
        if (error instanceof TUFError && error.code === 'TUF_FIND_TARGET_ERROR') return undefined;
        throw refusal(mirrorURL, name, error);
      }
    },
  };
}

async function naming<T>(mirror: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusal(mirror, what, error);
  }
}

/** The library's own words may quote what a server sent, so only a status and the codes and names of its errors are told. */
function refusal(mirror: string, what: string, error: unknown): Fault {
  const { statusCode, cause }: { statusCode?: unknown; cause?: unknown } = Object(error);
  const names = [error, cause].flatMap((one) => (one instanceof Error ? [one.name] : []));
  const told = [
    ...(error instanceof TUFError ? [error.code] : []),
    ...(typeof statusCode === 'number' ? [`HTTP ${statusCode}`] : []),
    ...names,
    failureCode(error),
  ];
  const why = [...new Set(told)].join(', ');
  return new Fault('TRUST_ROOT_UNVERIFIED', `${mirror}: ${what} could not be fetched and verified: ${why}`, {
    cause: error,
  });
}
