// One anchor carried on by the next: what both name goes on, what only the older names has ended, and an end is never moved to a later time.
import { describe, expect, test } from '@jest/globals';
import { parseAnchor } from '../../../src/audit/anchor.ts';
import { mergeAnchors, uncoveredEnds } from '../../../src/audit/anchor-merge.ts';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { jsonText } from '../../../src/base/text.ts';
import { Anchor } from '../../../src/model/evidence.ts';
import { RepositoryId } from '../../../src/model/ids.ts';
import { commit, noon, repositoryId, service, sha256 } from '../evidence/examples.ts';
import { keySigner } from './key-signer.ts';

const [first, second] = [keySigner(), keySigner()];
const contract = (version: string, change: object = {}) => ({
  san: `https://github.com/clinic/compliance/.github/workflows/deploy-prod.yml@refs/tags/${version}`,
  issuer: 'https://token.actions.githubusercontent.com',
  commit,
  part: 'deploy',
  ...change,
});
const key = (signer: typeof first) => ({
  spki_sha256: signer.spkiSha256,
  spki: Buffer.from(signer.spki).toString('base64'),
  repository_id: repositoryId,
  service,
  part: 'deploy',
});
const root = (name: string, certificate_transparency = true) => ({ sha256: sha256(name), certificate_transparency });
const head = (seq: number, environment = 'production') => ({
  repository_id: repositoryId,
  service,
  environment,
  seq,
  result_sha256: sha256(`result ${seq}`),
});
const anchor = (change: object) =>
  Anchor.parse({
    schema: 'safeguard.anchor/v2',
    printed_at: noon,
    trusted_roots: [root('root')],
    contracts: [contract('v1.0.0')],
    keys: [key(first)],
    policies: [{ sha256: sha256('policy') }],
    ledger_heads: [head(3)],
    unread_ledgers: [],
    ...change,
  });
const later = noon + 3600;
const old = anchor({});
const next = (change: object) => anchor({ printed_at: later, ledger_heads: [head(7)], ...change });
const merged = (change: object, before = old, ending: { until: number; why: string } | null = null) =>
  mergeAnchors(before, next(change), () => ending);
const plain = { until: later, why: expect.any(String) };

describe('merging', () => {
  test('changes nothing where nothing ended, and takes the newer heads', () => {
    expect(merged({})).toEqual(next({}));
    expect(merged({ ledger_heads: [head(1, 'staging')] }).ledger_heads).toEqual([head(3), head(1, 'staging')]);
  });

  test.each<[string, object, string, number]>([
    ['a contract', { contracts: [contract('v1.1.0')] }, 'contracts', 2],
    ['a contract at another commit', { contracts: [contract('v1.0.0', { commit: 'ab'.repeat(20) })] }, 'contracts', 2],
    ['a contract of another issuer', { contracts: [contract('v1.0.0', { issuer: 'https://x' })] }, 'contracts', 2],
    ['a key', { keys: [key(second)] }, 'keys', 2],
    ['a root', { trusted_roots: [root('other')] }, 'trusted_roots', 2],
    ['a root without transparency', { trusted_roots: [root('root', false)] }, 'trusted_roots', 2],
    ['a policy', { policies: [{ sha256: sha256('other') }] }, 'policies', 2],
  ])('ends %s that is not named any more, below the heads of the older', (_name, change, list, count) => {
    const found = Object.entries(merged(change)).find(([name]) => name === list)?.[1];
    expect(found).toHaveLength(count);
    expect(found).toMatchObject([{ ended: { ...plain, heads: list === 'keys' ? old.ledger_heads : [] } }, {}]);
    expect(JSON.stringify(Object(found)[1])).not.toContain('ended');
  });

  test('an end that is known is kept, and moved to an earlier time only', () => {
    const ended = merged({ contracts: [contract('v1.1.0')] });
    const once = (until: number) =>
      mergeAnchors(ended, next({ printed_at: later + 99, contracts: [contract('v1.1.0')] }), ({ san }) =>
        san.endsWith('v1.0.0') ? { until, why: 'revoked' } : null,
      ).contracts[0]?.ended;
    expect(once(later + 50)).toMatchObject({ until: later });
    expect(once(noon - 50)).toMatchObject({ until: noon - 50, why: 'revoked', heads: [] });
  });

  test('what came back counts from the earlier anchor on, with the gap closed', () => {
    const gone = merged({ contracts: [contract('v1.1.0')], policies: [{ sha256: sha256('other') }] });
    const back = mergeAnchors(gone, next({ printed_at: later + 99 }), () => null);
    expect(back.contracts).toMatchObject([
      { ended: { until: later } },
      { ended: { until: later + 99 } },
      { from: later },
    ]);
    expect(back.policies).toMatchObject([{ ended: { until: later } }, { ended: {} }, { from: later }]);
    const again = mergeAnchors(back, next({ printed_at: later + 199 }), () => null);
    expect(again.contracts).toEqual(back.contracts);
  });

  test('an ended key takes the heads of its own repository along, and keeps those of its end', () => {
    const other = { ...head(5), repository_id: RepositoryId.parse('7002') };
    const before = anchor({ ledger_heads: [head(3), head(2, 'staging'), other] });
    const ended = merged({ keys: [key(second)] }, before);
    expect(ended.keys[0]?.ended?.heads).toEqual([head(3), head(2, 'staging')]);
    const again = mergeAnchors(ended, next({ printed_at: later + 99, keys: [key(second)] }), () => null);
    expect(again.keys).toEqual(ended.keys);
    const full = Anchor.parse({
      ...ended,
      keys: [{ ...ended.keys[0], ended: { ...plain, why: 'x', heads: [head(3), other] } }],
    });
    const pruned = mergeAnchors(full, next({ printed_at: later + 99, keys: [key(second)] }), () => null);
    expect(pruned.keys[0]?.ended?.heads).toEqual([head(3)]);
  });

  test.each([
    ['a new repository', { repository_id: '7002' }, '7002/clinic-api/deploy'],
    ['another service', { service: 'clinic-web' }, '7001/clinic-web/deploy'],
    ['the other part', { part: 'build' }, '7001/clinic-api/build'],
  ])('a key that goes to %s ends where it was, and the anchor is one that is read', (_name, change, now) => {
    const moved = merged({ keys: [{ ...key(first), ...change }] });
    const found = parseAnchor(canonicalBytes(moved)).keys;
    expect(found.map((one) => [`${one.repository_id}/${one.service}/${one.part}`, one.ended?.heads])).toEqual([
      ['7001/clinic-api/deploy', old.ledger_heads],
      [now, undefined],
    ]);
    const back = mergeAnchors(moved, next({ printed_at: later + 99 }), () => null);
    expect(parseAnchor(canonicalBytes(back)).keys.filter(({ ended }) => !ended)).toHaveLength(1);
  });

  test('a key that ends without a head of its ledgers is told, one with a head is not, and neither is an old end', () => {
    const bare = anchor({ ledger_heads: [] });
    const lost = merged({ keys: [key(second)] }, bare);
    expect(uncoveredEnds(lost)).toEqual([expect.stringContaining(first.spkiSha256.slice(0, 12))]);
    expect(uncoveredEnds(merged({ keys: [key(second)] }))).toEqual([]);
    expect(
      uncoveredEnds(mergeAnchors(lost, next({ printed_at: later + 99, keys: [key(second)] }), () => null)),
    ).toEqual([]);
  });

  test('300 ledgers and 60 releases, with a key that is new in each, stay well within what is read', () => {
    const release = (count: number) =>
      anchor({
        printed_at: noon + count,
        contracts: [contract(`v1.${count}.0`), contract(`v1.${count}.0-build`, { part: 'build' })],
        keys: [key(keySigner())],
        policies: [{ sha256: sha256(`policy ${count}`) }],
        ledger_heads: Array.from({ length: 300 }, (_, index) => ({
          ...head(count, index % 2 ? 'staging' : 'production'),
          repository_id: String(7001 + (index >> 1)),
        })),
      });
    let all = release(0);
    for (let count = 1; count < 60; count += 1) all = mergeAnchors(all, release(count), () => null);
    const text = jsonText(all, 2);
    expect(text.length).toBeLessThan(1024 * 1024);
    const read = parseAnchor(new TextEncoder().encode(text));
    expect([read.contracts.length, read.keys.length, read.ledger_heads.length]).toEqual([120, 60, 300]);
    expect(read.keys.map(({ ended }) => ended?.heads.length)).toEqual([...Array(59).fill(2), undefined]);
  });

  test('refuses an earlier anchor that was printed later, and takes one of the same second', () => {
    const at = (printed_at: number) => () => mergeAnchors(anchor({ printed_at }), next({}), () => null);
    expect(at(later + 1)).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID', message: expect.stringContaining('was printed at') }),
    );
    expect(at(later)().printed_at).toBe(later);
  });
});
