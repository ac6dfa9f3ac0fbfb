// Reads lines of Markdown the way GitHub's parser does (code spans by CommonMark 0.31, section 6.1, and cmark's limit of fences), so
// that a test can say what of a line is outside of code. It knows nothing else of Markdown.

/** What an outsider might write as a commit subject, a name or a rule's text. */
export const strangers: readonly (readonly [string, string])[] = [
  ['an address', 'www.evil.example/x and https://evil.example'],
  ['a mail address', 'a@b.example'],
  ['a mention', '@octocat and @org/team'],
  ['an issue', '#12 and org/repository#12 and GH-12'],
  ['a commit', 'abababababababababababababababababababab'],
  ['a link', '[click](javascript:0) ![x](https://evil.example)'],
  ['markup', '<img src=x onerror=alert(1)></details><!--'],
  ['a code span of its own', '`www.evil.example`'],
  ['a backtick at an end', 'xyz`'],
  ['a backtick at the start', '`@octocat'],
  ['backticks of every length', '` `` ``` ```` @octocat'],
  ['more backticks than a fence may have', `${'`'.repeat(80)} @octocat`],
  ['more backticks than a block counts', `${'`'.repeat(300)}\n@octocat`],
  ['a row of a table', '| Image | other |'],
  ['a bar after backslashes', 'a\\| b \\\\| c |'],
  ['a backslash at the end', 'xyz\\'],
  ['an entity', '&#96; &lt;b&gt; &commat;octocat'],
  ['a heading in a new line', 'a\n# Allowed\r\n| a | b |\r# x'],
  ['math', '$`x`$ and $$x$$'],
];

/** The words as the summary should show them: one line, long runs of backticks by their length. */
export function shownAs(words: string): string {
  return words
    .replace(/\r?\n/g, ' ')
    .replaceAll('\r', '\\u{d}')
    .replace(/`{10,}/g, (run) => `\\u{60}*${run.length}`);
}

/** A line with `CODE` for each code span, and what the spans show. */
export function readLine(line: string): { outside: string; spans: string[] } {
  const spans: string[] = [];
  let outside = '';
  let at = 0;
  while (at < line.length) {
    const [run = ''] = /^`*/.exec(line.slice(at)) ?? [];
    const end = run === '' || run.length > 80 ? -1 : closing(line, at + run.length, run.length);
    const plain = line[at] === '\\' ? 2 : run.length || 1;
    if (end < 0) outside += line.slice(at, at + plain);
    else spans.push(stripped(line.slice(at + run.length, end)));
    outside += end < 0 ? '' : 'CODE';
    at = end < 0 ? at + plain : end + run.length;
  }
  return { outside, spans };
}

function closing(line: string, from: number, length: number): number {
  const runs = [...line.slice(from).matchAll(/`+/g)];
  const found = runs.find(([run]) => run.length === length);
  return found === undefined ? -1 : from + found.index;
}

/** One blank at either end belongs to the fence. */
function stripped(text: string): string {
  return /^ .* $/.test(text) && text.trim() !== '' ? text.slice(1, -1) : text;
}

/** The cells of a row in the two ways that parsers read a bar: escaped by any backslash before it, or by one that is not escaped itself. */
export function cellsOf(row: string): string[][] {
  const ways = [/(?:[^\\|]|\\\||\\)+/g, /(?:[^\\|]|\\[\\|]|\\)+/g];
  const inner = row.replace(/^\| | \|$/g, '');
  return ways.map((way) => (inner.match(way) ?? []).map((cell) => cell.trim().replaceAll('\\|', '|')));
}
