// Real OCI registries in memory, both of go-containerregistry: its handler with the referrers API (a small program of ours), and
// its own command, which has no such API, so that clients fall back to the tag scheme. Nobody logs in.
import { type RunningServer, startProgram } from './program.ts';

/** A running registry; `host` is `127.0.0.1:port`. */
export type RealRegistry = RunningServer & { host: string };

/** Starts an empty registry. */
export async function startRealRegistry(layout: 'referrers' | 'tag'): Promise<RealRegistry> {
  const server = await startProgram({
    name: layout === 'referrers' ? 'registry' : 'crane',
    args: ({ port }) =>
      layout === 'referrers' ? [`127.0.0.1:${port}`] : ['registry', 'serve', '--address', `127.0.0.1:${port}`],
    environment: () => ({}),
    readyPath: '/v2/',
  });
  return { ...server, host: server.url.slice('http://'.length) };
}
