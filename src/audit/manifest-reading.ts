// Lets through only manifests whose signature, signer and claims hold under the anchor; each other one becomes a problem that names it.
import { readPredicate } from '../attest/subject.ts';
import { sha256Hex } from '../base/digest.ts';
import { claimProblems, decodeManifest } from '../evidence/manifest.ts';
import { lockProblem } from '../evidence/retention.ts';
import type { EvidenceProblem, ManifestPredicate } from '../model/evidence.ts';
import type { Signer } from '../model/identity.ts';
import { Sha256 } from '../model/ids.ts';
import type { StoredObject } from '../model/ports.ts';
import { nameProblem, type SignerView, signerProblems, unprovenCode, verifyByAny } from './anchor-view.ts';
import { runProblem } from './anchored.ts';
import type { ManifestMaterial } from './material.ts';

/** Manifests that count, the problems of the others, and the number of manifests that are marked as never counting. */
export type ManifestReading = { manifests: ManifestMaterial[]; problems: EvidenceProblem[]; unsigned: number };

/** Reads one manifest as the store gave it. */
export function verifyManifest(view: SignerView, key: string, object: StoredObject): ManifestReading {
  const refuse = (code: EvidenceProblem['code'], texts: readonly string[]) => ({
    manifests: [],
    problems: texts.map((text) => nameProblem(code, key, text)),
    unsigned: 0,
  });
  const file = decodeManifest(object.bytes);
  if (!file.ok) return refuse('MANIFEST_INVALID', [file.problem]);
  if (!file.value.bundle) {
    // A job without a key marks its manifest unsigned, and its objects stay unlisted. Opening or closing a deploy is
    // always signed.
    if (file.value.claimed.predicate.stage === 'job') return { manifests: [], problems: [], unsigned: 1 };
    return refuse('MANIFEST_UNSIGNED', ['nobody signed this manifest, so nothing that only it lists counts']);
  }
  const verified = verifyByAny(view, file.value.bundle);
  if (!verified.verified) return refuse(unprovenCode(view, 'MANIFEST_FORGED'), [verified.problem]);
  const content = readPredicate(verified);
  if (content.type !== 'manifest')
    return refuse('MANIFEST_FORGED', ['the signed statement is not an evidence manifest']);
  const { predicate } = content;
  const { signer, subjectDigests } = verified;
  const claims = [
    ...claimProblems(predicate, key),
    ...manifestSignerProblems(view, predicate, signer).map((text) => nameProblem('MANIFEST_FORGED', key, text)),
  ];
  if (claims.length > 0) return { manifests: [], problems: claims, unsigned: 0 };
  const promised = Math.min(...predicate.entries.map((entry) => entry.retain_until));
  const weak = lockProblem(object, promised, predicate.lock === 'none' ? 'none' : 'compliance');
  const manifest = { key, sha256: Sha256.parse(sha256Hex(object.bytes)), predicate, subjectDigests, signer };
  return { manifests: [manifest], problems: weak === '' ? [] : [nameProblem('LOCK_WEAK', key, weak)], unsigned: 0 };
}

/** Opening and closing are the deploy contract's, in their environment; other jobs' manifests are of either contract. */
function manifestSignerProblems(view: SignerView, predicate: ManifestPredicate, signer: Signer): string[] {
  const run = runProblem(signer, predicate.run_id, predicate.run_attempt);
  const { service, stage } = predicate;
  const environment = stage === 'job' ? null : predicate.environment;
  const deploy = signerProblems(view, { part: 'deploy', service, environment }, signer);
  const build =
    stage === 'job' && predicate.environment === ''
      ? signerProblems(view, { part: 'build', service, environment: null }, signer)
      : deploy;
  return [...(deploy.length === 0 ? deploy : build), ...(run === '' ? [] : [run])];
}
