// A host that serves bare repositories by git's own server program, hands jobs their tokens, and gives out a few files. It checks no
// credentials for reading; it stands in for nothing of GitHub that a contract relies on, except for the token endpoint.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SharedClock } from '../../../local-cloud/clock.ts';
import { type Call, type LoopbackServer, type Reply, startServer } from '../../../local-cloud/server.ts';

/** What a job says when it asks for a token: the workflow it is written in, its id, its environment ('' for none) and its run. */
export type TokenAsk = { workflow: string; job: string; environment: string; run: string; audience: string };

/** How to answer: `mint` gives a token, or throws to refuse; `files` are served below /files/. */
export type ForgeAnswers = {
  bearer: string;
  mint(ask: TokenAsk): Promise<string>;
  files: ReadonlyMap<string, string>;
};

/** Serves the bare repositories below `root`, each as OWNER/NAME. */
export function startForge(clock: SharedClock, root: string, answers: ForgeAnswers): Promise<LoopbackServer> {
  return startServer(clock, async (call) => {
    if (call.path === '/token') return answerToken(call, answers);
    if (call.path.startsWith('/files/')) return answerFile(call.path.slice('/files/'.length), answers);
    return answerGit(call, root);
  });
}

async function answerToken(call: Call, { bearer, mint }: ForgeAnswers): Promise<Reply> {
  if (call.headers['authorization'] !== `Bearer ${bearer}`) return { status: 401, body: { message: 'bad bearer' } };
  const asked = (name: string) => call.url.searchParams.get(name) ?? '';
  const [workflow, job, environment] = [asked('workflow'), asked('job'), asked('environment')];
  const value = await mint({ workflow, job, environment, run: asked('run'), audience: asked('audience') });
  return { status: 200, body: { value } };
}

function answerFile(name: string, { files }: ForgeAnswers): Reply {
  const path = files.get(name);
  return path === undefined ? { status: 404, body: 'no such file' } : { status: 200, body: readFileSync(path) };
}

/** The common gateway interface (RFC 3875) to `git http-backend`. */
async function answerGit(call: Call, root: string): Promise<Reply> {
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: '/usr/bin:/bin',
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: call.path.replace(/^(\/[^/]+\/[^/]+?)(\.git)?(?=\/|$)/, '$1.git'),
      QUERY_STRING: call.url.search.slice(1),
      REQUEST_METHOD: call.method,
      CONTENT_TYPE: call.headers['content-type'] ?? '',
      CONTENT_LENGTH: String(call.body.length),
      GIT_PROTOCOL: call.headers['git-protocol'] ?? '',
      HTTP_CONTENT_ENCODING: call.headers['content-encoding'] ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(call.body);
  await once(child, 'close');
  const said = Buffer.concat(chunks);
  const end = said.indexOf('\r\n\r\n');
  const head = said.subarray(0, end).toString('utf8').split('\r\n');
  const headers = Object.fromEntries(
    head.map((line) => [line.split(': ')[0] ?? '', line.split(': ').slice(1).join(': ')]),
  );
  const { Status: status = '200', ...rest } = headers;
  return { status: Number.parseInt(status, 10), headers: rest, body: said.subarray(end + 4) };
}

/** Runs git with an author and a time of its own, and returns what it printed without the line's end. Throws an Error with its words. */
export function git(folder: string, args: readonly string[], by = 'maria', time = 1_790_000_000): string {
  const who = { NAME: by, EMAIL: `${by}@clinic.example`, DATE: `${time} +0000` };
  const env = Object.fromEntries(
    Object.entries(who).flatMap(([name, value]) =>
      ['AUTHOR', 'COMMITTER'].map((role) => [`GIT_${role}_${name}`, value]),
    ),
  );
  const ended = spawnSync('git', ['-C', folder, ...args], {
    env: { PATH: '/usr/bin:/bin', HOME: folder, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...env },
    encoding: 'utf8',
  });
  if (ended.status !== 0) throw new Error(`git ${args.join(' ')}: ${ended.stderr}`);
  return ended.stdout.trim();
}

/** An empty work tree whose commits are pushed to a new bare repository OWNER/NAME below `root`. */
export function openWorkTree(root: string, name: string, folder: string): void {
  const bare = join(root, `${name}.git`);
  for (const path of [bare, folder]) mkdirSync(path, { recursive: true });
  git(bare, ['init', '--quiet', '--bare', '--initial-branch=main']);
  // A commit is fetched by its id, as GitHub allows it.
  git(bare, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  git(folder, ['remote', 'add', 'origin', bare]);
}

/** Commits everything in a work tree, pushes it to main, with a tag where one is given, and returns the commit's id. */
export function commitAll(
  folder: string,
  message: string,
  more: { by?: string; time?: number; tag?: string } = {},
): string {
  git(folder, ['add', '--all', '--force']);
  git(folder, ['commit', '--quiet', '--message', message], more.by, more.time);
  if (more.tag !== undefined) git(folder, ['tag', more.tag]);
  git(folder, ['push', '--quiet', 'origin', 'main', ...(more.tag === undefined ? [] : [more.tag])]);
  return git(folder, ['rev-parse', 'HEAD']);
}
