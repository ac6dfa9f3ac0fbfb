const require = (name) => process.getBuiltinModule(name);
import {
  Fault,
  Sha256,
  array,
  canonicalBytes,
  literal,
  looseObject,
  parseJsonBytes,
  printable,
  sha256Hex,
  string,
  textOf
} from "./ground.mjs";

// src/scan/sbom-reading.ts
function parseAs(schema, name, document) {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join(".") || "the top"}: ${issue.message}`
  );
  throw new Fault("SBOM_INVALID", `the SBOM is not ${name}: ${printable(places.join("; "), 300)}`);
}
function checkVersion(name, version, known) {
  if (known.includes(version)) return;
  const judged = isOlder(version, known[0] ?? "") ? "older" : "newer";
  throw new Fault(
    "SBOM_INVALID",
    `the SBOM is ${name} ${printable(version, 40)}, ${judged} than what this version of Safeguard reads; expected ${known.join(", ")}. Have the tool write one of these.`
  );
}
function isOlder(version, oldest) {
  if (!/^\d{1,6}(?:\.\d{1,6}){1,2}$/.test(version)) return false;
  const [parts = [], least = []] = [version, oldest].map((text) => text.split(".").map(Number));
  const at = [0, 1, 2].find((index) => (parts[index] ?? 0) !== (least[index] ?? 0)) ?? 0;
  return (parts[at] ?? 0) < (least[at] ?? 0);
}

// src/scan/cyclonedx.ts
var Named = looseObject({
  name: string().optional(),
  version: string().optional(),
  purl: string().optional(),
  "bom-ref": string().optional(),
  properties: array(looseObject({ name: string(), value: string().optional() })).optional()
});
var Component = looseObject({
  get components() {
    return array(Component).optional();
  }
});
var Bom = looseObject({
  bomFormat: literal("CycloneDX"),
  specVersion: string(),
  metadata: looseObject({ component: Named }),
  components: array(Component).optional()
});
var bomVersions = ["1.4", "1.5", "1.6", "1.7"];
function readBom(document) {
  const { specVersion } = parseAs(Bom.pick({ specVersion: true }), "CycloneDX JSON", document);
  checkVersion("CycloneDX", specVersion, bomVersions);
  const { metadata, components } = parseAs(Bom, "CycloneDX JSON", document);
  return {
    format: "cyclonedx",
    spec_version: specVersion,
    components: countComponents(components),
    subjectTexts: textsNamed(metadata.component)
  };
}
function countComponents(components = []) {
  return components.reduce((count, component) => count + 1 + countComponents(component.components), 0);
}
var repositoryDigest = "aquasecurity:trivy:RepoDigest";
function textsNamed(component) {
  const repoDigests = (component.properties ?? []).filter((p) => p.name === repositoryDigest).map((p) => p.value);
  return [component.name, component.version, component.purl, component["bom-ref"], ...repoDigests].flatMap(
    (text) => text ?? []
  );
}

// src/scan/spdx.ts
var Text = string();
var Package = looseObject({
  SPDXID: Text,
  name: Text.optional(),
  versionInfo: Text.optional(),
  externalRefs: array(looseObject({ referenceType: Text.optional(), referenceLocator: Text.optional() })).optional(),
  attributionTexts: array(Text).optional(),
  annotations: array(looseObject({ comment: Text.optional() })).optional()
});
var Document = looseObject({
  spdxVersion: Text,
  SPDXID: literal("SPDXRef-DOCUMENT"),
  documentDescribes: array(Text).optional(),
  packages: array(Package),
  relationships: array(looseObject({ spdxElementId: Text, relationshipType: Text, relatedSpdxElement: Text })).optional()
});
var Element = looseObject({
  type: Text,
  spdxId: Text.optional(),
  name: Text.optional(),
  rootElement: array(Text).optional(),
  software_packageVersion: Text.optional(),
  software_packageUrl: Text.optional(),
  externalIdentifier: array(looseObject({ identifier: Text.optional() })).optional()
});
var Graph = looseObject({ "@context": Text, "@graph": array(Element) });
var versions = ["2.2", "2.3", "3.0.0", "3.0.1"];
var context = /^https:\/\/spdx\.org\/rdf\/([\d.]{1,20})\/spdx-context\.jsonld$/;
function readSpdx(document) {
  return "@graph" in Object(document) ? readGraph(document) : readDocument(document);
}
function readDocument(document) {
  const name = "CycloneDX or SPDX JSON";
  const { spdxVersion } = parseAs(Document.pick({ spdxVersion: true }), name, document);
  const version = /^SPDX-(.+)$/.exec(spdxVersion)?.[1] ?? spdxVersion;
  checkVersion("SPDX", version, versions);
  const { packages, relationships = [], documentDescribes = [], SPDXID } = parseAs(Document, name, document);
  const described = /* @__PURE__ */ new Set([
    ...documentDescribes,
    ...relationships.filter((one) => one.relationshipType === "DESCRIBES" && one.spdxElementId === SPDXID).map((one) => one.relatedSpdxElement),
    ...relationships.filter((one) => one.relationshipType === "DESCRIBED_BY" && one.relatedSpdxElement === SPDXID).map((one) => one.spdxElementId)
  ]);
  const subjects = packages.filter((one) => described.has(one.SPDXID));
  return {
    format: "spdx",
    spec_version: version,
    components: packages.length - subjects.length,
    subjectTexts: subjects.flatMap(textsOf)
  };
}
function textsOf(one) {
  const purls = (one.externalRefs ?? []).filter((ref) => ref.referenceType === "purl").map((ref) => ref.referenceLocator);
  const notes = [...one.attributionTexts ?? [], ...(one.annotations ?? []).map(({ comment }) => comment ?? "")];
  const repoDigests = notes.filter((note) => note.startsWith("RepoDigest: ")).map((note) => note.slice("RepoDigest: ".length));
  return [one.name, one.versionInfo, ...purls, ...repoDigests].flatMap((text) => text ?? []);
}
function readGraph(document) {
  const graph = parseAs(Graph, "SPDX 3 JSON-LD", document);
  const version = context.exec(graph["@context"])?.[1] ?? graph["@context"];
  checkVersion("SPDX", version, versions);
  const elements = graph["@graph"];
  const rootsOf = (type, among) => new Set(
    elements.filter((one) => one.type === type && (among === null || among.has(one.spdxId ?? ""))).flatMap((one) => one.rootElement ?? [])
  );
  const roots = rootsOf("SpdxDocument", null);
  const named = /* @__PURE__ */ new Set([...roots, ...rootsOf("software_Sbom", roots)]);
  const packages = elements.filter((one) => one.type === "software_Package");
  const subjects = packages.filter((one) => named.has(one.spdxId ?? ""));
  return {
    format: "spdx",
    spec_version: version,
    components: packages.length - subjects.length,
    subjectTexts: subjects.flatMap(
      (one) => [
        one.name,
        one.software_packageVersion,
        one.software_packageUrl,
        ...(one.externalIdentifier ?? []).map(({ identifier }) => identifier)
      ].flatMap((text) => text ?? [])
    )
  };
}

// src/scan/sbom.ts
function parseSbom(bytes) {
  try {
    return parseJsonBytes(bytes);
  } catch (cause) {
    throw new Fault("SBOM_INVALID", `the SBOM cannot be read: ${textOf(cause)}`, { cause });
  }
}
function describeSbom(document, subject) {
  const { format, spec_version, components, subjectTexts } = "bomFormat" in Object(document) ? readBom(document) : readSpdx(document);
  const digests = subjectTexts.flatMap(digestsIn);
  if (digests.length === 0)
    throw new Fault("SBOM_INVALID", `the SBOM does not name the image it is about; expected ${subject}`);
  const other = digests.find((digest) => digest !== subject);
  if (other) throw new Fault("SBOM_INVALID", `the SBOM is about ${other}, not about ${subject}`);
  const bytes = encodeSbom(document);
  return {
    format,
    spec_version,
    sha256: Sha256.parse(sha256Hex(bytes)),
    bytes: bytes.length,
    components,
    subject_digest: subject
  };
}
function encodeSbom(document) {
  try {
    return canonicalBytes(document);
  } catch (cause) {
    throw new Fault("SBOM_INVALID", `the SBOM has no canonical form: ${printable(textOf(cause), 200)}`, { cause });
  }
}
function digestsIn(text) {
  const hex = /(?:^|@)sha256(?::|%3[Aa])([0-9a-f]{64})(?![0-9a-f])/.exec(text)?.[1];
  return hex === void 0 ? [] : [`sha256:${hex}`];
}

export {
  parseSbom,
  describeSbom,
  encodeSbom
};
