// Servers and stores that refuse, fail, lie or lack a feature: a deploy that cannot see everything does nothing. Beside
// them cases that must still work: the referrers tag scheme, a decoy on a good image, a rollback.
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import { names, people } from '../../local-cloud/clinic.ts';
import { forgeStatements } from '../../local-cloud/journey/forge.ts';
import type { Call } from '../../local-cloud/server.ts';
import {
  type DeployChange,
  deniedRules,
  deploy,
  type Ended,
  effectsOf,
  faultOf,
  headOf,
  ledgerOf,
  olderCommit,
  openWorld,
  publish,
  section,
} from './deploy-world.ts';
import { publishVariant } from './image-variant.ts';

jest.setTimeout(180_000);
const world = await openWorld(['short', 'gone', 'writeless', 'unsigned', 'back', 'cut', 'blind', 'hidden']);
const { clinic } = world;
const { github, registry, aws } = clinic.cloud;
afterAll(() => clinic.close());
afterEach(() => {
  for (const server of [github, aws.s3]) server.knobs.fault = () => undefined;
  clinic.bucket.alterLock = (lock) => lock;
  registry.behavior.referrersApi = true;
});

let lastRun = 9_600_000_000;
const newRun = () => String(++lastRun);

/** A deploy that must do nothing at all. */
async function expectNothing(change: DeployChange = {}): Promise<Ended> {
  const environment = change.environment ?? names.environment;
  const before = [ledgerOf(world, environment).keys, effectsOf(world, environment)];
  const ended = await deploy(world, newRun(), change);
  expect(ended.code).not.toBe(0);
  expect([ledgerOf(world, environment).keys, effectsOf(world, environment)]).toEqual(before);
  return ended;
}

async function expectAllowed(change: DeployChange = {}): Promise<void> {
  const ended = await deploy(world, newRun(), change);
  expect([ended.code, deniedRules(world, ended), faultOf(ended)]).toEqual([0, [], '']);
}

describe('GitHub', () => {
  test.each([
    ['approvals', 404, 'GITHUB_UNREADABLE'],
    ['environments/', 403, 'GITHUB_UNREADABLE'],
    ['approvals', 500, 'REMOTE_UNEXPECTED'],
    ['commits/', 500, 'REMOTE_UNEXPECTED'],
  ])('answering %s with %i ends the deploy before it begins', async (path, status, fault) => {
    github.knobs.fault = (call) => (call.path.includes(path) ? { kind: 'status', status, body: '{}' } : undefined);
    const ended = await expectNothing();
    expect([ended.code, faultOf(ended)]).toEqual([3, fault]);
  });

  test('answering as it should lets it go', () => expectAllowed());
});

describe('the store', () => {
  test('in GOVERNANCE mode holds no evidence, and nothing is deployed', async () => {
    const store = section(clinic, 'store');
    store['bucket'] = names.governedBucket;
    clinic.writeConfig();
    const ended = await deploy(world, newRun(), { head: 'none' });
    store['bucket'] = names.bucket;
    clinic.writeConfig();
    expect([ended.code, faultOf(ended)]).toEqual([3, 'STORE_UNLOCKED']);
    await expectAllowed();
  });

  test('that keeps a shorter lock than asked for stops the deploy before the command', async () => {
    clinic.bucket.alterLock = (lock) => lock && { ...lock, retainUntil: lock.retainUntil - 86_400 };
    const ended = await deploy(world, newRun(), { environment: 'short' });
    expect([ended.code, faultOf(ended), effectsOf(world, 'short')]).toEqual([3, 'STORE_LOCK_SHORT', 0]);
    // It showed on the first object, so that no intent stays in the way.
    clinic.bucket.alterLock = (lock) => lock;
    expect(ledgerOf(world, 'short').keys).toEqual([]);
    await expectAllowed({ environment: 'short' });
  });

  test('that lists nothing is no first deploy', async () => {
    aws.s3.knobs.fault = (call) =>
      call.url.searchParams.get('prefix')?.includes('/blind/') ? { kind: 'status', status: 403 } : undefined;
    const ended = await expectNothing({ environment: 'blind' });
    expect(deniedRules(world, ended)).toContain('gate.ledger.readable');
    aws.s3.knobs.fault = () => undefined;
    await expectAllowed({ environment: 'blind' });
  });

  test('that dies after the intent leaves it open, without an effect', async () => {
    aws.s3.knobs.fault = (call) =>
      call.method === 'PUT' && call.path.includes('/records/') ? { kind: 'status', status: 403 } : undefined;
    const ended = await deploy(world, newRun(), { environment: 'gone' });
    expect([ended.code, effectsOf(world, 'gone')]).toEqual([3, 0]);
    expect(ledgerOf(world, 'gone').keys).toEqual(['00000000-intent.json']);
    expect(ended.lines.join('\n')).toContain('may be open');
    expect(ended.lines.join('\n')).toContain('reconcile');
    aws.s3.knobs.fault = () => undefined;
  });

  test.each([
    [
      'writeless',
      'that takes no evidence',
      () => aws.s3,
      (call: Call) => call.method === 'PUT' && call.path.includes('/blobs/'),
    ],
    ['unsigned', 'whose signer is gone', () => clinic.cloud.sigstore.fulcio, () => true],
  ])('%s: one %s shows before the intent', async (environment, _title, server, fits) => {
    server().knobs.fault = (call) => (fits(call) ? { kind: 'status', status: 403 } : undefined);
    const ended = await deploy(world, newRun(), { environment });
    expect([ended.code, effectsOf(world, environment), ledgerOf(world, environment).keys]).toEqual([3, 0, []]);
    server().knobs.fault = () => undefined;
    await expectAllowed({ environment });
  });

  test.each([
    ['cut', 'a result that was removed from between', (key: string) => dropNewest(key)],
    ['hidden', 'a delete marker over a result', (key: string) => void clinic.bucket.remove(key, undefined, false)],
  ])('%s: with %s the ledger is broken, and nothing goes on top of it', async (environment, _title, tamper) => {
    await expectAllowed({ environment });
    await expectAllowed({ environment });
    const head = headOf(world, environment);
    tamper(`ledger/${names.repositoryId}/clinic-api/${environment}/00000000-result.json`);
    const effects = effectsOf(world, environment);
    const ended = await deploy(world, newRun(), { environment, head });
    expect([ended.code, deniedRules(world, ended)]).toEqual([1, ['gate.ledger.chain']]);
    expect(effectsOf(world, environment)).toBe(effects);
  });
});

function dropNewest(key: string): void {
  clinic.bucket.drop(key, clinic.bucket.get(key, undefined).versionId);
}

describe('the registry', () => {
  test('without the referrers API: statements under the tag scheme count, and without any the deploy is denied', async () => {
    registry.behavior.referrersApi = false;
    // The note of what was attached would still lead to them.
    for (const { key } of clinic.bucket.list('published/')) dropNewest(key);
    const ended = await expectNothing();
    expect(deniedRules(world, ended)).toContain('gate.signatures.signer');
    expect((await publish(world, world.commit)).code).toBe(0);
    await expectAllowed();
  });

  test('with a decoy by another repository and one by a look-alike contract on a good image: they are ignored', async () => {
    const job = clinic.buildStep(world.commit, {}).job;
    const sandbox = { repository: names.sandbox, repositoryId: names.sandboxId };
    const alike = { jobWorkflowRef: `clinic-/compliance-workflows/.github/workflows/build-sign.yml@${names.release}` };
    for (const identity of [sandbox, alike])
      await forgeStatements(clinic, world.digest, world.digest, { ...job, ...identity });
    await expectAllowed();
  });

  test('without the image, or with other bytes under its digest, nothing is deployed', async () => {
    const { manifests } = registry.repository('clinic-api');
    const genuine = manifests.get(world.digest);
    if (!genuine) throw new Error('the image is there');
    const codes: string[] = [];
    for (const bytes of [undefined, Buffer.from(`${genuine.bytes.toString()} `)]) {
      if (bytes) manifests.set(world.digest, { ...genuine, bytes });
      else manifests.delete(world.digest);
      codes.push(faultOf(await expectNothing()));
    }
    manifests.set(world.digest, genuine);
    expect(codes).toEqual(['IMAGE_MISSING', 'IMAGE_INVALID']);
    await expectAllowed();
  });
});

test('a rollback to an older image goes, unless who approves wrote what is taken back', async () => {
  const environment = 'back';
  const older = await publishVariant(world, olderCommit, '9600009001');
  await expectAllowed({ environment });
  const newer = clinic.repository.commits.get(world.commit);
  if (!newer) throw new Error('the commit is known');
  const before = { ...newer };
  Object.assign(newer, { author: people.jonas, authorEmail: 'jonas@clinic.example' });
  const denied = await expectNothing({ environment, digest: older });
  Object.assign(newer, before);
  expect(deniedRules(world, denied)).toEqual(['gate.approval.four_eyes']);
  await expectAllowed({ environment, digest: older });
  expect(ledgerOf(world, environment).intents.map(({ commit }) => commit)).toEqual([world.commit, olderCommit]);
});
