// What the tests of downloads share: a loopback server with prepared answers, a tar writer that writes any members, and a
// logger that keeps its lines. It checks nothing.
import { createHash } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';

/** Lower-case hexadecimal SHA-256. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A running server; `asked` holds the path of each request. */
export type Loopback = { url: string; asked: string[]; close(): void };

/** Answers each request by `listener`, on a free port of this machine. */
export async function serve(listener: RequestListener): Promise<Loopback> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, asked, close };
}

/** A server of fixed files by path; anything else is 404. */
export function serveFiles(files: Record<string, { bytes: Uint8Array; headers?: Record<string, string> }>) {
  return serve((request, response) => {
    const file = files[request.url ?? ''];
    response.writeHead(file ? 200 : 404, { 'content-length': file?.bytes.length ?? 0, ...file?.headers });
    response.end(file?.bytes);
  });
}

/** A logger that keeps what it is told. */
export function openLog() {
  const lines: string[] = [];
  const say = (text: string) => void lines.push(text);
  return { lines, log: { step: (_name: string, text: string) => say(text), info: say, warn: say } };
}

/** One member of a tar; `type` is the flag of its header. */
export type Member = {
  name: string;
  bytes?: Uint8Array | string;
  type?: string;
  prefix?: string;
  spoil?: (header: Buffer) => void;
};

/** A tar.gz of the members; `end` false leaves out the closing blocks. */
export function tarGz(members: readonly Member[], end = true): Buffer {
  const blocks = members.flatMap((member) => {
    const bytes = Buffer.from(member.bytes ?? '');
    return [header(member, bytes.length), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(end ? 1024 : 0)]));
}

function header({ name, type = '0', prefix = '', spoil }: Member, size: number): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write(name, 0, 'latin1');
  bytes.write('0000755\0', 100);
  bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  bytes.write('00000000000\0', 136);
  bytes.write(type, 156);
  bytes.write('ustar\u000000', 257);
  bytes.write(prefix, 345, 'latin1');
  bytes.write(' '.repeat(8), 148);
  bytes.write(
    `${bytes
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  spoil?.(bytes);
  return bytes;
}
