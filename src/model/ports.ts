// The outside world as the flows see it. Platform implements these; only main wires them; fakes implement them in tests.
import type { Logger } from '../base/logger.ts';
import type { Config, RegistryAuth, StoreSpec } from './config.ts';
import type { ApprovalFact, EnvironmentFact, IgnoredReferrers } from './decision.ts';
import type { ScanKind, ScanTool } from './finding.ts';
import type { IdentityToken } from './identity.ts';
import type { Commit, Digest, EpochSeconds, RepositoryId, RunId, Sha256, UserId } from './ids.ts';

/** The clock; the only source of "now". */
export interface Clock {
  now(): EpochSeconds;
}

/** Local files. Paths are absolute or relative to the working directory; links out of a given folder are refused (FILE_UNSAFE). */
export interface Files {
  /** Bytes of a regular file, at most `limit` bytes. Throws FILE_MISSING, FILE_UNSAFE, FILE_FAILED, JSON_TOO_LARGE. */
  read(path: string, limit: number): Promise<Uint8Array>;
  /** Writes by a temporary name and a rename, so that nothing half-written looks whole. Creates folders. Throws FILE_FAILED. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Names of the direct entries of a folder, sorted. Throws FILE_MISSING, FILE_UNSAFE for what is no folder or has more than 100,000 entries. */
  list(path: string): Promise<string[]>;
  /** The direct entries of a folder by name, with what they are; links are not followed. Throws FILE_MISSING, FILE_UNSAFE. */
  entries(path: string): Promise<{ name: string; kind: 'file' | 'folder' | 'link' | 'other' }[]>;
  /** The absolute path without links. Throws FILE_MISSING, and FILE_UNSAFE for links in a circle. */
  resolve(path: string): Promise<string>;
  /** Streaming SHA-256 of a regular file of at most 64 GiB; FILE_UNSAFE above. */
  sha256(path: string): Promise<Sha256>;
  /** Length of a regular file in bytes. */
  size(path: string): Promise<number>;
  /** A new private folder that is removed when the command ends. */
  temporary(prefix: string): Promise<string>;
}

/** The job's OIDC identity. */
export interface IdentitySource {
  /** A fresh token for one audience, or undefined where the job has none. Throws OIDC_INVALID, REMOTE_UNREACHABLE. */
  token(audience: string): Promise<IdentityToken | undefined>;
}

/** Temporary AWS credentials; secret, never an output. */
export type AwsCredentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiresAt: EpochSeconds;
  assumedRoleId: string;
  account: string;
};

/** A refusal by STS, kept apart from faults so that the failing claim can be named. */
export type AssumeResult = { granted: true; credentials: AwsCredentials } | { granted: false; message: string };

/** AWS STS with a web identity. */
export interface Sts {
  assume(request: {
    roleArn: string;
    sessionName: string;
    /** A fresh token, asked for before each attempt: they last for minutes only. */
    token(): Promise<string>;
    sessionPolicy: string;
    durationSeconds: number;
  }): Promise<AssumeResult>;
}

/** An object as it lies in a store. `mode` is '' and `retainUntil` 0 where there is no lock. */
export type StoredObject = {
  key: string;
  versionId: string;
  bytes: Uint8Array;
  mode: '' | 'COMPLIANCE' | 'GOVERNANCE';
  retainUntil: EpochSeconds;
};

/** One version or delete marker of a key. */
export type ObjectVersion = { key: string; versionId: string; size: number; deleteMarker: boolean; latest: boolean };

/** How a write ended; `exists`: the key is taken, nothing was written. The lock is the one read back from the store. */
export type PutResult = {
  outcome: 'created' | 'exists';
  versionId: string;
  mode: '' | 'COMPLIANCE' | 'GOVERNANCE';
  retainUntil: EpochSeconds;
};

/** What a store is, before anything is written. `serverTime` is the server's clock. */
export type StoreFacts = {
  uri: string;
  versioned: boolean;
  locks: boolean;
  defaultMode: '' | 'COMPLIANCE' | 'GOVERNANCE';
  serverTime: EpochSeconds;
};

/**
 * An evidence store: objects are created once, locked, and never changed. It throws STORE_FAILED and REMOTE_UNREACHABLE where the store
 * as a whole refuses or does not answer, or a list has no end in sight; a Fault is final, what passes was tried again before.
 */
export interface Store {
  /** `s3:BUCKET` or `dir:PATH`. */
  readonly uri: string;
  facts(): Promise<StoreFacts>;
  /** Creates the object only if the key has no current version, under COMPLIANCE until `retainUntil`, with its SHA-256 checksum, and reads the lock back. */
  create(key: string, bytes: Uint8Array, retainUntil: EpochSeconds): Promise<PutResult>;
  /** Extends the lock of one version. Never shortens. */
  extend(key: string, versionId: string, retainUntil: EpochSeconds): Promise<void>;
  /**
   * Undefined when absent; without a version id the current version. Throws OBJECT_UNREADABLE for an object that is there and is not
   * given (archived, its key denied or gone, no permission, too large, no regular file); that says nothing about other objects.
   */
  read(key: string, versionId?: string): Promise<StoredObject | undefined>;
  /** Every version and delete marker of exactly this key, newest first. */
  versions(key: string): Promise<ObjectVersion[]>;
  /** Every version and delete marker under a prefix, in key order, all pages. */
  list(prefix: string): Promise<ObjectVersion[]>;
}

/** A manifest or blob as a registry gave it, its bytes already compared with the digest asked for. */
export type Fetched = { digest: Digest; mediaType: string; bytes: Uint8Array };

/** Bytes that are attached to an image. */
export type Artifact = { artifactType: string; bytes: Uint8Array; annotations: Record<string, string> };

/** What is looked for on an image. Order alone rests on `likely`, what a list says of it, and on `first`, referrers that are looked at before all others. */
export type Wanted = {
  mediaType: string;
  /** Most bytes of one. */
  limit: number;
  likely(annotations: Readonly<Record<string, string>>): boolean;
  first: readonly Digest[];
};

/** One thing that hangs on an image; its bytes have this digest, and nothing else is known of it. */
export type Attached = { referrer: Digest; digest: Digest; bytes: Uint8Array };

/** One repository in an OCI registry. Everything is by digest; no tag ever decides what an image is. */
export interface Registry {
  readonly repository: string;
  hasManifest(digest: Digest): Promise<boolean>;
  /** Throws IMAGE_MISSING, IMAGE_INVALID when bytes and digest differ, REGISTRY_FAILED. */
  manifest(digest: Digest): Promise<Fetched>;
  blob(digest: Digest, limit: number): Promise<Uint8Array>;
  /**
   * Throws REGISTRY_FAILED when this registry could not take an image under this tag with artifacts of this type attached, before any
   * of it is sent. What it tries that with stays in the repository, once.
   */
  rehearse(image: Digest, tag: string, artifactType: string): Promise<void>;
  /** Skips a blob that is there; the bytes are hashed on the way and must match, and are read back. Throws IMAGE_INVALID, REGISTRY_FAILED. */
  pushBlob(digest: Digest, content: { bytes: Uint8Array } | { path: string; size: number }): Promise<void>;
  pushManifest(digest: Digest, mediaType: string, bytes: Uint8Array): Promise<void>;
  /** Puts a tag on a manifest that is there, against rules that delete what has none. Throws REGISTRY_FAILED when it names another. */
  tag(digest: Digest, tag: string): Promise<void>;
  /** Attaches artifacts as OCI 1.1 referrers of `subject`, found by the API or by the referrers tag. Idempotent. Returns the referrers' digests. */
  attach(subject: Digest, artifacts: readonly Artifact[]): Promise<Digest[]>;
  /**
   * Gives `take` everything of the wanted media type that hangs on `subject`, from API and tag scheme, each digest once, within caps.
   * What cannot be read is counted and hides nothing else. Throws REGISTRY_FAILED or REMOTE_UNREACHABLE when there is no knowing.
   */
  referrers(subject: Digest, wanted: Wanted, take: (attached: Attached) => void): Promise<IgnoredReferrers>;
}

/** A commit as GitHub tells it; ids are null where GitHub knows no account. */
export type CommitFact = {
  sha: Commit;
  message: string;
  author: { id: UserId | null; login: string; name: string; email: string };
  committer: { id: UserId | null; login: string; name: string; email: string };
  verified: boolean;
};

/** An account as GitHub shows one; apps and other machines are bots. */
export type Account = { id: UserId; login: string; bot: boolean };

/** A pull request as GitHub tells it; an account that was deleted is null. `mergeCommit` is what its merge made, null where it is not merged or nothing is known. */
export type PullRequestFact = {
  number: number;
  author: Account | null;
  merged: boolean;
  mergeCommit: Commit | null;
  base: { repositoryId: RepositoryId | null; branch: string };
};

/** GitHub's REST API, read only. Throws GITHUB_UNREADABLE with the permission that is missing; a 404 where it means "unknown" is null. */
export interface GitHub {
  approvals(repository: string, run: RunId): Promise<Omit<ApprovalFact, 'observed_at'>[]>;
  environment(repository: string, name: string): Promise<EnvironmentFact>;
  /** Names, as GitHub shows them, of the jobs of a run's latest attempt that were not skipped; one for each job. `complete` is false when GitHub cut the list. */
  jobs(repository: string, run: RunId): Promise<{ names: string[]; complete: boolean }>;
  commit(repository: string, sha: Commit): Promise<CommitFact>;
  /** Commits reachable from `head` and not from `base`; `complete` is false when GitHub cut the list or `base` is not an ancestor. */
  commitsBetween(repository: string, base: Commit, head: Commit): Promise<{ commits: CommitFact[]; complete: boolean }>;
  /** Whatever pull requests GitHub connects with a commit: open, closed and merged ones, of this and of other repositories. */
  pullRequests(repository: string, sha: Commit): Promise<PullRequestFact[]>;
  /** All commits of a pull request of this repository. Throws GITHUB_UNREADABLE where GitHub does not list all. */
  pullRequestCommits(repository: string, number: number): Promise<CommitFact[]>;
  run(
    repository: string,
    run: RunId,
  ): Promise<{
    id: RunId;
    repositoryId: RepositoryId;
    status: string;
    attempt: number;
    event: string;
    headSha: Commit;
    headBranch: string;
    actor: Account | null;
    triggeringActor: Account | null;
  }>;
}

/** What a TUF repository vouches for, its metadata checked. */
export interface TrustRepository {
  /** The bytes of one file, undefined where the repository does not list it. Throws TRUST_ROOT_UNVERIFIED. */
  target(name: string): Promise<Uint8Array | undefined>;
}

/** Makes Sigstore bundles (v0.3, DSSE). One certificate serves a whole job. */
export interface BundleSigner {
  /** Signs a statement's exact bytes and returns the bundle's JSON bytes. Throws SIGN_FAILED. */
  sign(statement: Uint8Array): Promise<Uint8Array>;
  /** Certificate identity or key; what a decision prints as `identity`. */
  readonly identity: 'certificate' | 'key';
}

/** The compiled policy. */
export interface PolicyEngine {
  /** SHA-256 of the wasm that decides. */
  readonly sha256: Sha256;
  readonly bytes: Uint8Array;
  /** Evaluates the entry point `safeguard/gate/verdicts` on JSON text. Throws POLICY_FAILED. */
  evaluate(json: string): unknown;
}

/** A finished program. Output is capped; `truncated` says so. */
export type ProgramResult = {
  exitCode: number;
  signal: string;
  stdout: Uint8Array;
  stderr: Uint8Array;
  truncated: boolean;
  timedOut: boolean;
};

/** Runs programs: absolute path, argv array, an environment built from nothing (and a random mark of the run), never a shell. */
export interface Programs {
  run(
    program: string,
    args: readonly string[],
    options: { environment: Record<string, string>; folder: string; timeoutSeconds: number; outputLimit: number },
  ): Promise<ProgramResult>;
}

/**
 * A verified program with its data. `databaseAt` is when the vulnerability database was built, `rulesSha256` the digest of the rule set.
 * `addJavaDatabase` fetches Trivy's Java database into the same folder and says when it was built; absent where none is named.
 */
export type LocatedTool = {
  path: string;
  sha256: Sha256;
  environment: Record<string, string>;
  database?: string;
  databaseAt?: EpochSeconds;
  addJavaDatabase?: () => Promise<EpochSeconds>;
  rules?: string;
  rulesSha256?: Sha256;
};

/** Where a pinned scanner lies. Throws TOOL_MISSING, TOOL_CHECKSUM_MISMATCH, and what fetching it can end with. */
export interface Tools {
  /** Verified anew at each call. Given the kind of scan, data that this kind does not use may be left out. */
  locate(tool: ScanTool, kind?: ScanKind): Promise<LocatedTool>;
}

/** Where the configuration is read from. */
export type ConfigSource = { path: string; origin: 'beside-bundle' | 'flag' };

/** Everything a flow may reach. Those that depend on configuration are factories. */
export type Ports = {
  clock: Clock;
  log: Logger;
  files: Files;
  /** Loopback token servers over plain http only where the config says `local`. */
  identity(config: Config): IdentitySource;
  programs: Programs;
  tools: Tools;
  configSource: ConfigSource;
  /** Variables of the job that flows may read: the GITHUB_* facts, nothing else. */
  job: Readonly<Record<string, string>>;
  github(config: Config): Promise<GitHub>;
  sts(config: Config): Promise<Sts>;
  /** Without credentials: a directory store, or S3 with the ambient credentials of an auditor's machine. */
  store(spec: StoreSpec, credentials?: AwsCredentials): Promise<Store>;
  registry(
    repository: string,
    auth: { kind: RegistryAuth; region?: string | undefined; endpoint?: string | undefined; local: boolean },
    credentials?: AwsCredentials,
  ): Promise<Registry>;
  /** `key` is the service's KMS key as configured, with its pin; needed when signing.mode is kms. Throws KEY_MISMATCH, SIGN_FAILED. */
  signer(
    config: Config,
    key?: { id: string; 'spki-sha256': Sha256; credentials: AwsCredentials },
  ): Promise<BundleSigner>;
  /** `root` is the file to start from, where it is not the public instance's own; `folder` is empty and private. Throws TRUST_ROOT_UNVERIFIED. */
  trustRepository(request: { mirror: string; root?: string | undefined; folder: string }): Promise<TrustRepository>;
  /** The embedded policy, or, for a replay, the wasm bytes of that time. */
  policy(wasm?: Uint8Array): Promise<PolicyEngine>;
};
