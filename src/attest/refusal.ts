// Why a bundle does not count. A refusal travels as an exception inside this room only; at its door it becomes a value.

/** Codes of a refused bundle; they are printed and stored, so they are API: add, never rename. */
export type RefusalCode =
  | 'BUNDLE_TOO_LARGE'
  | 'BUNDLE_INVALID'
  | 'SIGNATURE_INVALID'
  | 'SIGNER_INVALID'
  | 'STATEMENT_INVALID'
  | 'SUBJECT_INVALID';

/**
 * Thrown where a bundle turns out not to count; `message` is one of our own sentences. Nobody vouches for such a bundle and anybody may
 * make one, but what is said of it is printed and locked for years: so nothing of it is repeated, neither words, names nor sizes.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, text: string) {
    super(text);
    this.code = code;
  }
}
