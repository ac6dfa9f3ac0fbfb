// Tells a decision to people: the rules, and under them the findings that denied, with what ends the denial. What is where comes from the
// gate's and the report's rooms, which do not know each other.
import { printable } from '../../base/text.ts';
import { renderDecision, renderDecisionMarkdown } from '../../gate/render.ts';
import type { Answer } from '../../model/answer.ts';
import type { Service } from '../../model/config.ts';
import { reportDenied } from '../../report/findings.ts';
import type { Decided } from './decide.ts';

/** Where the findings of a later phase are: in what build-sign signed. */
export const signedSummaries = 'the signed scan summaries of the image';

/** Where the findings of runs in a folder are. */
export function reportsIn(folder: string): string {
  return `report.json of each run in ${printable(folder, 200)}`;
}

/** The decision of a service; `all` says where all findings are, `ending` closes what is said. */
export type Told = { decided: Decided; service: Service; all: string; ending?: string };

/** Text, summary and marks of a decision. */
export function tellDecision({
  decided: { decision, open },
  service,
  all,
  ending,
}: Told): Pick<Answer, 'text' | 'summary' | 'annotations'> {
  const findings = reportDenied({ findings: open, all }, { service: service.name, now: decision.time });
  const end = ending === undefined ? [] : [ending];
  return {
    text: [...renderDecision(decision), ...findings.lines, ...end].join('\n'),
    summary: [renderDecisionMarkdown(decision), ...(findings.markdown === '' ? [] : [findings.markdown]), ...end].join(
      '\n\n',
    ),
    annotations: findings.annotations,
  };
}
