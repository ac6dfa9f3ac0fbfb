// Verifies what hangs on an image against the identity that config expects: subject, predicate type and the contract allowed
// to make it, issuer, exact SAN, source repository, ref and commit; and that all the gate requires is there, of one commit.
// Everything on the verified bytes.
import { buildSigners } from '../config/identity-policy.ts';
import { judgeStatements, renderStatements } from '../gate/signed-statements.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig } from '../model/config.ts';
import { requiredParts } from '../model/counted-commit.ts';
import type { Commit, Digest, RepositoryId, ServiceName } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { serviceOf } from '../model/services.ts';
import { openServiceRegistry } from './session/reach.ts';
import { openServiceTrust } from './session/trust-roots.ts';

/** What to verify; `commit` narrows it to one source commit. */
export type VerifyInputs = {
  digest: Digest;
  repositoryId: RepositoryId;
  service: ServiceName | undefined;
  commit: Commit | undefined;
};

type VerifyOutputs = { verdict: string; statements: string };

/** Denied unless everything that a deployed image must carry is there, made by the right contract, and all of it of one commit. */
export async function verify(inputs: VerifyInputs, ports: Ports, loaded: LoadedConfig): Promise<Answer<VerifyOutputs>> {
  const { digest, repositoryId, commit } = inputs;
  const service = serviceOf(loaded.config, repositoryId, inputs.service);
  const session = { ports, loaded, service };
  const registry = await openServiceRegistry(session);
  const place = `${registry.repository}@${digest}`;
  ports.log.step('verify', `verifying ${place}`);
  const trust = await openServiceTrust(session);
  await registry.manifest(digest);
  // Loaded here, so that the command starts without the code that verifies signatures.
  const { collectSignatures } = await import('./collect/signatures.ts');
  const { signatures, scans, ignored } = await collectSignatures(session, { registry, trust }, { digest });
  const policy = buildSigners(loaded.config, service);
  const judged = judgeStatements(
    { facts: signatures.map(({ fact }) => fact), scans },
    {
      policy: commit ? { ...policy, source_commit: commit } : policy,
      pinned: service.keys?.build['spki-sha256'],
      required: requiredParts(service.policy.scans),
      repositoryId,
      service: service['evidence-name'],
      commit,
    },
  );
  const { statements, missing, counting } = judged;
  return {
    outputs: { verdict: judged.denied ? 'deny' : 'allow', statements: String(counting) },
    denied: judged.denied,
    text: renderStatements(place, judged, ignored),
    json: { statements, missing, ...(ignored ? { ignored } : {}) },
  };
}
