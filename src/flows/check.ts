// The gate on a laptop: what publishing would be denied for, as far as a machine without a job's identity can know it. Nothing is signed,
// recorded or decided here, and no identity and no digest is made up for what is missing.
import { join } from 'node:path';
import { Fault, isFault } from '../base/fault.ts';
import { counted, printable } from '../base/text.ts';
import { effectivePolicy } from '../config/effective.ts';
import { judgeLocally, type LocalFacts, type LocalJudgement, type UnknownRule } from '../gate/check.ts';
import { denialLines } from '../gate/render.ts';
import type { Answer } from '../model/answer.ts';
import type { LoadedConfig, Service } from '../model/config.ts';
import { type ScanKind, ScanTool } from '../model/finding.ts';
import { Commit, type ServiceName } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import { namedService } from '../model/services.ts';
import { adviseOn, reportDenied } from '../report/findings.ts';
import { sbomOf } from './collect/for-publish.ts';
import { type CollectedScan, collectRawScans, type Judging } from './collect/raw-scans.ts';
import { type ImageLayout, readLayout } from './image/layout.ts';
import { scanWithTools } from './scan.ts';

/** What is checked: a source folder, and what is there of runs and image. */
export type CheckInputs = {
  path: string;
  service?: ServiceName | undefined;
  commit?: Commit | undefined;
  runs?: string | undefined;
  layout?: string | undefined;
};

type CheckPorts = Pick<Ports, 'files' | 'programs' | 'tools' | 'clock' | 'log' | 'job' | 'policy'>;

/** What is being checked, as it was found. */
type Subject = { inputs: CheckInputs; service: Service; commit: Commit; layout: ImageLayout | null };

/** The command `check`. */
export async function check(
  inputs: CheckInputs,
  ports: CheckPorts,
  loaded: LoadedConfig,
): Promise<Answer<{ verdict: string }>> {
  const service = namedService(loaded.config, inputs.service);
  const commit = inputs.commit ?? (await headCommit(ports.files, inputs.path));
  const layout = inputs.layout === undefined ? null : await readLayout(ports.files, inputs.layout);
  const policy = effectivePolicy(loaded, service, null);
  if (layout === null && missing(policy, []).every(({ kind }) => kind === 'image'))
    throw new Fault('INPUT_INVALID', `layout: missing; of ${service.name} nothing but the image is scanned`);
  const subject = { inputs, service, commit, layout };
  const { scans, notes } = await collectScans(subject, ports, policy);
  const facts: LocalFacts = {
    phase: 'before-publish',
    time: ports.clock.now(),
    run: { commit },
    policy,
    artifact: layout === null ? { digest: null } : artifactOf(layout, policy.service.registry),
    scans: scans.map(({ summary }) => summary),
    sbom: layout === null ? null : (sbomOf(scans, layout.digest)?.reference ?? null),
  };
  const judged = judgeLocally(facts, await ports.policy());
  return answerCheck(subject, { ...judged, unknown: [...judged.unknown, ...notes] }, facts.time);
}

function artifactOf({ digest, mediaType, children }: ImageLayout, registry: string) {
  return { digest, rehashed: digest, registry, media_type: mediaType, children };
}

/** The runs that were handed in, and those of the required scanners that were missing among them. */
async function collectScans(
  { inputs, service, commit, layout }: Subject,
  ports: CheckPorts,
  policy: LocalFacts['policy'],
) {
  const run = { run_id: '', source: 'local' as const, commit };
  const { severities } = service.policy;
  const judging: Judging = { run, digest: layout?.digest ?? null, threshold: policy.threshold, severities };
  const recorded = inputs.runs === undefined ? [] : await collectRawScans(ports, { folder: inputs.runs }, judging);
  const runs = await ports.files.temporary('safeguard-check-');
  const notes: UnknownRule[] = [];
  for (const { kind, tool } of missing(policy, recorded)) {
    const image = kind === 'image';
    if (image && layout === null) continue;
    const about = image ? { path: inputs.layout, digest: layout?.digest } : { path: inputs.path, commit };
    const problem = await scanOne(ports, { kind, tool: [tool], runs, ...about });
    if (problem !== '') notes.push({ rule: 'gate.scans.required', why: `${tool} could not be run: ${problem}` });
    else if (!image)
      notes.push({
        rule: 'gate.scans.target',
        why: `${tool} saw the folder as it is, not only what is in commit ${commit}`,
      });
  }
  const made = await collectRawScans(ports, { folder: runs }, judging);
  return { scans: [...recorded, ...made], notes };
}

function missing(
  { scans }: LocalFacts['policy'],
  found: readonly CollectedScan[],
): { kind: ScanKind; tool: ScanTool }[] {
  const kinds: ScanKind[] = ['dependencies', 'source', 'infrastructure', 'secrets', 'image'];
  return kinds.flatMap((kind) => {
    const requirement = scans[kind];
    const tools = 'tools' in requirement ? requirement.tools.map((tool) => ScanTool.parse(tool)) : [];
    return tools
      .filter((tool) => !found.some(({ summary }) => summary.kind === kind && summary.tool === tool))
      .map((tool) => ({ kind, tool }));
  });
}

/** Runs one scanner; returns why it is not there, '' when it ran. A run that proves nothing is judged like any other. */
async function scanOne(ports: CheckPorts, inputs: Parameters<typeof scanWithTools>[0]): Promise<string> {
  try {
    await scanWithTools(inputs, ports);
    return '';
  } catch (error) {
    if (isFault(error, 'TOOL_MISSING')) return printable(error.message, 300);
    throw error;
  }
}

const gitLimit = 16 * 1024 * 1024;

/** The commit that is checked out, as git wrote it down. Throws INPUT_INVALID where the folder says none. */
async function headCommit(files: Ports['files'], path: string): Promise<Commit> {
  const readText = async (name: string) => {
    const place = join(path, '.git', name);
    return (await files.exists(place)) ? new TextDecoder().decode(await files.read(place, gitLimit)).trim() : '';
  };
  const [git] = (await files.entries(path)).filter(({ name }) => name === '.git');
  const head = git?.kind === 'folder' ? await readText('HEAD') : '';
  const ref = /^ref: (refs\/[^\s]+)$/.exec(head)?.[1];
  const packed = async () =>
    (await readText('packed-refs'))
      .split('\n')
      .find((line) => line.endsWith(` ${ref}`))
      ?.slice(0, 40) ?? '';
  const commit = Commit.safeParse(ref === undefined ? head : (await readText(ref)) || (await packed()));
  if (commit.success) return commit.data;
  throw new Fault('INPUT_INVALID', `commit: missing; ${printable(path, 200)} does not say which commit is checked out`);
}

function answerCheck(
  { service, commit, layout }: Subject,
  { denied, rules, unknown, open }: LocalJudgement,
  now: number,
): Answer<{ verdict: string }> {
  const allowed = rules.filter(({ verdict }) => verdict === 'allow').length;
  const image = layout === null ? '' : ` and image ${layout.digest}`;
  const all = 'the answer with --json';
  const findings = reportDenied({ findings: open, all }, { service: service.name, now });
  const verdict = denied ? 'deny' : 'not_denied';
  const head = denied ? 'A publication would be denied' : 'Nothing that can be known here would deny a publication';
  return {
    outputs: { verdict },
    denied,
    text: [
      `${head}: ${service.name} at commit ${commit}${image}`,
      ...denialLines(rules),
      `  ${counted(rules.length - allowed, 'rule')} denied, ${allowed} allowed`,
      ...findings.lines,
      ...(unknown.length > 0 ? ['Could not be known here:'] : []),
      ...unknown.map(({ rule, why }) => `  - ${rule}: ${why}`),
    ].join('\n'),
    json: {
      verdict,
      service: service.name,
      commit,
      digest: layout?.digest ?? null,
      rules,
      unknown,
      findings: adviseOn(open, now),
    },
  };
}
