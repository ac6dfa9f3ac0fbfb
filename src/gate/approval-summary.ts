// What the approver reads before the click: which image, what changed, what was found, what is excepted, for which
// ticket. Every untrusted text is in a code span, and what is not known is shown as unknown.
import { counted, inCode, quoteLimit, tableCell } from '../base/text.ts';
import { toIso } from '../base/time.ts';
import type { Changes, EvidenceBundle } from '../model/decision.ts';
import { ignoredText } from './ignored-referrers.ts';

const mostCommits = 20;

/** What the bundle does not hold: `ticket` as the caller named it and `sourceCommit` of the provenance, '' for none; the command that will run. */
export type ApprovalFacts = {
  changes: Changes | null;
  ticket: string;
  sourceCommit: string;
  command: readonly string[];
};

/** Markdown for the summary of the job before the approval. */
export function renderApproval(bundle: EvidenceBundle, facts: ApprovalFacts): string {
  const { artifact, policy, run } = bundle;
  const rows: [string, string][] = [
    ['Service', `${inCode(policy.service.name)} of ${inCode(policy.service.repository)}`],
    ['Image', inCode(`${artifact.registry}@${artifact.digest}`)],
    ['Source commit', sourceText(artifact.origin, facts.sourceCommit)],
    ['Ticket', facts.ticket === '' ? 'none named' : inCode(facts.ticket)],
    ['Last deploy', lastDeployText(bundle)],
    ['Changed since', changesText(facts.changes, bundle)],
    ...bundle.scans.map((scan): [string, string] => [`Scan: ${scan.kind}`, scanText(scan)]),
    ...(bundle.scans.some((scan) => scan.replay)
      ? [['Recorded scans', 'some scans were recorded earlier and handed in again'] satisfies [string, string]]
      : []),
    ...(bundle.ignored_referrers
      ? [['Ignored', ignoredText(bundle.ignored_referrers)] satisfies [string, string]]
      : []),
    ['Exceptions in force', exceptionsText(bundle)],
    ['Will run', inCode(facts.command.join(' '))],
    ['Started by', `${inCode(run.actor, quoteLimit)}, user ${inCode(run.actor_id)}`],
    ['May not approve', 'whoever started this run, and every author of what changed'],
  ];
  return [
    `## Approve ${inCode(policy.service.name)} for ${inCode(policy.environment?.name ?? '')}?`,
    '',
    'Your approval counts for this one digest, in the first attempt of this run. Before anything is deployed, everything is decided again.',
    '',
    '| | |',
    '| --- | --- |',
    ...rows.map(([name, text]) => `| ${name} | ${tableCell(text)} |`),
    '',
    ...commitLines(facts.changes),
    '',
  ].join('\n');
}

function sourceText(origin: EvidenceBundle['artifact']['origin'], commit: string): string {
  if (commit === '') return 'unknown: no provenance names it';
  return origin === 'prebuilt'
    ? `${inCode(commit)} was scanned beside the image, which was handed in: who built it from what is not known`
    : inCode(commit);
}

function lastDeployText({ ledger }: EvidenceBundle): string {
  const last = ledger?.last_success;
  if (!ledger?.readable) return 'unknown: the ledger cannot be read';
  if (!last) return `none is recorded in ${inCode(ledger.store)}`;
  return `${inCode(last.digest)} from commit ${inCode(last.commit)}, deploy ${inCode(last.deploy_id)} at ${toIso(last.time)}`;
}

function changesText(changes: Changes | null, { ledger, artifact }: EvidenceBundle): string {
  if (ledger?.last_success?.digest === artifact.digest) return 'nothing: this digest was deployed last';
  if (ledger?.readable && !ledger.last_success) return 'everything: nothing was deployed before';
  if (!changes) return 'unknown: no provenance names the source commit';
  const count = counted(changes.commits.length, 'commit');
  return changes.complete ? count : `${count} that GitHub lists; there may be more`;
}

function scanText({ tool, tool_version, counts, proven }: EvidenceBundle['scans'][number]): string {
  const found = `${counts.critical} critical, ${counts.high} high, ${counts.medium} medium, ${counts.low} low`;
  return `${inCode(`${tool} ${tool_version}`)}: ${proven ? found : 'proves nothing'}`;
}

function exceptionsText({ policy, time }: EvidenceBundle): string {
  const open = policy.exceptions.filter((one) => one.from_at <= time && time < one.until_at);
  if (open.length === 0) return 'none';
  return open
    .map(
      (one) =>
        `${inCode(one.id)}: ${inCode(one.rule)} until ${toIso(one.until_at)}, approved by user ${inCode(one['approved-by'])}`,
    )
    .join('; ');
}

function commitLines(changes: Changes | null): string[] {
  const shown = changes?.commits.slice(0, mostCommits) ?? [];
  const more = (changes?.commits.length ?? 0) - shown.length;
  return [
    ...shown.map(
      ({ sha, subject, author }) =>
        `- ${inCode(sha.slice(0, 12))} ${inCode(subject, quoteLimit)} (${inCode(author, quoteLimit)})`,
    ),
    ...(more > 0 ? [`- and ${counted(more, 'more commit')}`] : []),
  ];
}
