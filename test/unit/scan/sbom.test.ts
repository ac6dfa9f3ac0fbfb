// The SBOM of one image, as Trivy wrote it and in each format and version that is read; the same document about another image, or about none, is refused.
import { describe, expect, test } from '@jest/globals';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { isFault } from '../../../src/base/fault.ts';
import { SbomReference } from '../../../src/model/finding.ts';
import { Digest } from '../../../src/model/ids.ts';
import { describeSbom, parseSbom } from '../../../src/scan/sbom.ts';
import { recorded } from './raw-scans.ts';

const raw = recorded('trivy', 'image-findings');
const bytes = raw.sbom ?? new Uint8Array();
const digest = raw.run.target.type === 'image' ? raw.run.target.digest : Digest.parse('');
const other = Digest.parse(`sha256:${'8'.repeat(64)}`);

function outcome(content: unknown, subject = digest): unknown {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  try {
    return describeSbom(parseSbom(new TextEncoder().encode(text)), subject).components;
  } catch (error) {
    return isFault(error) ? error.code : error;
  }
}

test("Trivy's CycloneDX document is referred to by its canonical bytes, as it is signed and stored", () => {
  const canonical = canonicalBytes(JSON.parse(new TextDecoder().decode(bytes)));
  const reference = describeSbom(parseSbom(bytes), digest);
  expect(SbomReference.parse(reference)).toEqual(reference);
  expect(reference).toMatchObject({
    spec_version: '1.7',
    components: 1,
    sha256: sha256Hex(canonical),
    bytes: canonical.length,
  });
  expect(() => describeSbom(parseSbom(bytes), other)).toThrow(expect.objectContaining({ code: 'SBOM_INVALID' }));
});

describe('documents', () => {
  const component = { name: `app@${digest}` };
  const bom = { bomFormat: 'CycloneDX', specVersion: '1.4', metadata: { component }, components: [{}, {}] };
  const about = (subject: object) => ({ ...bom, metadata: { component: subject } });
  const hex = digest.slice(7);

  test.each([
    ['as it is', bom, 2],
    ['without components', { ...bom, components: undefined }, 0],
    ['version 1.7', { ...bom, specVersion: '1.7' }, 2],
    ['with parts inside parts', { ...bom, components: [{ components: [{}, { components: [{}] }] }] }, 4],
    ['named in the version', about({ name: 'app', version: digest }), 2],
    ['named in the package URL', about({ purl: `pkg:oci/app@sha256%3A${hex}?arch=amd64` }), 2],
    ['named in the reference', about({ 'bom-ref': `pkg:oci/app@sha256:${hex}` }), 2],
    [
      'named in a property',
      about({ properties: [{ name: 'aquasecurity:trivy:RepoDigest', value: `app@${digest}` }] }),
      2,
    ],
    ['version 1.3', { ...bom, specVersion: '1.3' }, 'SBOM_INVALID'],
    ['version 2', { ...bom, specVersion: '2.0' }, 'SBOM_INVALID'],
    ['another format', { ...bom, bomFormat: 'SPDX' }, 'SBOM_INVALID'],
    ['no subject', { ...bom, metadata: {} }, 'SBOM_INVALID'],
    ['a subject without digest', about({ name: 'app' }), 'SBOM_INVALID'],
    [
      'only a config digest',
      about({ properties: [{ name: 'aquasecurity:trivy:ImageID', value: digest }] }),
      'SBOM_INVALID',
    ],
    ['a property without value', about({ properties: [{ name: 'aquasecurity:trivy:RepoDigest' }] }), 'SBOM_INVALID'],
    ['a digest that is too long', about({ name: `app@${digest}0` }), 'SBOM_INVALID'],
    ['two digests', about({ name: `app@${digest}`, version: other }), 'SBOM_INVALID'],
    ['no object', [], 'SBOM_INVALID'],
    ['cut text', '{"bomFormat":"CycloneDX"', 'SBOM_INVALID'],
    ['a repeated key', '{"bomFormat":"CycloneDX","bomFormat":"CycloneDX"}', 'SBOM_INVALID'],
  ])('%s', (_, content, expected) => {
    expect(outcome(content)).toBe(expected);
  });
});

function problemOf(content: unknown, subject = digest): string {
  try {
    const { format, spec_version, components } = describeSbom(content, subject);
    return `${format} ${spec_version} with ${components}`;
  } catch (error) {
    return isFault(error, 'SBOM_INVALID') ? error.message : String(error);
  }
}

describe('a version that nobody here knows', () => {
  const bom = (specVersion: unknown) => ({
    bomFormat: 'CycloneDX',
    specVersion,
    metadata: { component: { name: `app@${digest}` } },
  });
  const graph = (version: string) => ({
    '@context': `https://spdx.org/rdf/${version}/spdx-context.jsonld`,
    '@graph': [],
  });

  test.each(['1.8', '1.10', '2.0', '1.7.1', '10.4', 'next', '1.7 '])(
    'of CycloneDX is refused as newer: %j',
    (version) => {
      expect(problemOf(bom(version))).toContain(
        'newer than what this version of Safeguard reads; expected 1.4, 1.5, 1.6, 1.7',
      );
    },
  );

  test.each(['1.3', '1.0', '0.9'])('of CycloneDX is refused as older: %s', (version) => {
    expect(problemOf(bom(version))).toContain('older than');
  });

  test.each([
    { spdxVersion: 'SPDX-2.4' },
    { spdxVersion: 'SPDX-4.0' },
    graph('3.1'),
    graph('3.0.2'),
    { spdxVersion: 'x' },
  ])('of SPDX is refused as newer: %j', (document) => {
    expect(problemOf(document)).toContain(
      'newer than what this version of Safeguard reads; expected 2.2, 2.3, 3.0.0, 3.0.1',
    );
  });

  test('of SPDX is refused as older', () => {
    expect(problemOf({ spdxVersion: 'SPDX-2.1' })).toContain('older than');
  });

  test.each([
    {},
    [],
    null,
    'x',
    { bomFormat: 'CycloneDX' },
    { bomFormat: 'CycloneDX', specVersion: 1.6 },
    { '@graph': 1 },
  ])('nor one at all: %j', (document) => {
    expect(problemOf(document)).toContain('the SBOM is not ');
  });
});

describe('SPDX documents', () => {
  const hex = digest.slice(7);
  const image = { SPDXID: 'SPDXRef-image', name: 'app', versionInfo: digest };
  const part = { SPDXID: 'SPDXRef-part', name: 'left', versionInfo: '1.0.0' };
  const describes = {
    spdxElementId: 'SPDXRef-DOCUMENT',
    relationshipType: 'DESCRIBES',
    relatedSpdxElement: image.SPDXID,
  };
  const spdx = {
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    packages: [image, part],
    relationships: [describes],
  };
  const about = (subject: object) => ({ ...spdx, packages: [{ ...image, versionInfo: '1', ...subject }, part] });
  const read = 'spdx 2.3 with 1';

  test.each<[string, unknown, string]>([
    ['described by a relationship', spdx, read],
    ['described in its own list', { ...spdx, relationships: [], documentDescribes: [image.SPDXID] }, read],
    [
      'described the other way round',
      {
        ...spdx,
        relationships: [
          { spdxElementId: image.SPDXID, relationshipType: 'DESCRIBED_BY', relatedSpdxElement: 'SPDXRef-DOCUMENT' },
        ],
      },
      read,
    ],
    ['of version 2.2', { ...spdx, spdxVersion: 'SPDX-2.2' }, 'spdx 2.2 with 1'],
    [
      'named in the package URL',
      about({ externalRefs: [{ referenceType: 'purl', referenceLocator: `pkg:oci/app@sha256%3A${hex}` }] }),
      read,
    ],
    ['named in a text of Trivy', about({ attributionTexts: [`RepoDigest: app@${digest}`] }), read],
    ['named in an annotation of Trivy', about({ annotations: [{ comment: `RepoDigest: app@${digest}` }] }), read],
    ['about nothing', { ...spdx, relationships: [] }, 'does not name the image'],
    [
      'that names its image in a part only',
      {
        ...spdx,
        packages: [
          { ...image, versionInfo: '1' },
          { ...part, versionInfo: digest },
        ],
      },
      'does not name the image',
    ],
    ['that names a config digest', about({ attributionTexts: [`ImageID: ${digest}`] }), 'does not name the image'],
    ['about another image', about({ versionInfo: other }), `is about ${other}`],
    [
      'about two images',
      { ...spdx, documentDescribes: [part.SPDXID], packages: [image, { ...part, versionInfo: other }] },
      `is about ${other}`,
    ],
    ['without packages', { ...spdx, packages: undefined }, 'the SBOM is not CycloneDX or SPDX JSON: packages'],
  ])('%s', (_name, document, expected) => {
    expect(problemOf(document)).toContain(expected);
  });

  const root = { type: 'software_Package', spdxId: 'urn:image', name: 'app', software_packageVersion: digest };
  const elements = [
    { type: 'SpdxDocument', spdxId: 'urn:document', rootElement: ['urn:sbom'] },
    { type: 'software_Sbom', spdxId: 'urn:sbom', rootElement: ['urn:image'] },
    { type: 'software_Package', spdxId: 'urn:left', name: 'left' },
  ];
  const graph = (...more: object[]) => ({
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [...elements, ...more],
  });

  test.each<[string, unknown, string]>([
    ['whose root is its SBOM', graph(root), 'spdx 3.0.1 with 1'],
    [
      'named in the package URL',
      graph({ ...root, software_packageVersion: '1', software_packageUrl: `pkg:oci/app@sha256%3A${hex}` }),
      'spdx 3.0.1 with 1',
    ],
    [
      'named by an identifier',
      graph({
        ...root,
        software_packageVersion: '1',
        externalIdentifier: [{ identifier: `pkg:oci/app@sha256%3A${hex}` }],
      }),
      'spdx 3.0.1 with 1',
    ],
    ['whose root is not there', graph(), 'does not name the image'],
    ['about another image', graph({ ...root, software_packageVersion: other }), `is about ${other}`],
    [
      'with an SBOM that is not its root',
      graph(root, { type: 'software_Sbom', spdxId: 'urn:x', rootElement: ['urn:left'] }),
      'spdx 3.0.1 with 1',
    ],
  ])('of version 3 %s', (_name, document, expected) => {
    expect(problemOf(document)).toContain(expected);
  });
});

test('text that is not Unicode has no canonical form', () => {
  const text = JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { name: `app@${digest}` } },
    note: '\ud800',
  });
  expect(outcome(text)).toBe('SBOM_INVALID');
});
