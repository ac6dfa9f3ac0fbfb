// The reference pages of what is API besides commands: faults, rules and kinds of record, each from the place that decides it.
import { faultRegister } from '../src/base/fault-register.ts';
import type { recordKinds } from '../src/formats/record/v1.ts';
import { readRuleTexts } from './rule-texts.ts';

/** What each kind of record is about; a kind without a sentence fails the build. */
const recordSentences: Record<keyof typeof recordKinds, string> = {
  scan: 'One run of a scanner: its tool, its counts, and whether it proved that it looked. The blob is the whole summary.',
  sbom: 'The bill of materials of an image. The blob is the document itself.',
  decision:
    'What the gate decided. The blob is the decision; its input, policy and configuration are blobs of their own.',
  publish: 'An image that was pushed, with the number of signed statements that hang on it.',
  approval: "A review of the run, a rejection too, with the reviewer's numeric id and when it was observed.",
  'deploy-intent': 'A deploy that is about to begin; the ledger holds the intent, this row is for queries.',
  'deploy-outcome': 'How the deploy command ended, `not-started` where it is certain that it was never run.',
  reconcile: 'An open intent that a named person closed, with the reason.',
  note: 'A sentence of a job, for instance how the jobs of a run ended, with a word for queries.',
};

/** Every fault code with its kind and what to do. */
export function faultsPage(notice: string): string {
  const rows = Object.entries(faultRegister).map(
    ([code, entry]) => `| <a id="${code}"></a>\`${code}\` | ${entry.kind} | ${cell(entry.hint)} |`,
  );
  return page(notice, [
    '# Fault codes',
    '',
    'A fault means that nothing could be decided; a refusal by policy is a decision, not a fault.',
    '',
    '| code | kind | what to do |',
    '|---|---|---|',
    ...rows,
  ]);
}

/** Every rule of the gate with its phases, what it asks, and what to do where it denies. */
export function rulesPage(notice: string): string {
  const rows = readRuleTexts()
    .toSorted((a, b) => (a.custom.id < b.custom.id ? -1 : 1))
    .map(({ title, description, file, custom: { id, phases, citation, remedy } }) =>
      [
        `<a id="${id}"></a>[\`${id}\`](../../policies/gate/${file})`,
        phases.join(', '),
        `**${cell(title)}.** ${cell(description)}${citation === '' ? '' : ` (${cell(citation)})`}`,
        cell(remedy),
      ].join(' | '),
    );
  return page(notice, [
    '# Rules of the gate',
    '',
    'Every rule speaks in each of its phases: a rule that is silent, or that reads what was not collected, denies.',
    '',
    '| rule | phases | what it asks | what to do where it denies |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ]);
}

/** Every kind of record with its outcomes and its schema. */
export function recordsPage(notice: string): string {
  const rows = Object.entries(recordSentences).map(
    ([kind, sentence]) => `| \`${kind}\` | ${cell(sentence)} | [schema](../../schemas/records/${kind}.schema.json) |`,
  );
  return page(notice, [
    '# Kinds of record',
    '',
    'A record is one flat JSON row. Later releases add kinds; one that a reader does not know is a row, and nothing rests on it.',
    '',
    '| kind | what it says | form |',
    '|---|---|---|',
    ...rows,
  ]);
}

function page(notice: string, lines: readonly string[]): string {
  return [`<!-- ${notice} -->`, ...lines, ''].join('\n');
}

/** Text as one cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
