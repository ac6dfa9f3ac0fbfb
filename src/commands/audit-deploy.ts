// Declares `audit deploy`, and what both auditor's questions take.
import * as z from 'zod';
import { answerAuditDeploy } from '../flows/audit/answer.ts';
import { DeployId } from '../model/ids.ts';
import { defineCommand } from './define.ts';

/** Where the evidence lies and what the auditor trusts. */
export const auditSources = {
  store: z.string().describe('Evidence store: dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT.'),
  anchor: z
    .string()
    .describe("The auditor's anchor file: contract identities, trust roots, key fingerprints, ledger heads."),
};

/** Whether the evidence proves the answer. */
export const auditOutputs = z.strictObject({ verdict: z.string().describe('proven or not_proven.') });

/** Question 2: the approval chain, the signatures and the scan results of one deploy. */
export const auditDeploy = defineCommand({
  name: 'audit deploy',
  summary: 'Show the approval chain, the signatures and the scan results of one deploy, and prove them.',
  surfaces: ['cli'],
  positionals: ['id'],
  inputs: z.strictObject({ id: DeployId.describe('Deploy as <repository id>/<run id>.'), ...auditSources }),
  outputs: auditOutputs,
  permissions: {},
  config: 'none',
  run: async (inputs, ports) => answerAuditDeploy(inputs, ports),
});
