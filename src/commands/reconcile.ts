// Declares `reconcile`.
import * as z from 'zod';
import { previewReconcile, reconcile as reconcileFlow } from '../flows/reconcile.ts';
import { EnvironmentName } from '../model/ids.ts';
import { LedgerReason, reasonLimit } from '../model/ledger-words.ts';
import { defineCommand, flag } from './define.ts';
import { whichService } from './which-service.ts';

/** Closes an open intent with a named person and a reason. */
export const reconcile = defineCommand({
  name: 'reconcile',
  summary: 'Close the open intent of a deploy that never ended, by the approver of this run and with a reason.',
  surfaces: ['action'],
  inputs: z.strictObject({
    ...whichService,
    preview: flag('false').describe('true to name the open intent for the approver and write nothing.'),
    environment: EnvironmentName.optional().describe(
      'Environment with the open intent; needed where the service has more than one.',
    ),
    outcome: z
      .enum(['succeeded', 'failed', 'unknown'])
      .describe('What the person who looked found to be true of the deploy.'),
    reason: LedgerReason.min(10)
      .max(reasonLimit)
      .describe('Why the intent was left open and how the outcome is known.'),
  }),
  outputs: z.strictObject({
    environment: z.string().describe('Environment with the open intent; empty when refused.'),
    'deploy-id': z.string().describe('The deploy that was closed, or would be; empty when refused.'),
    'ledger-result-sha256': z.string().describe('SHA-256 of the ledger result.'),
  }),
  permissions: { contents: 'read', 'id-token': 'write', actions: 'read', 'pull-requests': 'read' },
  config: 'required',
  run: async ({ preview, ...inputs }, ports, config) =>
    preview ? previewReconcile(inputs, ports, config) : reconcileFlow(inputs, ports, config),
});
