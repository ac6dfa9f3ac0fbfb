// S3, STS, IAM and KMS by a real MiniStack that enforces IAM: our store's contract, locks that hold against the owner, roles by the
// clinic's trust policies, sessions narrowed by ours, and signatures of its KMS under independent eyes.
import { createPublicKey, verify } from 'node:crypto';
import { CreateKeyCommand, DisableKeyCommand, GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { fullAccess } from '../../local-cloud/aws.ts';
import { type Clinic, clinicRole, names, openClinic, type Step } from '../../local-cloud/clinic.ts';
import { sharedClock } from '../../local-cloud/clock.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { openTrust } from '../../src/attest/trust.ts';
import { verifyBundle } from '../../src/attest/verify.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { loadConfig } from '../../src/flows/session/load-config.ts';
import { assumeRole } from '../../src/flows/session/roles.ts';
import { openSession as openJobSession } from '../../src/flows/session/session.ts';
import { wirePorts } from '../../src/main/wire.ts';
import { EnvironmentName, RepositoryId, ServiceName, Sha256 } from '../../src/model/ids.ts';
import { openKmsSigner } from '../../src/platform/cloud/aws/kms.ts';
import type { AwsCredentials } from '../../src/platform/cloud/aws/session.ts';
import { type RoleName, sessionPolicy } from '../../src/trust/session-policy.ts';
import { readBundle, statementOf } from '../unit/platform/sigstore/world.ts';
import { describeStore } from '../unit/platform/store/contract.ts';
import { describeLockRules } from './lock-rules.ts';
import { openBench } from './servers/bucket.ts';
import { type MiniStack, startMiniStack } from './servers/ministack.ts';
import { describeWriterRules } from './writer-rules.ts';

jest.setTimeout(120_000);

let clinic: Clinic;
let aws: MiniStack;
let broker: AwsCredentials;
const sharedRole = 'shared';
beforeAll(async () => {
  clinic = await openClinic(sharedClock(), { deployCommand: ['/bin/true', '{image}'] });
  aws = await startMiniStack(clinic.cloud.sigstore.oidc.url);
  const account = { id: names.account, region: names.region, 'sts-endpoint': aws.endpoint };
  clinic.config['accounts'] = { clinic: account };
  clinic.writeConfig();
  broker = await aws.addUser('broker', statement({ Action: 'sts:AssumeRole', Resource: '*' }));
  const Principal = { AWS: `arn:aws:iam::${names.account}:user/broker` };
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] };
  await aws.addRole({ name: sharedRole, trust, permissions: fullAccess });
});
afterAll(async () => {
  await aws?.stop();
  await clinic?.close();
});

const placeOf = ({ endpoint, region }: MiniStack) => ({ endpoint, region });

function statement(allowed: object): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...allowed }] };
}

/** A session of a role that may do everything, under a session policy. MiniStack drops the policy of a web identity, so a user asks. */
async function openSession(policy: string): Promise<AwsCredentials> {
  const { accessKeyId, secretAccessKey } = broker;
  const client = new STSClient({ ...placeOf(aws), credentials: { accessKeyId, secretAccessKey } });
  const RoleArn = `arn:aws:iam::${names.account}:role/${sharedRole}`;
  const output = await client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'sg-1-1-1', Policy: policy }));
  client.destroy();
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = output.Credentials ?? {};
  const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { ...keys, expiresAt: 0, assumedRoleId: '', account: names.account };
}

describeStore('MiniStack', { locks: true, hides: true, corrupts: false }, () => openBench(aws));
describeLockRules('MiniStack', async () => aws);
describeWriterRules('MiniStack', { boundsCreate: false, boundsExtend: false, signatures: true }, async () => ({
  ...aws,
  assume: openSession,
}));

type Trust = { Statement: { Condition: { StringEquals: Record<string, unknown> } }[] };

/** The clinic's role in MiniStack. It judges `aud` and `sub` of a token and knows no other claim, so only those conditions are kept. */
async function addRole(name: RoleName, sub?: string): Promise<void> {
  const { arn, trustPolicy } = clinicRole(clinic, name);
  const trust: Trust = structuredClone(trustPolicy);
  for (const { Condition } of trust.Statement) {
    const judged = Object.entries(Condition.StringEquals).filter(([key]) => /:(aud|sub)$/.test(key));
    Condition.StringEquals = Object.fromEntries(
      judged.map(([key, value]) => [key, sub !== undefined && key.endsWith(':sub') ? sub : value]),
    );
  }
  await aws.addRole({ name: arn.replace(/^.*\//, ''), trust, permissions: fullAccess });
}

const commit = 'ab'.repeat(20);
const silent = { step() {}, info() {}, warn() {} };
const portsOf = (step: Step) =>
  wirePorts({ variables: step.variables, log: silent, root: clinic.root, configPath: clinic.configPath }).ports;

describe('assume, by a role whose trust policy a real IAM judges', () => {
  beforeAll(async () => {
    await addRole('writer');
    await addRole('recorder', 'repo:clinic/clinic-api:ref:refs/heads/other');
  });

  /** Takes a role as the deploy job of the clinic would, with a token that says otherwise in the given facts. */
  async function assume(name: RoleName, change: Partial<Job> = {}, audience = 'sts.amazonaws.com') {
    const good = portsOf(clinic.deployStep(commit, '9000000002', {}));
    const loaded = await loadConfig(good);
    const environment = EnvironmentName.parse(names.environment);
    const opening = await openJobSession({ ports: good, loaded }, { part: 'deploy', environment, service: undefined });
    if (!opening.accepted) throw new Error(opening.problems.join('\n'));
    const ports = portsOf(clinic.deployStep(commit, '9000000002', {}, change));
    const source = { token: () => ports.identity(loaded.config).token(audience) };
    return assumeRole({ ...opening.session, ports: { ...ports, identity: () => source } }, name, environment);
  }

  test('gives the writer a session of its own account, named after the run', async () => {
    const session = await assume('writer');
    expect(session).toMatchObject({ account: names.account });
    expect(session?.identity).toMatch(/^AROA[A-Z0-9]+:sg-700100200-9000000002-1$/);
    expect(session?.expiresAt).toBeGreaterThan(clinic.cloud.clock.now() + 3300);
  });

  test.each<[string, Partial<Job>, string, string[]]>([
    ['another environment', { environment: 'staging' }, '', ['sub']],
    ['no environment', { environment: undefined }, '', ['sub']],
    [
      'another repository of the same owner',
      { repository: names.sandbox, repositoryId: names.sandboxId },
      '',
      ['sub', 'repository_id'],
    ],
    ['a repository whose name begins alike', { repository: 'clinic/clinic-api-2' }, '', ['sub']],
    ['another audience', {}, 'sigstore', ['aud']],
  ])('refuses %s, and we name the claim', async (_name, change, audience, claims) => {
    const refusal: unknown = await assume('writer', change, audience || undefined).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'ROLE_REFUSED' });
    const named = String(refusal).matchAll(/^ {2}- claim (\w+): /gm);
    expect([...named].map(([, claim]) => claim).toSorted()).toEqual(claims.toSorted());
  });

  test.each<[RoleName, Partial<Job>, string]>([
    ['recorder', { environment: undefined }, 'repo:clinic/clinic-api:ref:refs/heads/main'],
    ['writer', { immutableSubject: true }, 'repo:clinic@500600/clinic-api@700100200:environment:production'],
  ])(
    'names all that the policy of the %s has to accept where safeguard.yml would have granted',
    async (name, change, sub) => {
      const refusal: unknown = await assume(name, change).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'ROLE_REFUSED', message: expect.stringContaining(`- sub: ${sub}\n`) });
    },
  );

  test('a role that is not there is refused like one that does not trust', async () => {
    await expect(assume('deployer')).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
  });
});

describe('signatures of its KMS', () => {
  const signing = () => ({ mode: 'kms', region: names.region, endpoint: aws.endpoint }) as const;
  let kms: KMSClient;
  beforeAll(() => {
    const { accessKeyId, secretAccessKey } = aws.owner;
    kms = new KMSClient({ ...placeOf(aws), credentials: { accessKeyId, secretAccessKey } });
  });
  afterAll(() => kms.destroy());

  async function addKey() {
    const made = await kms.send(new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }));
    const id = made.KeyMetadata?.KeyId ?? '';
    const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId: id }));
    return { id, spki: PublicKey, 'spki-sha256': Sha256.parse(sha256Hex(PublicKey)) };
  }

  /** A recorder's session that may sign with this key. */
  const sessionFor = (keyId: string) =>
    openSession(
      sessionPolicy('recorder', {
        bucket: 'clinic-evidence',
        repositoryId: RepositoryId.parse(names.repositoryId),
        service: ServiceName.parse('clinic-api'),
        environment: null,
        partition: 'aws',
        bucketRegion: names.region,
        bucketKeyArn: null,
        ecrRepositoryArn: null,
        kmsKeyArn: `arn:aws:kms:${names.region}:${names.account}:key/${keyId}`,
      }),
    );
  const trust = (spki: Uint8Array) =>
    openTrust({ trustedRoot: null, keys: [spki], certificateTransparency: false, requireLogForKeys: false });

  test('verify by node:crypto over the DSSE bytes and by our verifier, under this key and no other', async () => {
    const [key, other] = [await addKey(), await addKey()];
    const signer = await openKmsSigner(signing(), { ...key, credentials: await sessionFor(key.id) });
    for (let number = 0; number < 8; number += 1) {
      const statement = statementOf(number);
      const bytes = await signer.sign(statement);
      const { dsseEnvelope } = readBundle(bytes);
      const head = `DSSEv1 ${dsseEnvelope.payloadType.length} ${dsseEnvelope.payloadType} ${statement.length} `;
      const signed = Buffer.concat([Buffer.from(head), statement]);
      const signature = Buffer.from(dsseEnvelope.signatures[0]?.sig ?? '', 'base64');
      const checks = (spki: Uint8Array, data: Uint8Array) =>
        verify('sha256', data, createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }), signature);
      expect(Buffer.from(dsseEnvelope.payload, 'base64').equals(statement)).toBe(true);
      expect([checks(key.spki, signed), checks(other.spki, signed), checks(key.spki, statement)]).toEqual([
        true,
        false,
        false,
      ]);
      expect(verifyBundle(bytes, trust(key.spki))).toMatchObject({
        verified: true,
        signer: { type: 'key', spki_sha256: key['spki-sha256'] },
      });
      expect(verifyBundle(bytes, trust(other.spki))).toMatchObject({ verified: false });
    }
  });

  test('are refused by a session for another key, with another pin, and by a disabled key', async () => {
    const [key, other] = [await addKey(), await addKey()];
    const session = await sessionFor(key.id);
    await expect(openKmsSigner(signing(), { ...other, credentials: session })).rejects.toMatchObject({
      code: 'SIGN_FAILED',
    });
    const wrongPin = { ...key, 'spki-sha256': other['spki-sha256'], credentials: session };
    await expect(openKmsSigner(signing(), wrongPin)).rejects.toMatchObject({ code: 'KEY_MISMATCH' });
    const signer = await openKmsSigner(signing(), { ...key, credentials: session });
    await signer.sign(statementOf(1));
    await kms.send(new DisableKeyCommand({ KeyId: key.id }));
    await expect(signer.sign(statementOf(1))).rejects.toMatchObject({ code: 'SIGN_FAILED' });
  });
});
