// A deploy as one row, by the names under which such rows are searched for elsewhere. It says nothing that the answer does not prove.
import { accountText } from '../base/account.ts';
import { toIso } from '../base/time.ts';
import type { StepAnswer } from './answers.ts';
import { approvalsOf } from './checks.ts';
import type { DeployMaterial } from './material.ts';

/** The row; the ticket as a signed record of the deploy says it. */
export function rowOf(deploy: DeployMaterial): StepAnswer['row'] {
  const { intent, closed } = deploy.step;
  const tickets = deploy.records.flatMap(({ record }) => record.change_ticket ?? []);
  return {
    deploy_id: intent.deploy_id,
    timestamp: toIso(closed?.result.time ?? intent.time),
    actor_identity: accountText(intent.actor, intent.actor_id),
    environment: intent.environment,
    artifact_digest: intent.digest,
    change_ticket: tickets[0] ?? '',
    approval_chain: approvalsOf(deploy).map((one) => accountText(one.login, one.user_id)),
  };
}
