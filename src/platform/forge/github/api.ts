// How GitHub's REST API is asked: one request, or page after page, with limits on what is read and for how long. It reads no meaning
// into an answer, and the token never appears in an error.
import { Fault } from '../../../base/fault.ts';
import { type Pace, sendRequest } from '../../http/request.ts';

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
export type AskPages = (
  route: string,
  parameters: Record<string, string | number>,
  what: string,
) => AsyncGenerator<Answer>;

/** GET requests we send ourselves: no proxy from the environment, no redirect, a deadline, bounded repeats. */
export function openApi(api: string, token: string, pace: Pace): Ask {
  const headers = {
    accept: 'application/vnd.github+json',
    'user-agent': 'safeguard',
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
  };
  return async (route, parameters) => {
    const url = fillRoute(api, route, parameters);
    const answer = await sendRequest({ method: 'GET', url, headers, limit: 32 * 1024 * 1024 }, pace);
    const rateLimited = answer.headers.get('x-ratelimit-remaining') === '0' || answer.headers.has('retry-after');
    return { status: answer.status, body: readJson(answer.bytes), bytes: answer.bytes.length, rateLimited };
  };
}

/** Pages of a hundred entries. Throws REMOTE_UNREACHABLE when they take too long together, REMOTE_UNEXPECTED when they are too large. */
export function openPages(ask: Ask, milliseconds: number): AskPages {
  return async function* (route, parameters, what) {
    const end = performance.now() + milliseconds;
    let bytes = 0;
    for (let page = 1; page <= mostPages; page += 1) {
      const answer = await ask(route, { ...parameters, per_page: pageSize, page });
      bytes += answer.bytes;
      if (bytes > mostListBytes)
        throw new Fault('REMOTE_UNEXPECTED', `GitHub sent more than ${mostListBytes} bytes as ${what}`);
      if (performance.now() > end)
        throw new Fault('REMOTE_UNREACHABLE', `GitHub did not finish ${what} within ${milliseconds / 1000} s`);
      yield answer;
    }
  };
}

/** `GET /repos/{owner}/...` with every name filled in and encoded; parameters the route does not name become the query. */
function fillRoute(api: string, route: string, parameters: Readonly<Record<string, string | number>>): URL {
  const path = route
    .replace('GET ', '')
    .replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(parameters[name])));
  const url = new URL(`${api.replace(/\/$/, '')}${path}`);
  for (const [name, value] of Object.entries(parameters)) {
    if (!route.includes(`{${name}}`)) url.searchParams.set(name, String(value));
  }
  return url;
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
