// Makes findings and refusals in their one form. It must never let a snippet, a secret or an unprintable character through.
import { canonicalText } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { printable } from '../base/text.ts';
import type { Finding, RawScan, ScanProblemCode, ScanReading, Severity } from '../model/finding.ts';
import { Sha256 } from '../model/ids.ts';
import { distinguish } from './issues.ts';

/** A raw run in the hands of its adapter. `severities`: how bad a finding of a rule is that the tool itself leaves unrated. */
export type RunInHand = RawScan & { severities: ReadonlyMap<string, Severity> };

/** What an adapter took from a report; absent parts are empty. */
export type FindingDraft = {
  rule: string;
  /** Undefined where the tool rates it by nothing at all. */
  severity: Severity | undefined;
  title: string;
  aliases?: readonly string[] | undefined;
  package?: string | undefined;
  fixed?: string | undefined;
  path?: string | undefined;
  /** Name of the root that a relative path starts from where it is not the scanned folder. */
  root?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
  resource?: string | undefined;
  purl?: string | undefined;
  cvss?: string | undefined;
  url?: string | undefined;
  status?: string | undefined;
  commit?: string | undefined;
  suppressed?: boolean | undefined;
  /** What the tool itself knows the finding by, wherever its lines move to; then line and column are no part of the fingerprint. */
  identity?: string | undefined;
};

/** A finding with every text printable, cut to the model's limits, its severity, and its fingerprint over rule, package and place. */
export function makeFinding(raw: RunInHand, draft: FindingDraft): Finding {
  const rule = exact(draft.rule, 300) || 'unnamed-rule';
  const name = exact(draft.package ?? '', 300);
  const path = pathOf(raw, draft);
  const line = wholeNumber(draft.line);
  const column = wholeNumber(draft.column);
  const place = {
    ...(column > 0 && { column }),
    ...given('resource', draft.resource, 300),
    ...given('purl', whole(draft.purl, 300), 300),
    ...given('commit', whole(draft.commit, 64), 64),
  };
  const aliases = cleanAliases(draft.aliases ?? [], rule);
  return {
    tool: raw.run.tool,
    kind: raw.run.kind,
    rule,
    // What neither the tool nor a map rates counts as the worst (threat A11).
    severity: draft.severity ?? raw.severities.get(draft.rule) ?? 'critical',
    title: clean(draft.title, 300),
    ...(aliases.length > 0 && { aliases }),
    package: name,
    fixed: clean(draft.fixed ?? '', 200),
    path,
    line,
    ...place,
    ...given('cvss', whole(draft.cvss, 200), 200),
    ...given('url', httpUrl(draft.url), 300),
    ...given('status', draft.status, 60),
    fingerprint: fingerprintOf([rule, name, path, line], place, draft.identity),
    suppressed: draft.suppressed ?? false,
  };
}

/** A named root is written before a doubled slash, which no path below the scanned folder contains. */
function pathOf(raw: RawScan, { path = '', root = '' }: FindingDraft): string {
  // Of an image, whose root is the target, `/a` and `a` are the same file.
  if (raw.run.target.type === 'image') return relativePath(path.replace(/^\/+/, ''), '');
  if (root === '' || path.startsWith('/')) return relativePath(path, targetFolder(raw.run.argv));
  return exact(`${encodeURIComponent(root.slice(0, longestName).toWellFormed())}//${partsOf(path).join('/')}`, 1000);
}

type Place = { column?: number };

/** Every part is a separate element of a JSON text, so that no two lists of parts give the same text. */
function fingerprintOf(parts: [string, string, string, number], place: Place, identity: string | undefined): Sha256 {
  const [rule, name, path, line] = parts;
  const { column: _, ...lasting } = place;
  const kept = identity === undefined ? place : { ...lasting, identity: sha256Hex(identity) };
  const known = [rule, name, path, identity === undefined ? line : 0];
  return Sha256.parse(sha256Hex(canonicalText(Object.keys(kept).length === 0 ? known : [...known, kept])));
}

/** A text under its key when there is one. */
function given<K extends string>(key: K, text: string | undefined, limit: number): { [P in K]?: string } {
  const kept = clean(text ?? '', limit);
  const known: { [P in K]?: string } = {};
  if (kept !== '') known[key] = kept;
  return known;
}

/** A text of which a part would be wrong: it is left out rather than cut. */
function whole(text: string | undefined, limit: number): string {
  return text === undefined || text.length > limit ? '' : text;
}

/** Aliases that are ids (letters, a dash, more), each once, sorted, without the rule itself; at most 16. */
function cleanAliases(aliases: readonly string[], rule: string): string[] {
  const ids = aliases.filter((alias) => alias !== rule && isVulnerabilityId(alias));
  return [...new Set(ids)].sort().slice(0, 16);
}

/** What databases write as the id of a vulnerability: `CVE-2021-44228`, `GHSA-jfh8-c2jp-5v3q`, `RHSA-2021:5107`. */
function isVulnerabilityId(text: string): boolean {
  return text.length <= 64 && /^[A-Za-z][A-Za-z0-9]{0,20}-[A-Za-z0-9.:_-]+$/.test(text);
}

function httpUrl(url: string | undefined): string {
  const kept = whole(url, 300);
  return /^https?:\/\/[^\s"'<>`]+$/.test(kept) ? kept : '';
}

function wholeNumber(value: number | undefined): number {
  return Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, Math.trunc(value ?? 0)));
}

/**
 * A proven reading: one finding per issue, each with a unique fingerprint; suppressed ones are counted from the
 * findings.
 */
export function proven(findings: Finding[], lookedAt: { files: number; packages: number }): ScanReading {
  const distinct = distinguish(findings);
  const suppressed = distinct.filter((finding) => finding.suppressed).length;
  return { proven: true, findings: distinct, lookedAt, suppressed };
}

/** A run that proves nothing, with the reason. */
export function unproven(code: ScanProblemCode, message: string): ScanReading {
  return { proven: false, code, message: clean(message, 1000) };
}

/**
 * The path below the scanned folder. Two files never share one: only what a tool itself adds is removed, which is the
 * folder, `./` and doubled slashes. A path outside the folder keeps its leading slash, and `..` stays, since behind a
 * link it leads to another file.
 */
export function relativePath(path: string, folder: string): string {
  if (path === folder) return '';
  const inside = folder !== '' && path.startsWith(`${folder}/`);
  const parts = partsOf(inside ? path.slice(folder.length) : path);
  return exact(`${!inside && path.startsWith('/') ? '/' : ''}${parts.join('/')}`, 1000);
}

/** Longer than any file name, so that the rest need not be read. */
const longestName = 16_384;

function partsOf(path: string): string[] {
  return path
    .slice(0, longestName)
    .split('/')
    .filter((part) => part !== '' && part !== '.');
}

/** The folder that the command line names as the one to scan, '' when it names none by an absolute path. */
function targetFolder(argv: readonly string[]): string {
  const named = argv.findIndex((word) => /^(?:--directory|--source|-s)(?:=|$)/.test(word));
  const option = argv[named] ?? '';
  const word = option.includes('=')
    ? option.slice(option.indexOf('=') + 1)
    : argv[named < 0 ? argv.length - 1 : named + 1];
  return word?.startsWith('/') ? word.replace(/(?<!\/)\/+$/, '') : '';
}

/**
 * A name that exceptions are compared with: invisible characters and the backslash are escaped, so that no two names
 * look alike. A name that is too long ends in its digest after `\u{2026}`, which no escaped name contains.
 */
function exact(text: string, limit: number): string {
  const shown = text.length > limit ? '' : escapeName(text);
  if (text.length <= limit && shown.length <= limit) return shown;
  const rest = `\\u{2026}${sha256Hex(JSON.stringify(text.slice(0, longestName)))}`;
  return `${clean(escapeName(text.slice(0, limit)), limit - rest.length)}${rest}`;
}

function escapeName(text: string): string {
  const escaped = text.replace(/[\\\t\r\n]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
  return printable(escaped, Number.POSITIVE_INFINITY);
}

/** Cut before it is made printable, so that a text which a thousand findings share costs no more than its kept part. */
function clean(text: string, limit: number): string {
  return printable(text.slice(0, 2 * limit + 2).toWellFormed(), limit).toWellFormed();
}
