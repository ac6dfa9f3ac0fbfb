// Why a server gave no answer. Node's own messages may repeat what was sent (a header that it refuses) or what the other side said (a
// certificate, a broken status line), so only codes of a fixed form are passed on.

/** The code of a failed connection, such as ECONNREFUSED, from the error or what caused it; our own words where `error` is a text. */
export function failureCode(error: unknown): string {
  if (typeof error === 'string') return error;
  for (let [at, depth] = [error, 0]; typeof at === 'object' && at !== null && depth < 5; depth += 1) {
    const code = 'code' in at ? at.code : undefined;
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,59}$/.test(code)) return code;
    const inner: unknown = 'cause' in at ? at.cause : undefined;
    if (inner === undefined) return kindOf(at);
    at = inner;
  }
  return 'an error without a code';
}

/** True for an error that our own code made before anything was sent, such as a header that cannot be one: it would be made again. */
export function isOwnMistake(error: unknown): boolean {
  return ['TypeError', 'RangeError', 'ReferenceError'].includes(failureCode(error));
}

const kinds = ['ReferenceError', 'AbortError', 'TimeoutError', 'TypeError', 'SyntaxError', 'RangeError', 'Error'];

function kindOf(error: object): string {
  const name = 'name' in error ? error.name : undefined;
  return kinds.find((kind) => kind === name) ?? 'an error without a code';
}
