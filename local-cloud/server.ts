// The base of every loopback server: routes, latency, faults, a log of requests. It speaks plain HTTP on 127.0.0.1
// only, keeps everything in memory, and does no TLS, no HTTP/2 and no access control.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SharedClock } from './clock.ts';

/** A request, its body read whole. */
export type Call = { method: string; url: URL; path: string; headers: Record<string, string>; body: Buffer };

/** An answer; `body` may be text, bytes or a JSON value. */
export type Reply = { status: number; headers?: Record<string, string>; body?: string | Uint8Array | object };

/** What may be made to go wrong on purpose; checked per request, before or after the handler. */
export type Fault =
  | { kind: 'status'; status: number; body?: string }
  | { kind: 'reset-before' }
  | { kind: 'reset-after' }
  | { kind: 'hang' }
  | { kind: 'flip-request-bit' }
  | { kind: 'alter-reply'; alter: (reply: Reply) => Reply };

/** The knobs of a running server. */
export type Knobs = {
  /** Milliseconds added to each answer. */
  latency: number;
  /** Returns the fault to apply to this call, or undefined. `index` counts calls from 0. */
  fault: (call: Call, index: number) => Fault | undefined;
};

/** A running server. `calls` keeps method, path and body of every request, in order of arrival. */
export type LoopbackServer = { url: string; knobs: Knobs; calls: Call[]; close(): Promise<void> };

/** Starts a server on a free loopback port (or `port`); `handle` answers each call. Its Date header is the shared clock's. */
export async function startServer(
  clock: SharedClock,
  handle: (call: Call) => Reply | Promise<Reply>,
  port = 0,
): Promise<LoopbackServer> {
  const knobs: Knobs = { latency: 0, fault: () => undefined };
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    answer(request, response, { clock, handle, knobs, calls }).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    knobs,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type Context = { clock: SharedClock; handle: (call: Call) => Reply | Promise<Reply>; knobs: Knobs; calls: Call[] };

async function answer(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const call = await readCall(request);
  const index = context.calls.push(call) - 1;
  if (context.knobs.latency > 0) await new Promise((resolve) => setTimeout(resolve, context.knobs.latency));
  const fault = context.knobs.fault(call, index);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset-before') return void request.socket.destroy();
  if (fault?.kind === 'status') return send(response, { status: fault.status, body: fault.body ?? '' }, context.clock);
  if (fault?.kind === 'flip-request-bit' && call.body.length > 0) call.body[0] = (call.body[0] ?? 0) ^ 1;
  const reply = await context.handle(call);
  if (fault?.kind === 'reset-after') return void request.socket.destroy();
  send(response, fault?.kind === 'alter-reply' ? fault.alter(reply) : reply, context.clock);
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { method: request.method ?? 'GET', url, path: url.pathname, headers, body: Buffer.concat(chunks) };
}

function send(response: ServerResponse, reply: Reply, clock: SharedClock): void {
  const json = reply.body !== undefined && typeof reply.body !== 'string' && !(reply.body instanceof Uint8Array);
  const body = json ? JSON.stringify(reply.body) : (reply.body ?? '');
  const type: Record<string, string> = json ? { 'content-type': 'application/json' } : {};
  response.writeHead(reply.status, { date: new Date(clock.now() * 1000).toUTCString(), ...type, ...reply.headers });
  response.end(body);
}
