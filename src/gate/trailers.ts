// Co-authors as git's trailers name them. Only the block that git itself reads counts (git-interpret-trailers: the last
// paragraph, not the title); lines elsewhere that only look like a co-author are reported. It must stay linear in an
// untrusted message.

/** A name with an e-mail, both as somebody typed them; either may be empty. */
export type Ident = { name: string; email: string };

/**
 * The co-authors of one message; `problem` names the limit that was exceeded, in which case the list is incomplete.
 * `lookalikes` are lines that look like co-authors but that git does not read as such.
 */
export type CoAuthors = { people: Ident[]; lookalikes: string[]; problem: string };

const longestMessage = 1024 * 1024;
const mostCoAuthors = 100;
const mostUnheard = 10;
/** How much of a line is looked at for a resemblance. */
const lookedAt = 1000;

/** Reads the trailers of a commit message. */
export function readCoAuthors(message: string): CoAuthors {
  if (message.length > longestMessage) {
    const problem = `its message has ${message.length} characters; no more than ${longestMessage} are read`;
    return { people: [], lookalikes: [], problem };
  }
  const lines = message.split('\n');
  const people: Ident[] = [];
  const heard = new Set<number>();
  for (const { at, to, value } of trailersOf(lines)) {
    for (let index = at; index <= to; index += 1) heard.add(index);
    people.push(...identsOf(value, mostCoAuthors + 1 - people.length));
    if (people.length > mostCoAuthors) {
      const problem = `it names more than ${mostCoAuthors} co-authors; no more are read`;
      return { people: people.slice(0, mostCoAuthors), lookalikes: [], problem };
    }
  }
  const lookalikes = lines.filter((line, index) => !heard.has(index) && resembles(line));
  return { people, lookalikes: lookalikes.slice(0, mostUnheard), problem: '' };
}

/** A co-author trailer with the lines it takes, from `at` to `to`: a line that begins with a blank continues the one before. */
type Trailer = { at: number; to: number; value: string };

function trailersOf(lines: readonly string[]): Trailer[] {
  const trailers: { at: number; to: number; values: string[] }[] = [];
  let open: (typeof trailers)[number] | undefined;
  const end = endOfText(lines);
  for (let at = blockStart(lines, end); at < end; at += 1) {
    const line = lines[at] ?? '';
    if (isComment(line)) continue;
    if (beginsBlank(line)) {
      open?.values.push(line);
      if (open) open.to = at;
      continue;
    }
    const separator = separatorOf(line);
    if (separator > 0 && line.slice(0, separator).trim().toLowerCase() === 'co-authored-by') {
      open = { at, to: at, values: [line.slice(separator + 1)] };
      trailers.push(open);
    } else open = undefined;
  }
  return trailers.map(({ at, to, values }) => ({ at, to, value: values.join(' ') }));
}

/**
 * Every `name <e-mail>` of a value, at most `most`; text after the last one counts when it holds an address, and so
 * does a value without any.
 */
function identsOf(value: string, most: number): Ident[] {
  const found: Ident[] = [];
  let at = 0;
  while (found.length < most) {
    const open = value.indexOf('<', at);
    const close = open < 0 ? -1 : value.indexOf('>', open);
    if (close < 0) break;
    const email = value.slice(value.lastIndexOf('<', close) + 1, close).trim();
    found.push({ name: value.slice(at, open).trim(), email });
    at = close + 1;
  }
  const rest = value.slice(at);
  if (found.length < most && (found.length === 0 || rest.includes('@'))) found.push({ name: rest.trim(), email: '' });
  return found;
}

/** Lines that a reader may take for a co-author: the words in any case, with any blanks and hyphens. */
function resembles(line: string): boolean {
  if (line.length < 'coauthoredby'.length) return false;
  const letters = line
    .slice(0, lookedAt)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  return letters.includes('coauthoredby');
}

/** Where git's trailer block begins, `lines.length` without one: all trailers, or a quarter of them beside one that git itself writes. */
function blockStart(lines: readonly string[], end: number): number {
  const title = lines.findIndex((line) => !isComment(line) && isBlank(line));
  let [trailers, others, continued, generated, text] = [0, 0, 0, false, false];
  for (let index = end - 1; index >= title && title >= 0; index -= 1) {
    const line = lines[index] ?? '';
    if (isComment(line)) {
      others += continued;
      continued = 0;
    } else if (isBlank(line)) {
      if (!text) continue;
      others += continued;
      const block = (generated && trailers * 3 >= others) || (trailers > 0 && others === 0);
      return block ? index + 1 : lines.length;
    } else {
      text = true;
      const blank = beginsBlank(line);
      const byGit = /^(?:Signed-off-by: |\(cherry picked from commit )/.test(line);
      generated ||= byGit;
      if (byGit || (!blank && separatorOf(line) > 0)) trailers += 1;
      else if (!blank) others += 1 + continued;
      continued = blank ? continued + 1 : 0;
    }
  }
  return lines.length;
}

/** Git's line between a message and what was shown beside it in the editor; nothing below belongs to the message. */
const scissors = '# ------------------------ >8 ------------------------';

/** Git ignores the text below the scissors line, comments, and the old list of conflicts at the end of a message. */
function endOfText(lines: readonly string[]): number {
  const cut = lines.indexOf(scissors);
  const length = cut < 0 || cut === lines.length - 1 ? lines.length : cut;
  let [end, conflicts] = [-1, false];
  for (let index = 0; index < length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '' || isComment(line)) end = end < 0 ? index : end;
    else if (line === 'Conflicts:' && index < lines.length - 1) [end, conflicts] = [end < 0 ? index : end, true];
    else if (!conflicts || !line.startsWith('\t')) [end, conflicts] = [-1, false];
  }
  return end < 0 ? length : end;
}

/** Index of the colon after a key of letters, digits and hyphens and perhaps blanks; -1 for a line that is no trailer. */
function separatorOf(line: string): number {
  return /^[A-Za-z0-9-]+[ \t]*(?=:)/.exec(line)?.[0].length ?? -1;
}

function isComment(line: string): boolean {
  return line.startsWith('#');
}

function isBlank(line: string): boolean {
  return line === '' || /^[ \t\r]*$/.test(line);
}

function beginsBlank(line: string): boolean {
  return /^[ \t\r]/.test(line);
}
