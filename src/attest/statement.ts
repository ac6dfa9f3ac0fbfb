// Makes the exact bytes that get signed. A statement is written once, in canonical form (RFC 8785); what is signed is these bytes,
// never a second serialization.
import type * as z from 'zod';
import { canonicalBytes } from '../base/canonical-json.ts';
import { Fault } from '../base/fault.ts';
import { counted, printable } from '../base/text.ts';
import { toIso } from '../base/time.ts';
import type { Decision } from '../model/decision.ts';
import type { ManifestPredicate } from '../model/evidence.ts';
import type { ScanSummary } from '../model/finding.ts';
import type { Claims, RunContext } from '../model/identity.ts';
import type { EpochSeconds, ServiceName } from '../model/ids.ts';
import {
  type AcceptancePredicate,
  buildTypes,
  type DecisionPredicate,
  type PredicateType,
  type ProvenancePredicate,
  predicateTypes,
  type ScanPredicate,
  type Subject,
  sbomStatementLimit,
  statementLimit,
} from '../model/statement.ts';

/** What a run knows about the image of its statement. */
export type OriginFacts = {
  run: RunContext;
  /** The name under which the service's evidence lies. */
  service: ServiceName;
  /** Of the run's token: the workflow that was triggered, `OWNER/NAME/.github/workflows/FILE@REF`, which may have called ours. */
  claims: Pick<Claims, 'workflow_ref'>;
  /** `https://github.com`, or the address of an own GitHub server. */
  server: string;
  /** Every input of the contract by its name, as the caller gave it or by default. */
  inputs: Readonly<Record<string, string>>;
};

/** The origin of an image, in the terms of SLSA v1: how it was requested, from what, by whom, when. */
export type ProvenanceFacts = OriginFacts & {
  /** What the contract built, as safeguard.yml says: folder and Dockerfile, from the root of the repository. */
  build: { context: string; dockerfile: string };
  /**
   * When the build itself began and ended, as measured by the build job; null when unknown, which leaves the fields
   * out.
   */
  startedAt: EpochSeconds | null;
  finishedAt: EpochSeconds | null;
  /** Inputs besides the source, as URI and digest. */
  dependencies?: { uri: string; digest: Record<string, string> }[];
};

/** Bytes of a scan statement. Throws STATEMENT_TOO_LARGE over 256 KiB, saying how many findings there are. */
export function scanStatement(subject: Subject, service: ServiceName, summary: ScanSummary): Uint8Array {
  const predicate: z.infer<typeof ScanPredicate> = { schema: 'safeguard.scan-summary/v1', service, summary };
  return encode(subject, { type: predicateTypes.scan }, predicate, counted(summary.findings.length, 'finding'));
}

/**
 * Bytes of a statement whose predicate is the SBOM document itself. Throws STATEMENT_TOO_LARGE over 11.9 MiB, above which its bundle is
 * more than others read.
 */
export function sbomStatement(subject: Subject, format: 'cyclonedx' | 'spdx', document: unknown): Uint8Array {
  return encode(subject, { type: predicateTypes[format], limit: sbomStatementLimit }, document, 'the whole SBOM');
}

/**
 * Bytes of SLSA v1 provenance of an image that this run built; the source at its commit is the first dependency. Throws
 * STATEMENT_TOO_LARGE over 256 KiB, and OIDC_INVALID when the token's workflow is not one of the run's repository.
 */
export function provenanceStatement(subject: Subject, facts: ProvenanceFacts): Uint8Array {
  const { run, service, server, claims, inputs, startedAt, finishedAt, dependencies = [] } = facts;
  const repository = `${server}/${run.repository}`;
  const source = { uri: `git+${repository}@${run.ref}`, digest: { gitCommit: run.commit } };
  const { event, repository_id, actor_id, job_workflow_sha } = run;
  // A job of a called workflow names that workflow, and its caller separately.
  const contract = run.job_workflow_ref !== claims.workflow_ref;
  const predicate: z.infer<typeof ProvenancePredicate> = {
    buildDefinition: {
      buildType: buildTypes[contract ? 'contract' : 'direct'],
      externalParameters: { workflow: workflowOf(facts), inputs },
      internalParameters: {
        github: { event_name: event, repository_id, actor_id, job_workflow_sha },
        safeguard: { service, ...(contract ? facts.build : {}) },
      },
      resolvedDependencies: [source, ...dependencies],
    },
    runDetails: {
      // Spelled as in the certificate, where Fulcio writes github.com for every GitHub server.
      builder: { id: `https://github.com/${run.job_workflow_ref}` },
      metadata: {
        invocationId: invocationOf(facts),
        ...(startedAt === null ? {} : { startedOn: toIso(startedAt) }),
        ...(finishedAt === null ? {} : { finishedOn: toIso(finishedAt) }),
      },
    },
  };
  const counts = counted(dependencies.length + 1, 'dependency', 'dependencies');
  return encode(subject, { type: predicateTypes.provenance }, predicate, counts);
}

/**
 * Bytes of a statement that an image was handed in and accepted; it names no builder, build time or source of the
 * image. Throws the same as `provenanceStatement`.
 */
export function acceptanceStatement(subject: Subject, facts: OriginFacts, acceptedAt: EpochSeconds): Uint8Array {
  const { repository_id, repository, ref, commit, job_workflow_ref, job_workflow_sha, event, actor_id } = facts.run;
  const predicate: z.infer<typeof AcceptancePredicate> = {
    schema: 'safeguard.image-acceptance/v1',
    origin: 'prebuilt',
    accepted_at: acceptedAt,
    service: facts.service,
    source: { repository_id, repository, ref, commit },
    workflow: workflowOf(facts),
    inputs: { ...facts.inputs },
    accepted_by: {
      contract_ref: job_workflow_ref,
      contract_sha: job_workflow_sha,
      event_name: event,
      actor_id,
      invocation_id: invocationOf(facts),
    },
  };
  return encode(
    subject,
    { type: predicateTypes.acceptance },
    predicate,
    counted(Object.keys(facts.inputs).length, 'input'),
  );
}

/** Bytes of a decision statement. Throws STATEMENT_TOO_LARGE over 256 KiB, with the number of rule verdicts. */
export function decisionStatement(subject: Subject, decision: Decision): Uint8Array {
  const predicate: z.infer<typeof DecisionPredicate> = { schema: 'safeguard.gate-decision/v1', decision };
  return encode(subject, { type: predicateTypes.decision }, predicate, counted(decision.rules.length, 'rule'));
}

/** Bytes of a manifest statement. Throws STATEMENT_TOO_LARGE over 256 KiB, saying how many objects it lists. */
export function manifestStatement(subject: Subject, predicate: ManifestPredicate): Uint8Array {
  return encode(subject, { type: predicateTypes.manifest }, predicate, counted(predicate.entries.length, 'object'));
}

function workflowOf({ run, server, claims }: OriginFacts): { ref: string; repository: string; path: string } {
  const [repository, path, ref] = /^([^/]+\/[^/]+)\/([^@]+)@(.+)$/.exec(claims.workflow_ref)?.slice(1) ?? [];
  if (path && ref && repository === run.repository) return { ref, repository: `${server}/${repository}`, path };
  const expected = `${run.repository}/.github/workflows/FILE@REF`;
  throw new Fault('OIDC_INVALID', `workflow_ref: expected ${expected}, got ${printable(claims.workflow_ref)}`);
}

function invocationOf({ run, server }: OriginFacts): string {
  return `${server}/${run.repository}/actions/runs/${run.run_id}/attempts/${run.run_attempt}`;
}

function encode(
  subject: Subject,
  { type: predicateType, limit = statementLimit }: { type: PredicateType; limit?: number },
  predicate: unknown,
  counts: string,
): Uint8Array {
  const bytes = canonicalBytes({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: subject.name, digest: { sha256: subject.digest.slice('sha256:'.length) } }],
    predicateType,
    predicate,
  });
  if (bytes.length <= limit) return bytes;
  throw new Fault(
    'STATEMENT_TOO_LARGE',
    `the ${predicateType} statement about ${subject.name} has ${bytes.length} bytes with ${counts}; at most ${limit} are signed`,
  );
}
