// A server that sends unrequested data, for the tests of remote readers. Loopback only.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a request is answered; `count` counts from 1. */
export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const mebibyte = Buffer.alloc(1024 * 1024, 0x20);

/** Starts one; `asked` tells how many requests came. */
export async function startPouring(answer: Answer): Promise<{ url: string; asked(): number; close(): void }> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    answer(request, response, count);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => count,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Sends megabytes until the other side has had enough. */
export function pour(response: ServerResponse): void {
  const go = () => {
    while (!response.destroyed && response.write(mebibyte));
    response.once('drain', go);
  };
  response.on('error', () => undefined);
  go();
}

/** Sends a byte now and then, without end. */
export function trickle(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => clearInterval(timer));
}
