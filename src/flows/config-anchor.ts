// Writes down, from the configuration, what an auditor holds apart from any bucket: who may sign, by which roots, under which
// policy. The auditor keeps the file; the heads of the ledgers are noted with it when a store is given, and an earlier file is carried on.
import { relative } from 'node:path';
import { parseAnchor } from '../audit/anchor.ts';
import { mergeAnchors, uncoveredEnds } from '../audit/anchor-merge.ts';
import { Fault } from '../base/fault.ts';
import { defaultJsonLimits, parseJsonBytes } from '../base/json-text.ts';
import { jsonText } from '../base/text.ts';
import { endingOf, listContracts, listLedgers } from '../config/anchor-facts.ts';
import { pinnedKeys } from '../config/pinned-keys.ts';
import { parseStoreSpec } from '../config/store-spec.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { StoreSpec } from '../model/config-store.ts';
import { Anchor } from '../model/evidence.ts';
import type { Ports } from '../model/ports.ts';
import { type NotedHeads, noteHeads } from './audit/heads.ts';
import { openForReading } from './evidence/reader.ts';
import { readPublicKey, readTrustedRoot } from './session/trust-roots.ts';

const anchorLimit = 8 * 1024 * 1024;

/** A store whose heads are noted, and the auditor's own earlier anchor. */
export type AnchorInputs = { store?: string | undefined; merge?: string | undefined };

/** The anchor as JSON; denied when a ledger's head could not be noted, which the anchor then names. Throws FILE_MISSING, INPUT_INVALID, ANCHOR_INVALID, TRUST_ROOT_INVALID, STORE_INVALID and what the store throws. */
export async function makeAnchor(inputs: AnchorInputs, ports: Ports, loaded: LoadedConfig) {
  const spec = inputs.store === undefined ? undefined : parseStoreSpec(inputs.store);
  const old = inputs.merge === undefined ? undefined : await readOwn(ports, inputs.merge, spec);
  const store = spec && (await openForReading(ports, spec));
  const heads = store ? await noteHeads(store, listLedgers(loaded.config, old?.ledger_heads ?? []), old) : undefined;
  const fresh = await freshAnchor(ports, loaded, heads);
  const merged = old
    ? mergeAnchors(old, fresh, (contract) => endingOf(loaded.config, contract, fresh.printed_at))
    : fresh;
  // Without a store nothing new is known of the ledgers.
  const anchor = old && !heads ? { ...merged, unread_ledgers: old.unread_ledgers } : merged;
  const text = jsonText(anchor, 2);
  // Whatever is printed has to be read again by the auditor.
  parseAnchor(new TextEncoder().encode(text));
  for (const note of [...(heads?.notes ?? []), ...(old ? uncoveredEnds(anchor) : [])]) ports.log.warn(note);
  return {
    outputs: { contracts: String(anchor.contracts.length), unread: String(anchor.unread_ledgers.length) },
    denied: heads !== undefined && anchor.unread_ledgers.length > 0,
    text,
    verbatim: true,
    json: parseJsonBytes(new TextEncoder().encode(text), defaultJsonLimits),
  };
}

/** The auditor's own file. Throws INPUT_INVALID for one that lies in the store, where others could have put it. */
async function readOwn(ports: Pick<Ports, 'files'>, path: string, spec: StoreSpec | undefined): Promise<Anchor> {
  const { resolve } = ports.files;
  // Links are followed, so that no other name of the store's folder hides what lies in it.
  const way = spec?.type === 'dir' ? relative(await resolve(spec.path), await resolve(path)) : '..';
  if (way.split('/')[0] !== '..')
    throw new Fault(
      'INPUT_INVALID',
      `merge: ${path} lies in the store; expected your own copy, which nobody who writes to the store can reach`,
    );
  return parseAnchor(await ports.files.read(path, anchorLimit));
}

async function freshAnchor(ports: Ports, loaded: LoadedConfig, heads: NotedHeads | undefined): Promise<Anchor> {
  const { signing, github } = loaded.config;
  const trustedRoot = await readTrustedRoot({ ports, loaded });
  const certificate_transparency = signing.mode === 'keyless' && signing['certificate-transparency'];
  return Anchor.parse({
    schema: 'safeguard.anchor/v2',
    printed_at: ports.clock.now(),
    trusted_roots:
      trustedRoot && signing.mode === 'keyless'
        ? [{ sha256: signing['trusted-root'].sha256, certificate_transparency }]
        : [],
    contracts: listContracts(loaded.config).map((contract) => ({ ...contract, issuer: github.issuer })),
    keys: await keysOf(ports, loaded),
    policies: [{ sha256: (await ports.policy()).sha256 }],
    ledger_heads: heads?.heads ?? [],
    unread_ledgers: heads?.unread ?? [],
  });
}

async function keysOf(ports: Ports, loaded: LoadedConfig) {
  return Promise.all(
    pinnedKeys(loaded.config).map(async (pinned) => ({
      spki_sha256: pinned.key['spki-sha256'],
      spki: Buffer.from(await readPublicKey({ ports, loaded }, pinned)).toString('base64'),
      repository_id: pinned.repositoryId,
      service: pinned.evidenceName,
      part: pinned.part,
    })),
  );
}
