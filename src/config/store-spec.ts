// The one-line form of a store that an auditor types: dir:PATH or s3:BUCKET?region=...&account=...[&endpoint=...]. It
// has exactly one reading: ambiguous forms are refused by name, since evidence of another store would be another
// answer.
import { Fault } from '../base/fault.ts';
import { mistakesOf } from '../base/mistakes.ts';
import { named, printable, quoted } from '../base/text.ts';
import { StoreSpec } from '../model/config-store.ts';

const names = ['region', 'account', 'endpoint'] as const;

/** Reads the one-line form. Throws STORE_INVALID naming what is missing, unknown, repeated or not plain. */
export function parseStoreSpec(text: string): StoreSpec {
  if (text.length > 4096) throw invalid(text, `has ${text.length} characters, at most 4096 are read`);
  const [type, rest] = splitAt(text, ':');
  if (type === 'dir') return checked(text, { type, path: readPath(text, rest) });
  if (type !== 's3') throw invalid(text, '');
  const [bucket, query] = splitAt(rest, '?');
  return checked(text, { type, bucket, ...readQuery(text, query) });
}

/** The text before and after the first mark; without a mark, the whole text comes first. */
function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

function checked(text: string, candidate: object): StoreSpec {
  const parsed = StoreSpec.safeParse(candidate);
  if (parsed.success) return parsed.data;
  throw invalid(text, mistakesOf(parsed.error, 'the store'));
}

/** A path is used literally: it has no query, home folder, host or encoded characters. */
function readPath(text: string, path: string): string {
  if (printable(path, 4096) !== path || path.trim() !== path)
    throw invalid(text, 'the path has a character that cannot be seen, or a blank at an end');
  const strange = /^~|^\/\/|[?#*]/.exec(path)?.[0];
  if (strange !== undefined)
    throw invalid(text, `the path has ${quoted(strange)}, which is not expanded; name the folder plainly`);
  return path;
}

function readQuery(text: string, query: string): Record<string, string> {
  const found = new Map<string, string>();
  for (const pair of query === '' ? [] : query.split('&', 20)) {
    const [name, value] = splitAt(pair, '=');
    if (!names.some((known) => known === name))
      throw invalid(text, `${named(name)} is not known; known are ${names.join(', ')}`);
    if (found.has(name)) throw invalid(text, `${name} is given twice`);
    found.set(name, decode(text, name, value));
  }
  return Object.fromEntries(found);
}

function decode(text: string, name: string, value: string): string {
  const plain = decoded(value);
  if (plain === undefined || /[\s?#+]/.test(plain)) throw invalid(text, `${name} is not a plain value`);
  return plain;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function invalid(text: string, why: string): Fault {
  const form = 'expected dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT';
  return new Fault('STORE_INVALID', `${quoted(text, 200)}: ${form}${why === '' ? '' : `; ${why}`}`);
}
