// The SBOM of one image, as Trivy wrote it; the same document about another image, or about none, is refused.
import { describe, expect, test } from '@jest/globals';
import { sha256Hex } from '../../../src/base/digest.ts';
import { isFault } from '../../../src/base/fault.ts';
import { SbomReference } from '../../../src/model/finding.ts';
import { Digest } from '../../../src/model/ids.ts';
import { readSbom } from '../../../src/scan/sbom.ts';
import { recorded } from './raw-scans.ts';

const raw = recorded('trivy', 'image-findings');
const bytes = raw.sbom ?? new Uint8Array();
const digest = raw.run.target.type === 'image' ? raw.run.target.digest : Digest.parse('');
const other = Digest.parse(`sha256:${'8'.repeat(64)}`);

function outcome(content: unknown, subject = digest): unknown {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  try {
    return readSbom(new TextEncoder().encode(text), subject).components;
  } catch (error) {
    return isFault(error) ? error.code : error;
  }
}

test("Trivy's CycloneDX document is referred to by its own bytes", () => {
  const reference = readSbom(bytes, digest);
  expect(SbomReference.parse(reference)).toEqual(reference);
  expect(reference).toMatchObject({
    spec_version: '1.7',
    components: 1,
    sha256: sha256Hex(bytes),
    bytes: bytes.length,
  });
  expect(() => readSbom(bytes, other)).toThrow(expect.objectContaining({ code: 'SBOM_INVALID' }));
});

describe('documents', () => {
  const component = { name: `app@${digest}` };
  const bom = { bomFormat: 'CycloneDX', specVersion: '1.4', metadata: { component }, components: [{}, {}] };
  const about = (subject: object) => ({ ...bom, metadata: { component: subject } });
  const hex = digest.slice(7);

  test.each([
    ['as it is', bom, 2],
    ['without components', { ...bom, components: undefined }, 0],
    ['version 1.10', { ...bom, specVersion: '1.10' }, 2],
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
