// What GitHub's answers have to be before anything is read out of them, and what is said where they are not.
import * as z from 'zod';
import { Fault } from '../../../base/fault.ts';
import { placesOf } from '../../../base/mistakes.ts';
import { printable } from '../../../base/text.ts';
import { RepositoryName } from '../../../model/ids.ts';
import type { Answer } from './api.ts';
import { githubReasons } from './reasons.ts';

/** The answer in its schema. Throws GITHUB_UNREADABLE naming the permission for 401, 403, 404 and 422; REMOTE_UNEXPECTED for anything else. */
export function expectAnswer<T>(schema: z.ZodType<T>, answer: Answer, what: string, permission: string): T {
  if (answer.status !== 200) throw refusal(answer, what, permission);
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw new Fault('REMOTE_UNEXPECTED', `GitHub answered something else than ${what}: ${placesOf(parsed.error)}`);
}

function refusal({ status, body, rateLimited }: Answer, what: string, permission: string): Fault {
  const said = z.object({ message: z.string() }).safeParse(body).data?.message ?? '';
  const reason = githubReasons.find((known) => said.startsWith(known));
  const text = `GitHub answered ${status}${reason === undefined ? '' : ` ${reason}`}`;
  if (status === 429 || (status === 403 && rateLimited)) {
    return new Fault('REMOTE_REFUSED', `${text} for ${what}: the rate limit is used up`, {
      hint: 'Wait for the limit to renew, then start a new run.',
    });
  }
  if (![401, 403, 404, 422].includes(status)) return new Fault('REMOTE_UNEXPECTED', `${text} for ${what}`);
  return new Fault('GITHUB_UNREADABLE', `${text} for ${what}; it exists not, or the token may not read it`, {
    hint: `Give the job the permission ${permission}: read.`,
  });
}

/** The two parts of `owner/name`. Throws INPUT_INVALID. */
export function split(repository: string): { owner: string; repo: string } {
  const name = RepositoryName.safeParse(repository);
  const [owner = '', repo = ''] = repository.split('/');
  if (name.success) return { owner, repo };
  throw new Fault('INPUT_INVALID', `${printable(repository, 200)} is no repository: expected owner/name`);
}
