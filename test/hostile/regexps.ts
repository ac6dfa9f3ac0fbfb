// Every regular expression of the sources, found by the syntax tree, and texts made to keep each of them busy, built from its own tree:
// each part that may repeat, repeated, behind what leads to it, before what makes it fail.
import { readFileSync } from 'node:fs';
import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { parseSync } from '@swc/core';

/** A regular expression and where it stands. */
export type Found = { place: string; source: string; flags: string };

type Node = { [key: string]: unknown };

/** Literals, and texts that `match`, `matchAll` and `search` take for one. `built` are the calls of RegExp whose text only a run can tell. */
export function findRegexps(file: string, text: string): { literals: Found[]; built: number } {
  const literals: Found[] = [];
  let built = 0;
  visit(parseSync(text, { syntax: 'typescript', target: 'es2024' }), (node) => {
    if (node.type === 'RegExpLiteral')
      literals.push({ place: file, source: String(node.pattern), flags: String(node.flags) });
    if ((node.type === 'NewExpression' || node.type === 'CallExpression') && nameOf(node.callee) === 'RegExp')
      built += 1;
    const taken = node.type === 'CallExpression' && ['match', 'matchAll', 'search'].includes(memberOf(node.callee));
    const said = taken ? firstText(node.arguments) : undefined;
    if (said !== undefined) literals.push({ place: file, source: said, flags: 'g' });
  });
  return { literals, built };
}

/** The regular expressions of a policy: raw texts in calls of `regex`. */
export function findInPolicy(path: string): Found[] {
  const calls = readFileSync(path, 'utf8').matchAll(/\bregex\.\w+\(\s*(?:`([^`]*)`|"([^"]*)")/g);
  return [...calls].map(([, raw, text]) => ({ place: path, source: raw ?? JSON.parse(`"${text}"`), flags: 'u' }));
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  if (!isNode(value)) return;
  see(value);
  for (const member of Object.values(value)) visit(member, see);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' ? String(node.value) : '';
}

function memberOf(node: unknown): string {
  return isNode(node) && node.type === 'MemberExpression' && isNode(node.property) ? String(node.property.value) : '';
}

function firstText(list: unknown): string | undefined {
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  const expression = isNode(first) ? first.expression : undefined;
  return isNode(expression) && expression.type === 'StringLiteral' ? String(expression.value) : undefined;
}

/** A text of a given length: what leads there, what repeats, and what ends it. */
export type Attack = { head: string; pump: string; tail: string };

/** The attack as a text of about `size` characters. */
export function spell({ head, pump, tail }: Attack, size: number): string {
  return head + pump.repeat(Math.max(1, Math.ceil(size / pump.length))) + tail;
}

const tails = ['', '\u0000', '\n!', 'x '];

/** Attacks on a regular expression, at most 240; each pump is a part of it, or two that stand beside each other. */
export function attacksOn({ source, flags }: Found): Attack[] {
  const parser = new RegExpParser({ ecmaVersion: 2025 });
  const modes = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
  const pattern = parser.parsePattern(source, 0, source.length, modes);
  const repeated: AST.Quantifier[] = [];
  const singles = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    if (!isElement(node)) return;
    if (node.type === 'Quantifier' && node.max > 8) repeated.push(node);
    if (node.type === 'Character' || node.type === 'CharacterClass' || node.type === 'CharacterSet')
      for (const one of samples(node)) singles.add(one);
    walk([Reflect.get(node, 'alternatives'), Reflect.get(node, 'elements'), Reflect.get(node, 'element')].flat());
  };
  walk(pattern);
  const parts = repeated.flatMap((quantifier) => samples(quantifier.element).map((pump) => ({ quantifier, pump })));
  const direct = parts.flatMap(({ quantifier, pump }) => [
    { head: '', pump },
    { head: leadTo(quantifier), pump },
    // Many places to begin at, each of which looks for an end that never comes.
    { head: '', pump: leadTo(quantifier) + pump },
  ]);
  const pairs = parts.flatMap((one) => parts.slice(0, 12).map((two) => ({ head: '', pump: one.pump + two.pump })));
  const whole = samples(pattern).map((pump) => ({ head: '', pump }));
  const alone = [...singles, ' ', '\n', 'a', '\u200b'].map((pump) => ({ head: '', pump }));
  const begun = [...singles].flatMap((pump) => [...singles].slice(0, 6).map((head) => ({ head, pump })));
  const all = [...direct, ...whole, ...alone, ...pairs, ...begun].filter(({ pump }) => pump !== '');
  const distinct = [...new Map(all.map((attack) => [JSON.stringify(attack), attack])).values()].slice(0, 60);
  return distinct.flatMap((attack) => tails.map((tail) => ({ ...attack, tail })));
}

function isElement(node: unknown): node is AST.Node {
  return typeof node === 'object' && node !== null && 'type' in node;
}

/** Up to three texts that a part takes. */
function samples(node: AST.Node | undefined): string[] {
  if (node === undefined) return [''];
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return [...new Set(node.alternatives.slice(0, 6).flatMap((one) => samples(one).slice(0, 2)))].slice(0, 6);
    case 'Alternative':
      return joined(node.elements);
    case 'Quantifier':
      return samples(node.element).map((one) => one.repeat(Math.min(Math.max(node.min, 1), 70)));
    case 'Character':
      return [String.fromCodePoint(node.value)];
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return charactersOf(node.raw);
    default:
      return [''];
  }
}

function joined(elements: readonly AST.Node[]): string[] {
  const all = elements.map((element) => samples(element));
  return [0, 1, 2].map((at) => all.map((texts) => texts[at % texts.length] ?? '').join(''));
}

const candidates = [
  ...Array.from({ length: 127 }, (_, at) => String.fromCharCode((at + 97) % 127)),
  '\u00a0',
  '\u0301\u0301',
  '\u200b',
  '”',
  'é',
];

/** Up to three characters that a class takes. */
function charactersOf(raw: string): string[] {
  const form = new RegExp(`^(?:${raw})+$`, raw.includes('\\p') || raw.includes('\\u{') ? 'u' : '');
  const fitting = candidates.filter((one) => form.test(one));
  return [fitting[0], fitting[Math.floor(fitting.length / 2)], fitting.at(-1)].filter((one) => one !== undefined);
}

/** A text that leads to a part: what stands before it in each sequence around it. */
function leadTo(node: AST.Node): string {
  const parent: AST.Node | null = node.parent;
  if (parent === null) return '';
  const before = parent.type === 'Alternative' ? parent.elements.slice(0, placeIn(parent.elements, node)) : [];
  return leadTo(parent) + (joined(before)[0] ?? '');
}

/**
 * Milliseconds of this thread's own work that it takes to look through a text in each way that code does, best of three where it is
 * slow. What else the machine does meanwhile is not counted.
 */
export function timeOf(form: RegExp, text: string, bound: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3; tries += 1) {
    form.lastIndex = 0;
    const start = process.threadCpuUsage();
    if (form.global) text.replace(form, '');
    else form.test(text);
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
    if (best <= bound) break;
  }
  return best;
}

function placeIn(elements: readonly AST.Node[], node: AST.Node): number {
  return elements.indexOf(node);
}
