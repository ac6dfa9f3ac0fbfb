// The free texts of a ledger entry. Entries are unsigned, so a thief of the role that writes them chooses these texts:
// each has a form and a maximum length, and the sentence about a deploy that was closed by hand is worded here only.
import * as z from 'zod';
import { printable, quoted } from '../base/text.ts';

/** A login as GitHub gives it, of a person or a machine. */
export const LedgerLogin = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])?$/, 'expected a login of at most 63 characters');

/** The name of an environment. */
export const LedgerEnvironment = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"');

/** The id of the token that took the lease. */
export const LedgerLease = z.string().regex(/^[\x20-\x7e]{1,200}$/, 'expected at most 200 plain characters');

/** The person who closed a deploy by hand, with id; '' when it was not closed by hand. */
export const LedgerCloser = z
  .string()
  .regex(
    /^(?:[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])? \((?:user|bot) [1-9][0-9]{0,18}\))?$/,
    'expected a login and its id, or nothing',
  );

/** Most characters of a reason; the longest accepted reason is shown in full everywhere. */
export const reasonLimit = 300;

/** Why a deploy was closed by hand: one line that is shown in full; '' when it was not closed by hand. */
export const LedgerReason = z
  .string()
  .regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]{0,300}$/u, 'expected one line of at most 300 characters')
  .refine(
    (text) => printable(text, reasonLimit) === text && reasonText(text) === quoted(text, 2 * reasonLimit),
    `expected one line of at most ${reasonLimit} characters that can be seen (a quotation mark counts as six)`,
  );

/** The reason in quotes, for use inside one of our sentences. */
export function reasonText(reason: string): string {
  return quoted(reason, reasonLimit);
}

/**
 * The sentence on how a deploy was closed by hand, which the signed record holds and the ledger must match; `by` is a
 * login with its id.
 */
export function closingSentence(closing: { by: string; deployId: string; outcome: string; reason: string }): string {
  return `${closing.by} closed ${closing.deployId} as ${closing.outcome}, with the reason ${reasonText(closing.reason)}`;
}
