// Reads back what we wrote. Everything of ours is stored as canonical JSON, so a document counts only if it is that byte for byte:
// duplicate keys, trailing bytes and odd spellings cannot hide anything (THREATS A8).
import type * as z from 'zod';
import { canonicalText } from '../base/canonical-json.ts';
import { isFault, textOf } from '../base/fault.ts';
import { mistakesOf } from '../base/mistakes.ts';
import { printable } from '../base/text.ts';

/** A value, or the sentence why the bytes are none. */
export type Reading<T> = { ok: true; value: T } | { ok: false; problem: string };

/** Reads canonical JSON of the given schema; never throws. */
export function readCanonical<T>(schema: z.ZodType<T>, bytes: Uint8Array): Reading<T> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const json: unknown = JSON.parse(text);
    const parsed = schema.safeParse(json);
    if (!parsed.success) return { ok: false, problem: printable(mistakesOf(parsed.error, 'the document'), 500) };
    if (canonicalText(json) !== text)
      return { ok: false, problem: 'the bytes are not the canonical form of their own content' };
    return { ok: true, value: parsed.data };
  } catch (error) {
    return { ok: false, problem: isFault(error) ? printable(textOf(error), 200) : 'the bytes are not JSON in UTF-8' };
  }
}
