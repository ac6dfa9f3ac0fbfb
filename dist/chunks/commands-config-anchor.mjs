const require = (name) => process.getBuiltinModule(name);
import {
  openForReading,
  parseStoreSpec
} from "./config-store-spec.mjs";
import {
  pinnedKeys,
  readPublicKey,
  readTrustedRoot
} from "./flows-trust-roots.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import {
  buildSigners,
  deploySigners
} from "./config-identity-policy.mjs";
import {
  readLedgerFacts
} from "./flows-record.mjs";
import "./evidence-keys.mjs";
import "./model-statement.mjs";
import {
  Anchor
} from "./model-evidence.mjs";
import "./vendor-canonicalize.mjs";
import "./model-identity.mjs";
import "./config-effective.mjs";
import "./config-day.mjs";
import "./base-time.mjs";
import "./model-config.mjs";
import {
  defaultJsonLimits,
  parseJsonBytes
} from "./base-json-text.mjs";
import "./base-digest.mjs";
import "./vendor-zod-2.mjs";
import "./base-text.mjs";
import "./model-ids.mjs";
import {
  strictObject,
  string
} from "./vendor-zod.mjs";
import "./base-fault-register.mjs";
import "./empty.mjs";

// src/flows/make-anchor.ts
async function makeAnchor(inputs, ports, loaded) {
  const { signing, github, services } = loaded.config;
  const trustedRoot = await readTrustedRoot(ports, loaded);
  const store = inputs.store === void 0 ? void 0 : await openForReading(ports, parseStoreSpec(inputs.store));
  const anchor = Anchor.parse({
    schema: "safeguard.anchor/v1",
    issuer: github.issuer,
    trusted_roots: trustedRoot && signing.mode === "keyless" ? [{ sha256: signing["trusted-root"].sha256 }] : [],
    certificate_transparency: signing.mode === "keyless" && signing["certificate-transparency"],
    contracts: contractsOf(loaded),
    keys: await keysOf(ports, loaded),
    policies: [(await ports.policy()).sha256],
    ledger_heads: store ? await headsOf(store, services) : []
  });
  const text = JSON.stringify(anchor, null, 2);
  return {
    outputs: { contracts: String(anchor.contracts.length) },
    denied: false,
    text,
    json: parseJsonBytes(new TextEncoder().encode(text), defaultJsonLimits)
  };
}
function contractsOf(loaded) {
  if (loaded.config.signing.mode !== "keyless") return [];
  const all = Object.values(loaded.config.services).flatMap((service) => [
    ...entries(buildSigners(loaded.config, service), "build"),
    ...Object.keys(service.environments).flatMap(
      (name) => entries(deploySigners(loaded.config, service, name), "deploy")
    )
  ]);
  return [...new Map(all.map((entry) => [entry.san, entry])).values()];
}
function entries(policy, part) {
  return Object.entries(policy.contract_commits).map(([san, commit]) => ({ san, commit, part }));
}
async function keysOf(ports, loaded) {
  return Promise.all(
    pinnedKeys(loaded.config).map(async (pinned) => ({
      spki_sha256: pinned.key["spki-sha256"],
      spki: Buffer.from(await readPublicKey(ports, loaded, pinned)).toString("base64"),
      repository_id: pinned.id,
      part: pinned.part
    }))
  );
}
async function headsOf(store, services) {
  const places = Object.entries(services).flatMap(
    ([id, service]) => Object.keys(service.environments).map((name) => ({ id, name }))
  );
  const heads = await Promise.all(
    places.map(async ({ id, name }) => ({ id, name, facts: await readLedgerFacts(store, id, name) }))
  );
  return heads.filter(({ facts }) => facts.head !== "").map(({ id, name, facts }) => {
    const seq = facts.open_intent ? facts.open_intent.seq - 1 : facts.next_seq - 1;
    return Anchor.shape.ledger_heads.element.parse({
      repository_id: id,
      environment: name,
      seq,
      result_sha256: facts.head
    });
  });
}

// src/commands/config-anchor.ts
var configAnchor = defineCommand({
  name: "config anchor",
  summary: "Print the anchor file for auditors: who may sign evidence, by which roots, and, with a store, the ledger heads.",
  surfaces: ["cli"],
  inputs: strictObject({
    store: string().optional().describe(
      "Store whose ledger heads are noted, so that a cut-off tail is noticed later: dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT."
    )
  }),
  outputs: strictObject({ contracts: string().describe("Number of contract identities that are trusted.") }),
  permissions: {},
  config: "required",
  run: async (inputs, ports, config) => makeAnchor(inputs, ports, config)
});
export {
  configAnchor
};
