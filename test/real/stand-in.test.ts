// The S3 stand-in of the other tests, held to the rules that the real programs are held to.
import { afterAll, beforeAll } from '@jest/globals';
import { fullAccess } from '../../local-cloud/aws.ts';
import { parsePolicy } from '../../local-cloud/iam.ts';
import { account, openScene, type Scene } from '../unit/platform/store/scene.ts';
import { describeLockRules } from './lock-rules.ts';
import type { BucketKind, S3Place } from './servers/bucket.ts';
import { describeWriterRules } from './writer-rules.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const kinds = {
  evidence: { defaultRetention: { mode: 'COMPLIANCE', days: 1 } },
  'no-default': {},
  versioned: { objectLock: false },
  plain: { objectLock: false, versioning: '' },
} as const satisfies Record<BucketKind, object>;

function openPlace(): S3Place {
  return {
    endpoint: scene.aws.s3.url,
    account,
    region: 'eu-central-1',
    owner: scene.owner,
    addBucket: (name, kind) => void scene.aws.s3.createBucket({ name, account, ...kinds[kind] }),
  };
}

describeLockRules('stand-in', async () => openPlace());

describeWriterRules('stand-in', { boundsCreate: true, boundsExtend: true, signatures: false }, async () => ({
  ...openPlace(),
  async assume(policy) {
    const who = { arn: `arn:aws:sts::${account}:assumed-role/writer/run`, account, userId: 'AROA:run' };
    const principal = { ...who, policy: parsePolicy(fullAccess), sessionPolicy: parsePolicy(policy) };
    const keys = scene.aws.keys.issue(principal, scene.clock.now() + 3600);
    return { ...keys, assumedRoleId: who.userId, account };
  },
}));
