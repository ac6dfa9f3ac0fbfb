// Reads what hangs on an image in the registry: every bundle is verified, and what it says is used where an expected signer made it.
import type { TrustMaterial } from '../../attest/trust.ts';
import { buildSigners } from '../../config/identity-policy.ts';
import { addSignature, beginCollecting, chooseEvidence, type SignedEvidence } from '../../gate/collected-signatures.ts';
import { requiredParts } from '../../model/counted-commit.ts';
import type { Digest } from '../../model/ids.ts';
import type { Registry } from '../../model/ports.ts';
import { bundleLimit, bundleType, predicateAnnotation, predicateTypes } from '../../model/statement.ts';
import type { Job, ServiceSession } from '../session/session.ts';
import { readContent } from './statement-content.ts';

/** Where bundles are looked for, and what they are verified against. */
type Sources = { registry: Registry; trust: TrustMaterial };

/** Whose statements count; without a job no release is the running one. */
type Expected = Pick<ServiceSession, 'loaded' | 'service'> & { job?: Pick<Job, 'running'> };

/** Fetches and verifies every Sigstore bundle that refers to the digest; `first` are referrers to look at before all others. */
export async function collectSignatures(
  { loaded, service, job }: Expected,
  { registry, trust }: Sources,
  { digest, first = [] }: { digest: Digest; first?: readonly Digest[] },
): Promise<SignedEvidence> {
  const policy = buildSigners(loaded.config, service, job?.running ?? null);
  const judge = { trust, policy, pinned: service.keys?.build['spki-sha256'], digest, readContent };
  const evidence = beginCollecting();
  const types = new Set<string>(Object.values(predicateTypes));
  const wanted = {
    mediaType: bundleType,
    limit: bundleLimit,
    likely: (annotations: Readonly<Record<string, string>>) => types.has(annotations[predicateAnnotation] ?? ''),
    first,
  };
  const ignored = await registry.referrers(digest, wanted, ({ bytes }) => addSignature(evidence, bytes, judge));
  return chooseEvidence(evidence, requiredParts(service.policy.scans), ignored);
}
