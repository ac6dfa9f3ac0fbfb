// Makes the ports: the only place where platform meets the rest. Each implementation is loaded when it is first needed, so
// that a command starts without the code of the others.
import { fileURLToPath } from 'node:url';
import { Fault } from '../base/fault.ts';
import type { Logger } from '../base/logger.ts';
import { openRedactor, type Redactor } from '../base/redaction.ts';
import type { Config } from '../model/config.ts';
import type { IdentitySource, Ports, Tools } from '../model/ports.ts';
import { systemClock } from '../platform/local/clock.ts';
import { openFiles } from '../platform/local/files.ts';
import { guarded } from './guard.ts';
import { openRegistry, openSigner, openStore } from './vendors.ts';

/** What wiring needs from the surroundings; `mask` is told every secret before it is used. */
export type Surroundings = {
  variables: Readonly<Record<string, string | undefined>>;
  log: Logger;
  /** Root of the repository that the program lies in; safeguard.yml and dist/policies.wasm are beside it. */
  root: URL;
  mask?: (secret: string) => void;
  /** Hides in everything said and kept the secrets that it is told; one for the whole process. */
  redactor?: Redactor;
  configPath?: string;
  clock?: Ports['clock'];
  /** True where a runner runs us as an action: then nothing in the environment goes before scanners/lock.json. */
  action?: boolean;
};

/**
 * Variables that would divert requests or trust, or change what this very process is; an action refuses to run with them (threat C7).
 * Programs that we start are given an environment built from nothing, so that what acts on them alone (GIT_*, PYTHON*) does no harm.
 */
const overrides = [
  /^AWS_(ENDPOINT_URL.*|CONFIG_FILE|SHARED_CREDENTIALS_FILE|CA_BUNDLE|PROFILE|DEFAULT_PROFILE)$/i,
  /^(https?|all|ftp|socks)_proxy$/i,
  // OpenSSL inside of Node: engines, providers, trust, and a file of session keys that opens every recording.
  /^(OPENSSL_.+|SSL_CERT_(FILE|DIR)|SSLKEYLOGFILE)$/i,
  // Node: options, modules, certificates, compiled code from a folder, and logs that hold request headers.
  /^NODE_(OPTIONS|PATH|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED|USE_(ENV_PROXY|SYSTEM_CA|OPENSSL_CA|BUNDLED_CA)|DEBUG(_NATIVE)?|COMPILE_CACHE|V8_COVERAGE|ICU_DATA|REDIRECT_WARNINGS|PRESERVE_SYMLINKS(_MAIN)?|REPL_EXTERNAL_MODULE|CHANNEL_FD|UNIQUE_ID)$/i,
  // The dynamic linker and the C library: other code in this process, other names of hosts.
  /^(LD|DYLD)_.+$/,
  /^(GCONV_PATH|GLIBC_TUNABLES|LOCPATH|NLSPATH|HOSTALIASES|LOCALDOMAIN|RES_OPTIONS|RESOLV_HOST_CONF|MALLOC_TRACE)$/,
];

/** Throws ENVIRONMENT_OVERRIDE naming every variable that would change where evidence goes or what is trusted. */
export function refuseOverrides(variables: Surroundings['variables']): void {
  const found = Object.keys(variables).filter((name) => overrides.some((one) => one.test(name)) && variables[name]);
  if (found.length > 0)
    throw new Fault(
      'ENVIRONMENT_OVERRIDE',
      `set in the environment of this job: ${found.sort().join(', ')}; expected none of them`,
    );
}

/** The ports, and what must be called at the end to remove temporary files. */
export function wirePorts(surroundings: Surroundings): { ports: Ports; dispose(): Promise<void> } {
  const { variables, log, root, configPath, clock = systemClock, redactor = openRedactor() } = surroundings;
  for (const secret of secretsOf(variables)) redactor.know(secret);
  const mask = (secret: string) => {
    redactor.know(secret);
    surroundings.mask?.(secret);
  };
  const guard = <T extends object>(port: T): T => guarded(port, redactor);
  const files = openFiles();
  const identity = (config: Config) => guard(lazyIdentity(variables, config.local, mask));
  let opened: Promise<Tools> | undefined;
  const tools = () => (opened ??= openTools(surroundings, ports));
  const ports: Ports = {
    clock,
    log,
    files,
    identity,
    programs: guard({
      run: async (...call) => (await import('../platform/local/programs.ts')).openPrograms().run(...call),
      check: async (program) => (await import('../platform/local/programs.ts')).openPrograms().check(program),
    }),
    tools: guard({ locate: async (tool, kind) => (await tools()).locate(tool, kind) }),
    configSource: configPath
      ? { path: configPath, origin: 'flag' }
      : { path: fileURLToPath(new URL('safeguard.yml', root)), origin: 'beside-bundle' },
    job: jobFacts(variables),
    forge: async (config) =>
      guard(
        (await import('../platform/forge/github/rest.ts')).openGitHub(
          config.github.api,
          variables.GITHUB_TOKEN ?? variables.INPUT_TOKEN ?? '',
        ),
      ),
    cloud: async (config) => guard((await import('../platform/cloud/aws/sts.ts')).openCloud(config, mask)),
    store: async (spec, session) => guard(await openStore(spec, session)),
    registry: async (repository, auth, session) =>
      guard(await openRegistry(repository, auth, session, { mask, note: log.warn })),
    signer: async (config, key) =>
      guard(await openSigner(config.signing, { identity: identity(config), clock, ...(key ? { key } : {}) })),
    trustRepository: async (request) =>
      guard(await (await import('../platform/sigstore/tuf.ts')).openTrustRepository(request)),
    policy: async (wasm) =>
      openPolicyBytes(wasm ?? (await files.read(fileURLToPath(new URL('dist/policies.wasm', root)), 64 * 1024 * 1024))),
  };
  return { ports, dispose: () => files.dispose() };
}

async function openTools({ variables, root, action = false }: Surroundings, ports: Ports): Promise<Tools> {
  const lock = fileURLToPath(new URL('scanners/lock.json', root));
  return (await import('../platform/tools/open.ts')).openTools({ ...ports, variables, lock, action });
}

async function openPolicyBytes(wasm: Uint8Array) {
  return (await import('../platform/opa/engine.ts')).openPolicy(wasm);
}

/**
 * Values of variables whose name says that they are secret; short ones are words, and addresses and files are none. Of an action's own
 * inputs only tokens are secret: `secrets` and `handed-secrets` are about a kind of scan, and hiding those hides what is wrong with it.
 */
function secretsOf(variables: Surroundings['variables']): string[] {
  const named = Object.entries(variables).filter(
    ([name]) => (name.startsWith('INPUT_') ? input : variable).test(name) && !/_(?:URL|URI|FILE|PATH|ARN)$/i.test(name),
  );
  return named.flatMap(([, value]) => (value !== undefined && value.length >= 16 ? [value] : []));
}

const input = /TOKEN$/;
const variable = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE_?KEY|API_?KEY/i;

/** The job's facts that flows may read; no token and no credential is among them. */
function jobFacts(variables: Surroundings['variables']): Record<string, string> {
  const names = [
    'GITHUB_RUN_ID',
    'GITHUB_JOB',
    'GITHUB_SHA',
    'GITHUB_REPOSITORY_ID',
    'GITHUB_EVENT_NAME',
    'GITHUB_REF',
    'GITHUB_ACTION_REPOSITORY',
    'GITHUB_ACTION_REF',
  ];
  return Object.fromEntries(names.flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])));
}

function lazyIdentity(
  variables: Surroundings['variables'],
  local: boolean,
  mask: (secret: string) => void,
): IdentitySource {
  return {
    async token(audience) {
      const source = (await import('../platform/forge/github/identity.ts')).openIdentity(variables, local);
      const token = await source.token(audience);
      if (token) mask(token.jwt);
      return token;
    },
  };
}
