// Reads who signed, as exact strings, from a signing certificate. It must only be used after the chain is verified.
import type { SignedEntity } from '@sigstore/verify';
import type { Signer } from '../model/identity.ts';
import type { EpochSeconds } from '../model/ids.ts';
import { readElement, readText } from './der.ts';
import { Refusal } from './refusal.ts';

/** An X.509 certificate as the verifying library reads it. */
export type Certificate = Extract<SignedEntity['key'], { $case: 'certificate' }>['certificate'];

const utf8String = 0x0c;
const sequence = 0x30;
const uniformResourceIdentifier = 0x86;
const subjectAlternativeName = '2.5.29.17';
const extendedKeyUsage = '2.5.29.37';
/** A sequence of only id-kp-codeSigning, 1.3.6.1.5.5.7.3.3 (RFC 5280 section 4.2.1.12). */
const codeSigningOnly = '300a06082b06010505070303';

/**
 * The signer's facts from the extensions Fulcio writes (sigstore/fulcio docs/oid-info.md, OIDs 1.3.6.1.4.1.57264.1.N); absent ones are ''. Refuses with
 * SIGNER_INVALID an extension given twice, another key usage than code signing, a value that is not a DER UTF8String, and any
 * subject alternative name but exactly one URI.
 */
export function readCertificate(certificate: Certificate, signedAt: EpochSeconds): Signer {
  checkExtensions(certificate);
  return {
    type: 'certificate',
    san: readSan(certificate),
    issuer: readFact(certificate, 8),
    build_signer_digest: readFact(certificate, 10),
    runner_environment: readFact(certificate, 11),
    source_repository_uri: readFact(certificate, 12),
    source_commit: readFact(certificate, 13),
    source_ref: readFact(certificate, 14),
    source_repository_id: readFact(certificate, 15),
    source_owner_id: readFact(certificate, 17),
    trigger: readFact(certificate, 20),
    run_uri: readFact(certificate, 21),
    environment: readFact(certificate, 23),
    signed_at: signedAt,
  };
}

function checkExtensions(certificate: Certificate): void {
  const names = certificate.extensions.map((extension) => extension.subs[0]?.toOID());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Refusal('SIGNER_INVALID', 'the certificate carries an extension twice');
  if (certificate.extension(extendedKeyUsage)?.value.toString('hex') !== codeSigningOnly) {
    throw new Refusal('SIGNER_INVALID', 'the certificate is not for code signing alone');
  }
}

function readSan(certificate: Certificate): string {
  const names = certificate.extension(subjectAlternativeName)?.value;
  const only = names && readElement(names, sequence);
  const uri = only && readText(only, uniformResourceIdentifier);
  if (uri) return uri;
  throw new Refusal('SIGNER_INVALID', 'the certificate must name its subject by exactly one URI');
}

function readFact(certificate: Certificate, number: number): string {
  const extension = certificate.extension(`1.3.6.1.4.1.57264.1.${number}`);
  if (!extension) return '';
  const text = readText(extension.value, utf8String);
  if (text !== undefined) return text;
  throw new Refusal('SIGNER_INVALID', `the certificate's extension 1.3.6.1.4.1.57264.1.${number} is not a UTF8String`);
}
