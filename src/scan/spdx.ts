// SPDX documents, JSON of version 2 and JSON-LD of version 3: what they are about, as far as it names an image digest.
import * as z from 'zod';
import { checkVersion, parseAs, type SbomFacts } from './sbom-reading.ts';

const Text = z.string();
const Package = z.looseObject({
  SPDXID: Text,
  name: Text.optional(),
  versionInfo: Text.optional(),
  externalRefs: z
    .array(z.looseObject({ referenceType: Text.optional(), referenceLocator: Text.optional() }))
    .optional(),
  attributionTexts: z.array(Text).optional(),
  annotations: z.array(z.looseObject({ comment: Text.optional() })).optional(),
});

const Document = z.looseObject({
  spdxVersion: Text,
  SPDXID: z.literal('SPDXRef-DOCUMENT'),
  documentDescribes: z.array(Text).optional(),
  packages: z.array(Package),
  relationships: z
    .array(z.looseObject({ spdxElementId: Text, relationshipType: Text, relatedSpdxElement: Text }))
    .optional(),
});

const Element = z.looseObject({
  type: Text,
  spdxId: Text.optional(),
  name: Text.optional(),
  rootElement: z.array(Text).optional(),
  software_packageVersion: Text.optional(),
  software_packageUrl: Text.optional(),
  externalIdentifier: z.array(z.looseObject({ identifier: Text.optional() })).optional(),
});
const Graph = z.looseObject({ '@context': Text, '@graph': z.array(Element) });

const versions = ['2.2', '2.3', '3.0.0', '3.0.1'];
const context = /^https:\/\/spdx\.org\/rdf\/([\d.]{1,20})\/spdx-context\.jsonld$/;

/**
 * Reads what an SPDX document states about itself. Throws SBOM_INVALID, also for documents that are neither SPDX nor
 * CycloneDX.
 */
export function readSpdx(document: unknown): SbomFacts {
  return '@graph' in Object(document) ? readGraph(document) : readDocument(document);
}

function readDocument(document: unknown): SbomFacts {
  const name = 'CycloneDX or SPDX JSON';
  const { spdxVersion } = parseAs(Document.pick({ spdxVersion: true }), name, document);
  const version = /^SPDX-(.+)$/.exec(spdxVersion)?.[1] ?? spdxVersion;
  checkVersion('SPDX', version, versions);
  const { packages, relationships = [], documentDescribes = [], SPDXID } = parseAs(Document, name, document);
  const described = new Set([
    ...documentDescribes,
    ...relationships
      .filter((one) => one.relationshipType === 'DESCRIBES' && one.spdxElementId === SPDXID)
      .map((one) => one.relatedSpdxElement),
    ...relationships
      .filter((one) => one.relationshipType === 'DESCRIBED_BY' && one.relatedSpdxElement === SPDXID)
      .map((one) => one.spdxElementId),
  ]);
  const subjects = packages.filter((one) => described.has(one.SPDXID));
  return {
    format: 'spdx',
    spec_version: version,
    components: packages.length - subjects.length,
    subjectTexts: subjects.flatMap(textsOf),
  };
}

/** Name, version, package URL, and the RepoDigest that a scanner writes down beside them; its ImageID is a config digest and not one. */
function textsOf(one: z.infer<typeof Package>): string[] {
  const purls = (one.externalRefs ?? [])
    .filter((ref) => ref.referenceType === 'purl')
    .map((ref) => ref.referenceLocator);
  const notes = [...(one.attributionTexts ?? []), ...(one.annotations ?? []).map(({ comment }) => comment ?? '')];
  const repoDigests = notes
    .filter((note) => note.startsWith('RepoDigest: '))
    .map((note) => note.slice('RepoDigest: '.length));
  return [one.name, one.versionInfo, ...purls, ...repoDigests].flatMap((text) => text ?? []);
}

/** The packages that the document, or the SBOM it is about, names as its root. */
function readGraph(document: unknown): SbomFacts {
  const graph = parseAs(Graph, 'SPDX 3 JSON-LD', document);
  const version = context.exec(graph['@context'])?.[1] ?? graph['@context'];
  checkVersion('SPDX', version, versions);
  const elements = graph['@graph'];
  const rootsOf = (type: string, among: ReadonlySet<string> | null) =>
    new Set(
      elements
        .filter((one) => one.type === type && (among === null || among.has(one.spdxId ?? '')))
        .flatMap((one) => one.rootElement ?? []),
    );
  const roots = rootsOf('SpdxDocument', null);
  const named = new Set([...roots, ...rootsOf('software_Sbom', roots)]);
  const packages = elements.filter((one) => one.type === 'software_Package');
  const subjects = packages.filter((one) => named.has(one.spdxId ?? ''));
  return {
    format: 'spdx',
    spec_version: version,
    components: packages.length - subjects.length,
    subjectTexts: subjects.flatMap((one) =>
      [
        one.name,
        one.software_packageVersion,
        one.software_packageUrl,
        ...(one.externalIdentifier ?? []).map(({ identifier }) => identifier),
      ].flatMap((text) => text ?? []),
    ),
  };
}
