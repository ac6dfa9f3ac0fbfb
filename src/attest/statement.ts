// Makes the exact bytes that get signed. A statement is written once, in canonical form (RFC 8785); what is signed is these bytes,
// never a second serialization.
import type * as z from 'zod';
import { canonicalBytes } from '../base/canonical-json.ts';
import { Fault } from '../base/fault.ts';
import { counted, printable } from '../base/text.ts';
import { toIso } from '../base/time.ts';
import type { Decision } from '../model/decision.ts';
import type { ManifestPredicate } from '../model/evidence.ts';
import type { SbomReference, ScanSummary } from '../model/finding.ts';
import type { Claims, RunContext } from '../model/identity.ts';
import type { EpochSeconds } from '../model/ids.ts';
import {
  type DecisionPredicate,
  type PredicateType,
  type ProvenancePredicate,
  predicateTypes,
  type SbomPredicate,
  type ScanPredicate,
  type Subject,
  statementLimit,
} from '../model/statement.ts';

/** How an image came to be, in the terms of SLSA v1: how it was asked for, from what, by whom, when. */
export type ProvenanceFacts = {
  run: RunContext;
  /** Of the run's token: the workflow that was triggered, `OWNER/NAME/.github/workflows/FILE@REF`, which may have called ours. */
  claims: Pick<Claims, 'workflow_ref'>;
  /** `https://github.com`, or the address of an own GitHub server. */
  server: string;
  imageOrigin: 'build' | 'prebuilt';
  startedAt: EpochSeconds;
  finishedAt: EpochSeconds;
  /** Inputs besides the source, as URI and digest. */
  dependencies?: { uri: string; digest: Record<string, string> }[];
};

/** SLSA build type of everything the build contract makes. An identifier and API; its parameters are described by ProvenancePredicate. */
export const provenanceBuildType = 'https://safeguard.dev/buildtypes/build-sign/v1';

/** Bytes of a scan statement. Throws STATEMENT_TOO_LARGE over 256 KiB, saying how many findings there are. */
export function scanStatement(subject: Subject, summary: ScanSummary): Uint8Array {
  const predicate: z.infer<typeof ScanPredicate> = { schema: 'safeguard.scan-summary/v1', summary };
  return encode(subject, predicateTypes.scan, predicate, counted(summary.findings.length, 'finding'));
}

/** Bytes of a statement that names an SBOM by content. Throws STATEMENT_TOO_LARGE over 256 KiB. */
export function sbomStatement(subject: Subject, sbom: SbomReference): Uint8Array {
  const predicate: z.infer<typeof SbomPredicate> = { schema: 'safeguard.sbom-reference/v1', sbom };
  return encode(subject, predicateTypes.sbom, predicate, counted(sbom.components, 'component'));
}

/**
 * Bytes of SLSA v1 provenance; the source at its commit is the first dependency. Throws STATEMENT_TOO_LARGE over 256 KiB, and
 * OIDC_INVALID when the token's workflow is not one of the run's repository.
 */
export function provenanceStatement(subject: Subject, facts: ProvenanceFacts): Uint8Array {
  const { run, server, dependencies = [] } = facts;
  const repository = `${server}/${run.repository}`;
  const source = { uri: `git+${repository}@${run.ref}`, digest: { gitCommit: run.commit } };
  const predicate: z.infer<typeof ProvenancePredicate> = {
    buildDefinition: {
      buildType: provenanceBuildType,
      externalParameters: { workflow: workflowOf(facts), imageOrigin: facts.imageOrigin },
      internalParameters: { github: githubOf(run) },
      resolvedDependencies: [source, ...dependencies],
    },
    runDetails: {
      // Spelled as in the certificate, where Fulcio writes github.com whatever the server (SIGSTORE-STACK 1).
      builder: { id: `https://github.com/${run.job_workflow_ref}` },
      metadata: {
        invocationId: `${repository}/actions/runs/${run.run_id}/attempts/${run.run_attempt}`,
        startedOn: toIso(facts.startedAt),
        finishedOn: toIso(facts.finishedAt),
      },
    },
  };
  const counts = counted(dependencies.length + 1, 'dependency', 'dependencies');
  return encode(subject, predicateTypes.provenance, predicate, counts);
}

/** Bytes of a decision statement. Throws STATEMENT_TOO_LARGE over 256 KiB, saying how many rules spoke. */
export function decisionStatement(subject: Subject, decision: Decision): Uint8Array {
  const predicate: z.infer<typeof DecisionPredicate> = { schema: 'safeguard.gate-decision/v1', decision };
  return encode(subject, predicateTypes.decision, predicate, counted(decision.rules.length, 'rule'));
}

/** Bytes of a manifest statement. Throws STATEMENT_TOO_LARGE over 256 KiB, saying how many objects it lists. */
export function manifestStatement(subject: Subject, predicate: ManifestPredicate): Uint8Array {
  return encode(subject, predicateTypes.manifest, predicate, counted(predicate.entries.length, 'object'));
}

function workflowOf({ run, server, claims }: ProvenanceFacts): { ref: string; repository: string; path: string } {
  const [repository, path, ref] = /^([^/]+\/[^/]+)\/([^@]+)@(.+)$/.exec(claims.workflow_ref)?.slice(1) ?? [];
  if (path && ref && repository === run.repository) return { ref, repository: `${server}/${repository}`, path };
  const expected = `${run.repository}/.github/workflows/FILE@REF`;
  throw new Fault('OIDC_INVALID', `workflow_ref: expected ${expected}, got ${printable(claims.workflow_ref)}`);
}

function githubOf({ event, repository_id, actor_id, runner_environment, job_workflow_sha }: RunContext) {
  return { event_name: event, repository_id, actor_id, runner_environment, job_workflow_sha };
}

function encode(subject: Subject, predicateType: PredicateType, predicate: unknown, counts: string): Uint8Array {
  const bytes = canonicalBytes({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: subject.name, digest: { sha256: subject.digest.slice('sha256:'.length) } }],
    predicateType,
    predicate,
  });
  if (bytes.length <= statementLimit) return bytes;
  throw new Fault(
    'STATEMENT_TOO_LARGE',
    `the ${predicateType} statement about ${subject.name} has ${bytes.length} bytes with ${counts}; at most ${statementLimit} are signed`,
  );
}
