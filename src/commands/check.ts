// Declares `check`.
import * as z from 'zod';
import { check as checkFlow } from '../flows/check.ts';
import { Commit, ServiceName } from '../model/ids.ts';
import { defineCommand } from './define.ts';

/** Judges the rules of before-publish on this machine, as far as they can be without a job's identity. */
export const check = defineCommand({
  name: 'check',
  summary:
    'Scan a source folder and say what the gate before publishing would deny, on any machine: nothing is signed, recorded or decided.',
  surfaces: ['cli'],
  positionals: ['path'],
  inputs: z.strictObject({
    path: z.string().default('.').describe('Source folder, checked out.'),
    service: ServiceName.optional().describe(
      'Service by its name in safeguard.yml; needed where there is more than one.',
    ),
    commit: Commit.optional().describe('Commit that the folder is of; the one checked out there by default.'),
    runs: z.string().optional().describe('Folder of scan runs to take; the scanners that are missing in it are run.'),
    layout: z
      .string()
      .optional()
      .describe('OCI layout folder of the image; without it nothing about an image is judged.'),
  }),
  outputs: z.strictObject({
    verdict: z.string().describe('deny, or not_denied: a job may still deny for what could not be known here.'),
  }),
  permissions: {},
  config: 'required',
  run: async (inputs, ports, config) => checkFlow(inputs, ports, config),
});
