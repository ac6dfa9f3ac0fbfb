// The table of findings, for a terminal and for a job's summary. Every word of a finding is a stranger's: it reaches a terminal as one
// printable cell, and a summary as a code span inside of its cell.
import { counted, inCode, placed, quoted, tableCell } from '../base/text.ts';
import { type FindingRow, morePlaces, placeOf } from './rows.ts';

/** More rows are read by nobody; all of them are in the reports. */
const mostRows = 50;

/** Columns of a line, as far as the title can be cut for it. */
const lineWidth = 120;
const shortestTitle = 30;
const widestCell = 60;

type Column = { title: string; of: (row: FindingRow) => string };

/** A title is shown where it says more than the rule's own name. */
const titleColumn: Column = {
  title: 'title',
  of: ({ finding: { rule, title } }) => (rule.endsWith(title) ? '' : title),
};

const columns: readonly Column[] = [
  { title: 'severity', of: ({ finding }) => finding.severity },
  { title: 'tool', of: ({ finding }) => finding.tool },
  { title: 'rule', of: ({ finding }) => finding.rule },
  { title: 'package', of: ({ finding }) => finding.package },
  { title: 'fixed in', of: ({ finding }) => finding.fixed },
  { title: 'place', of: ({ finding }) => placeOf(finding) },
];

/** Lines for a terminal or a log: columns aligned, titles cut to the line; `all` says where the rows are that are left out. */
export function textTable(rows: readonly FindingRow[], all: string): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, mostRows);
  const used = usedColumns(rows);
  const cells = [used.map(({ title }) => title), ...shown.map((row) => used.map((column) => textCell(column, row)))];
  const widths = used.map((_, at) => Math.max(...cells.map((line) => (line[at] ?? '').length)));
  const left = lineWidth - widths.reduce((sum, width) => sum + width + 2, 0);
  const titles = ['title', ...shown.map((row) => textTitle(row, Math.max(shortestTitle, left)))];
  const titled = titles.some((title, at) => at > 0 && title !== '');
  const lines = cells.map((line, at) =>
    [...line.map((cell, column) => cell.padEnd(widths[column] ?? 0)), ...(titled ? [titles[at] ?? ''] : [])]
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...closingLines(rows, all)];
}

/** The same table in Markdown. */
export function markdownTable(rows: readonly FindingRow[], all: string): string[] {
  if (rows.length === 0) return [];
  const used = [...usedColumns(rows), ...(rows.some((row) => titleColumn.of(row) !== '') ? [titleColumn] : [])];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(used.map(({ title }) => title)),
    line(used.map(() => '---')),
    ...rows.slice(0, mostRows).map((row) => line(used.map((column) => markdownCell(column, row)))),
    '',
    ...closingLines(rows, all).flatMap((text) => [tableCell(inCode(text)), '']),
  ];
}

/** The tool where there are several, and what at least one finding says something in. */
function usedColumns(rows: readonly FindingRow[]): Column[] {
  const tools = new Set(rows.map(({ finding }) => finding.tool));
  return columns.filter(({ title, of }) => (title === 'tool' ? tools.size > 1 : rows.some((row) => of(row) !== '')));
}

/** A name by its end, where rules and paths differ. */
function textCell({ title, of }: Column, row: FindingRow): string {
  const text = of(row);
  if (text === '') return '';
  const whole = placed(text);
  const shown = whole === text && text.length > widestCell ? `…${text.slice(1 - widestCell)}` : whole;
  const cell = shown === text || whole === text ? shown : quoted(text, widestCell);
  return title === 'place' ? `${cell}${morePlaces(row)}` : cell;
}

function textTitle(row: FindingRow, width: number): string {
  const title = titleColumn.of(row);
  return title === '' ? '' : quoted(title, width - 2);
}

function markdownCell({ title, of }: Column, row: FindingRow): string {
  return `${tableCell(inCode(of(row), 300))}${title === 'place' ? morePlaces(row) : ''}`;
}

function closingLines(rows: readonly FindingRow[], all: string): string[] {
  const more = rows.length - mostRows;
  const findings = rows.reduce((sum, { count }) => sum + count, 0);
  const suppressed = rows.filter(({ finding }) => finding.suppressed).length;
  return [
    ...(more > 0 ? [`and ${counted(more, 'more row')}; all ${findings} findings are in ${all}`] : []),
    ...(suppressed > 0
      ? [
          `${counted(suppressed, 'row')} of these ${suppressed === 1 ? 'is' : 'are'} suppressed in the repository, which changes nothing: they count`,
        ]
      : []),
  ];
}
