// Findings for people: the table, under it what ends a denial, and the marks in the job's view. Which findings deny is the gate's to say.
import { counted, inCode, placed, printable, quoted } from '../base/text.ts';
import type { Annotation } from '../model/answer.ts';
import type { Finding } from '../model/finding.ts';
import { draftException, type ExceptionDraft, exceptionYaml } from './exceptions.ts';
import { type Remedy, remedyOf, remedyText } from './remedies.ts';
import { type FindingRow, findingRows, morePlaces } from './rows.ts';
import { markdownTable, textTable } from './table.ts';

/** One row as data, with what to do about it; no exception where none can name it. */
export type FindingAdvice = {
  finding: Finding;
  count: number;
  places: string[];
  remedy: Remedy;
  exception: ExceptionDraft | null;
};

/** Findings as lines, as Markdown, and as marks; all three are empty where there is none. */
export type FindingsReport = { lines: string[]; markdown: string; annotations: Annotation[] };

/** The findings to show; `all` says in which file all of them are. */
export type Shown = { findings: readonly Finding[]; all: string };

/** Where an exception would be pasted, and from which day on. */
export type Advised = { service: string; now: number };

/** The table of what a scan found, which denies nothing by itself. */
export function reportScan({ findings, all }: Shown): FindingsReport {
  const rows = findingRows(findings);
  return {
    lines: textTable(rows, printable(all, 300)).map(indented),
    markdown: markdownTable(rows, printable(all, 300)).join('\n'),
    annotations: marksOf(rows, 'warning'),
  };
}

/** The table of what denies, and what to do about each row. */
export function reportDenied({ findings, all }: Shown, advised: Advised): FindingsReport {
  const rows = findingRows(findings);
  if (rows.length === 0) return { lines: [], markdown: '', annotations: [] };
  const title = `${counted(findings.length, 'finding')} that ${findings.length === 1 ? 'denies' : 'deny'}`;
  const advice = rows.slice(0, mostAdvised);
  const more = rows.length - advice.length;
  const rest = more > 0 ? [`and ${counted(more, 'more row')} of the table`] : [];
  const { words, yaml } = proposal(rows, advised);
  return {
    lines: [
      `${title}:`,
      ...textTable(rows, printable(all, 300)).map(indented),
      'What to do:',
      ...advice.map((row) => `  - ${placed(row.finding.rule)}: ${remedyText(remedyOf(row))}${morePlaces(row)}`),
      ...rest.map((text) => `  - ${text}`),
      words,
      ...yaml.map((line) => `    ${line}`),
    ],
    markdown: [
      `#### ${title}`,
      '',
      ...markdownTable(rows, printable(all, 300)),
      'What to do:',
      '',
      ...advice.map(
        (row) => `- ${markdownName(row.finding.rule)}: ${remedyText(remedyOf(row), markdownName)}${morePlaces(row)}`,
      ),
      ...rest.map((text) => `- ${text}`),
      '',
      words,
      '',
      ...(yaml.length > 0 ? ['```yaml', ...yaml, '```', ''] : []),
    ].join('\n'),
    annotations: marksOf(rows, 'error'),
  };
}

/** The same as data, for programs. */
export function adviseOn(findings: readonly Finding[], now: number): FindingAdvice[] {
  return findingRows(findings).map((row) => ({
    ...row,
    remedy: remedyOf(row),
    exception: draftException(row.finding, now) ?? null,
  }));
}

const mostAdvised = 20;

function indented(line: string): string {
  return `  ${line}`;
}

function markdownName(text: string): string {
  return inCode(text, 300);
}

/** One exception, for the worst row that one can name. */
function proposal(rows: readonly FindingRow[], { service, now }: Advised): { words: string; yaml: string[] } {
  const drafts = rows.flatMap((row) => draftException(row.finding, now) ?? []);
  const [draft] = drafts;
  if (draft === undefined)
    return { words: 'No exception can name these: they have neither a package nor an exact path and rule.', yaml: [] };
  const words = [
    'Or, for a finding that does no harm here, let two people agree on an exception of at most 90 days;',
    `the one below is for the first row that one can name, under services.${service} in safeguard.yml`,
    '(the item alone where exceptions: is there already), with the reason and two numeric user ids filled in:',
  ];
  return { words: words.join(' '), yaml: exceptionYaml(draft) };
}

/** As many as GitHub shows of one step. */
const mostMarks = 10;

function marksOf(rows: readonly FindingRow[], level: Annotation['level']): Annotation[] {
  return rows.slice(0, mostMarks).map((row) => {
    const { rule, severity, title, path, line, kind } = row.finding;
    const where = kind === 'image' || /^\/|\/\//.test(path) ? '' : path;
    const words = [`${severity}: ${remedyText(remedyOf(row))}`, ...(title === '' ? [] : [quoted(title)])];
    return { level, title: rule, message: `${words.join('; ')}${morePlaces(row)}`, path: where, line };
  });
}
