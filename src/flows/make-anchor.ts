// Writes down, from the configuration, what an auditor holds apart from any bucket: who may sign, by which roots, under which
// policy. The auditor keeps the file; the heads of the ledgers are noted with it when a store is given.
import { defaultJsonLimits, parseJsonBytes } from '../base/json-text.ts';
import { jsonText } from '../base/text.ts';
import { buildSigners, deploySigners } from '../config/identity-policy.ts';
import { parseStoreSpec } from '../config/store-spec.ts';
import type { LoadedConfig, Service } from '../model/config.ts';
import { Anchor } from '../model/evidence.ts';
import type { IdentityPolicy } from '../model/identity.ts';
import type { Ports, Store } from '../model/ports.ts';
import { readLedgerFacts } from './record.ts';
import { openForReading } from './store-reader.ts';
import { pinnedKeys, readPublicKey, readTrustedRoot } from './trust-roots.ts';

type Heads = Anchor['ledger_heads'];

/** The anchor as JSON. Throws FILE_MISSING, TRUST_ROOT_INVALID, STORE_INVALID and what the store throws. */
export async function makeAnchor(inputs: { store?: string | undefined }, ports: Ports, loaded: LoadedConfig) {
  const { signing, github, services } = loaded.config;
  const trustedRoot = await readTrustedRoot(ports, loaded);
  const store = inputs.store === undefined ? undefined : await openForReading(ports, parseStoreSpec(inputs.store));
  const anchor = Anchor.parse({
    schema: 'safeguard.anchor/v1',
    issuer: github.issuer,
    trusted_roots: trustedRoot && signing.mode === 'keyless' ? [{ sha256: signing['trusted-root'].sha256 }] : [],
    certificate_transparency: signing.mode === 'keyless' && signing['certificate-transparency'],
    contracts: contractsOf(loaded),
    keys: await keysOf(ports, loaded),
    policies: [(await ports.policy()).sha256],
    ledger_heads: store ? await headsOf(store, services) : [],
  });
  const text = jsonText(anchor, 2);
  return {
    outputs: { contracts: String(anchor.contracts.length) },
    denied: false,
    text,
    json: parseJsonBytes(new TextEncoder().encode(text), defaultJsonLimits),
  };
}

function contractsOf(loaded: LoadedConfig): Anchor['contracts'] {
  if (loaded.config.signing.mode !== 'keyless') return [];
  const all = Object.values(loaded.config.services).flatMap((service) => [
    ...entries(buildSigners(loaded.config, service), 'build'),
    ...Object.keys(service.environments).flatMap((name) =>
      entries(deploySigners(loaded.config, service, name), 'deploy'),
    ),
  ]);
  return [...new Map(all.map((entry) => [entry.san, entry])).values()];
}

function entries(policy: IdentityPolicy, part: 'build' | 'deploy'): Anchor['contracts'] {
  return Object.entries(policy.contract_commits).map(([san, commit]) => ({ san, commit, part }));
}

async function keysOf(ports: Ports, loaded: LoadedConfig) {
  return Promise.all(
    pinnedKeys(loaded.config).map(async (pinned) => ({
      spki_sha256: pinned.key['spki-sha256'],
      spki: Buffer.from(await readPublicKey(ports, loaded, pinned)).toString('base64'),
      repository_id: pinned.id,
      part: pinned.part,
    })),
  );
}

async function headsOf(store: Store, services: Record<string, Service>): Promise<Heads> {
  const places = Object.entries(services).flatMap(([id, service]) =>
    Object.keys(service.environments).map((name) => ({ id, name })),
  );
  const heads = await Promise.all(
    places.map(async ({ id, name }) => ({ id, name, facts: await readLedgerFacts(store, id, name) })),
  );
  return heads
    .filter(({ facts }) => facts.head !== '')
    .map(({ id, name, facts }) => {
      const seq = facts.open_intent ? facts.open_intent.seq - 1 : facts.next_seq - 1;
      return Anchor.shape.ledger_heads.element.parse({
        repository_id: id,
        environment: name,
        seq,
        result_sha256: facts.head,
      });
    });
}
