// Makes a stored decision again from the store's own blobs: its input, its policy. The bytes must come out the same.
import { sha256Hex } from '../../base/digest.ts';
import { Fault } from '../../base/fault.ts';
import { toIso } from '../../base/time.ts';
import { parseStoreSpec } from '../../config/store-spec.ts';
import { blobKey } from '../../evidence/keys.ts';
import { renderDecision } from '../../gate/render.ts';
import { decideAgain, readDecision } from '../../gate/replay.ts';
import type { LoadedConfig } from '../../model/config.ts';
import type { RepositoryId, Sha256 } from '../../model/ids.ts';
import type { Ports, Store } from '../../model/ports.ts';
import { openForReading } from './reader.ts';

/** Replays one decision. Throws OBJECT_MISSING, STORE_CORRUPT, RECORD_INVALID, REPLAY_MISMATCH. */
async function replayDecision(
  ports: Pick<Ports, 'policy' | 'log'>,
  store: Store,
  repositoryId: RepositoryId,
  decisionSha: Sha256,
) {
  ports.log.step('replay', `reading decision ${decisionSha} from ${store.uri}`);
  const stored = await readBlob(store, repositoryId, decisionSha);
  const read = readDecision(stored);
  const { decision } = read;
  const input = await readBlob(store, repositoryId, decision.input_sha256);
  const engine = await ports.policy(await readBlob(store, repositoryId, decision.policy_sha256));
  const { bytes: again, ledgerHead } = decideAgain(read, input, engine);
  if (sha256Hex(again) !== decisionSha) {
    throw new Fault(
      'REPLAY_MISMATCH',
      `decision ${decisionSha} does not come out again: its own input and policy give ${sha256Hex(again)}`,
    );
  }
  const own = await ports.policy();
  const foreign =
    own.sha256 === decision.policy_sha256
      ? []
      : [
          `Note: it was decided by policy ${decision.policy_sha256}, not by the one of this release; hold it against the anchor's list.`,
        ];
  const lines = [
    `Decision ${decisionSha} of ${toIso(decision.time)} comes out the same, byte for byte (${again.length} bytes).`,
    ...foreign,
    'Note: a replay shows that the decision follows from its inputs; that it was made is shown by audit deploy.',
    ...renderDecision(decision),
  ];
  return {
    outputs: {
      verdict: decision.verdict,
      'decision-sha256': decisionSha,
      digest: decision.digest,
      environment: decision.environment,
      'ledger-head': ledgerHead,
    },
    denied: false,
    text: lines.join('\n'),
    json: { replayed: true, decision, decision_sha256: decisionSha },
  };
}

async function readBlob(store: Store, repositoryId: RepositoryId, sha256: Sha256): Promise<Uint8Array> {
  const key = blobKey(repositoryId, sha256);
  const object = await store.read(key);
  if (!object) throw new Fault('OBJECT_MISSING', `${key} is not in ${store.uri}`);
  if (sha256Hex(object.bytes) !== sha256)
    throw new Fault('STORE_CORRUPT', `${key} holds bytes with sha256 ${sha256Hex(object.bytes)}`);
  return object.bytes;
}

/** The command `gate --replay`. Throws INPUT_INVALID without a repository id. */
export async function replayStored(
  inputs: { decision: Sha256; repositoryId: RepositoryId | undefined; store: string | undefined },
  ports: Ports,
  loaded: LoadedConfig,
) {
  if (inputs.repositoryId === undefined)
    throw new Fault('INPUT_INVALID', 'repository-id: missing; a replay needs it to find the blobs');
  const spec = inputs.store === undefined ? loaded.config.store : parseStoreSpec(inputs.store);
  return replayDecision(ports, await openForReading(ports, spec), inputs.repositoryId, inputs.decision);
}
