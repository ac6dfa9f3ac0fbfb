// A bucket under a KMS key: S3 checks, on behalf of the session that puts and gets, whether the key may be used. With
// the key in safeguard.yml the whole journey works; without it the run stops before any push or intent, and the advice
// names the setting.
import { afterAll, describe, expect, test } from '@jest/globals';
import { clinicRole, names, people } from '../../local-cloud/clinic.ts';
import { permits } from '../../local-cloud/iam.ts';
import type { Call, Fault } from '../../local-cloud/server.ts';
import { emptyRegistry, trace } from '../spine/build-remains.ts';
import {
  act,
  commit,
  deploy,
  gate,
  newRun,
  openBuildWorld,
  publish,
  section,
  withConfig,
} from '../spine/build-world.ts';

const key = `arn:aws:kms:${names.region}:444455556666:key/00000000-0000-4000-8000-0000000000aa`;
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const world = await openBuildWorld();
const { clinic } = world;
const { s3, sts, keys } = clinic.cloud.aws;
afterAll(() => clinic.close());

/** The roles themselves may do everything, so that what is refused is refused by the session. */
for (const name of ['pusher', 'recorder', 'writer', 'deployer'] as const)
  sts.registerRole({ ...clinicRole(clinic, name), permissionsPolicy: everything });

/** Puts need a data key, gets of objects its decryption; lists and locks do not. */
function neededAction({ method, path, url }: Call): string {
  if (url.searchParams.has('retention') || path.split('/').filter(Boolean).length < 2) return '';
  return method === 'PUT' ? 'kms:GenerateDataKey' : method === 'GET' ? 'kms:Decrypt' : '';
}

const used = new Set<string>();
s3.knobs.fault = (call: Call): Fault | undefined => {
  const action = neededAction(call);
  const caller = keys.authenticate(call);
  if (action === '' || 'failure' in caller) return undefined;
  const context = { 'kms:ViaService': [`s3.${names.region}.amazonaws.com`] };
  if (permits(caller.principal, { action, resource: key, context })) {
    used.add(action);
    return undefined;
  }
  const said = `User: ${caller.principal.arn} is not authorized to perform: ${action} on resource: ${key} because no session policy allows the ${action} action`;
  return { kind: 'status', status: 403, body: `<Error><Code>AccessDenied</Code><Message>${said}</Message></Error>` };
};

function withKey<T>(work: () => Promise<T>): Promise<T> {
  const name = (config: Record<string, unknown>) => {
    section(config, 'store')['kms-key'] = key;
  };
  return withConfig(world, name, work);
}
const deployed = () => clinic.bucket.list('ledger/').map((version) => version.key.split('/').at(-1));

describe('a bucket under a KMS key', () => {
  test('that safeguard.yml does not name: nothing is pushed, and the advice is the setting to make', async () => {
    emptyRegistry(world);
    const { ended, pushes, objects } = await trace(world, () => publish(world));
    expect([ended.code, pushes, objects]).toEqual([3, [], []]);
    expect(ended.lines.join('\n')).toContain('store.kms-key');
    expect(ended.lines.join('\n')).not.toMatch(/publish again/i);
  });

  test('that safeguard.yml names: published, gated, deployed twice', async () => {
    emptyRegistry(world);
    await withKey(async () => {
      expect((await publish(world)).code).toBe(0);
      expect((await gate(world)).code).toBe(0);
      expect((await deploy(world)).code).toBe(0);
      expect((await deploy(world)).code).toBe(0);
    });
    expect([...used].sort()).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    expect(deployed()).toEqual(expect.arrayContaining(['00000001-intent.json', '00000001-result.json']));
  });

  test('whose key is taken out of the file again: a deploy is refused before its intent', async () => {
    const before = deployed();
    const runId = newRun();
    clinic.approve(runId, people.jonas);
    const inputs = {
      digest: world.digest,
      environment: names.environment,
      'approved-digest': world.digest,
      'ledger-head': 'none',
    };
    const starter = { actor: people.ines.login, actorId: String(people.ines.id) };
    const ended = await act(world, 'deploy', clinic.deployStep(commit, runId, inputs, starter));
    expect(ended.code).toBe(3);
    expect(deployed()).toEqual(before);
  });
});
