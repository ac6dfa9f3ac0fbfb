// A server, or something in front of one, that repeats what it was sent: in its body, in the fields that clients print, and in headers;
// as it came, encoded, or spread out. And a search for what must have stayed unseen, written apart from what hides it.
import type { Call, Fault } from '../../local-cloud/server.ts';

/** Ways in which a text comes back. */
export const echoForms: Readonly<Record<string, (secret: string) => string>> = {
  'as it came': (secret) => secret,
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'in base64 behind one character': (secret) => Buffer.from(`"${secret}"`).toString('base64'),
  'in base64 behind two characters': (secret) => Buffer.from(`: ${secret}`).toString('base64'),
  'in base64url': (secret) => Buffer.from(secret).toString('base64url'),
  'in base64 by lines of 20': (secret) => Buffer.from(secret).toString('base64').replace(/.{20}/g, '$&\r\n'),
  'in hexadecimal': (secret) => Buffer.from(secret).toString('hex'),
  'in percent signs': (secret) => Buffer.from(secret).toString('hex').replace(/../g, '%$&'),
  'in percent signs twice': (secret) => Buffer.from(secret).toString('hex').replace(/../g, '%25$&'),
  'in escapes of JSON': (secret) => [...secret].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join(''),
  'in entities of XML': (secret) => [...secret].map((c) => `&#${c.charCodeAt(0)};`).join(''),
  'over lines': (secret) => secret.replace(/.{7}/g, '$&\n'),
  'with blanks': (secret) => secret.replace(/.{5}/g, '$& '),
  'with blanks of no width': (secret) => secret.replace(/.{3}/g, '$&\u200b'),
  'with line breaks of JSON': (secret) => secret.replace(/.{9}/g, '$&\\n'),
  'in capitals': (secret) => secret.toUpperCase(),
  'its second half': (secret) => secret.slice(secret.length / 2),
  'its middle part': (secret) => secret.split('.')[1] ?? secret.slice(5, -5),
};

/** Everything secret in a request, as a server sees it. */
export function secretsIn({ headers, body, url }: Call): string[] {
  const authorization = headers['authorization'] ?? '';
  const [, basic = ''] = /^Basic (\S+)$/.exec(authorization) ?? [];
  const [, bearer = ''] = /^Bearer (\S+)$/.exec(authorization) ?? [];
  const password = Buffer.from(basic, 'base64').toString().split(':')[1] ?? '';
  const tokens = decodeURIComponent(body.toString('latin1').replaceAll('%', '%25')).match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g);
  const aws = [headers['x-amz-security-token'] ?? '', url.searchParams.get('X-Amz-Signature') ?? ''];
  return [basic, password, bearer, ...(tokens ?? []), ...aws].filter((secret) => secret.length >= 12);
}

/** Bodies that put a text where clients look for a reason. */
export const echoBodies: Readonly<Record<string, (text: string) => string>> = {
  text: (text) => `blocked by proxy: ${text}`,
  registry: (text) => JSON.stringify({ errors: [{ code: text, message: text, detail: { header: text } }] }),
  json: (text) => JSON.stringify({ message: text, code: 7, error: text, documentation_url: text, [text]: text }),
  sentence: (text) => JSON.stringify({ message: `Bad credentials ${text}`, code: 3 }),
  aws: (text) => JSON.stringify({ __type: text, message: text, Message: text }),
  xml: (text) => {
    const shown = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<ErrorResponse><Error><Code>${shown}</Code><Message>${shown}</Message></Error></ErrorResponse>`;
  },
  's3 xml': (text) => {
    const shown = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Not ${shown}</Message></Error>`;
  },
};

/** A fault that answers every request that holds a secret with `status` and the secrets, and tells `seen` of them. */
export function echoing(
  status: number,
  form: string,
  body: string,
  seen: Set<string>,
): (call: Call) => Fault | undefined {
  return (call) => {
    const secrets = secretsIn(call);
    for (const secret of secrets) seen.add(secret);
    if (secrets.length === 0) return undefined;
    const text = secrets.map((secret) => echoForms[form]?.(secret) ?? secret).join(' ');
    return { kind: 'status', status, body: echoBodies[body]?.(text) ?? text };
  };
}

const longest = 10;

/** What of the secrets can be found in a text, in any of many readings: ten letters and digits in a row, in the right order. */
export function findLeaks(text: string, secrets: Iterable<string>): string[] {
  const readings = readingsOf(text);
  return [...secrets].flatMap((secret) => {
    const letters = bare(secret);
    for (let at = 0; at + longest <= letters.length; at += 1) {
      const part = letters.slice(at, at + longest);
      if (readings.some((reading) => reading.includes(part))) return [`${part} of a secret of ${secret.length}`];
    }
    return [];
  });
}

function readingsOf(text: string): string[] {
  const decoded = [text, fromEscapes(text), fromEscapes(fromEscapes(text))];
  const packed = decoded.flatMap((one) => [
    ...(one.replace(/\s+/g, '').match(/[\w+/-]{16,}/g) ?? []).flatMap((run) =>
      [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64').toString('latin1')),
    ),
    ...(one.match(/[0-9a-f]{24,}/gi) ?? []).map((run) => Buffer.from(run, 'hex').toString('latin1')),
  ]);
  return [...decoded, ...packed].map(bare);
}

function fromEscapes(text: string): string {
  return text
    .replace(/%([0-9a-f]{2})|\\u([0-9a-f]{4})/gi, (_, a, b) => String.fromCharCode(Number.parseInt(a ?? b, 16)))
    .replace(/&#(\d{1,6});/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\\[nrt]|\\u\{[0-9a-f]+\}/g, '');
}

function bare(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}
