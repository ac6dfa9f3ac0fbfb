// Decides for one artifact and one phase, for people and to stop early. What counts is decided again by publish and deploy
// in their own process; this answer is never an input of theirs.
import { Fault } from '../base/fault.ts';
import { renderDecision, renderDecisionMarkdown } from '../gate/render.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { EvidenceBundle } from '../model/decision.ts';
import type { Digest, EnvironmentName, Phase } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { assumeRole } from './assume.ts';
import { collectForPublish } from './collect-publish.ts';
import { type Decided, decideBundle } from './decide.ts';
import { type Job, openJob, refusedJob } from './job.ts';
import { readLayout } from './layout.ts';
import { openServiceRegistry } from './reach.ts';
import { openServiceTrust } from './trust-roots.ts';

/** Which inputs a phase needs is checked here, with one sentence per missing one. */
export type GateInputs = {
  phase: Exclude<Phase, 'before-deploy'>;
  layout: string | undefined;
  runs: string | undefined;
  digest: Digest | undefined;
  environment: EnvironmentName | undefined;
};

const nothing = { verdict: 'deny', 'decision-sha256': '', digest: '', 'ledger-head': '' };

/** The command `gate`. */
export async function gate(inputs: GateInputs, ports: Ports, loaded: LoadedConfig) {
  const environment = inputs.environment ?? null;
  const opening = await openJob(ports, loaded, inputs.phase === 'before-publish' ? 'build' : 'deploy', null);
  if (!opening.accepted) return { outputs: nothing, ...refusedJob(opening.problems) };
  const bundle =
    inputs.phase === 'before-publish'
      ? await bundleForPublish(inputs, ports, loaded, opening.job)
      : await bundleForApproval(inputs, environment, ports, loaded, opening.job);
  return gateAnswer(bundle, await decideBundle(ports, loaded, bundle));
}

async function bundleForPublish(
  inputs: GateInputs,
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
): Promise<EvidenceBundle> {
  const layout = await readLayout(ports.files, needed(inputs.layout, 'layout', inputs.phase));
  const image = {
    asked: inputs.digest ?? layout.digest,
    rehashed: layout.digest,
    mediaType: layout.mediaType,
    children: layout.children,
  };
  const { bundle } = await collectForPublish(ports, loaded, job.run, image, needed(inputs.runs, 'runs', inputs.phase));
  return bundle;
}

async function bundleForApproval(
  inputs: GateInputs,
  environment: EnvironmentName | null,
  ports: Ports,
  loaded: LoadedConfig,
  job: Job,
): Promise<EvidenceBundle> {
  // Loaded here, so that a decision before publishing starts without the code that verifies signatures.
  const { collectForDeploy } = await import('./collect-deploy.ts');
  const credentials = await assumeRole(ports, loaded, job, 'recorder', null);
  const reach = {
    registry: await openServiceRegistry(ports, loaded, job.service, credentials),
    store: await ports.store(loaded.config.store, credentials),
    github: await ports.github(loaded.config),
    trust: await openServiceTrust(ports, loaded, job.service),
  };
  const target = {
    phase: 'before-approval' as const,
    digest: needed(inputs.digest, 'digest', inputs.phase),
    environment: needed(environment ?? undefined, 'environment', inputs.phase),
    handedOver: null,
  };
  return (await collectForDeploy(ports, reach, loaded, job, target)).bundle;
}

function needed<T>(value: T | undefined, name: string, phase: Phase): T {
  if (value === undefined) throw new Fault('INPUT_INVALID', `${name}: missing; phase ${phase} needs it`);
  return value;
}

function gateAnswer(bundle: EvidenceBundle, decided: Decided) {
  const { decision } = decided;
  return {
    outputs: {
      verdict: decision.verdict,
      'decision-sha256': decided.sha256,
      digest: decision.digest,
      'ledger-head': bundle.ledger?.head ?? '',
    },
    denied: decision.verdict === 'deny',
    text: renderDecision(decision).join('\n'),
    summary: renderDecisionMarkdown(decision),
    json: { decision, decision_sha256: decided.sha256, ledger_head: bundle.ledger?.head ?? '' },
  };
}
