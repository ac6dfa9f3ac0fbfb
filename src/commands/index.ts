// The registry: a command's name and how to load it. Loading is lazy, so that a command starts without the others' code.
import type { Command } from './define.ts';

/** Every command by name; two-word names are sub-commands of the command line. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  plan: async () => (await import('./plan.ts')).plan,
  source: async () => (await import('./source.ts')).source,
  layout: async () => (await import('./layout.ts')).layout,
  custody: async () => (await import('./custody.ts')).custody,
  scan: async () => (await import('./scan.ts')).scan,
  gate: async () => (await import('./gate.ts')).gate,
  publish: async () => (await import('./publish.ts')).publish,
  check: async () => (await import('./check.ts')).check,
  verify: async () => (await import('./verify.ts')).verify,
  assume: async () => (await import('./assume.ts')).assume,
  record: async () => (await import('./record.ts')).record,
  deploy: async () => (await import('./deploy.ts')).deploy,
  reconcile: async () => (await import('./reconcile.ts')).reconcile,
  outcome: async () => (await import('./outcome.ts')).outcome,
  'audit deploy': async () => (await import('./audit-deploy.ts')).auditDeploy,
  'audit running': async () => (await import('./audit-running.ts')).auditRunning,
  'config anchor': async () => (await import('./config-anchor.ts')).configAnchor,
  'trust-root update': async () => (await import('./trust-root-update.ts')).trustRootUpdate,
  'config check': async () => (await import('./config-check.ts')).configCheck,
  'config migrate': async () => (await import('./config-migrate.ts')).configMigrate,
  'config explain': async () => (await import('./config-explain.ts')).configExplain,
};
