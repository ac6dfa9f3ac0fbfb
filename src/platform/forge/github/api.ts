// How GitHub's REST API is asked: one question, or page after page, with limits on a whole list. It reads no meaning into an answer.
import { Fault } from '../../../base/fault.ts';
import { type Get, isLimited } from './octokit.ts';

/** Entries of a page that is not the last. */
export const pageSize = 100;
/** 10,000 entries; whoever has more between two deploys gets an incomplete list, which denies. */
export const mostPages = 100;

/** Most bytes of one list; a history with more text in it cannot be read whole. */
const mostListBytes = 128 * 1024 * 1024;

/** Milliseconds for all pages of a list. */
export const usualListPace = 5 * 60_000;

/** An answer of any status; `bytes` is its length. */
export type Answer = { status: number; body: unknown; bytes: number; rateLimited: boolean };
/** Asks for one route, filled in with these parameters. */
export type Ask = (route: string, parameters: Record<string, string | number>) => Promise<Answer>;
/** A page after the other, for as long as a list may take and as many bytes as it may have. */
export type AskPages = (list: List) => AsyncGenerator<Answer>;
/** A list: its route, what fills it in, and its name in messages. */
export type List = { route: string; where: Record<string, string | number>; what: string };

/** Questions whose answers are read as JSON. */
export function openApi(get: Get): Ask {
  return async (route, parameters) => {
    const answer = await get(route, parameters);
    const { status, bytes } = answer;
    return { status, body: readJson(bytes), bytes: bytes.length, rateLimited: isLimited(answer) };
  };
}

/** Pages of a hundred entries. Throws REMOTE_UNREACHABLE when they take too long together, REMOTE_UNEXPECTED when they are too large. */
export function openPages(ask: Ask, milliseconds: number): AskPages {
  return async function* ({ route, where, what }) {
    const end = performance.now() + milliseconds;
    let bytes = 0;
    for (let page = 1; page <= mostPages; page += 1) {
      const answer = await ask(route, { ...where, per_page: pageSize, page });
      bytes += answer.bytes;
      if (bytes > mostListBytes)
        throw new Fault('REMOTE_UNEXPECTED', `GitHub sent more than ${mostListBytes} bytes as ${what}`);
      if (performance.now() > end)
        throw new Fault('REMOTE_UNREACHABLE', `GitHub did not finish ${what} within ${milliseconds / 1000} s`);
      yield answer;
    }
  };
}

function readJson(bytes: Uint8Array): unknown {
  try {
    // Half a character, which JSON can spell out and no signed text can hold, becomes the sign for what is unreadable.
    return JSON.parse(Buffer.from(bytes).toString('utf8'), (_key, value: unknown) =>
      typeof value === 'string' ? value.toWellFormed() : value,
    );
  } catch {
    return undefined;
  }
}
