// Signs requests to AWS's query interface (Signature Version 4), for administration that the shipped SDK clients do not cover.
// Written apart from the SDK; it does no retries and no chunked bodies.
import { createHash, createHmac } from 'node:crypto';
import type { S3Place } from './bucket.ts';

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/** Sends a form (`Action` and its parameters) as the place's owner and returns the answer's text; throws an Error with it when refused. */
export async function sendForm(place: S3Place, service: string, form: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(form).toString();
  const host = new URL(place.endpoint).host;
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${place.region}/${service}/aws4_request`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded', host, 'x-amz-date': time };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${place.owner.secretAccessKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex');
  const credential = `Credential=${place.owner.accessKeyId}/${scope}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`;
  const response = await fetch(place.endpoint, { method: 'POST', headers: { ...headers, authorization }, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} ${form['Action']}: HTTP ${response.status} ${text.slice(0, 500)}`);
  return text;
}
