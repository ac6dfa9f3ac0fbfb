// Bar `start`: from spawning a process to the first line of a command's run, in the committed dist, against another action that
// many workflows start. Copies of both are made where that first line prints a mark and ends the process; nothing else differs.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { Command } from '../src/commands/define.ts';
import { commands } from '../src/commands/index.ts';
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

const rival = 'configure-aws-credentials';
const peerOption = `--${rival}=`;

/**
 * The bar: <= 1 x the peer for every command, <= 0.8 x for those without configuration; entry <= 1 MB; `gate` loads no code of S3, Sigstore
 * or Octokit. The peer's dist/index.js is given with `--configure-aws-credentials=PATH`.
 */
export const start: Bar = {
  name: 'start',
  async run(args) {
    const folder = mkdtempSync(join(tmpdir(), 'safeguard-bench-'));
    try {
      const given = args.find((arg) => arg.startsWith(peerOption))?.slice(peerOption.length);
      const peer = given === undefined ? undefined : copyPeer(given, folder);
      copyOurs(folder);
      const started: Started[] = [];
      const empty = join(folder, 'empty.mjs');
      writeFileSync(empty, "import { writeSync } from 'node:fs';\nwriteSync(1, 'run\\n');\n");
      started.push(await inspect(folder, 'node alone', { program: node, args: [empty] }));
      const unconfigured = new Set<string>();
      for (const [name, load] of Object.entries(commands)) {
        const { configured, ...job } = await callOf(load, folder);
        if (!configured) unconfigured.add(name);
        started.push(await inspect(folder, name, job));
      }
      if (peer) started.push(await inspect(folder, rival, { program: node, args: [peer.entry] }));
      const rivals = started.map(({ name, job }) => [name, async () => (await runExpected(job, [0])).firstMs] as const);
      const rounds = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 15);
      const times = await race(Object.fromEntries(rivals), rounds);
      const memory = new Map<string, number>();
      for (const { name, job } of started) memory.set(name, (await runExpected(job, [0], true)).peakMb);
      return resultOf({ started, unconfigured, times, memory, peer, rounds });
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

/** A value for each input that some command requires; what they name is never looked at, because the first line ends it. */
const samples: Readonly<Record<string, string>> = {
  anchor: 'anchor.json',
  'approved-digest': `sha256:${'a'.repeat(64)}`,
  at: '2026-01-01T00:00:00Z',
  context: '.',
  digest: `sha256:${'a'.repeat(64)}`,
  dockerfile: 'Dockerfile',
  environment: 'production',
  id: '500/7000',
  jobs: 'gate success',
  kind: 'source',
  layout: 'image',
  'ledger-head': 'b'.repeat(64),
  outcome: 'failed',
  path: '.',
  reason: 'the runner was lost',
  'repository-id': '500',
  role: 'recorder',
  runs: 'scans',
  store: 'dir:evidence',
  tool: 'semgrep',
};

/** A call of a command as a runner makes it, where it is an action, and as a person does, where it is not. */
async function callOf(load: () => Promise<Command>, folder: string): Promise<Started['job'] & { configured: boolean }> {
  const { name, inputs, surfaces, config } = await load();
  const required = Object.entries(inputs.shape).filter(([, field]) => !field.safeParse(undefined).success);
  const given = required.map(([input]) => [input, samples[input] ?? ''] as const);
  const configured = config === 'required';
  if (!surfaces.includes('action')) {
    const words = given.map(([input, value]) => `--${input}=${value}`);
    return { program: node, args: [join(folder, 'dist/cli.mjs'), ...name.split(' '), ...words], configured };
  }
  const output = join(folder, 'output');
  writeFileSync(output, '');
  const env = Object.fromEntries(given.map(([input, value]) => [`INPUT_${input.toUpperCase()}`, value]));
  const entry = join(folder, `dist/action-${name.replace(' ', '-')}.mjs`);
  return { program: node, args: [entry], env: { GITHUB_OUTPUT: output, ...env }, configured };
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

type Measured = {
  started: readonly Started[];
  unconfigured: ReadonlySet<string>;
  times: Times;
  memory: ReadonlyMap<string, number>;
  peer: Peer | undefined;
  rounds: number;
};

function resultOf({ started, unconfigured, times, memory, peer, rounds }: Measured): Result {
  const ours = started.filter(({ name }) => name !== 'node alone' && name !== rival);
  const ratio = (name: string) => (peer ? times.ratio(name, rival).toFixed(2) : '-');
  const worstOf = (names: readonly Started[]) =>
    Math.max(...names.map(({ name }) => (peer ? times.ratio(name, rival) : Number.NaN)));
  const worst = worstOf(ours);
  const worstBare = worstOf(ours.filter(({ name }) => unconfigured.has(name)));
  const entry = ours.find(({ name }) => name === 'config explain')?.bytes ?? Number.NaN;
  const foreign = [
    ...new Set(ours.filter(({ name }) => name.startsWith('gate')).flatMap(({ packages }) => [...packages])),
  ]
    .filter((name) => /^@aws-sdk\/client-s3$|^@sigstore\/|^@octokit\//.test(name))
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
        bar: 'every command <= 1 x the peer',
        reached: peer ? `${worst.toFixed(2)} x at worst` : 'no peer given',
        met: worst <= 1,
      },
      {
        bar: 'commands without configuration <= 0.8 x the peer',
        reached: peer ? `${worstBare.toFixed(2)} x at worst` : 'no peer given',
        met: worstBare <= 0.8,
      },
      {
        bar: 'entry <= 1 MB',
        reached: `${(entry / 1e6).toFixed(2)} MB loaded for the smallest command`,
        met: entry <= 1e6,
      },
      {
        bar: 'gate loads no code of S3, Sigstore or Octokit',
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
