// One anchor carried on by the next: what both name goes on, what only the older names has ended, and an end is never moved to a later time.
import { describe, expect, test } from '@jest/globals';
import { mergeAnchors } from '../../../src/audit/anchor-merge.ts';
import { Anchor } from '../../../src/model/evidence.ts';
import { commit, noon, repositoryId, sha256 } from '../evidence/examples.ts';
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
  part: 'deploy',
});
const root = (name: string, certificate_transparency = true) => ({ sha256: sha256(name), certificate_transparency });
const head = (seq: number, environment = 'production') => ({
  repository_id: repositoryId,
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
const plain = { until: later, why: expect.any(String), heads: old.ledger_heads };

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
    expect(found).toMatchObject([{ ended: plain }, {}]);
    expect(JSON.stringify(Object(found)[1])).not.toContain('ended');
  });

  test('an end that is known is kept, and moved to an earlier time only', () => {
    const ended = merged({ contracts: [contract('v1.1.0')] });
    const once = (until: number) =>
      mergeAnchors(ended, next({ printed_at: later + 99, contracts: [contract('v1.1.0')] }), ({ san }) =>
        san.endsWith('v1.0.0') ? { until, why: 'revoked' } : null,
      ).contracts[0]?.ended;
    expect(once(later + 50)).toMatchObject({ until: later });
    expect(once(noon - 50)).toMatchObject({ until: noon - 50, why: 'revoked', heads: old.ledger_heads });
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
});
