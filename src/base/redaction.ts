// Hides secrets in everything that is printed or stored. It compares letters and digits only, so encodings, line breaks
// and blanks inside a secret do not defeat it. It must never be the only defense: answers of servers are not repeated
// in the first place.

/** Hides every secret from the moment it is registered. */
export type Redactor = {
  /** Registers a secret; a text of fewer than six characters is ignored. */
  know(secret: string): void;
  /** The text with `***` for each secret or part of one (twelve letters and digits or more), in any form in which it may appear. */
  redact(text: string): string;
  /** A copy of plain data with every text in it redacted, keys as well. */
  redactAll(value: unknown): unknown;
};

/** A run of this many letters and digits that matches part of a secret is hidden; chance never produces twelve. */
const window = 12;
const shortest = 6;
/** Letters and digits of a secret, or of a form of it, that is too short for parts: then it is searched for whole. */
const shortestWhole = 8;
/** How often something may have been encoded again: JSON in JSON, a percent sign as %25. */
const layers = 3;

/** A Redactor that knows nothing yet. */
export function openRedactor(): Redactor {
  const known = new Set<string>();
  const parts = new Set<string>();
  const wholes = new Set<string>();
  const shortSecrets = new Set<string>();
  const sought: Sought = { parts, wholes, shortSecrets };
  const redactor: Redactor = {
    know(secret) {
      if (secret.length < shortest || known.has(secret)) return;
      known.add(secret);
      for (const form of formsOf(secret)) {
        for (let at = 0; at + window <= form.length; at += 1) parts.add(form.slice(at, at + window));
        if (form.length >= shortestWhole && form.length < window) wholes.add(form);
      }
      if (lettersOf(plainView(secret)).text.length < window) shortSecrets.add(secret);
    },
    redact(text) {
      if (known.size === 0) return text;
      let view = plainView(text);
      const spans = findSpans(view, sought);
      for (let layer = 0; layer < layers; layer += 1) {
        const decoded = decode(view);
        if (decoded.text.length === view.text.length) break;
        view = decoded;
        for (const span of findSpans(view, sought)) spans.push(span);
      }
      return hide(text, spans);
    },
    redactAll: (value) => redactValue(value, (text) => redactor.redact(text)),
  };
  return redactor;
}

/** A text whose character at `n` came from `[starts[n], ends[n])` of the original. */
type View = { text: string; starts: readonly number[]; ends: readonly number[] };
type Span = readonly [number, number];
/** Parts and short wholes by their letters and digits, and short secrets as they are. */
type Sought = Readonly<Record<'parts' | 'wholes' | 'shortSecrets', ReadonlySet<string>>>;

function plainView(text: string): View {
  const starts = Array.from({ length: text.length }, (_, at) => at);
  return { text, starts, ends: starts.map((at) => at + 1) };
}

/**
 * The forms of a secret: as it is, in base64 at each of the three alignments (without the outer characters, which
 * depend on the neighbors), and in hexadecimal.
 */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const last = shifted.length % 3 === 0 ? undefined : -1;
    return shifted
      .toString('base64')
      .replaceAll('=', '')
      .slice(shift === 0 ? 0 : shift + 1, last);
  });
  return [secret, ...base64, bytes.toString('hex')].map((form) => lettersOf(plainView(form)).text);
}

/** Only letters and digits, in lower case: what all encodings keep, and what blanks, line breaks and quotes between them do not change. */
function lettersOf({ text, starts, ends }: View): View {
  const kept: number[] = [];
  let letters = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (!isLetter(text.charCodeAt(at)) && !/[\p{L}\p{N}]/u.test(character)) continue;
    // One unit stays one unit: a few capitals have a longer small form.
    const lower = character.toLowerCase();
    letters += lower.length === 1 ? lower : character;
    kept.push(at);
  }
  return { text: letters, starts: kept.map((at) => starts[at] ?? 0), ends: kept.map((at) => ends[at] ?? 0) };
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}

/** Percent signs, escapes of JSON, JavaScript and shells, entities of XML and HTML; `=3D` and soft line ends of mail. */
const encoded =
  /%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\u\{([0-9a-f]{1,6})\}|\\x([0-9a-f]{2})|\\([0-7]{3})|&#x0{0,6}([0-9a-f]{1,6});|&#0{0,6}([0-9]{1,7});|\\([nrtbfv"'/\\])|=([0-9a-f]{2})/giy;

function decode({ text, starts, ends }: View): View {
  const decoded: { text: string; starts: number[]; ends: number[] } = { text: '', starts: [], ends: [] };
  for (let at = 0; at < text.length; ) {
    encoded.lastIndex = at;
    const found = '%\\&='.includes(text.charAt(at)) ? encoded.exec(text) : null;
    const length = found?.[0].length ?? 1;
    const character = found ? meaningOf(found) : text.charAt(at);
    decoded.text += character;
    for (let unit = 0; unit < character.length; unit += 1) {
      decoded.starts.push(starts[at] ?? 0);
      decoded.ends.push(ends[at + length - 1] ?? 0);
    }
    at += length;
  }
  return decoded;
}

function meaningOf([, percent, unicode, brace, hex, octal, entity, decimal, letter, mail]: RegExpExecArray): string {
  if (letter !== undefined) return '/"\'\\'.includes(letter) ? letter : ' ';
  const digits = percent ?? unicode ?? brace ?? hex ?? entity ?? mail;
  const code =
    digits !== undefined ? Number.parseInt(digits, 16) : Number.parseInt(octal ?? decimal ?? '', octal ? 8 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

function findSpans(view: View, { parts, wholes, shortSecrets }: Sought): Span[] {
  const letters = lettersOf(view);
  const spans: Span[] = [];
  for (let at = 0; at + window <= letters.text.length; at += 1) {
    if (parts.has(letters.text.slice(at, at + window))) spans.push(spanOf(letters, at, window));
  }
  // One by one: a text may hold more hits than a call takes arguments.
  for (const whole of wholes) for (const span of placesOf(whole, letters)) spans.push(span);
  for (const secret of shortSecrets) for (const span of placesOf(secret, view)) spans.push(span);
  return spans;
}

function placesOf(text: string, view: View): Span[] {
  const spans: Span[] = [];
  for (let at = view.text.indexOf(text); at !== -1; at = view.text.indexOf(text, at + text.length))
    spans.push(spanOf(view, at, text.length));
  return spans;
}

function spanOf({ starts, ends }: View, at: number, length: number): Span {
  return [starts[at] ?? 0, ends[at + length - 1] ?? 0];
}

function hide(text: string, spans: readonly Span[]): string {
  let shown = '';
  let end = 0;
  let hiding = false;
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    if (from > end || !hiding) shown += `${text.slice(end, from)}***`;
    end = Math.max(end, to);
    hiding = true;
  }
  return shown + text.slice(end);
}

function redactValue(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [redact(key), redactValue(member, redact)]));
}
