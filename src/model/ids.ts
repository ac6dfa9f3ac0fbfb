// Names and numbers that identify things, each with one spelling. Ids that GitHub may rename around are numeric strings.
import * as z from 'zod';

/** 64 lower-case hexadecimal characters. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal characters')
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof Sha256>;

/** An OCI digest, `sha256:<hex>`; other algorithms are refused. */
export const Digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 lower-case hexadecimal characters')
  .brand<'Digest'>();
export type Digest = z.infer<typeof Digest>;

/** A full Git commit id of 40 hexadecimal characters. */
export const Commit = z
  .string()
  .regex(/^[0-9a-f]{40}$/, 'expected a full 40 character commit id')
  .brand<'Commit'>();
export type Commit = z.infer<typeof Commit>;

const numericId = z.string().regex(/^[1-9][0-9]{0,18}$/, 'expected a numeric id as GitHub gives it');

/** GitHub's numeric repository id, as text. Names can be recycled, ids cannot. */
export const RepositoryId = numericId.brand<'RepositoryId'>();
export type RepositoryId = z.infer<typeof RepositoryId>;

/** GitHub's numeric user id, as text. */
export const UserId = numericId.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

/** GitHub's numeric workflow run id, as text. */
export const RunId = numericId.brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;

/** `owner/name` of a repository; for people, never for a decision alone. */
export const RepositoryName = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/, 'expected owner/name')
  .brand<'RepositoryName'>();
export type RepositoryName = z.infer<typeof RepositoryName>;

/** A deployment environment's name: a letter or digit, then letters, digits, `.`, `_`, `-`; at most 63 characters. */
export const EnvironmentName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"')
  .brand<'EnvironmentName'>();
export type EnvironmentName = z.infer<typeof EnvironmentName>;

/** A service by the name that safeguard.yml gives it: lower-case letters, digits and hyphens, at most 32 characters. */
export const ServiceName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'expected a name of lower-case letters, digits and "-" that begins with a letter')
  .brand<'ServiceName'>();
export type ServiceName = z.infer<typeof ServiceName>;

/** Numeric id of a team. */
export const TeamId = z
  .string()
  .regex(/^[1-9][0-9]{0,18}$/, 'expected a numeric id')
  .brand<'TeamId'>();
export type TeamId = z.infer<typeof TeamId>;

/** `<repository id>/<run id>`: a deploy is one run's first attempt. */
export const DeployId = z
  .string()
  .regex(/^[1-9][0-9]{0,18}\/[1-9][0-9]{0,18}$/, 'expected <repository id>/<run id>')
  .brand<'DeployId'>();
export type DeployId = z.infer<typeof DeployId>;

/** The approvers of a deploy in the order in which GitHub gives them: numeric user ids with one blank between. */
export const ApprovalChain = z
  .string()
  .max(2000)
  .regex(/^[1-9][0-9]{0,18}(?: [1-9][0-9]{0,18})*$/, 'expected numeric user ids with one blank between')
  .brand<'ApprovalChain'>();
export type ApprovalChain = z.infer<typeof ApprovalChain>;

/** The signature over a ledger entry without this field, a Sigstore bundle in base64. */
export const EntrySignature = z
  .string()
  .max(64 * 1024)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'expected base64')
  .brand<'EntrySignature'>();
export type EntrySignature = z.infer<typeof EntrySignature>;

/** Whole epoch seconds. Every time in our JSON has this form. */
export const EpochSeconds = z.int().min(0).max(253402300799);
export type EpochSeconds = z.infer<typeof EpochSeconds>;

/** A bucket as S3 names it: labels joined by single dots, 3 to 63 characters, and no address of four numbers. */
export const BucketName = z
  .string()
  .regex(
    /^(?=.{3,63}$)(?!\d{1,3}(?:\.\d{1,3}){3}$)[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*$/,
    'expected an S3 bucket name',
  );

/** A repository in a registry without scheme, tag or digest: `host[:port]/path`. */
export const ImageRepository = z
  .string()
  .regex(/^[a-z0-9.-]+(?::\d{1,5})?\/[a-z0-9]+(?:[._/-][a-z0-9]+)*$/, 'expected host[:port]/path in lower case')
  .brand<'ImageRepository'>();
export type ImageRepository = z.infer<typeof ImageRepository>;

/** A file or folder inside a repository, relative to its root; `.` is the root itself. */
export const RepositoryPath = z
  .string()
  .max(500)
  .regex(
    /^(?:\.|(?!\.\.?(?:\/|$))[\w@+.][\w@+. -]*(?:\/(?!\.\.?(?:\/|$))[\w@+.][\w@+. -]*)*)$/,
    'expected a path inside the repository, relative to its root, without ".."',
  )
  .brand<'RepositoryPath'>();
export type RepositoryPath = z.infer<typeof RepositoryPath>;

/** A change ticket as people name it: an id such as CHG-1042, or an address. */
export const Ticket = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,199}$/, 'expected a ticket id or address without spaces')
  .brand<'Ticket'>();
export type Ticket = z.infer<typeof Ticket>;

/** A person as git names them, in lower case: the e-mail in any form, or `name <>` where there is none. */
export const GitAddress = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'expected an e-mail as git wrote it, or "Name <>" where there is none')
  .max(400);

/** The three moments at which the gate decides. */
export const Phase = z.enum(['before-publish', 'before-approval', 'before-deploy']);
export type Phase = z.infer<typeof Phase>;

/** Which of the two contracts a job is, a key belongs to, or a statement was made by. */
export type ContractPart = 'build' | 'deploy';
