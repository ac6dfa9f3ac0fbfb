// The spelling of names and numbers as stored files have it. Frozen: a stricter or wider pattern of the live ones must never change what
// an old file means, so nothing here may be edited, and a new spelling is a new version beside this one.
import * as z from 'zod';

/** 64 lower-case hexadecimal characters. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal characters')
  .brand<'Sha256'>();

/** An OCI digest, `sha256:<hex>`; other algorithms are refused. */
export const Digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 lower-case hexadecimal characters')
  .brand<'Digest'>();

/** A full Git commit id of 40 hexadecimal characters. */
export const Commit = z
  .string()
  .regex(/^[0-9a-f]{40}$/, 'expected a full 40 character commit id')
  .brand<'Commit'>();

const numericId = z.string().regex(/^[1-9][0-9]{0,18}$/, 'expected a numeric id as GitHub gives it');

/** GitHub's numeric repository id, as text. Names can be recycled, ids cannot. */
export const RepositoryId = numericId.brand<'RepositoryId'>();

/** GitHub's numeric user id, as text. */
export const UserId = numericId.brand<'UserId'>();

/** GitHub's numeric workflow run id, as text. */
export const RunId = numericId.brand<'RunId'>();

/** A deployment environment's name: a letter or digit, then letters, digits, `.`, `_`, `-`; at most 63 characters. */
export const EnvironmentName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"')
  .brand<'EnvironmentName'>();

/** Numeric id of a team. */
export const TeamId = z
  .string()
  .regex(/^[1-9][0-9]{0,18}$/, 'expected a numeric id')
  .brand<'TeamId'>();

/** `<repository id>/<run id>`: a deploy is one run's first attempt. */
export const DeployId = z
  .string()
  .regex(/^[1-9][0-9]{0,18}\/[1-9][0-9]{0,18}$/, 'expected <repository id>/<run id>')
  .brand<'DeployId'>();

/** A change ticket as people name it: an id such as CHG-1042, or an address. */
export const Ticket = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,199}$/, 'expected a ticket id or address without spaces')
  .brand<'Ticket'>();

/** A service of a repository, by the oldest name that configuration gave it. */
export const ServiceName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'expected a name of a service')
  .brand<'ServiceName'>();

/**
 * What later releases will say about a whole file. The names are reserved so that this version need not change for them, and each would
 * change what the file means: whoever does not know the meaning has to refuse the file, see `reserved` of its reader.
 */
export const Reserved = {
  /** True where it is a trial that allows nothing. */
  trial: z.boolean().exactOptional(),
  /** The proposed configuration or policy that it was made under. */
  proposal: z.string().min(1).max(200).exactOptional(),
  /** Ids of the signed overrides that it rests on. */
  overrides: z.array(z.string().min(1).max(200)).min(1).max(100).exactOptional(),
} as const;

/** The approvers of a deploy in the order in which GitHub gives them: numeric user ids with one blank between. */
export const ApprovalChain = z
  .string()
  .max(2000)
  .regex(/^[1-9][0-9]{0,18}(?: [1-9][0-9]{0,18})*$/, 'expected numeric user ids with one blank between')
  .brand<'ApprovalChain'>();

/** The signature over a ledger entry without this field, a Sigstore bundle in base64. */
export const EntrySignature = z
  .string()
  .max(64 * 1024)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'expected base64')
  .brand<'EntrySignature'>();

/** Whole epoch seconds. Every time in our JSON has this form. */
export const EpochSeconds = z.int().min(0).max(253402300799);

/** The three moments at which the gate decides. */
export const Phase = z.enum(['before-publish', 'before-approval', 'before-deploy']);

/** A login of a person or a machine, as an entry of a ledger names it. */
export const LedgerLogin = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])?$/, 'expected a login of at most 63 characters');

/** The name of an environment, as an entry of a ledger names it. */
export const LedgerEnvironment = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'expected letters, digits, ".", "_" or "-"');

/** The id of the token that took the lease. */
export const LedgerLease = z.string().regex(/^[\x20-\x7e]{1,200}$/, 'expected at most 200 plain characters');

/** The person who closed a deploy by hand, with id; '' where nobody did. */
export const LedgerCloser = z
  .string()
  .regex(
    /^(?:[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}(?:\[bot\])? \((?:user|bot) [1-9][0-9]{0,18}\))?$/,
    'expected a login and its id, or nothing',
  );

/** Why a deploy was closed by hand: one line; '' where nobody closed it. */
export const LedgerReason = z
  .string()
  .regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]{0,300}$/u, 'expected one line of at most 300 characters');
