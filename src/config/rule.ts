// The type of a cross-field rule. A rule reads the raw file, so that it also runs when other fields are wrong; when its
// own fields are absent or malformed it reports no breach, because the schema already did.
import type { Cursor } from './cursor.ts';
import type { Path } from './yaml-inspect.ts';

/** Where a rule is broken: the place to correct, what is wrong and what was expected. */
export type Breach = { path: Path; message: string; expected: string };

/** A rule between fields; empty when it holds. */
export type Rule = (root: Cursor) => Breach[];

/** A breach at a cursor. */
export function breachAt(cursor: Cursor, message: string, expected: string): Breach {
  return { path: cursor.path, message, expected };
}

/** Every service with its cursor. */
export function servicesOf(root: Cursor): Cursor[] {
  return root.at('services').members();
}

/** Every environment of every service. */
export function environmentsOf(root: Cursor): Cursor[] {
  return servicesOf(root).flatMap((service) => service.at('environments').members());
}

/** Every exception, of the defaults and of the services. */
export function exceptionsOf(root: Cursor): Cursor[] {
  return [root.at('defaults'), ...servicesOf(root)].flatMap((owner) => owner.at('exceptions').entries());
}

/** A breach at each text that stood before, apart from empty ones; `same` makes two spellings one. */
export function repeatedTexts(cursors: readonly Cursor[], what: string, same = (text: string) => text): Breach[] {
  const seen = new Set<string>();
  return cursors.flatMap((cursor) => {
    const text = same(cursor.text);
    if (text === '' || !seen.has(text)) {
      seen.add(text);
      return [];
    }
    return [breachAt(cursor, `${what} ${cursor.text} stands twice`, `each ${what} once`)];
  });
}
