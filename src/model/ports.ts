// The outside world as the flows see it. Platform implements these; only main wires them; fakes implement them in tests.
import type { Logger } from '../base/logger.ts';
import type { Config, RegistryAuth } from './config.ts';
import type { StoreSpec } from './config-store.ts';
import type { Sha256 } from './ids.ts';
import type { Cloud, CloudSession } from './ports/cloud.ts';
import type { Forge, IdentitySource } from './ports/forge.ts';
import type { Clock, ConfigSource, Files, Programs } from './ports/local.ts';
import type { PolicyEngine } from './ports/policy.ts';
import type { Registry } from './ports/registry.ts';
import type { BundleSigner, TrustRepository } from './ports/signer.ts';
import type { Store } from './ports/store.ts';
import type { Tools } from './ports/tools.ts';

export type * from './ports/cloud.ts';
export type * from './ports/forge.ts';
export type * from './ports/local.ts';
export type * from './ports/policy.ts';
export type * from './ports/registry.ts';
export type * from './ports/signer.ts';
export type * from './ports/store.ts';
export type * from './ports/tools.ts';

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
  /** Variables of the job that flows may read: the GITHUB_* facts only. */
  job: Readonly<Record<string, string>>;
  forge(config: Config): Promise<Forge>;
  cloud(config: Config): Promise<Cloud>;
  /** Without a session: a directory store, or S3 with the credentials of the auditor's machine. */
  store(spec: StoreSpec, session?: CloudSession): Promise<Store>;
  registry(
    repository: string,
    auth: { kind: RegistryAuth; region?: string | undefined; endpoint?: string | undefined; local: boolean },
    session?: CloudSession,
  ): Promise<Registry>;
  /** `key` is the service's KMS key as configured, with its pin; needed when signing.mode is kms. Throws KEY_MISMATCH, SIGN_FAILED. */
  signer(config: Config, key?: { id: string; 'spki-sha256': Sha256; session: CloudSession }): Promise<BundleSigner>;
  /** `root` is the file to start from, where it is not the public instance's own; `folder` is empty and private. Throws TRUST_ROOT_UNVERIFIED. */
  trustRepository(request: { mirror: string; root?: string | undefined; folder: string }): Promise<TrustRepository>;
  /** The embedded policy, or, for a replay, the wasm bytes of that time. */
  policy(wasm?: Uint8Array): Promise<PolicyEngine>;
};
