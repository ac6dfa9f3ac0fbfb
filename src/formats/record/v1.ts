// A record, version 1, and what each known kind of it says. Frozen: never edited.
import * as z from 'zod';
import {
  ApprovalChain,
  Commit,
  DeployId,
  Digest,
  EpochSeconds,
  RepositoryId,
  Reserved,
  RunId,
  ServiceName,
  Sha256,
  Ticket,
  UserId,
} from '../ids/v1.ts';

/** A record: one flat JSON row, so that a query engine reads it as it lies. `detail_*` point at blobs for everything larger. */
export const EvidenceRecord = z.lazy(() =>
  z.strictObject({
    schema: z.literal('safeguard.record/v1'),
    kind: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected the kind of a record'),
    time: EpochSeconds,
    repository_id: RepositoryId,
    repository: z.string(),
    service: ServiceName,
    /** '' for records of a build. */
    environment: z.string(),
    run_id: RunId,
    run_attempt: z.int().min(1),
    job: z.string(),
    digest: Digest,
    commit: Commit,
    actor_id: UserId,
    actor: z.string(),
    /** `allow`, `deny`, `succeeded`, `failed`, `proven`, `unproven`, `approved`, ...; per kind. */
    outcome: z.string(),
    /** One sentence for people. */
    summary: z.string().max(2000),
    /** Person this record is about (approver, reconciler), else ''. */
    person_id: z.string(),
    person: z.string(),
    tool: z.string(),
    tool_version: z.string(),
    count_critical: z.int().min(0),
    count_high: z.int().min(0),
    count_medium: z.int().min(0),
    count_low: z.int().min(0),
    /** SHA-256 of the blob that holds the whole of it, '' if there is none. */
    detail_sha256: z.union([Sha256, z.literal('')]),
    /** What the blob is: `scan-summary`, `decision`, `evidence-bundle`, `cyclonedx`, `command-output`, ... */
    detail_type: z.string(),
    contract_ref: z.string(),
    config_sha256: Sha256,
    config_origin: z.enum(['beside-bundle', 'flag']),
    /** True when the environment openly does without locks. */
    unlocked: z.boolean(),
    /** Of a deploy. */
    deploy_id: DeployId.exactOptional(),
    /** The change that a deploy belongs to, as its caller named it; nothing rests on it. */
    change_ticket: Ticket.exactOptional(),
    approval_chain: ApprovalChain.exactOptional(),
    run_number: z.int().min(1).exactOptional(),
    runner_id: z.string().min(1).max(40).exactOptional(),
    runner_name: z.string().min(1).max(200).exactOptional(),
    runner_group: z.string().min(1).max(200).exactOptional(),
    runner_image: z.string().min(1).max(200).exactOptional(),
    /** When GitHub created and started the job; an approval was given between them. */
    job_created_at: EpochSeconds.exactOptional(),
    job_started_at: EpochSeconds.exactOptional(),
    ...Reserved,
  }),
);

const extended = <Fields extends z.ZodRawShape>(fields: Fields) => z.lazy(() => EvidenceRecord.unwrap().extend(fields));
const Detail = { detail_sha256: Sha256, detail_type: z.string().min(1) };
const Person = { person_id: UserId, person: z.string().min(1) };

/** What each kind of record says beyond being a row. The list is open: a kind that is not here is a row, and nothing rests on it. */
export const recordKinds = {
  scan: extended({ kind: z.literal('scan'), outcome: z.enum(['proven', 'unproven']), ...Detail }),
  sbom: extended({ kind: z.literal('sbom'), outcome: z.literal('recorded'), ...Detail }),
  decision: extended({ kind: z.literal('decision'), outcome: z.enum(['allow', 'deny']), ...Detail }),
  publish: extended({ kind: z.literal('publish'), outcome: z.literal('succeeded') }),
  approval: extended({ kind: z.literal('approval'), outcome: z.string().min(1), ...Person }),
  'deploy-intent': extended({ kind: z.literal('deploy-intent'), outcome: z.literal('intended') }),
  'deploy-outcome': extended({
    kind: z.literal('deploy-outcome'),
    outcome: z.enum(['succeeded', 'failed', 'not-started']),
  }),
  reconcile: extended({
    kind: z.literal('reconcile'),
    outcome: z.enum(['succeeded', 'failed', 'unknown']),
    ...Person,
  }),
  note: extended({ kind: z.literal('note'), outcome: z.string().min(1) }),
} as const;
