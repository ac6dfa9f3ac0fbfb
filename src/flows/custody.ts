// The whole happy path of a build as one step: every required scan, then publish. For teams that begin with one repository.
import { join } from 'node:path';
import { effectivePolicy } from '../config/effective.ts';
import type { LoadedConfig } from '../model/config.ts';
import { ScanKind, ScanTool } from '../model/finding.ts';
import type { Digest } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { scanTarget } from '../scan/handover.ts';
import { readLayout } from './image/layout.ts';
import { deniedOutputs, type PublishAnswer, publish } from './publish.ts';
import { replayScan, runScan } from './scan.ts';
import { openSession, refuseIdentity } from './session/session.ts';

/** `recorded` is a folder of recorded runs to hand in instead of running the tools; policy decides whether that counts. */
export type CustodyInputs = {
  layout: string;
  source: string;
  digest?: Digest | undefined;
  recorded?: string | undefined;
};

/** Scans, then publishes. A scan that proves nothing does not stop it here: the gate denies with all reasons at once. */
export async function custody(inputs: CustodyInputs, ports: Ports, loaded: LoadedConfig): Promise<PublishAnswer> {
  const opening = await openSession({ ports, loaded }, { part: 'build', environment: null, service: undefined });
  if (!opening.accepted) return refuseIdentity(deniedOutputs, opening.problems);
  const { service, job } = opening.session;
  const { run } = job;
  const layout = await readLayout(ports.files, inputs.layout);
  const runs = await ports.files.temporary('safeguard-runs-');
  const notes: string[] = [];
  const policy = effectivePolicy(loaded, service, null);
  for (const [name, requirement] of Object.entries(policy.scans)) {
    const kind = ScanKind.parse(name);
    for (const tool of 'tools' in requirement ? requirement.tools : []) {
      const request = { kind, tool: ScanTool.parse(tool), target: scanTarget(kind, layout.digest, run.commit), runs };
      const path = kind === 'image' ? inputs.layout : inputs.source;
      const scan =
        inputs.recorded === undefined
          ? runScan({ ...request, path }, ports)
          : replayScan({ ...request, recorded: join(inputs.recorded, `${kind}-${tool}`) }, ports);
      notes.push((await scan).text);
    }
  }
  const published = await publish({ layout: inputs.layout, runs, digest: inputs.digest }, ports, loaded);
  return { ...published, text: [...notes, published.text].join('\n') };
}
