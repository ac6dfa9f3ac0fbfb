// Says in a person's words what the YAML reader found: the true cause once, where it stands, and what to write instead. The reader names
// the rule of its grammar that broke, often on the line before, and often twice.
import type { YAMLError } from 'yaml';

/** A mistake by its offset in the text. */
export type YamlFault = { offset: number; message: string; expected: string };

type Place = { text: string; error: YAMLError };

/** What each error means, each cause once. */
export function explainErrors(errors: readonly YAMLError[], text: string): YamlFault[] {
  const codes = new Set(errors.map(({ code }) => code));
  return errors.filter((error) => !repeats(error, codes)).map((error) => explainError({ text, error }, codes));
}

/** Errors that follow from another one of the same place. */
function repeats({ code, message }: YAMLError, codes: ReadonlySet<string>): boolean {
  if (code === 'MULTILINE_IMPLICIT_KEY') return codes.has('BLOCK_AS_IMPLICIT_KEY');
  const first = codes.has('TAB_AS_INDENT') || codes.has('BAD_INDENT');
  return code === 'BLOCK_AS_IMPLICIT_KEY' && first && /compact mappings/.test(message);
}

function explainError(place: Place, codes: ReadonlySet<string>): YamlFault {
  const { code, pos, message } = place.error;
  const at = (words: string, expected: string): YamlFault => ({ offset: pos[0], message: words, expected });
  switch (code) {
    case 'TAB_AS_INDENT':
      return at(message, 'blanks as indentation');
    case 'BLOCK_AS_IMPLICIT_KEY':
      return codes.has('MULTILINE_IMPLICIT_KEY') ? indented(place, 1) : at('a second ": " in this line', quotes);
    case 'BAD_INDENT':
      return /^Flow/.test(message)
        ? at('a bracket opened before this line is not closed', 'the bracket closed')
        : indented(place, 0);
    case 'MISSING_CHAR':
      return at(...missing(message));
    case 'BAD_SCALAR_START':
      return at(`a value cannot begin with ${place.text[pos[0]] ?? 'this character'}`, quotes);
    case 'BAD_ALIAS':
      return at('* alone stands for an alias', quotes);
    default:
      return at(message, 'YAML 1.2');
  }
}

const quotes = 'quotes around the value';

function missing(message: string): [words: string, expected: string] {
  if (/closing/.test(message)) return ['a quote is not closed', 'the closing quote'];
  if (/Implicit map keys/.test(message)) return ['a key without a value', 'a blank after the colon'];
  return ['a comma is missing, or quotes', 'a comma between the entries, or quotes around a text with { } [ ] or ,'];
}

/** A line, `below` the one of the error, that begins in another column than its neighbors. */
function indented({ text, error }: Place, below: number): YamlFault {
  const lines = text.split('\n');
  const row = text.slice(0, error.pos[0]).split('\n').length - 1 + below;
  const line = lines[row] ?? '';
  const own = columnOf(line);
  const offset = lines.slice(0, row).join('\n').length + (row > 0 ? 1 : 0) + own;
  if (/^\s*-[^\s-]/.test(line))
    return { offset, message: 'a dash with nothing between it and the key', expected: 'a blank after the dash' };
  const fit = nearestColumn(lines.slice(0, row), own);
  const steps = own > fit ? `${own - fit} too far` : `${fit - own} too little`;
  return {
    offset,
    message: `line ${row + 1} is indented ${steps}`,
    expected: `it to begin in column ${fit + 1}, as the lines before it`,
  };
}

function columnOf(line: string): number {
  return /^[ ]*/.exec(line)?.[0].length ?? 0;
}

/** The column nearest to `own` in which a line above begins, of those that are still open; the key behind a dash begins one, too. */
function nearestColumn(above: readonly string[], own: number): number {
  const columns: number[] = [];
  for (const line of above.toReversed()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [column, behind] = [columnOf(line), /^ *- +/.exec(line)?.[0].length];
    if (columns.length === 0 || column < Math.min(...columns))
      columns.push(...(behind === undefined ? [] : [behind]), column);
    if (column === 0) break;
  }
  const distance = (column: number) => Math.abs(column - own);
  return columns.toSorted((a, b) => distance(a) - distance(b) || a - b)[0] ?? 0;
}
