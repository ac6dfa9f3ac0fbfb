const require = (name) => process.getBuiltinModule(name);
import {
  defineCommand,
  flag,
  parseConfig
} from "./vendor-yaml.mjs";
import "./config-day.mjs";
import {
  openTrust
} from "./attest-trusted-root.mjs";
import "./vendor-sigstore-core.mjs";
import "./vendor-sigstore-protobuf-specs.mjs";
import {
  Fault,
  ServiceUrl,
  ZodError,
  array,
  int,
  isFault,
  literal,
  looseObject,
  parseJsonBytes,
  placed,
  prettifyError,
  quoted,
  sha256Hex,
  strictObject,
  string,
  textOf,
  toIso
} from "./ground.mjs";
import "./empty.mjs";

// src/flows/trust-root-update.ts
import { join } from "node:path";

// src/attest/root-changes.ts
var longestAddress = 200;
var limits = { maxBytes: 4 * 1024 * 1024, maxDepth: 16 };
var Validity = looseObject({ start: string().optional(), end: string().nullish() });
var Log = looseObject({
  baseUrl: string(),
  publicKey: looseObject({ rawBytes: string(), validFor: Validity.optional() })
});
var Authority = looseObject({
  uri: string().optional(),
  certChain: looseObject({ certificates: array(looseObject({ rawBytes: string() })) }),
  validFor: Validity.optional()
});
var Root = looseObject({
  tlogs: array(Log).default([]),
  ctlogs: array(Log).default([]),
  certificateAuthorities: array(Authority).default([]),
  timestampAuthorities: array(Authority).default([])
});
function describeRootChanges(before, after) {
  const [old, now] = [before === null ? [] : readTrusted(before), readTrusted(after)];
  const find = (list, { identity }) => list.find((other) => other.identity === identity);
  return [
    ...now.filter((one) => !find(old, one)).map((one) => `Added: ${one.title}, valid ${spanOf(one)}.`),
    ...old.filter((one) => !find(now, one)).map((one) => `Removed: ${one.title}, which was valid ${spanOf(one)}.`),
    ...now.flatMap((one) => {
      const other = find(old, one);
      return other && spanOf(other) !== spanOf(one) ? [`Changed: ${one.title} is valid ${spanOf(one)}, before it was ${spanOf(other)}.`] : [];
    })
  ];
}
function spanOf({ from, until }) {
  return `${from === "" ? "" : `from ${from} `}${until === "" ? "without an end" : `until ${until}`}`;
}
function readTrusted(bytes) {
  const root = Root.parse(parseJsonBytes(bytes, limits));
  return [
    ...root.tlogs.map((log) => trustedLog("transparency log", log)),
    ...root.ctlogs.map((log) => trustedLog("certificate transparency log", log)),
    ...root.certificateAuthorities.map((authority) => trustedChain("certificate authority", authority)),
    ...root.timestampAuthorities.map((authority) => trustedChain("timestamp authority", authority))
  ];
}
function trustedLog(kind, { baseUrl, publicKey }) {
  return trusted(kind, baseUrl, publicKey.rawBytes, publicKey.validFor);
}
function trustedChain(kind, { uri = "", certChain, validFor }) {
  return trusted(kind, uri, certChain.certificates.map(({ rawBytes }) => rawBytes).join(), validFor);
}
function trusted(kind, place, content, validFor = {}) {
  const sha256 = sha256Hex(Buffer.from(content));
  return {
    title: `${kind} ${addressText(place)} (${sha256.slice(0, 12)})`,
    identity: `${kind} ${place} ${sha256}`,
    from: timeText(validFor.start ?? ""),
    until: timeText(validFor.end ?? "")
  };
}
function addressText(text) {
  return text.length <= longestAddress ? placed(text) : quoted(text, longestAddress);
}
function timeText(text) {
  return /^[0-9TZ:.+-]{0,40}$/.test(text) ? text : quoted(text, 40);
}
var Service = looseObject({ url: string(), majorApiVersion: int(), validFor: Validity.optional() });
var SigningConfig = looseObject({
  mediaType: literal("application/vnd.dev.sigstore.signingconfig.v0.2+json"),
  caUrls: array(Service).default([]),
  rekorTlogUrls: array(Service).default([]),
  tsaUrls: array(Service).default([])
});
function compareServices(signingConfig, configured, at) {
  const read = readSigningConfig(signingConfig);
  if (typeof read === "string") return [read];
  const rekor = { url: configured.rekor, version: configured["rekor-version"] === "v1" ? 1 : 2 };
  return [
    ...difference("fulcio", read.caUrls, { url: configured.fulcio }, at),
    ...difference("rekor", read.rekorTlogUrls, rekor, at),
    ...difference("timestamp-authority", read.tsaUrls, { url: configured["timestamp-authority"] }, at)
  ];
}
function readSigningConfig(bytes) {
  try {
    return SigningConfig.parse(parseJsonBytes(bytes, limits));
  } catch (error) {
    return `The instance's signing configuration cannot be read: ${quoted(error instanceof ZodError ? prettifyError(error) : textOf(error), 200)}.`;
  }
}
var mostNamed = 10;
function difference(name, services, configured, at) {
  const current = services.filter(({ validFor }) => isCurrent(validFor, at));
  const same = current.some(
    ({ url, majorApiVersion }) => sameAddress(url, configured.url) && (configured.version ?? majorApiVersion) === majorApiVersion
  );
  if (same) return [];
  const named = current.map(
    ({ url, majorApiVersion }) => `${addressText(url)}${configured.version === void 0 ? "" : ` with rekor-version v${majorApiVersion}`}`
  );
  const shown = [
    ...named.slice(0, mostNamed),
    ...named.length > mostNamed ? [`${named.length - mostNamed} more`] : []
  ];
  const version = configured.version === void 0 ? "" : ` with rekor-version v${configured.version}`;
  return [
    `signing.${name} in safeguard.yml is ${configured.url}${version}; the instance now names ${shown.length > 0 ? shown.join(" or ") : "none"}.`
  ];
}
function isCurrent(validFor = {}, at) {
  const [start, end] = [Date.parse(validFor.start ?? ""), Date.parse(validFor.end ?? "")];
  const time = Date.parse(at);
  return !(start > time) && !(end < time);
}
function sameAddress(one, other) {
  const plain = (text) => text.replace(/\/{1,8}$/, "");
  return plain(one) === plain(other);
}

// src/flows/trust-root-update.ts
async function updateTrustRoot(inputs, ports, loaded) {
  const signing = keylessOf(loaded);
  const folder = await ports.files.temporary("trust-root");
  const repository = await ports.trustRepository({ mirror: inputs.mirror, root: inputs.root, folder });
  const fetched = await repository.target("trusted_root.json");
  if (!fetched) throw new Fault("TRUST_ROOT_UNVERIFIED", `${inputs.mirror} vouches for no trusted_root.json`);
  openTrust({
    trustedRoot: fetched,
    keys: [],
    certificateTransparency: signing["certificate-transparency"],
    requireLogForKeys: false
  });
  const pinned = signing["trusted-root"];
  const path = join(loaded.folder, pinned.path);
  const changes = describeRootChanges(await readIfThere(ports, path), fetched);
  const services = await repository.target("signing_config.v0.2.json");
  const notes = services ? compareServices(services, signing, toIso(ports.clock.now())) : [];
  const sha256 = sha256Hex(fetched);
  const changed = sha256 !== pinned.sha256;
  if (changed && inputs.write) await replaceRoot(ports, loaded, path, { bytes: fetched, old: pinned.sha256, sha256 });
  return answer(inputs, { path: pinned.path, sha256, changed, changes, notes });
}
function keylessOf({ config: { signing } }) {
  if (signing.mode === "keyless") return signing;
  throw new Fault("INPUT_INVALID", "signing.mode in safeguard.yml is kms, which trusts keys and no root", {
    hint: "Nothing has to be updated; a key is rotated by its pin under keys: of the service."
  });
}
async function readIfThere(ports, path) {
  try {
    const bytes = await ports.files.read(path, 4 * 1024 * 1024);
    describeRootChanges(null, bytes);
    return bytes;
  } catch (error) {
    if (isFault(error, "FILE_MISSING")) return null;
    throw isFault(error) && !error.code.startsWith("JSON_") ? error : unreadable(path, error);
  }
}
function unreadable(path, cause) {
  return new Fault("TRUST_ROOT_INVALID", `${path} is no trusted root, so nothing can be compared with it`, {
    hint: "Move that file away and run the command again; it then counts as a first one.",
    cause
  });
}
async function replaceRoot(ports, { bytes }, path, root) {
  const config = ports.configSource.path;
  const parts = new TextDecoder().decode(bytes).split(root.old);
  const text = parts.join(root.sha256);
  if (parts.length !== 2 || "problems" in parseConfig(text, config))
    throw new Fault("CONFIG_INVALID", `${config}: expected the digest ${root.old} exactly once`, {
      hint: `Write ${root.sha256} under signing.trusted-root.sha256 by hand, after running this command with --write false.`
    });
  await ports.files.write(path, root.bytes);
  await ports.files.write(config, new TextEncoder().encode(text));
}
function answer({ mirror, write }, { path, sha256, changed, changes, notes }) {
  const head = changed ? `${path}: ${write ? "replaced by" : "not replaced, there is"} the trusted root that ${mirror} vouches for, sha256 ${sha256}.` : `${path} is the trusted root that ${mirror} vouches for, sha256 ${sha256}.`;
  const todo = changed && write ? [
    "Review both files, commit them, cut a release, and print the anchor again with --merge (docs/guide/audit.md)."
  ] : [];
  return {
    outputs: { changed: String(changed), sha256 },
    denied: changed && !write,
    text: [head, ...changes, ...notes.map((note) => `Note: ${note}`), ...todo].join("\n"),
    json: { path, sha256, changed, written: changed && write, changes, notes }
  };
}

// src/commands/trust-root-update.ts
var trustRootUpdate = defineCommand({
  name: "trust-root update",
  summary: "Fetch the trusted root of a Sigstore instance by TUF, pin it in safeguard.yml, and say what changed.",
  surfaces: ["cli"],
  inputs: strictObject({
    mirror: ServiceUrl.default("https://tuf-repo-cdn.sigstore.dev").describe("Address of the TUF repository."),
    root: string().optional().describe(
      "Root file (root.json) to start from, got from the instance by a safe way; the public one is built in."
    ),
    write: flag("true").describe(
      "false only says what would change, and then ends with exit code 1 if anything would."
    )
  }),
  outputs: strictObject({
    changed: string().describe("Whether the pinned file was another one."),
    sha256: string().describe("SHA-256 of the trusted root that the repository vouches for.")
  }),
  permissions: {},
  config: "required",
  run: async (inputs, ports, config) => updateTrustRoot(inputs, ports, config)
});
export {
  trustRootUpdate
};
