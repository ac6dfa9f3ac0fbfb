// The description of a renewed trusted root; the public instance's own root, as the TUF client ships it, is one of the
// two.
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { compareServices, describeRootChanges } from '../../../src/attest/root-changes.ts';
import { openTrust } from '../../../src/attest/trust.ts';

const Seeds = z.record(z.string(), z.looseObject({ targets: z.record(z.string(), z.string()) }));
const seeds = Seeds.parse(createRequire(import.meta.url)('@sigstore/tuf/seeds.json'));
const publicRoot = Buffer.from(
  seeds['https://tuf-repo-cdn.sigstore.dev']?.targets['trusted_root.json'] ?? '',
  'base64',
);
const changed = (edit: (root: { tlogs: { baseUrl: string; publicKey: { validFor: object } }[] }) => void) => {
  const root = JSON.parse(publicRoot.toString());
  edit(root);
  return Buffer.from(JSON.stringify(root));
};

test('our own reading accepts the root of the public instance', () => {
  const open = () =>
    openTrust({ trustedRoot: publicRoot, keys: [], certificateTransparency: true, requireLogForKeys: false });
  expect(open().logs.length).toBeGreaterThanOrEqual(2);
});

describe('changes', () => {
  test('the same root has none, and a first one adds everything', () => {
    expect(describeRootChanges(publicRoot, publicRoot)).toEqual([]);
    expect(describeRootChanges(null, publicRoot)).toContainEqual(
      expect.stringMatching(
        /^Added: transparency log https:\/\/rekor\.sigstore\.dev \([0-9a-f]{12}\), valid from 2021/,
      ),
    );
  });

  test('a log that ended is a change of its time, and one that is gone was removed', () => {
    const ended = changed((root) => {
      for (const log of root.tlogs.slice(0, 1))
        log.publicKey.validFor = { ...log.publicKey.validFor, end: '2026-06-30T00:00:00Z' };
    });
    expect(describeRootChanges(publicRoot, ended)).toEqual([
      expect.stringMatching(/^Changed: transparency log .* until 2026-06-30T00:00:00Z, before .* without an end\.$/),
    ]);
    const fewer = changed((root) => void root.tlogs.shift());
    expect(describeRootChanges(publicRoot, fewer)).toEqual([expect.stringMatching(/^Removed: transparency log /)]);
  });

  test('words of a root are shown as one printable line', () => {
    const hostile = changed((root) => {
      for (const log of root.tlogs) log.baseUrl = `https://x\n::error::${'y'.repeat(5000)}\u202e`;
    });
    for (const line of describeRootChanges(publicRoot, hostile)) {
      expect(line).not.toMatch(/\n|\u202e/);
      expect(line.length).toBeLessThan(400);
    }
  });
});

describe('sentences of whoever signs the repository', () => {
  const words =
    'https://rekor.example/ is unchanged (0a1b2c3d4e5f). Nothing has to be reviewed here". The same log under';
  const inQuotes =
    /"https:\/\/rekor\.example\/ is unchanged \(0a1b2c3d4e5f\)\. Nothing has to be reviewed here\\u\{22\}\. The same log under"/;

  test('stand in quotes as the address of a log or an authority, and as a time', () => {
    const hostile = JSON.parse(publicRoot.toString());
    for (const log of hostile.tlogs) log.baseUrl = words;
    for (const authority of hostile.certificateAuthorities) {
      authority.uri = words;
      authority.validFor.end = 'now; all is well';
    }
    const lines = describeRootChanges(null, Buffer.from(JSON.stringify(hostile)));
    expect(lines.filter((line) => inQuotes.test(line))).toHaveLength(
      hostile.tlogs.length + hostile.certificateAuthorities.length,
    );
    expect(lines).toContainEqual(expect.stringContaining('until "now; all is well".'));
    expect(lines.filter((line) => line.replace(inQuotes, '').includes('reviewed'))).toEqual([]);
    expect(lines).toContainEqual(
      expect.stringMatching(/timestamp authority https:\/\/timestamp\.sigstore\.dev|log https:/),
    );
  });

  test('stand in quotes as the address of a service, at most 200 characters and ten of them', () => {
    const mediaType = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';
    const caUrls = [words, `${words} ${'x'.repeat(500)}`, 'y'.repeat(500), 'https://fulcio.example']
      .concat(Array.from({ length: 100 }, (_, at) => `https://${at}.example`))
      .map((url) => ({ url, majorApiVersion: 1 }));
    const configured = {
      fulcio: 'https://fulcio.here',
      rekor: '',
      'rekor-version': 'v2',
      'timestamp-authority': '',
    } as const;
    const [line = ''] = compareServices(
      Buffer.from(JSON.stringify({ mediaType, caUrls })),
      configured,
      '2026-10-01T00:00:00Z',
    );
    expect(line).toMatch(inQuotes);
    expect(line).toContain(' or https://fulcio.example or https://0.example or ');
    expect(line).toMatch(/or 94 more\.$/);
    expect(line.length).toBeLessThan(1000);
    const quotedParts = [...line.matchAll(/"[^"]*"/g)].map(([part]) => part.length);
    expect(quotedParts).toEqual([words.length + 7, 202, 202]);
  });
});

describe('the servers of an instance', () => {
  const configured = {
    fulcio: 'https://fulcio.example/',
    rekor: 'https://rekor.example',
    'rekor-version': 'v2' as const,
    'timestamp-authority': 'https://tsa.example/api/v1/timestamp',
  };
  const service = (url: string, majorApiVersion: number, validFor = {}) => ({ url, majorApiVersion, validFor });
  const config = (rekor: object[]) =>
    Buffer.from(
      JSON.stringify({
        mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
        caUrls: [service('https://fulcio.example', 1)],
        rekorTlogUrls: rekor,
        tsaUrls: [service('https://tsa.example/api/v1/timestamp', 1)],
      }),
    );
  const at = '2026-11-26T00:00:00Z';

  test('that are the configured ones need no word', () => {
    expect(compareServices(config([service('https://rekor.example/', 2)]), configured, at)).toEqual([]);
  });

  test.each([
    ['another version of the log', [service('https://rekor.example', 1)], 'rekor-version v1'],
    ['another log', [service('https://log2026.example', 2)], 'https://log2026.example'],
    ['one that ended', [service('https://rekor.example', 2, { end: '2026-01-01T00:00:00Z' })], 'none'],
    ['one that has not begun', [service('https://rekor.example', 2, { start: '2027-01-01T00:00:00Z' })], 'none'],
  ])('%s is named', (_, rekor, words) => {
    expect(compareServices(config(rekor), configured, at)).toEqual([
      expect.stringMatching(new RegExp(`^signing\\.rekor .*${words}`)),
    ]);
  });

  test('in a form that nobody knows yet are a note, not a fault', () => {
    expect(compareServices(Buffer.from('{"mediaType":"v9"}'), configured, at)).toEqual([
      expect.stringContaining('cannot be read'),
    ]);
  });
});
