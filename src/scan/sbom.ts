// Reads just enough of an SBOM to refer to it, in the two formats of the field. It must never accept a document that is about
// another image, nor one of a version whose meaning is not known.
import { canonicalBytes } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { Fault, textOf } from '../base/fault.ts';
import { parseJsonBytes } from '../base/json-text.ts';
import { printable } from '../base/text.ts';
import type { SbomReference } from '../model/finding.ts';
import { type Digest, Sha256 } from '../model/ids.ts';
import { readBom } from './cyclonedx.ts';
import { readSpdx } from './spdx.ts';

/** The value of an SBOM document. Throws SBOM_INVALID for bytes that are not one JSON text. */
export function parseSbom(bytes: Uint8Array): unknown {
  try {
    return parseJsonBytes(bytes);
  } catch (cause) {
    throw new Fault('SBOM_INVALID', `the SBOM cannot be read: ${textOf(cause)}`, { cause });
  }
}

/** A reference to an SBOM whose own subject names the image digest `subject`. Throws SBOM_INVALID for any other document. */
export function describeSbom(document: unknown, subject: Digest): SbomReference {
  const { format, spec_version, components, subjectTexts } =
    'bomFormat' in Object(document) ? readBom(document) : readSpdx(document);
  const digests = subjectTexts.flatMap(digestsIn);
  if (digests.length === 0)
    throw new Fault('SBOM_INVALID', `the SBOM does not name the image it is about; expected ${subject}`);
  const other = digests.find((digest) => digest !== subject);
  if (other) throw new Fault('SBOM_INVALID', `the SBOM is about ${other}, not about ${subject}`);
  const bytes = encodeSbom(document);
  return {
    format,
    spec_version,
    sha256: Sha256.parse(sha256Hex(bytes)),
    bytes: bytes.length,
    components,
    subject_digest: subject,
  };
}

/** The document in canonical form (RFC 8785), for signing and storing. Throws SBOM_INVALID for text that is not Unicode. */
export function encodeSbom(document: unknown): Uint8Array {
  try {
    return canonicalBytes(document);
  } catch (cause) {
    throw new Fault('SBOM_INVALID', `the SBOM has no canonical form: ${printable(textOf(cause), 200)}`, { cause });
  }
}

function digestsIn(text: string): string[] {
  const hex = /(?:^|@)sha256(?::|%3[Aa])([0-9a-f]{64})(?![0-9a-f])/.exec(text)?.[1];
  return hex === undefined ? [] : [`sha256:${hex}`];
}
