// Declares `audit running`.
import * as z from 'zod';
import { answerAuditRunning } from '../flows/audit/answer.ts';
import { Digest, EnvironmentName, RepositoryId, ServiceName } from '../model/ids.ts';
import { auditOutputs, auditSources } from './audit-deploy.ts';
import { defineCommand } from './define.ts';

/** Question 5: whether this digest is what was last recorded as deployed, as it was approved then. */
export const auditRunning = defineCommand({
  name: 'audit running',
  summary:
    'Prove that a digest is what was last recorded as successfully deployed at a time, and that it is what was approved.',
  surfaces: ['cli'],
  positionals: ['digest'],
  inputs: z.strictObject({
    digest: Digest.describe('Digest of the image that is asked about.'),
    at: z.string().describe('Time as YYYY-MM-DD (its end, UTC) or YYYY-MM-DDTHH:MM:SSZ, or now.'),
    'repository-id': RepositoryId.optional().describe('Only this repository; all in the store by default.'),
    service: ServiceName.optional().describe(
      'Only the service with this name in the evidence, the oldest that it had.',
    ),
    environment: EnvironmentName.optional().describe(
      'Only this environment; every one whose ledger names the digest by default, and the worst of them decides.',
    ),
    ...auditSources,
  }),
  outputs: auditOutputs,
  permissions: {},
  config: 'none',
  run: async ({ 'repository-id': repositoryId, ...rest }, ports) =>
    answerAuditRunning({ ...rest, repositoryId }, ports),
});
