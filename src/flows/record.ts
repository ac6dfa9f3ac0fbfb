// The command `record`: keeps scans and a note of any job as evidence, and ends with the signed manifest of this job.
import { canonicalBytes } from '../base/canonical-json.ts';
import { Fault } from '../base/fault.ts';
import { counted } from '../base/text.ts';
import { effectivePolicy } from '../config/effective.ts';
import { type EvidenceParts, joinParts, recordContext } from '../evidence/parts.ts';
import { noteRecord, scanRecord } from '../evidence/records.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig } from '../model/config.ts';
import type { Digest, ServiceName } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { collectRawScans } from './collect/raw-scans.ts';
import { writeEvidence } from './evidence/write.ts';
import { openEvidence } from './session/reach.ts';
import { openSession, refuseIdentity } from './session/session.ts';

/** A note is one sentence; `outcome` a word for queries. At least a note or a folder of runs. */
export type RecordInputs = {
  service?: ServiceName | undefined;
  digest: Digest;
  runs?: string | undefined;
  note?: string | undefined;
  outcome: string;
};

const refusedOutputs = { 'manifest-sha256': '', 'manifest-key': '', objects: '0' };

/** Records what this job saw. Throws INPUT_INVALID when there is nothing to record. */
export async function recordJob(
  inputs: RecordInputs,
  ports: Ports,
  loaded: LoadedConfig,
): Promise<Answer<typeof refusedOutputs>> {
  const opening = await openSession({ ports, loaded }, { part: 'build', environment: null, service: inputs.service });
  if (!opening.accepted) return refuseIdentity(refusedOutputs, opening.problems);
  const { session } = opening;
  const { service } = session;
  const { run } = session.job;
  const policy = effectivePolicy(loaded, service, null);
  const scans =
    inputs.runs === undefined
      ? []
      : await collectRawScans(
          ports,
          { folder: inputs.runs },
          { run, digest: inputs.digest, threshold: policy.threshold, severities: service.policy.severities },
        );
  if (scans.length === 0 && inputs.note === undefined)
    throw new Fault(
      'INPUT_INVALID',
      'note, runs: nothing to record; expected a note or a folder with at least one run',
    );
  const { deps } = await openEvidence(session, 'recorder', null);
  const facts = {
    digest: inputs.digest,
    commit: run.commit,
    environment: '',
    unlocked: deps.lock === 'none',
    time: ports.clock.now(),
  };
  const context = recordContext(session, facts);
  const scanParts = scans.map(({ summary }): EvidenceParts => {
    const blob = { bytes: canonicalBytes(summary), type: 'scan-summary' };
    return { records: [scanRecord(context, summary, blob)], blobs: [blob] };
  });
  const notes = inputs.note === undefined ? [] : [noteRecord(context, inputs.outcome, inputs.note)];
  const parts = joinParts(...scanParts, { records: notes, blobs: [] });
  const written = await writeEvidence(deps, {
    context,
    stage: 'job',
    subject: { name: service.registry.repository, digest: inputs.digest },
    ...parts,
  });
  const text = `Recorded ${counted(parts.records.length, 'record')} in ${deps.store.uri} under the signed manifest ${written.manifestKey}.`;
  const outputs = {
    'manifest-sha256': written.manifestSha256,
    'manifest-key': written.manifestKey,
    objects: String(written.entries.length),
  };
  return {
    outputs,
    denied: false,
    text,
    json: { manifest: written.manifestKey, manifest_sha256: written.manifestSha256, entries: written.entries },
  };
}
