// Prints a bar's table and writes it with its plot to bench/results. It names the machine by what it can do, never by name or path.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { drawPlot, type Plot } from './plot.ts';

/** One line of a bar: what was asked, what came out, and whether that reaches it. */
export type Verdict = { bar: string; reached: string; met: boolean };

/** What a bar measured; `notes` say what a reader must know to judge it, above all why something was missed. */
export type Result = {
  title: string;
  work: string;
  peers: readonly string[];
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  verdicts: readonly Verdict[];
  growth: string;
  notes: readonly string[];
  plot: Plot;
};

/** A bar by name. `args` are the words after the bar's name on the command line. */
export type Bar = { name: string; run(args: readonly string[]): Promise<Result> };

const folder = fileURLToPath(new URL('results/', import.meta.url));

/** Writes `<name>.md` and `<name>.svg` and prints the table. */
export function publish(name: string, result: Result, loadBefore: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.svg`, drawPlot(result.plot));
  writeFileSync(`${folder}${name}.md`, `${page(name, result, loadBefore)}\n`);
  process.stdout.write(`${aligned([result.columns, ...result.rows])}\n\n`);
  for (const { bar, reached, met } of result.verdicts)
    process.stdout.write(`${met ? 'met   ' : 'MISSED'}  ${bar}: ${reached}\n`);
  process.stdout.write('\n');
}

/** The one-minute load average, as the page says it. */
export function load(): string {
  return (loadavg()[0] ?? 0).toFixed(2);
}

function page(name: string, result: Result, loadBefore: string): string {
  const verdicts = result.verdicts.map(({ bar, reached, met }) => [bar, reached, met ? 'met' : '**missed**']);
  return [
    `# ${result.title}`,
    '',
    `Written by \`npm run bench -- ${name}\`. ${result.work}`,
    '',
    ...result.peers.map((peer) => `- Peer: ${peer}`),
    `- Machine: ${machine()}`,
    `- ${new Date().toISOString().slice(0, 10)}, load average ${loadBefore} before and ${load()} after`,
    '',
    ...markdownTable(result.columns, result.rows),
    '',
    ...markdownTable(['bar', 'reached', ''], verdicts),
    '',
    `Growth: ${result.growth}`,
    '',
    ...result.notes.map((note) => `- ${note}`),
    ...(result.notes.length > 0 ? [''] : []),
    `![${result.title}](${name}.svg)`,
  ].join('\n');
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${availableParallelism()} cores, ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)];
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ')).join('\n');
}
