// Breaks long paragraphs for a terminal. What is read by columns or copied, a table or a line of code, stays whole.

/** Text whose prose has at most `width` columns a line; continued lines keep their indentation, below a list's mark that of its text. */
export function wrapLines(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width))
    .join('\n');
}

function wrapLine(line: string, width: number): string[] {
  const [, indent = '', mark = ''] = /^( *)((?:- )?)/.exec(line) ?? [];
  const margin = ' '.repeat(indent.length + mark.length);
  // Beside a margin this wide nothing would be left to read.
  if (line.length <= width || margin.length > width / 2 || staysWhole(line)) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.slice(margin.length).split(' ')) {
    if (current !== '' && margin.length + current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current].map((one, index) => `${index === 0 ? indent + mark : margin}${one}`);
}

const cells = /\S(?: {2,}| \| )\S/;
const code = /^ *(?:[[\]{}"#$`|]|::|(?:npm|npx|node|git|safeguard) (?!.*: ))/;

function staysWhole(line: string): boolean {
  return cells.test(line) || code.test(line);
}
