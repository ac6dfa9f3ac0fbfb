// Bar `start`: from spawning a process to the first line of a command's run, in the committed dist, against another action that
// many workflows start. Copies of both are made where that first line prints a mark and ends the process; nothing else differs.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as z from 'zod';
import { type Job, race, runExpected, shown } from './measure.ts';
import type { Bar, Result } from './report.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = process.execPath;
const mark = "(await import('node:fs')).writeSync(1, 'run\\n'), process.exit(0)";
const markNow = "require('node:fs').writeSync(1, 'run\\n'); process.exit(0);";

/** Where the copy of an action lies, and what its page says about it. */
type Peer = { entry: string; version: string };

/** What is started, and what it had loaded when its first line ran. */
type Started = { name: string; job: Job; bytes: number; files: number; packages: ReadonlySet<string> };

const peerOption = '--configure-aws-credentials=';

/** Limits: <= 0.8 x the peer; entry <= 1 MB; `gate` loads neither S3 nor Sigstore code. The peer's dist/index.js is given with `--configure-aws-credentials=PATH`. */
export const start: Bar = {
  name: 'start',
  async run(args) {
    const folder = mkdtempSync(join(tmpdir(), 'safeguard-bench-'));
    try {
      const given = args.find((arg) => arg.startsWith(peerOption))?.slice(peerOption.length);
      const peer = given === undefined ? undefined : copyPeer(given, folder);
      copyOurs(folder);
      const started: Started[] = [];
      for (const [name, job] of Object.entries(jobs(folder, peer))) started.push(await inspect(folder, name, job));
      const rivals = started.map(({ name, job }) => [name, async () => (await runExpected(job, [0])).firstMs] as const);
      const rounds = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 15);
      const times = await race(Object.fromEntries(rivals), rounds);
      const memory = new Map<string, number>();
      for (const { name, job } of started) memory.set(name, (await runExpected(job, [0], true)).peakMb);
      return resultOf(started, times, memory, peer, rounds);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** Every command of dist is run by one line, which becomes the mark; its arguments are still made, the configuration read. */
function copyOurs(folder: string): void {
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(root, 'safeguard.yml'), join(folder, 'safeguard.yml'));
  const chunks = join(folder, 'dist/chunks');
  const call = /declaration\.run\((given, ports(?:, await loadConfig\(ports\))?)\)/g;
  const changed = readdirSync(chunks).filter((name) => {
    const text = readFileSync(join(chunks, name), 'utf8');
    if (!call.test(text)) return false;
    writeFileSync(join(chunks, name), text.replaceAll(call, `(($1), ${mark})`));
    return true;
  });
  if (changed.length !== 1) throw new Error(`expected one chunk that runs commands, found ${changed.length}`);
}

const Package = z.looseObject({ version: z.string() });

function copyPeer(path: string, folder: string): Peer {
  const entry = join(folder, 'peer/index.js');
  const text = readFileSync(path, 'utf8');
  const begin = 'async function run() {\n';
  if (text.split(begin).length !== 2) throw new Error(`${path} does not have one function run`);
  mkdirSync(dirname(entry));
  writeFileSync(entry, text.replace(begin, `${begin}${markNow}\n`));
  const { version } = Package.parse(JSON.parse(readFileSync(join(dirname(path), '../package.json'), 'utf8')));
  return { entry, version };
}

/** The words of a real call each; what they name is never looked at, because the first line ends it. */
function jobs(folder: string, peer: Peer | undefined): Record<string, Job> {
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, "import { writeSync } from 'node:fs';\nwriteSync(1, 'run\\n');\n");
  const cli = (...words: string[]): Job => ({ program: node, args: [join(folder, 'dist/cli.mjs'), ...words] });
  return {
    'node alone': { program: node, args: [empty] },
    gate: cli('gate', '--layout', 'image', '--runs', 'scans'),
    'config explain': cli('config', 'explain'),
    'audit deploy': cli('audit', 'deploy', '500/7000', '--store', 'dir:evidence', '--anchor', 'anchor.json'),
    'gate as an action': { program: node, args: [join(folder, 'dist/action-gate.mjs')] },
    ...(peer ? { 'configure-aws-credentials': { program: node, args: [peer.entry] } } : {}),
  };
}

/** Which files of ours a process had loaded at the mark, by a loader's hook, and which packages' code they hold. */
async function inspect(folder: string, name: string, job: Job): Promise<Started> {
  const hook = join(folder, 'hook.mjs');
  writeFileSync(
    hook,
    [
      "import { registerHooks } from 'node:module';",
      "import { writeSync } from 'node:fs';",
      'const load = (url, context, next) => (writeSync(2, url + "\\n"), next(url, context));',
      'registerHooks({ load });',
    ].join('\n'),
  );
  const watched = { ...job, args: ['--import', pathToFileURL(hook).href, ...job.args] };
  const lines = (await runExpected(watched, [0])).stderr.split('\n').filter((line) => line.startsWith('file:'));
  const files = [...new Set(lines)].map((line) => fileURLToPath(line));
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const packages = texts.flatMap((text) =>
    [...text.matchAll(/^(?:\/\/| +") ?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(([, found = '']) => found),
  );
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  return { name, job, bytes, files: files.length, packages: new Set(packages) };
}

type Times = Awaited<ReturnType<typeof race>>;

function resultOf(
  started: readonly Started[],
  times: Times,
  memory: ReadonlyMap<string, number>,
  peer: Peer | undefined,
  rounds: number,
): Result {
  const rival = 'configure-aws-credentials';
  const ours = started.filter(({ name }) => name !== 'node alone' && name !== rival);
  const ratio = (name: string) => (peer ? times.ratio(name, rival).toFixed(2) : '-');
  const worst = Math.max(...ours.map(({ name }) => (peer ? times.ratio(name, rival) : Number.NaN)));
  const entry = ours.find(({ name }) => name === 'config explain')?.bytes ?? Number.NaN;
  const foreign = [
    ...new Set(ours.filter(({ name }) => name.startsWith('gate')).flatMap(({ packages }) => [...packages])),
  ]
    .filter((name) => /^@aws-sdk\/client-s3$|^@sigstore\//.test(name))
    .sort();
  return {
    title: 'Start of a command',
    work: `From spawn to the first line of a command's run, inputs parsed and configuration read; medians of ${rounds} rounds in which all take turns.`,
    peers: [
      peer
        ? `aws-actions/configure-aws-credentials ${peer.version}, its committed dist/index.js, to the first line of its run; it is no package, so its path is given with ${peerOption}PATH`
        : `aws-actions/configure-aws-credentials was not given (${peerOption}PATH of its dist/index.js): only our figures`,
    ],
    columns: ['process', 'ms', '/ peer', 'files', 'KB loaded', 'peak MB'],
    rows: started.map(({ name, bytes, files }) => [
      name,
      shown(times.ms(name)),
      name === 'node alone' ? '-' : ratio(name),
      String(files),
      (bytes / 1000).toFixed(0),
      shown(memory.get(name) ?? 0),
    ]),
    verdicts: [
      {
        bar: 'every command <= 0.8 x the peer',
        reached: peer ? `${worst.toFixed(2)} x at worst` : 'no peer given',
        met: worst <= 0.8,
      },
      {
        bar: 'entry <= 1 MB',
        reached: `${(entry / 1e6).toFixed(2)} MB loaded for the smallest command`,
        met: entry <= 1e6,
      },
      {
        bar: 'gate loads neither S3 nor Sigstore code',
        reached: foreign.length === 0 ? 'none' : foreign.join(', '),
        met: foreign.length === 0,
      },
    ],
    growth: 'with the code a command loads: a chunk per command, and what nobody needs yet stays on disk.',
    notes: [
      'Where the time goes, by `node --cpu-prof --cpu-prof-interval 100` of `gate` to the mark, 197 ms in all: finding, reading and compiling modules 49; reading and checking safeguard.yml, which the peer has nothing like, 51 (YAML 20, schema 29); Node itself about 40; garbage of young objects 15; making zod schemas in module bodies 17; builtins of Node, mostly crypto, 12.',
      'Files and kilobytes are those loaded at the mark, seen by a loader hook; Node counts a CommonJS file of the peer as one.',
    ],
    plot: {
      x: 'kilobytes of code loaded',
      y: 'milliseconds',
      lines: started.map(({ name, bytes }) => ({ name, points: [[bytes / 1000, times.ms(name)] as const] })),
    },
  };
}
