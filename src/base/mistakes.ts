// Says in a sentence what a schema found wrong with something a person wrote. It decides nothing; that is the schema's.
import type * as z from 'zod';
import { listedFirst, named } from './text.ts';

/** The first three mistakes, each as path and what was expected; `whole` names the thing itself where no part of it is to blame. */
export function mistakesOf({ issues }: z.ZodError, whole: string): string {
  const sentences = issues.slice(0, 3).map((issue) => mistakeOf(issue, whole));
  return [...sentences, ...(issues.length > 3 ? [`and ${issues.length - 3} more`] : [])].join('; ');
}

function mistakeOf(issue: z.core.$ZodIssue, whole: string): string {
  const path = issue.path.length === 0 ? whole : issue.path.map((key) => named(String(key))).join('.');
  if (issue.code === 'unrecognized_keys') return `${path}: ${listedFirst(issue.keys.map(named), 10)} is not known`;
  if (issue.message.endsWith('received undefined')) return `${path} is missing`;
  // Our own messages begin with "expected"; zod puts its own heading before that.
  return `${path}: ${issue.message.replace(/^Invalid \w+: /, '')}`;
}

/**
 * Where a server's answer differs from its schema, in terms of the schema only: unknown keys and values of the answer
 * are never repeated. At most three places.
 */
export function placesOf({ issues }: z.ZodError): string {
  const places = issues.slice(0, 3).map((issue) => {
    const path = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : plainKey(String(key)))).join('.');
    const expected = 'expected' in issue ? `expected ${String(issue.expected)}` : issue.code;
    return `${path || 'the whole'}: ${expected}`;
  });
  return [...places, ...(issues.length > 3 ? [`and ${issues.length - 3} more`] : [])].join('; ');
}

function plainKey(key: string): string {
  return /^[A-Za-z][A-Za-z0-9_-]{0,29}$/.test(key) ? key : '(another key)';
}
