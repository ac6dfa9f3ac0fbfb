// All loopback servers together under one clock: GitHub's API and token issuer, Sigstore, AWS (STS, S3, ECR, KMS), a registry.
// It holds no scenario; what a clinic or a test needs is set up on top of it.
import { type LocalAws, startAws } from './aws.ts';
import type { SharedClock } from './clock.ts';
import { type LocalEcr, startEcr } from './ecr.ts';
import { type LocalGitHub, startGitHub } from './github.ts';
import { type Principal, permits } from './iam.ts';
import { type KmsKey, type KmsServer, startKms } from './kms.ts';
import { type LocalRegistry, startRegistry } from './registry.ts';
import { type LocalSigstore, startSigstore } from './sigstore.ts';

/** Everything a run of Safeguard may talk to. */
export type LocalCloud = {
  clock: SharedClock;
  sigstore: LocalSigstore;
  aws: LocalAws;
  registry: LocalRegistry;
  ecr: LocalEcr<Principal>;
  github: LocalGitHub;
  kms: KmsServer;
  /** A signing key for the identities that IAM allows. */
  addKey(id: string): KmsKey;
  close(): Promise<void>;
};

const pushActions = /^(PUT|POST|PATCH|DELETE)$/;

/** Starts all servers, with `ctLog` also a certificate transparency log. The registry takes ECR tokens and asks IAM whether their holder may push or pull there. */
export async function startCloud(
  clock: SharedClock,
  account: string,
  region: string,
  options = { ctLog: false },
): Promise<LocalCloud> {
  const sigstore = await startSigstore(clock, options);
  const issuer = sigstore.oidc.url;
  const [aws, registry, github, kms] = await Promise.all([
    startAws(clock, { issuerUrl: issuer, jwksUrl: `${issuer}/.well-known/jwks` }),
    startRegistry(clock),
    startGitHub(clock),
    startKms(clock),
  ]);
  const ecr = await startEcr(
    clock,
    registry.url,
    (accessKeyId) => aws.keys.lookup(accessKeyId),
    (principal) => mayDo(principal, 'ecr:GetAuthorizationToken', '*'),
  );
  registry.behavior.check = (user, password, method, repository) => {
    const holder = ecr.holder(user, password);
    const action = pushActions.test(method) ? 'ecr:PutImage' : 'ecr:BatchGetImage';
    return holder !== undefined && mayDo(holder, action, `arn:aws:ecr:${region}:${account}:repository/${repository}`);
  };
  const addKey = (id: string) =>
    kms.addKey(id, (accessKeyId, action) => {
      const holder = aws.keys.lookup(accessKeyId);
      return holder !== undefined && mayDo(holder, `kms:${action}`, `arn:aws:kms:${region}:${account}:key/${id}`);
    });
  const servers = [sigstore, aws, registry, ecr, github, kms];
  return {
    clock,
    sigstore,
    aws,
    registry,
    ecr,
    github,
    kms,
    addKey,
    close: async () => void (await Promise.all(servers.map((server) => server.close()))),
  };
}

function mayDo(principal: Principal, action: string, resource: string): boolean {
  return permits(principal, { action, resource, context: {} });
}
