// What is said of a renewed trusted root; the public instance's own root, as the TUF client ships it, is one of the two.
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
