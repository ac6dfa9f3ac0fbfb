// Reads just enough of an SBOM to refer to it. It must never accept a document that is about another image.
import * as z from 'zod';
import { sha256Hex } from '../base/digest.ts';
import { Fault, textOf } from '../base/fault.ts';
import { parseJsonBytes } from '../base/json-text.ts';
import { printable } from '../base/text.ts';
import type { SbomReference } from '../model/finding.ts';
import { type Digest, Sha256 } from '../model/ids.ts';

const Named = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  purl: z.string().optional(),
  'bom-ref': z.string().optional(),
  properties: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).optional(),
});

/** CycloneDX JSON 1.4 and later (ECMA-424): what the document is about, and its parts. */
const Bom = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string().regex(/^1\.(?:[4-9]|[1-9]\d+)$/, 'expected 1.4 or later'),
  metadata: z.looseObject({ component: Named }),
  components: z.array(z.unknown()).optional(),
});

/** A reference to a CycloneDX document whose own subject names the image digest `subject`. Throws SBOM_INVALID for any other bytes. */
export function readSbom(bytes: Uint8Array, subject: Digest): SbomReference {
  const bom = parseBom(bytes);
  const digests = digestsNamed(bom.metadata.component);
  if (digests.length === 0)
    throw new Fault('SBOM_INVALID', `the SBOM does not name the image it is about; expected ${subject}`);
  const other = digests.find((digest) => digest !== subject);
  if (other) throw new Fault('SBOM_INVALID', `the SBOM is about ${other}, not about ${subject}`);
  return {
    format: 'cyclonedx',
    spec_version: bom.specVersion,
    sha256: Sha256.parse(sha256Hex(bytes)),
    bytes: bytes.length,
    components: (bom.components ?? []).length,
    subject_digest: subject,
  };
}

function parseBom(bytes: Uint8Array): z.infer<typeof Bom> {
  const parsed = Bom.safeParse(parseText(bytes));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join('.') || 'the top'}: ${issue.message}`,
  );
  throw new Fault('SBOM_INVALID', `the SBOM is not CycloneDX JSON: ${printable(places.join('; '), 300)}`);
}

function parseText(bytes: Uint8Array): unknown {
  try {
    return parseJsonBytes(bytes);
  } catch (cause) {
    throw new Fault('SBOM_INVALID', `the SBOM cannot be read: ${textOf(cause)}`, { cause });
  }
}

/** Manifest digests in the subject's name, version, reference and Trivy's RepoDigest; its ImageID is a config digest and not one. */
function digestsNamed(component: z.infer<typeof Named>): string[] {
  const repoDigests = (component.properties ?? [])
    .filter((p) => p.name === 'aquasecurity:trivy:RepoDigest')
    .map((p) => p.value);
  const texts = [component.name, component.version, component.purl, component['bom-ref'], ...repoDigests];
  return texts
    .flatMap((text) => /(?:^|@)sha256(?::|%3[Aa])([0-9a-f]{64})(?![0-9a-f])/.exec(text ?? '')?.slice(1) ?? [])
    .map((hex) => `sha256:${hex}`);
}
