// The anchor as it was before it knew of time. Auditors keep such files for years, so they are read on, as anchors in which nothing
// has ended.
import * as z from 'zod';
import { Anchor } from '../model/evidence.ts';
import { Sha256 } from '../model/ids.ts';

const { trusted_roots, contracts, keys, ledger_heads } = Anchor.shape;

/** The older form: no field for time, one issuer, and certificate transparency for all roots at once. */
export const AnchorV1 = z.strictObject({
  schema: z.literal('safeguard.anchor/v1'),
  issuer: z.string().min(1),
  trusted_roots: z.array(trusted_roots.element.pick({ sha256: true, document: true })),
  certificate_transparency: z.boolean(),
  contracts: z.array(contracts.element.pick({ san: true, commit: true, part: true })),
  keys: z.array(keys.element.pick({ spki_sha256: true, spki: true, repository_id: true, part: true })),
  policies: z.array(Sha256),
  ledger_heads,
});
export type AnchorV1 = z.infer<typeof AnchorV1>;

/** The same anchor in today's form; when it was printed is not known. */
export function upgradeAnchor(old: AnchorV1): Anchor {
  const { issuer, certificate_transparency } = old;
  return Anchor.parse({
    schema: 'safeguard.anchor/v2',
    printed_at: 0,
    trusted_roots: old.trusted_roots.map((root) => ({ ...root, certificate_transparency })),
    contracts: old.contracts.map((contract) => ({ ...contract, issuer })),
    keys: old.keys,
    policies: old.policies.map((sha256) => ({ sha256 })),
    ledger_heads: old.ledger_heads,
    unread_ledgers: [],
  });
}
