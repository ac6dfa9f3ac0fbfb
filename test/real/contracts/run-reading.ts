// Reads an ended run: what ran, how it ended, what it printed. It draws no conclusion from missing lines.
import { appendFileSync } from 'node:fs';
import type { ActJob, ActRun } from './act.ts';

/** How each job ended, by its id; one that did not run is not there. */
export function resultsOf({ jobs }: ActRun): Record<string, string> {
  return Object.fromEntries(Object.entries(jobs).map(([id, { result }]) => [id, result]));
}

/** The steps of a job that ran and how each ended, by name. */
export function stepsOf({ jobs }: ActRun, job: string): Record<string, string> {
  return Object.fromEntries((jobs[job]?.steps ?? []).map(({ name, result }) => [name, result]));
}

/** Ids of the rules that denied in a job, as its log names them. */
export function deniedIn({ jobs }: ActRun, job: string): string[] {
  const lines = (jobs[job]?.steps ?? []).flatMap((step) => step.lines);
  return lines.flatMap((line) => /^\s*denied (gate\.[a-z_.]+):/.exec(line)?.[1] ?? []);
}

/** An output of a job's step; '' where it has none. */
export function outputOf({ jobs }: ActRun, job: string, name: string): string {
  return jobs[job]?.outputs[name] ?? '';
}

/** Everything that a job's steps printed. */
export function textOf({ jobs }: ActRun, job: string): string {
  return (jobs[job]?.steps ?? []).flatMap(({ lines }) => lines).join('\n');
}

/** Codes of the faults that a job's annotations name. */
export function faultsIn({ jobs }: ActRun, job: string): string[] {
  return errorsOf(jobs[job]).flatMap((message) => /^([A-Z]+(?:_[A-Z]+)+): /.exec(message)?.[1] ?? []);
}

/** The errors that a job shows as annotations. */
export function errorsOf(job: ActJob | undefined): string[] {
  return (job?.annotations ?? []).filter(({ level }) => level === 'error').map(({ message }) => message);
}

/** Appends what a developer sees of a run to the file that SAFEGUARD_TEST_MESSAGES names; without it, nothing. */
export function noteMessages(title: string, run: ActRun): void {
  const file = process.env['SAFEGUARD_TEST_MESSAGES'];
  if (!file) return;
  const ended = Object.entries(run.jobs).map(([id, { result }]) => `${id} ${result}`);
  const parts = Object.entries(run.jobs).flatMap(([id, job]) => {
    if (job.annotations.length === 0) return [];
    const lines = job.steps.filter(({ result }) => result === 'failure').flatMap((step) => step.lines);
    const notes = job.annotations.flatMap(({ level, title: head, message }) => [`::${level}:: ${head}`, message]);
    const summary = ['', `Summary of \`${id}\`:`, '', ...job.summary.split('\n').map((line) => `> ${line}`)];
    return [
      '',
      `Log of \`${id}\`:`,
      '',
      '```text',
      ...lines,
      '```',
      '',
      'Annotation:',
      '',
      '```text',
      ...notes,
      '```',
      ...summary,
    ];
  });
  appendFileSync(file, [`## ${title}`, '', `Jobs: ${ended.join(', ')}.`, ...parts, '', ''].join('\n'));
}
