// Declares `config anchor`.
import * as z from 'zod';
import { makeAnchor } from '../flows/config-anchor.ts';
import { defineCommand } from './define.ts';

/** Prints the anchor file that an auditor holds apart from any bucket. */
export const configAnchor = defineCommand({
  name: 'config anchor',
  summary:
    'Print the anchor file for auditors: who may sign evidence and in which time, by which roots, and, with a store, the ledger heads.',
  surfaces: ['cli'],
  inputs: z.strictObject({
    store: z
      .string()
      .optional()
      .describe(
        'Store whose ledger heads are noted, so that a cut-off tail is noticed later: dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT.',
      ),
    merge: z
      .string()
      .optional()
      .describe(
        "The auditor's own earlier anchor file, never one from the store: what it trusted counts on for the time before it ended.",
      ),
  }),
  outputs: z.strictObject({
    contracts: z.string().describe('Number of contract identities that are trusted.'),
    unread: z.string().describe('Number of ledgers whose head could not be noted; the anchor names them.'),
  }),
  permissions: {},
  config: 'required',
  run: async (inputs, ports, config) => makeAnchor(inputs, ports, config),
});
