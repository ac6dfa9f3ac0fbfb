// Anchors of every version, as today's code knows them. Auditors keep such files for years.
import type * as z from 'zod';
import type { Anchor } from '../../model/evidence.ts';
import { type FormatReading, formatOf, versionOf } from '../format.ts';
import { Anchor as AnchorV1 } from './v1.ts';
import { Anchor as AnchorV2 } from './v2.ts';

type StoredV1 = z.output<typeof AnchorV1>;

const anchor = formatOf<unknown, Anchor>({
  'safeguard.anchor/v1': versionOf(AnchorV1, upgradeV1),
  'safeguard.anchor/v2': versionOf(AnchorV2, (old): Anchor => old),
});

/** An anchor from its JSON. Never throws. */
export function readAnchorValue(json: unknown): FormatReading<unknown, Anchor> {
  return anchor.readValue(json);
}

/** Version 1 knew no validity in time: none of its entries has ended, and the time of printing is unknown. */
function upgradeV1(old: StoredV1): Anchor {
  const { issuer, certificate_transparency } = old;
  return {
    schema: 'safeguard.anchor/v2',
    printed_at: 0,
    trusted_roots: old.trusted_roots.map((root) => ({ ...root, certificate_transparency })),
    contracts: old.contracts.map((contract) => ({ ...contract, issuer })),
    keys: old.keys,
    policies: old.policies.map((sha256) => ({ sha256 })),
    ledger_heads: old.ledger_heads,
    unread_ledgers: [],
  };
}
