// Why a bundle does not count. A refusal travels as an exception inside this room only; outside it becomes a value.

/** Codes of a refused bundle; they are printed and stored, so they are API: add, never rename. */
export type RefusalCode =
  | 'BUNDLE_TOO_LARGE'
  | 'BUNDLE_INVALID'
  | 'SIGNATURE_INVALID'
  | 'SIGNER_INVALID'
  | 'STATEMENT_INVALID'
  | 'SUBJECT_INVALID';

/**
 * Thrown for a bundle that does not count; `message` is one of our own sentences. Anybody may make such a bundle, but
 * its refusal is printed and locked for years; so the message repeats nothing from it, neither words, names nor sizes.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, text: string) {
    super(text);
    this.code = code;
  }
}
