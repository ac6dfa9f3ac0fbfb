// What an auditor trusts of an anchor for one repository, and whether a signature holds under it: as of the time of the entry that it is
// evidence of, because who has ended since may have counted then.
import { identityProblems } from '../attest/identity.ts';
import type { TrustMaterial } from '../attest/trust.ts';
import { type VerifiedBundle, verifyBundle } from '../attest/verify.ts';
import { quoted } from '../base/text.ts';
import type { Anchor, AnchorValidity, EvidenceProblem } from '../model/evidence.ts';
import type { Signer } from '../model/identity.ts';
import type { RepositoryId, Sha256 } from '../model/ids.ts';
import { candidatesFor, type ExpectedSigner, endProblem, type Moment } from './anchored.ts';

/** A root of the anchor, opened: what it verifies, and in which time it counts. */
export type OpenRoot = { material: TrustMaterial; validity: AnchorValidity };

/** An anchor with its trust opened for one repository. */
export type AnchorView = {
  anchor: Anchor;
  repositoryId: RepositoryId;
  trust: readonly OpenRoot[];
  /** Trusted roots that the anchor names and neither holds nor finds in the store; `refusal` where the store will not give them. */
  missingRoots: readonly { sha256: Sha256; key: string; refusal: string }[];
};

/** The same for the evidence of one entry of a ledger; null for what has no entry, of which no time is proven by one. */
export type SignerView = AnchorView & { moment: Moment | null };

/** The same for the evidence of one entry of a ledger. */
export type StepView = AnchorView & { moment: Moment };

/** Verifies a bundle under any of the anchor's roots and keys, each in its time; never throws. */
export function verifyByAny(
  { trust, missingRoots, moment }: SignerView,
  bundle: Uint8Array,
): VerifiedBundle | { verified: false; problem: string } {
  const readings = trust.map(({ material, validity }) => {
    const reading = verifyBundle(bundle, material);
    // A pinned key is trusted independently of the root it was opened with.
    const end =
      reading.verified && reading.signer.type === 'certificate' ? endProblem(validity, reading.signer, moment) : '';
    return { reading, problem: end === '' ? '' : `the trusted root ${material.rootSha256}: ${end}` };
  });
  const good = readings.find(({ reading, problem }) => reading.verified && problem === '')?.reading;
  if (good?.verified) return good;
  const reasons = readings.map(({ reading, problem }) =>
    reading.verified ? problem : `${reading.code} ${reading.problem}`,
  );
  const missing = missingRoots.map(({ sha256, key, refusal }) =>
    refusal === ''
      ? `trusted root ${sha256} is neither in the anchor nor in the store`
      : `trusted root ${sha256} is not in the anchor, and of ${key} ${unreadable(refusal)}`,
  );
  return { verified: false, problem: `its signature does not hold: ${[...reasons, ...missing].join('; ')}` };
}

/** Why a signer does not count for a part of the reader's repository, now or when it signed; empty when it does. */
export function signerProblems(
  { anchor, repositoryId, moment }: SignerView,
  expected: Omit<ExpectedSigner, 'repositoryId'>,
  signer: Signer,
): string[] {
  const readings = candidatesFor(anchor, { repositoryId, ...expected }, signer).map(({ policy, key, validity }) => {
    const end = endProblem(validity, signer, moment);
    return [...identityProblems(signer, policy, key), ...(end === '' ? [] : [`${nameOf(signer)}: ${end}`])];
  });
  return readings.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function nameOf(signer: Signer): string {
  return signer.type === 'key' ? `key ${signer.spki_sha256}` : quoted(signer.san);
}

/**
 * The code of a signature that does not verify: while a root is missing that might prove it, it cannot be called
 * forged.
 */
export function unprovenCode(
  { missingRoots }: AnchorView,
  code: 'MANIFEST_FORGED' | 'SIGNATURE_INVALID',
): EvidenceProblem['code'] {
  return missingRoots.length > 0 ? 'TRUST_ROOT_MISSING' : code;
}

/** How a problem says that the store lists an object and will not give it. */
export function unreadable(refusal: string): string {
  return `the store lists it but does not return it: ${refusal}`;
}
/** A problem whose sentence begins with the key of the object at fault. */
export function nameProblem(code: EvidenceProblem['code'], key: string, text: string): EvidenceProblem {
  return { code, key, text: `${key}: ${text}` };
}
