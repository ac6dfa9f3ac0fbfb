// Reads source files as syntax trees and says where they break the law of the house. No rule here knows a single file's name.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from '@swc/core';

/** A breach: file, line, and the sentence of the law. */
export type Breach = { file: string; line: number; law: string };

/** Rooms that know one thing of the field each. */
const primitives = ['image', 'attest', 'evidence', 'scrub'];

/** Rooms that judge, with the primitives' help. */
const deciders = ['config', 'scan', 'gate', 'audit', 'trust', 'report', 'adopt', 'cluster', 'controls'];

const rooms = [...primitives, ...deciders];

/** Which floor may import which; a room may always import itself. */
const allowed: Record<string, readonly string[]> = {
  base: ['base'],
  model: ['base', 'model'],
  formats: ['base', 'model', 'formats'],
  platform: ['base', 'model', 'platform'],
  flows: ['base', 'model', 'flows', ...rooms],
  commands: ['base', 'model', 'flows', 'commands'],
  main: ['base', 'model', 'commands', 'platform', 'main'],
  ...Object.fromEntries(primitives.map((room) => [room, ['base', 'model', 'formats', room]])),
  ...Object.fromEntries(deciders.map((room) => [room, ['base', 'model', 'formats', ...primitives, room]])),
};

const impureModules =
  /^(node:)?(fs|fs\/promises|child_process|http|https|net|tls|dgram|worker_threads|timers.*|os|process)$/;
const sdkModules = /^(@aws-sdk\/|@actions\/|@octokit\/|@open-policy-agent\/|@sigstore\/|sigstore$)/;
const attestMayImport = /^@sigstore\/(verify|bundle|protobuf-specs)$/;
const vagueNames = /(^|[-/])(util|utils|helper|helpers|common|misc|shared|lib)([-.]|$)/;

type Node = { [key: string]: unknown };
type Import = { specifier: string; offset: number };

/** Every breach in the given sources; `files` maps a path below src (`gate/decide.ts`) to its text. */
export function findBreaches(files: ReadonlyMap<string, string>): Breach[] {
  const graph = new Map<string, string[]>();
  const breaches: Breach[] = [];
  for (const [file, text] of files) breaches.push(...checkFile(file, text, graph));
  return [...breaches, ...findCycles(graph)];
}

/** The sources below a folder, by relative path. */
export function readSources(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function checkFile(file: string, text: string, graph: Map<string, string[]>): Breach[] {
  const tree = readTree(text);
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const breaches: Breach[] = [];
  const say = (offset: number, law: string) => breaches.push({ file, line: lineOf(offset), law });
  if (vagueNames.test(file))
    say(0, 'a file name says what the file is; util, helper, common, misc, shared and lib say nothing');
  if (text.split('\n').length > 301) say(0, 'a file has at most 300 lines');
  if (!text.startsWith('//')) say(0, 'a file opens with why it exists');
  const floor = file.split('/')[0] ?? '';
  const targets: string[] = [];
  for (const { specifier, offset } of tree.imports) {
    const target = specifier.startsWith('.') ? relative('/src', resolve('/src', dirname(file), specifier)) : undefined;
    if (target !== undefined) targets.push(target);
    const law = importLaw(floor, specifier, target) ?? frozenLaw(file, target) ?? adapterLaw(file, target);
    if (law) say(offset, law);
  }
  graph.set(file, targets);
  for (const { offset, count } of tree.functions)
    if (count > mostParameters) say(offset, `a function takes at most ${mostParameters} parameters, this one ${count}`);
  for (const { offset, law, roomsOnly } of tree.uses)
    if (!roomsOnly || rooms.includes(floor) || floor === 'model' || floor === 'formats') say(offset, law);
  return breaches;
}

function importLaw(floor: string, specifier: string, target: string | undefined): string | undefined {
  if (target !== undefined) {
    const to = target.split('/')[0] ?? '';
    return (allowed[floor] ?? []).includes(to) ? undefined : `${floor} may not import ${to}`;
  }
  const pure = rooms.includes(floor) || ['base', 'model', 'formats'].includes(floor);
  if (pure && impureModules.test(specifier)) return `${floor} is pure and may not import ${specifier}`;
  if (specifier.startsWith('@actions/') && floor !== 'main' && floor !== 'platform')
    return `${floor} may not import ${specifier}`;
  if (sdkModules.test(specifier) && floor !== 'platform' && floor !== 'main') {
    return floor === 'attest' && attestMayImport.test(specifier) ? undefined : `${floor} may not import ${specifier}`;
  }
  if (floor === 'flows' && impureModules.test(specifier))
    return `flows reach the world through ports and may not import ${specifier}`;
  return undefined;
}

/** What is frozen stands on nothing that may still change. */
function frozenLaw(file: string, target: string | undefined): string | undefined {
  const frozen = /^formats\/[a-z-]+\/v[1-9][0-9]*\.ts$/;
  if (!frozen.test(file) || target === undefined || frozen.test(target)) return undefined;
  return `a frozen shape may import only other frozen shapes, not ${target}`;
}

/** What adapters share: the HTTP client and this machine. */
const sharedByAdapters = ['platform/http', 'platform/local'];

/** An adapter knows its own vendor and no other; `main` puts them together. */
function adapterLaw(file: string, target: string | undefined): string | undefined {
  if (target === undefined || !target.startsWith('platform/')) return undefined;
  const [own, other] = [adapterOf(file), adapterOf(target)];
  if (own === other || !own.startsWith('platform/') || sharedByAdapters.includes(other)) return undefined;
  return `${own} may not import ${other}`;
}

/** The folder of an adapter: `platform/registry`, or below a role the vendor's, `platform/cloud/aws`. */
function adapterOf(path: string): string {
  const [floor = '', role = '', vendor = ''] = path.split('/');
  return [floor, role, ...(['forge', 'cloud'].includes(role) ? [vendor] : [])].join('/');
}

type Use = { offset: number; law: string; roomsOnly: boolean };

/** A function and how many parameters it takes. */
type Arity = { offset: number; count: number };

const mostParameters = 4;

function readTree(text: string): { imports: Import[]; uses: Use[]; functions: Arity[] } {
  const module: unknown = parseSync(text, { syntax: 'typescript', target: 'es2024' });
  const bytes = Buffer.from(text);
  const imports: Import[] = [];
  const uses: Use[] = [];
  const functions: Arity[] = [];
  // swc counts spans in bytes over everything it has parsed in this process, so the module's own start is subtracted.
  const base = firstOffset(module) - Buffer.byteLength(text.slice(0, firstCode(text)));
  const at = (node: Node) => bytes.subarray(0, Math.max(0, spanStart(node) - base)).toString('utf8').length;
  visit(module, (node) => {
    const specifier = importSpecifier(node);
    if (specifier !== undefined) imports.push({ specifier, offset: at(node) });
    const count = parameterCount(node);
    if (count > 0) functions.push({ offset: at(node), count });
    const use = forbiddenUse(node);
    if (use) uses.push({ ...use, offset: at(node) });
  });
  return { imports, uses, functions };
}

function firstCode(text: string): number {
  const skipped = /^(?:\s|\/\/[^\n]*\n?|\/\*[\s\S]*?\*\/)*/.exec(text);
  return skipped ? skipped[0].length : 0;
}

function firstOffset(module: unknown): number {
  return isNode(module) ? spanStart(module) : 0;
}

function spanStart(node: Node): number {
  return isNode(node.span) && typeof node.span.start === 'number' ? node.span.start : 0;
}

function importSpecifier(node: Node): string | undefined {
  const declared = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration'].includes(String(node.type));
  if (declared && isNode(node.source)) return String(node.source.value);
  const called = node.type === 'CallExpression' && isNode(node.callee) && node.callee.type === 'Import';
  if (!called || !Array.isArray(node.arguments)) return undefined;
  const first: unknown = node.arguments[0];
  return isNode(first) && isNode(first.expression) && typeof first.expression.value === 'string'
    ? first.expression.value
    : undefined;
}

const ambient = new Set([
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'performance',
  'globalThis',
  'XMLHttpRequest',
  'WebSocket',
  'console',
]);

function forbiddenUse(node: Node): Omit<Use, 'offset'> | undefined {
  if (node.type === 'ExportDefaultDeclaration' || node.type === 'ExportDefaultExpression') {
    return { law: 'there are no default exports', roomsOnly: false };
  }
  if (node.type === 'TsEnumDeclaration') return { law: 'there are no enums', roomsOnly: false };
  if (node.type === 'NewExpression' && isName(node.callee, 'Date') && !hasArguments(node)) {
    return { law: 'rooms know no clock: new Date() without an argument', roomsOnly: true };
  }
  if (node.type === 'MemberExpression' && isName(node.object, 'Date') && isName(node.property, 'now')) {
    return { law: 'rooms know no clock: Date.now', roomsOnly: true };
  }
  if (node.type === 'MemberExpression' && isName(node.object, 'Math') && isName(node.property, 'random')) {
    return { law: 'rooms know no randomness: Math.random', roomsOnly: true };
  }
  if (
    node.type === 'Identifier' &&
    /^(randomUUID|randomBytes|randomInt|generateKeyPairSync)$/.test(String(node.value))
  ) {
    return { law: `rooms know no randomness: ${String(node.value)}`, roomsOnly: true };
  }
  if (node.type === 'Identifier' && ambient.has(String(node.value)) && node.optional !== undefined) {
    return { law: `rooms touch nothing: ${String(node.value)}`, roomsOnly: true };
  }
  return undefined;
}

/** How many parameters a node takes, 0 for what is no function. */
function parameterCount(node: Node): number {
  const kinds = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'Constructor'];
  if (kinds.includes(String(node.type)) && Array.isArray(node.params)) return node.params.length;
  const method = ['ClassMethod', 'PrivateMethod', 'MethodProperty'].includes(String(node.type));
  const inner = method && isNode(node.function) ? node.function : node;
  return method && Array.isArray(inner.params) ? inner.params.length : 0;
}

function hasArguments(node: Node): boolean {
  return Array.isArray(node.arguments) && node.arguments.length > 0;
}

function isName(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node.value === name;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (isNode(value)) {
    if (typeof value.type === 'string') see(value);
    // Property names and type positions are not uses of ambient values.
    for (const [key, child] of Object.entries(value)) {
      const named = (key === 'property' || key === 'key') && isNode(child) && child.type === 'Identifier';
      if (!named && key !== 'span' && key !== 'typeAnnotation' && key !== 'label') visit(child, see);
    }
  }
}

function findCycles(graph: ReadonlyMap<string, readonly string[]>): Breach[] {
  const done = new Set<string>();
  const breaches: Breach[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      const cycle = [...path.slice(path.indexOf(file)), file];
      breaches.push({ file, line: 1, law: `imports form no cycle: ${cycle.join(' -> ')}` });
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return breaches;
}
