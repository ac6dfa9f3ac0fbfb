const require = (name) => process.getBuiltinModule(name);
import {
  parseAnchor
} from "./audit-anchor.mjs";
import {
  readLedgerObjects
} from "./flows-evidence-ledger.mjs";
import {
  pinnedKeys,
  readPublicKey,
  readTrustedRoot
} from "./flows-session-trust-roots-2.mjs";
import {
  parseStoreSpec
} from "./config-store-spec.mjs";
import {
  openForReading
} from "./flows-evidence-reader.mjs";
import "./attest-statement.mjs";
import {
  defineCommand
} from "./vendor-yaml.mjs";
import {
  buildSigners,
  deploySigners
} from "./config-identity-policy.mjs";
import {
  contractSan,
  releaseFact
} from "./config-effective.mjs";
import "./config-day.mjs";
import {
  Anchor,
  EnvironmentName,
  Fault,
  defaultJsonLimits,
  headProblems,
  inParallel,
  jsonText,
  ledgerPrefix,
  parseJsonBytes,
  parseKey,
  printable,
  readChain,
  strictObject,
  string,
  toIso
} from "./ground.mjs";
import "./empty.mjs";

// src/flows/config-anchor.ts
import { relative } from "node:path";

// src/audit/anchor-merge.ts
function mergeAnchors(old, now, endingOf2) {
  if (old.printed_at > now.printed_at) {
    const times = `the earlier anchor was printed at ${toIso(old.printed_at)}, and this one at ${toIso(now.printed_at)}`;
    throw new Fault("INPUT_INVALID", `merge: ${times}; expected one that was printed before`, {
      hint: "Name the earlier anchor, and set the clock of this machine right: what ended when follows from these times."
    });
  }
  const plain = { until: now.printed_at, why: "it was not trusted any more when the next anchor was printed" };
  const merge = (before, after, nameOf2, ends = {}) => mergeList({ before, after, nameOf: nameOf2, ending: () => null, headsOf: () => [], ...ends, plain, old });
  return {
    ...now,
    trusted_roots: merge(
      old.trusted_roots,
      now.trusted_roots,
      (root) => `${root.sha256} ${root.certificate_transparency}`
    ),
    contracts: merge(old.contracts, now.contracts, (one) => [one.san, one.issuer, one.commit, one.part].join(" "), {
      ending: endingOf2
    }),
    keys: merge(
      old.keys,
      now.keys,
      (key) => `${key.spki_sha256} ${key.repository_id} ${key.service} ${key.part}`,
      // A key signs for one service, so no other ledger's head can cover what it signed.
      {
        headsOf: (key) => (key.ended?.heads ?? old.ledger_heads).filter(
          (head) => head.repository_id === key.repository_id && head.service === key.service
        )
      }
    ),
    policies: merge(old.policies, now.policies, (policy) => policy.sha256),
    ledger_heads: [
      ...old.ledger_heads.filter((head) => !now.ledger_heads.some((newer) => placeOf(newer) === placeOf(head))),
      ...now.ledger_heads
    ]
  };
}
function uncoveredEnds(merged) {
  const ends = merged.keys.filter(({ ended }) => ended?.until === merged.printed_at && ended.heads.length === 0);
  return ends.map(
    ({ spki_sha256, repository_id, service, part }) => `the ${part} key ${spki_sha256.slice(0, 12)} of ${service} of repository id ${repository_id} ends here, and the earlier anchor holds no head of its ledgers: nothing this key signed can be proven with the new anchor; keep the earlier one, and print an anchor with --store before a key is replaced`
  );
}
function placeOf(head) {
  return `${head.repository_id}/${head.service}/${head.environment}`;
}
function mergeList({ before, after, nameOf: nameOf2, ending, headsOf, plain, old }) {
  const current = new Set(after.map(nameOf2));
  const kept = before.map((one) => {
    const end = ending(one);
    const heads = headsOf(one);
    if (one.ended)
      return { ...one, ended: { ...one.ended, ...end && end.until < one.ended.until ? end : {}, heads } };
    if (current.has(nameOf2(one))) return one;
    return { ...one, ended: { ...end ?? plain, heads } };
  });
  const open = new Set(kept.filter(({ ended }) => !ended).map(nameOf2));
  const known = new Set(kept.map(nameOf2));
  const added = after.filter((one) => !open.has(nameOf2(one))).map((one) => known.has(nameOf2(one)) ? { ...one, from: old.printed_at } : one);
  return [...kept, ...added];
}

// src/config/anchor-facts.ts
var day = 86400;
function endingOf(config, { san }, now) {
  const release = config.contracts.releases.find(
    ({ version }) => ["build", "deploy"].some((part) => san === `${contractSan(config, part)}@refs/tags/${version}`)
  );
  if (!release) return null;
  const { revoked } = release;
  if (revoked) {
    const end = Math.floor(Date.parse(`${revoked.on}T00:00:00Z`) / 1e3) + day - 1;
    return { until: Math.min(end, now), why: `revoked on ${revoked.on}: ${revoked.reason}`.slice(0, 500) };
  }
  if (!releaseFact(config, release).below_minimum) return null;
  return { until: now, why: `below the minimum ${config.contracts.minimum}` };
}
function listContracts(config) {
  if (config.signing.mode !== "keyless") return [];
  const all = Object.values(config.services).flatMap((service) => [
    ...entries(buildSigners(config, service), "build"),
    ...Object.keys(service.environments).flatMap((name) => entries(deploySigners(config, service, name), "deploy"))
  ]);
  return [...new Map(all.map((entry) => [entry.san, entry])).values()];
}
function entries(policy, part) {
  return Object.entries(policy.contract_commits).map(([san, commit]) => ({ san, commit, part }));
}
function listLedgers(config, heads) {
  const configured = Object.values(config.services).flatMap(
    ({ "repository-id": id, "evidence-name": service, environments }) => Object.keys(environments).map((name) => ({
      repository_id: id,
      service,
      environment: EnvironmentName.parse(name)
    }))
  );
  const known = heads.map(({ repository_id, service, environment }) => ({ repository_id, service, environment }));
  return [
    ...new Map(
      [...configured, ...known].map((one) => [`${one.repository_id}/${one.service}/${one.environment}`, one])
    ).values()
  ];
}

// src/flows/audit/heads.ts
async function noteHeads(store, places, old) {
  const rows = await store.list("ledger/");
  const byPlace = Map.groupBy(rows, ({ key }) => key.split("/").slice(0, 4).join("/"));
  const readings = await inParallel(
    places,
    (place) => noteHead(store, place, byPlace.get(`ledger/${nameOf(place)}`) ?? [], old)
  );
  const unread = readings.flatMap((reading) => reading.unread);
  return {
    heads: readings.flatMap((reading) => reading.heads),
    unread,
    notes: [
      ...unread.map((one) => `the head of ${nameOf(one)} is not noted: ${one.problem}`),
      ...unnamedNote(byPlace, new Set(places.map((place) => `ledger/${nameOf(place)}`)))
    ]
  };
}
function nameOf({ repository_id, service, environment }) {
  return `${repository_id}/${service}/${environment}`;
}
async function noteHead(store, place, rows, old) {
  const objects = await readLedgerObjects(store, ledgerPrefix(place), rows);
  const { steps, problems } = readChain(objects, place);
  const known = (old?.ledger_heads ?? []).filter((head) => nameOf(head) === nameOf(place));
  const [problem] = [...problems, ...known.flatMap((head) => headProblems(steps, head))];
  if (problem) return { heads: [], unread: [{ ...place, problem: printable(problem.text, 500) }] };
  const last = steps.findLast(({ closed }) => closed);
  const heads = last?.closed ? [{ ...place, seq: last.intent.seq, result_sha256: last.closed.sha256 }] : [];
  return { heads, unread: [] };
}
function unnamedNote(byPlace, named) {
  const unnamed = [...byPlace].filter(([place, rows]) => !named.has(place) && rows.some(({ key }) => parseKey(key)?.area === "ledger")).map(([place]) => place.slice("ledger/".length));
  if (unnamed.length === 0) return [];
  const shown = unnamed.slice(0, 5).join(", ");
  return [
    `ledgers in the store that safeguard.yml does not name: ${unnamed.length} (${shown}${unnamed.length > 5 ? ", ..." : ""}); their heads are not noted`
  ];
}

// src/flows/config-anchor.ts
var anchorLimit = 8 * 1024 * 1024;
async function makeAnchor(inputs, ports, loaded) {
  const spec = inputs.store === void 0 ? void 0 : parseStoreSpec(inputs.store);
  const old = inputs.merge === void 0 ? void 0 : await readOwn(ports, inputs.merge, spec);
  const store = spec && await openForReading(ports, spec);
  const heads = store ? await noteHeads(store, listLedgers(loaded.config, old?.ledger_heads ?? []), old) : void 0;
  const fresh = await freshAnchor(ports, loaded, heads);
  const merged = old ? mergeAnchors(old, fresh, (contract) => endingOf(loaded.config, contract, fresh.printed_at)) : fresh;
  const anchor = old && !heads ? { ...merged, unread_ledgers: old.unread_ledgers } : merged;
  const text = jsonText(anchor, 2);
  parseAnchor(new TextEncoder().encode(text));
  for (const note of [...heads?.notes ?? [], ...old ? uncoveredEnds(anchor) : []]) ports.log.warn(note);
  return {
    outputs: { contracts: String(anchor.contracts.length), unread: String(anchor.unread_ledgers.length) },
    denied: heads !== void 0 && anchor.unread_ledgers.length > 0,
    text,
    verbatim: true,
    json: parseJsonBytes(new TextEncoder().encode(text), defaultJsonLimits)
  };
}
async function readOwn(ports, path, spec) {
  const { resolve } = ports.files;
  const way = spec?.type === "dir" ? relative(await resolve(spec.path), await resolve(path)) : "..";
  if (way.split("/")[0] !== "..")
    throw new Fault(
      "INPUT_INVALID",
      `merge: ${path} lies in the store; expected your own copy, which nobody who writes to the store can reach`
    );
  return parseAnchor(await ports.files.read(path, anchorLimit));
}
async function freshAnchor(ports, loaded, heads) {
  const { signing, github } = loaded.config;
  const trustedRoot = await readTrustedRoot({ ports, loaded });
  const certificate_transparency = signing.mode === "keyless" && signing["certificate-transparency"];
  return Anchor.parse({
    schema: "safeguard.anchor/v2",
    printed_at: ports.clock.now(),
    trusted_roots: trustedRoot && signing.mode === "keyless" ? [{ sha256: signing["trusted-root"].sha256, certificate_transparency }] : [],
    contracts: listContracts(loaded.config).map((contract) => ({ ...contract, issuer: github.issuer })),
    keys: await keysOf(ports, loaded),
    policies: [{ sha256: (await ports.policy()).sha256 }],
    ledger_heads: heads?.heads ?? [],
    unread_ledgers: heads?.unread ?? []
  });
}
async function keysOf(ports, loaded) {
  return Promise.all(
    pinnedKeys(loaded.config).map(async (pinned) => ({
      spki_sha256: pinned.key["spki-sha256"],
      spki: Buffer.from(await readPublicKey({ ports, loaded }, pinned)).toString("base64"),
      repository_id: pinned.repositoryId,
      service: pinned.evidenceName,
      part: pinned.part
    }))
  );
}

// src/commands/config-anchor.ts
var configAnchor = defineCommand({
  name: "config anchor",
  summary: "Print the anchor file for auditors: who may sign evidence and in which time, by which roots, and, with a store, the ledger heads.",
  surfaces: ["cli"],
  inputs: strictObject({
    store: string().optional().describe(
      "Store whose ledger heads are noted, so that a cut-off tail is noticed later: dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT."
    ),
    merge: string().optional().describe(
      "The auditor's own earlier anchor file, never one from the store: what it trusted counts on for the time before it ended."
    )
  }),
  outputs: strictObject({
    contracts: string().describe("Number of contract identities that are trusted."),
    unread: string().describe("Number of ledgers whose head could not be noted; the anchor names them.")
  }),
  permissions: {},
  config: "required",
  run: async (inputs, ports, config) => makeAnchor(inputs, ports, config)
});
export {
  configAnchor
};
