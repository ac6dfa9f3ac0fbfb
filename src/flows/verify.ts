// Verifies what hangs on an image against the identity that config expects: subject, predicate type and the contract allowed
// to make it, issuer, exact SAN, source repository, ref and commit; and that all the gate requires is there, of one commit.
// Everything on the verified bytes.
import { identityProblems } from '../attest/identity.ts';
import { counted, named, quoted } from '../base/text.ts';
import { mergedSettings, serviceOf } from '../config/effective.ts';
import { buildSigners } from '../config/identity-policy.ts';
import { ignoredText } from '../gate/ignored-referrers.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig } from '../model/config.ts';
import {
  countedCommit,
  factParts,
  missingParts,
  provenCommits,
  requiredParts,
  type SignedPart,
} from '../model/counted-commit.ts';
import type { SignatureFact } from '../model/decision.ts';
import type { IdentityPolicy } from '../model/identity.ts';
import type { Commit, Digest, RepositoryId, Sha256 } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { predicateTypes } from '../model/statement.ts';
import { collectSignatures } from './collect/signatures.ts';
import { openServiceRegistry } from './session/reach.ts';
import { openServiceTrust } from './session/trust-roots.ts';

/** What to verify; `commit` narrows it to one source commit. */
export type VerifyInputs = { digest: Digest; repositoryId: RepositoryId; commit: Commit | undefined };

type VerifyOutputs = { verdict: string; statements: string };

/** Denied unless everything that a deployed image must carry is there, made by the right contract, and all of it of one commit. */
export async function verify(inputs: VerifyInputs, ports: Ports, loaded: LoadedConfig): Promise<Answer<VerifyOutputs>> {
  const service = serviceOf(loaded.config, inputs.repositoryId);
  const session = { ports, loaded, service };
  const registry = await openServiceRegistry(session);
  ports.log.step('verify', `verifying ${registry.repository}@${inputs.digest}`);
  const trust = await openServiceTrust(session);
  await registry.manifest(inputs.digest);
  const { signatures, scans, ignored } = await collectSignatures(session, { registry, trust }, inputs);
  const policy = {
    ...buildSigners(loaded.config, service),
    ...(inputs.commit ? { source_commit: inputs.commit } : {}),
  };
  const pinned = service.keys?.build['spki-sha256'];
  const required = requiredParts(mergedSettings(loaded.config, service).scans);
  const expected = signatures.map(({ fact }) => ({ fact, problem: problemOf(fact, policy, pinned, inputs) }));
  const parts = expected.flatMap(({ fact, problem }) => (problem === '' ? factParts(fact, scans) : []));
  const commit = countedCommit(parts, required);
  const judged = expected.map(({ fact, problem }) => ({
    fact,
    problem: problem || (commit === '' ? '' : otherCommit(factParts(fact, scans), commit)),
  }));
  const good = judged.filter((entry) => entry.problem === '');
  const missing = commit === '' ? lacking(parts, required) : [];
  const text = [
    `${registry.repository}@${inputs.digest}: ${counted(good.length, 'signed statement')} of this service count, ${counted(judged.length - good.length, 'other')} do not.`,
    ...good.map((entry) => `  counts: ${nameOf(entry.fact)} by ${signerOf(entry.fact)}`),
    ...judged
      .filter((entry) => entry.problem !== '')
      .map(
        (entry) =>
          `  does not count: ${nameOf(entry.fact)} (bundle ${entry.fact.bundle_sha256.slice(0, 12)}): ${entry.problem}`,
      ),
    ...(ignored ? [`  ${ignoredText(ignored)}`] : []),
    ...missing.map(
      (part) => `  missing: ${part}; expected one made by build-sign.yml. Build and publish this commit again.`,
    ),
  ];
  const denied = commit === '';
  return {
    outputs: { verdict: denied ? 'deny' : 'allow', statements: String(good.length) },
    denied,
    text: text.join('\n'),
    json: { statements: judged, missing, ...(ignored ? { ignored } : {}) },
  };
}

/** What no commit has: of the commit whose provenance was signed last, or where there is none, at all. Never empty. */
function lacking(parts: readonly SignedPart[], required: readonly string[]): string[] {
  const [last = ''] = provenCommits(parts);
  const there = new Set(parts.map(({ part }) => part));
  const missing = last === '' ? required.filter((part) => !there.has(part)) : missingParts(parts, required, last);
  if (missing.length > 0) return missing.map((part) => (last === '' ? part : `${part} of commit ${last}`));
  return ['one commit, for several were signed as a whole in the same second'];
}

function otherCommit(parts: readonly SignedPart[], commit: string): string {
  const other = parts.find((part) => part.commit !== '' && part.commit !== commit);
  return other
    ? `it is of commit ${other.commit}; the image counts as of commit ${commit}, signed last as a whole`
    : '';
}

/** Why a statement does not count, '' when it does. A key names no source, so the provenance it signed has to. */
function problemOf(
  fact: SignatureFact,
  policy: IdentityPolicy,
  pinned: Sha256 | undefined,
  { repositoryId, commit }: VerifyInputs,
): string {
  if (fact.problem !== '' || fact.signer === null) return fact.problem;
  const told = fact.provenance_commit !== '';
  return [
    ...identityProblems(fact.signer, policy, pinned),
    ...(told && commit && fact.provenance_commit !== commit
      ? [`provenance: expected commit ${commit}, got ${named(fact.provenance_commit)}`]
      : []),
    ...(told && fact.provenance_repository_id !== repositoryId
      ? [
          `provenance: expected repository id ${repositoryId}, got ${fact.provenance_repository_id === '' ? 'none' : named(fact.provenance_repository_id)}`,
        ]
      : []),
  ].join('; ');
}

function nameOf(fact: SignatureFact): string {
  const known = Object.entries(predicateTypes).find(([, type]) => type === fact.predicate_type);
  return known ? known[0] : fact.predicate_type === '' ? 'unreadable bundle' : quoted(fact.predicate_type);
}

function signerOf(fact: SignatureFact): string {
  if (fact.signer?.type === 'certificate')
    return `${fact.signer.san} for commit ${fact.signer.source_commit.slice(0, 12)}`;
  return `key ${fact.signer?.spki_sha256.slice(0, 12)}`;
}
