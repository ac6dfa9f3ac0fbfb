// The only entry for signed statements. It turns bytes into a verified statement, read from exactly the signed bytes,
// or into the reason why the bundle does not count; it never throws on any input.
import type { Bundle } from '@sigstore/bundle';
import { VerificationError } from '@sigstore/verify';
import { sha256Hex } from '../base/digest.ts';
import { isFault } from '../base/fault.ts';
import { parseJsonBytes } from '../base/json-text.ts';
import type { Signer } from '../model/identity.ts';
import { Digest, Sha256 } from '../model/ids.ts';
import { bundleLimit, proofLimit, Statement, statementPayloadType } from '../model/statement.ts';
import { readBundle } from './bundle-form.ts';
import { Refusal, type RefusalCode } from './refusal.ts';
import { proveSigner } from './signer.ts';
import type { TrustMaterial } from './trust.ts';

const statementDepth = 64;

/** A bundle that verified: who signed which statement, and when. Nothing here says that the signer may. */
export type VerifiedBundle = {
  verified: true;
  statement: Statement;
  /** The signed bytes themselves. */
  statementBytes: Uint8Array;
  predicateType: string;
  /** One per subject, in order, each `sha256:` and 64 lower-case hexadecimal characters. */
  subjectDigests: Digest[];
  signer: Signer;
  bundleSha256: Sha256;
};

/** A bundle that does not count; `problem` is one of our own sentences and repeats nothing of the bundle. */
export type RefusedBundle = { verified: false; problem: string; code: RefusalCode };

/**
 * Verifies a Sigstore bundle of at most 16 MiB, of which 64 KiB are not payload, over an in-toto statement in a DSSE envelope. Never
 * throws. Subjects whose digest is anything but one well-formed SHA-256 refuse the whole bundle (threat B3). `read` is another's
 * reading of its form, for the older versions that others' test vectors are of; the product reads version 0.3 alone.
 */
export function verifyBundle(
  bytes: Uint8Array,
  trust: TrustMaterial,
  read: (bytes: Uint8Array) => Bundle = readBundle,
): VerifiedBundle | RefusedBundle {
  try {
    const bundle = read(bytes);
    const statementBytes = readPayload(bundle);
    checkProofSize(bytes.length, statementBytes.length);
    const signer = proveSigner(bundle, trust);
    const statement = readStatement(statementBytes);
    const { predicateType } = statement;
    const bundleSha256 = Sha256.parse(sha256Hex(bytes));
    const subjectDigests = readSubjects(statement);
    return { verified: true, statement, statementBytes, predicateType, subjectDigests, signer, bundleSha256 };
  } catch (error) {
    return refuse(error);
  }
}

function readPayload({ content }: Bundle): Uint8Array {
  if (content.$case !== 'dsseEnvelope')
    throw new Refusal('BUNDLE_INVALID', 'expected a signed statement, got a message');
  const { payload, payloadType } = content.dsseEnvelope;
  if (payloadType === statementPayloadType) return new Uint8Array(payload);
  throw new Refusal('BUNDLE_INVALID', `expected a payload of ${statementPayloadType}, got another`);
}

function checkProofSize(bundleSize: number, payloadSize: number): void {
  const size = bundleSize - Math.ceil(payloadSize / 3) * 4;
  if (size <= proofLimit) return;
  throw new Refusal(
    'BUNDLE_TOO_LARGE',
    `the bundle is too large beside its payload; at most ${proofLimit} bytes are used`,
  );
}

/** Longest predicate type that is read; real ones are addresses of some forty characters. */
const longestType = 200;

function readStatement(bytes: Uint8Array): Statement {
  const statement = parseStatement(bytes);
  if (statement.predicateType.length <= longestType && hasCanonicalForm(statement)) return statement;
  throw new Refusal(
    'STATEMENT_INVALID',
    `the payload holds half a surrogate pair, a number without a value, or a predicate type of more than ${longestType} characters`,
  );
}

/** RFC 8785, by which everything here is hashed, has no form for half a surrogate pair, nor for a number that is too large to be one. */
function hasCanonicalForm(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => key.isWellFormed() && hasCanonicalForm(member));
}

function parseStatement(bytes: Uint8Array): Statement {
  try {
    return Statement.parse(parseJsonBytes(bytes, { maxBytes: bundleLimit, maxDepth: statementDepth }));
  } catch (error) {
    const why = isFault(error) ? `not JSON that is read (${error.code})` : 'not an in-toto statement';
    throw new Refusal('STATEMENT_INVALID', `the payload is ${why}`);
  }
}

function readSubjects(statement: Statement): Digest[] {
  return statement.subject.map(({ digest }) => {
    const read = Digest.safeParse(`sha256:${digest.sha256 ?? ''}`);
    if (read.success && Object.keys(digest).length === 1) return read.data;
    throw new Refusal(
      'SUBJECT_INVALID',
      'each subject must carry one digest, a sha256 of 64 lower-case hexadecimal characters',
    );
  });
}

function refuse(error: unknown): RefusedBundle {
  if (error instanceof Refusal) return { verified: false, problem: error.message, code: error.code };
  if (error instanceof VerificationError) {
    return { verified: false, problem: `it does not verify (${error.code})`, code: 'SIGNATURE_INVALID' };
  }
  // What is left comes from readers that met bytes they were not made for, and may quote them.
  const why = isFault(error) ? `not JSON that is read (${error.code})` : 'a part of it cannot be read';
  return { verified: false, problem: `not a Sigstore bundle: ${why}`, code: 'BUNDLE_INVALID' };
}
