// Whatever comes back of a secret is hidden, in every form that it may take; what is no secret stays as it is.
import { describe, expect, test } from '@jest/globals';
import { openRedactor } from '../../src/base/redaction.ts';
import { readCoAuthors } from '../../src/gate/trailers.ts';
import { guarded } from '../../src/main/guard.ts';
import { echoForms, findLeaks } from './echo.ts';

const jwt = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"sub":"repo:clinic/clinic-api"}').toString('base64url')}.${'q7Xz-_'.repeat(9)}`;
const secrets = {
  'a token of GitHub': 'ghs_16C7e42F292c6912E7710c838347Ae178B4a',
  'a token of the job': jwt,
  'a password': 'correct-horse/battery+staple=9',
  'a key of AWS': 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'a login in base64': Buffer.from('AWS:e2aadf67dcd9ae3fa8ef01').toString('base64'),
};

describe.each(Object.entries(secrets))('%s', (_name, secret) => {
  const redactor = openRedactor();
  redactor.know(secret);

  test.each(Object.entries(echoForms))('is hidden %s', (_form, form) => {
    const said = `blocked by proxy: authorization: ${form(secret)}; ask your administrator`;
    const shown = redactor.redact(said);
    expect(findLeaks(said, [secret])).not.toEqual([]);
    expect(findLeaks(shown, [secret])).toEqual([]);
    expect(shown).toMatch(/^blocked by proxy: authori[\s\S]*\*\*\*[\s\S]*; ask your administrator$/);
  });
});

describe('what is no secret', () => {
  const redactor = openRedactor();
  for (const secret of Object.values(secrets)) redactor.know(secret);

  test.each([
    'GitHub answered 403 Resource not accessible by integration',
    'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    `registry.example/clinic/clinic-api@sha256:${'0123456789abcdef'.repeat(4)}`,
    'repo:clinic/clinic-api:environment:production',
    '{"a":"%41\\u0041&#65;"}',
    '',
  ])('%j stays', (text) => {
    expect(redactor.redact(text)).toBe(text);
  });

  test('stays in data, of which only the texts are changed', () => {
    const data = { a: [1, null, true, `x ${secrets['a token of GitHub']}`], [secrets['a password']]: { b: 'c' } };
    expect(redactor.redactAll(data)).toEqual({ a: [1, null, true, 'x ***'], '***': { b: 'c' } });
  });
});

describe('a port behind the guard', () => {
  // Everybody knows the header of a token of GitHub, so anybody may write it, over a blank line that begins git's trailers.
  const message = `Title\n\nSome words ${jwt.slice(0, 6)}\n\n${jwt.slice(6, 14)}: x\nCo-authored-by: J <41002+j@users.noreply.github.com>`;
  const redactor = openRedactor();
  redactor.know(jwt);
  const said = { message, [jwt]: [jwt] };
  const port = guarded(
    {
      answer: async () => said,
      now: () => said,
      refuse: () => Promise.reject(new Error(`blocked: ${jwt}`)),
      fail: () => {
        throw new Error(`blocked: ${jwt}`);
      },
    },
    redactor,
  );

  test('answers what was answered, and the co-author counts', async () => {
    expect(await port.answer()).toBe(said);
    expect(port.now()).toBe(said);
    expect(readCoAuthors((await port.answer()).message).people).toHaveLength(1);
    // Where such words are hidden before they are read, the blank line goes with them, and the co-author too.
    expect(readCoAuthors(redactor.redact(message)).people).toHaveLength(0);
  });

  test('hides secrets in errors', async () => {
    await expect(port.refuse()).rejects.toThrow(/^blocked: \*\*\*[-_]*$/);
    expect(() => port.fail()).toThrow(/^blocked: \*\*\*[-_]*$/);
  });
});

test('short secrets are hidden as they are and in percent signs, and the shortest words are none', () => {
  const redactor = openRedactor();
  for (const secret of ['p@$$w0rd', 'true']) redactor.know(secret);
  expect(redactor.redact('sent p@$$w0rd and p%40%24%24w0rd, true')).toBe('sent *** and ***, true');
});

test.each(Object.entries(echoForms).filter(([name]) => !name.startsWith('its ')))(
  'a password of eight letters is hidden %s',
  (_form, form) => {
    const redactor = openRedactor();
    redactor.know('Tr0ub4dr');
    const shown = redactor.redact(`blocked by proxy: ${form('Tr0ub4dr')}; ask your administrator`);
    expect(shown).toMatch(/^blocked by proxy: .{0,4}\*\*\*.{0,4}; ask your administrator$/s);
  },
);

test('a text of 1 MB that is full of beginnings of secrets is read in a few seconds', () => {
  const redactor = openRedactor();
  for (const secret of Object.values(secrets)) redactor.know(secret);
  const text = `${jwt.slice(0, 11)}%`.repeat(1_000_000 / 12);
  const start = performance.now();
  expect(redactor.redact(text).length).toBeGreaterThan(900_000);
  expect(performance.now() - start).toBeLessThan(20_000);
});

test('as many hits as a text can hold are hidden, and cost no more than the text', () => {
  const redactor = openRedactor();
  redactor.know('zq9x7w2k');
  const shown = redactor.redact('zq9x7w2k '.repeat(150_000));
  expect(shown.includes('zq9x')).toBe(false);
});
