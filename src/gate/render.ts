// A decision for people. What evidence says is untrusted text: it must never reach a terminal unprintable, nor a summary outside of
// a code span.
import { counted, inCode, printable } from '../base/text.ts';
import { toIso } from '../base/time.ts';
import type { Decision, RuleVerdict } from '../model/decision.ts';

/** Lines for a terminal or a log: the verdict, then each denied rule with what it found and what to do, then the counts. Every line is printable. */
export function renderDecision(decision: Decision): string[] {
  return [
    `${headline(decision, (name) => name)}: ${decision.digest}`,
    ...denialLines(decision.rules),
    `  ${countsOf(decision)}`,
    ...notesOf(decision).map((note) => `  ${note}`),
  ].map((line) => printable(line, 10_000));
}

/** The rules that deny, each with what it found and what to do. Every line is printable. */
export function denialLines(rules: readonly RuleVerdict[]): string[] {
  return deniedOf({ rules })
    .flatMap((rule) => [
      `  denied ${rule.id}: ${rule.message}`,
      ...(rule.remedy === '' ? [] : [`    what to do: ${rule.remedy}`]),
      ...(rule.citation === '' ? [] : [`    evidence supporting ${rule.citation}`]),
    ])
    .map((line) => printable(line, 10_000));
}

/** Markdown for a job's step summary, the denied rules first. What a rule says about the evidence is a code span: no markup, link, name or image gets through. */
export function renderDecisionMarkdown(decision: Decision): string {
  const denied = deniedOf(decision).flatMap((rule) => [
    `- **${inCode(rule.id)}** ${inCode(rule.message, 10_000)}`,
    ...(rule.remedy === '' ? [] : [`  - What to do: ${escaped(rule.remedy)}`]),
    ...(rule.citation === '' ? [] : [`  - Evidence supporting ${escaped(rule.citation)}`]),
  ]);
  const lines = [
    `### ${headline(decision, inCode)}`,
    '',
    inCode(decision.digest),
    '',
    ...denied,
    ...(denied.length > 0 ? [''] : []),
  ];
  const allowed = decision.rules
    .filter((rule) => rule.verdict === 'allow')
    .map((rule) => `- ${inCode(rule.id)} ${inCode(rule.message, 10_000)}`);
  const details = ['<details><summary>What was allowed, and why</summary>', '', ...allowed, '', '</details>', ''];
  return [...lines, countsOf(decision), '', ...notesOf(decision).map((note) => `${note}\n`), ...details].join('\n');
}

function headline(decision: Decision, shown: (name: string) => string): string {
  const where = decision.environment === '' ? '' : ` for ${shown(decision.environment)}`;
  return `${decision.verdict === 'allow' ? 'Allowed' : 'Denied'} ${decision.phase}${where} at ${toIso(decision.time)}`;
}

function deniedOf({ rules }: { rules: readonly RuleVerdict[] }): RuleVerdict[] {
  const denied = rules.filter((rule) => rule.verdict === 'deny');
  if (!denied.some(({ id }) => id === 'gate.ledger.readable')) return denied;
  return denied.map((rule) => (restOnLedger.includes(rule.id) ? { ...rule, remedy: unread } : rule));
}

/** Rules that deny only because the ledger cannot be read; their own remedies assume that it was. */
const restOnLedger: readonly string[] = [
  'gate.ledger.chain',
  'gate.ledger.open_intent',
  'gate.handover.ledger_head',
  'gate.approval.authors',
];
const unread = 'Let the ledger be read first (gate.ledger.readable); until then nobody knows more about this.';

function countsOf(decision: Decision): string {
  const count = (verdict: RuleVerdict['verdict']) => decision.rules.filter((rule) => rule.verdict === verdict).length;
  return `${counted(count('deny'), 'rule')} denied, ${count('allow')} allowed, ${count('not_applicable')} not applicable in this phase`;
}

/** Facts that weaken a decision are printed with it. */
function notesOf(decision: Decision): string[] {
  return [
    ...(decision.identity === 'key' ? ['identity: key (a pinned key signed; it carries no identity of its own)'] : []),
    ...(decision.replayed_runs ? ['replayed runs: some scans were recorded earlier and handed in again'] : []),
  ];
}

/**
 * Policy texts as Markdown without markup. Not for untrusted texts: GitHub still links addresses, names and numbers in
 * it.
 */
function escaped(text: string): string {
  return printable(text, 4000)
    .replaceAll('&', '&amp;')
    .replace(/[\\`*_{}[\]()#+!|~@:-]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
