// A registry that says no: one sentence with its status and the codes it gave, and what to look at.
import * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import { parseJsonBytes } from '../../base/json-text.ts';
import type { HttpAnswer } from '../http/request.ts';
import type { Session } from './session.ts';

/** The registered error codes of the distribution specification, and those that Docker's registry adds. */
const knownCodes = new Set([
  ...['BLOB_UNKNOWN', 'BLOB_UPLOAD_INVALID', 'BLOB_UPLOAD_UNKNOWN', 'DIGEST_INVALID', 'MANIFEST_BLOB_UNKNOWN'],
  ...['MANIFEST_INVALID', 'MANIFEST_UNKNOWN', 'MANIFEST_UNVERIFIED', 'NAME_INVALID', 'NAME_UNKNOWN', 'SIZE_INVALID'],
  ...['TAG_INVALID', 'UNAUTHORIZED', 'DENIED', 'UNSUPPORTED', 'TOOMANYREQUESTS', 'UNAVAILABLE', 'UNKNOWN'],
  ...['RANGE_INVALID', 'PAGINATION_NUMBER_INVALID'],
]);
const Errors = z.object({ errors: z.array(z.object({ code: z.string() })).min(1) });

/** The registry's codes that are known; its other words may repeat what it was sent, and are dropped. */
function codesOf({ bytes }: HttpAnswer): string {
  try {
    const { errors } = Errors.parse(parseJsonBytes(bytes));
    const found = errors.slice(0, 100).map(({ code }) => code);
    return [...new Set(found)]
      .filter((code) => knownCodes.has(code))
      .map((code) => ` ${code}`)
      .join('');
  } catch {
    return '';
  }
}

/** A refusal by the registry, with its status and the codes it gave; `advice` where the caller knows better than the status. */
export function refusal(session: Session, what: string, answer: HttpAnswer, advice?: string): Fault {
  const login = answer.status === 401 || answer.status === 403;
  const hint = login
    ? 'Check registry.auth in safeguard.yml and what the role or login may do in this repository.'
    : advice;
  return new Fault(
    'REGISTRY_FAILED',
    `${session.repository}: ${what} was answered with ${answer.status}${codesOf(answer)}`,
    hint === undefined ? {} : { hint },
  );
}

/** True where a registry took what was sent; it is read back anyway. */
export function isTaken({ status }: HttpAnswer): boolean {
  return status === 200 || status === 201 || status === 202 || status === 204;
}
