// The auditor's doors to the audit flow: a store by its one-line form, an anchor from a file, an answer as outputs. Nothing
// else is read, so that the answer rests on these two alone.
import { parseAnchor } from '../../audit/anchor.ts';
import { Fault } from '../../base/fault.ts';
import { fromIso } from '../../base/time.ts';
import { parseStoreSpec } from '../../config/store-spec.ts';
import type { DeployId, Digest, EnvironmentName, EpochSeconds, RepositoryId, ServiceName } from '../../model/ids.ts';
import type { Ports } from '../../model/ports.ts';
import { openForReading } from '../evidence/reader.ts';
import { auditDeploy, auditRunning } from './questions.ts';

const anchorLimit = 8 * 1024 * 1024;

/** Where the evidence lies and what the auditor trusts. */
export type AuditSources = { store: string; anchor: string };

async function openSources(ports: Pick<Ports, 'files' | 'store' | 'log'>, sources: AuditSources) {
  ports.log.step('audit', `reading the evidence in ${sources.store}`);
  const anchor = parseAnchor(await ports.files.read(sources.anchor, anchorLimit));
  return { store: await openForReading(ports, parseStoreSpec(sources.store)), anchor };
}

/** Question 2 as a command's answer. */
export async function answerAuditDeploy(inputs: AuditSources & { id: DeployId }, ports: Ports) {
  const { store, anchor } = await openSources(ports, inputs);
  const { answer, denied, text, json } = await auditDeploy(store, anchor, inputs.id);
  return { outputs: { verdict: answer.verdict }, denied, text, json };
}

function readTime(text: string, now: EpochSeconds): EpochSeconds {
  if (text === 'now') return now;
  return fromIso(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text);
}

/** Question 5 as a command's answer. A bare day means its last second, in UTC; `now` is the time of this machine. */
export async function answerAuditRunning(
  inputs: AuditSources & {
    digest: Digest;
    at: string;
    repositoryId: RepositoryId | undefined;
    service?: ServiceName | undefined;
    environment?: EnvironmentName | undefined;
  },
  ports: Ports,
) {
  const at = readTime(inputs.at, ports.clock.now());
  if (at > ports.clock.now() + 86400)
    throw new Fault('TIME_INVALID', `${inputs.at} lies in the future; nothing can be recorded for it yet`);
  const { store, anchor } = await openSources(ports, inputs);
  const { digest, repositoryId, service, environment } = inputs;
  const { answer, denied, text, json } = await auditRunning(store, anchor, {
    digest,
    at,
    repositoryId,
    service,
    environment,
  });
  return { outputs: { verdict: answer.verdict }, denied, text, json };
}
