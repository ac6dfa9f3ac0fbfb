// How much of an answer of AWS, or of whoever answers in its place, is read. The SDK alone reads on for as long as somebody sends.
import { pipeline, Readable, Transform } from 'node:stream';
import { Fault } from '../../../base/fault.ts';

/** Most bytes of an answer that only says something: a page of a list, credentials, a key, an error. */
const answerLimit = 8 * 1024 * 1024;

/** Where `limitAnswers` belongs in a client's stack: before anything reads the body. */
export const limitPlace = { step: 'deserialize', priority: 'low', name: 'limitAnswers' } as const;

/** SDK middleware that ends an answer above the bytes that its command may have, with REMOTE_UNEXPECTED; `special` names commands with limits of their own. */
export function limitAnswers(special: Readonly<Record<string, number>> = {}) {
  return <A, R extends { response: unknown }>(
    next: (args: A) => Promise<R>,
    { commandName = '' }: { commandName?: string },
  ) =>
    async (args: A) => {
      const result = await next(args);
      const { response } = result;
      if (typeof response === 'object' && response !== null && 'body' in response && response.body instanceof Readable)
        response.body = cutAt(special[commandName] ?? answerLimit, response.body);
      return result;
    };
}

function cutAt(limit: number, body: Readable): Readable {
  let size = 0;
  const counted = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length;
      if (size <= limit) done(null, chunk);
      else done(new Fault('REMOTE_UNEXPECTED', `the server answered with more than ${limit} bytes`));
    },
  });
  // An error of either side ends both; whoever reads `counted` meets it there.
  pipeline(body, counted, () => undefined);
  return counted;
}
