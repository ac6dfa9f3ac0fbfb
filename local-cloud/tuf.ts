// A TUF repository on loopback, made by the mock of the reference implementation: one root key, one version, no
// delegations. `publish` makes a new repository with a new key, as after a break-in: a client that started from the old
// root must refuse it.

import { tufHandlers } from '@tufjs/repo-mock/dist/handler.js';
import { initializeTUFRepo } from '@tufjs/repo-mock/dist/repo.js';
import type { SharedClock } from './clock.ts';
import { type LoopbackServer, startServer } from './server.ts';

/** A running repository; `root` is the root file to start from. */
export type TufServer = LoopbackServer & { root: string; publish(targets: Readonly<Record<string, Uint8Array>>): void };

type Handlers = ReturnType<typeof tufHandlers>;

/** Starts a repository that vouches for the given files. */
export async function startTuf(clock: SharedClock, targets: Readonly<Record<string, Uint8Array>>): Promise<TufServer> {
  let handlers: Handlers = [];
  const publish = (files: Readonly<Record<string, Uint8Array>>): string => {
    const repository = initializeTUFRepo(
      Object.entries(files).map(([name, content]) => ({ name, content: Buffer.from(content) })),
    );
    handlers = tufHandlers(repository, { metadataPathPrefix: '' });
    return JSON.stringify(repository.rootMeta.toJSON());
  };
  const root = publish(targets);
  const server = await startServer(clock, ({ path }) => {
    // A target is asked for with its digest before its name.
    const plain = path.replace(/^\/targets\/[0-9a-f]{64}\./, '/targets/');
    const { statusCode, response } = handlers.find((one) => one.path === plain)?.fn() ?? {
      statusCode: 404,
      response: '',
    };
    return { status: statusCode, body: response };
  });
  return { ...server, root, publish: (files) => void publish(files) };
}
