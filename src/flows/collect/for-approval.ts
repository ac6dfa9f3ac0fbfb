// Collects for the phase before-approval, in a job that may read registry and ledger and nothing else.

import type { Digest, EnvironmentName } from '../../model/ids.ts';
import { chosenEnvironment } from '../../model/services.ts';
import { assumeRole } from '../session/roles.ts';
import type { Session } from '../session/session.ts';
import type { DeployEvidence } from './for-deploy.ts';

/** What the approver's decision rests on; the environment may be left out where a service has one. */
export async function collectForApproval(
  session: Session,
  digest: Digest,
  asked: EnvironmentName | undefined,
): Promise<DeployEvidence> {
  // Loaded here, so that a decision before publishing starts without the code that verifies signatures.
  const { collectForDeploy, openReach } = await import('./for-deploy.ts');
  const credentials = await assumeRole(session, 'recorder', null);
  const store = await session.ports.store(session.loaded.config.store, credentials);
  const environment = chosenEnvironment(session.service, asked);
  const target = { phase: 'before-approval' as const, digest, environment, handedOver: null };
  return collectForDeploy(session, await openReach(session, store, credentials), target);
}
