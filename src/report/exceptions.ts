// An exception for one finding, to be pasted into safeguard.yml. It proposes only what the configuration takes and what the gate then
// applies to this very finding; where neither can be, it proposes nothing.
import { jsonText } from '../base/text.ts';
import { toDay } from '../base/time.ts';
import type { FindingException } from '../model/config.ts';
import { type Finding, ScanTool } from '../model/finding.ts';

/** An exception as far as a finding says it; who asks, who agrees and why is for people to fill in. */
export type ExceptionDraft = Pick<FindingException, 'id' | 'rule' | 'tool' | 'package' | 'path' | 'from' | 'until'>;

const proposedDays = 30;
const daySeconds = 86_400;

/** What an exception has to say of why; long enough for the configuration, and it asks to be replaced. */
const reason = 'REPLACE: why this finding does no harm in this service, and what ends the exception.';

/** Ids that the configuration takes for those of vulnerabilities, which need a package beside them. */
const vulnerabilityId = /^(?:(?:CVE|GHSA|MAL|OSV)-|[A-Z]+-\d{4}[-:]\d+)/i;

/** An exception for exactly this finding, for 30 days from `now`; undefined where none can name it. */
export function draftException(finding: Finding, now: number): ExceptionDraft | undefined {
  const tool = ScanTool.safeParse(finding.tool);
  const place = scopeOf(finding);
  if (!tool.success || place === undefined) return undefined;
  const rule = idsOf(finding).find((id) => nameable(id) && (hasPackage(place) || !needsPackage(finding, id)));
  if (rule === undefined) return undefined;
  const days = { from: toDay(now), until: toDay(now + proposedDays * daySeconds) };
  const id = `EX-${days.from.replaceAll('-', '')}-${finding.fingerprint.slice(0, 8).toUpperCase()}`;
  return { id, rule, tool: tool.data, ...place, ...days };
}

function idsOf({ rule, aliases = [], package: name, tool }: Finding): string[] {
  return name !== '' || tool === 'sarif' ? [rule, ...aliases] : [rule];
}

/** One exact id, without what the configuration takes for a pattern. */
function nameable(id: string): boolean {
  return id.length >= 3 && !/[*?]/.test(id);
}

/** Findings of SARIF name no package, so that none is asked for beside their ids. */
function needsPackage({ tool }: Finding, id: string): boolean {
  return tool !== 'sarif' && vulnerabilityId.test(id);
}

type Scope = Pick<ExceptionDraft, 'package' | 'path'>;

function hasPackage(place: Scope): boolean {
  return place.package !== undefined;
}

/** The package alone where there is one, so that it covers each place of it; else the exact path. */
function scopeOf({ tool, package: name, path }: Finding): Scope | undefined {
  if (name !== '') return tool === 'sarif' ? undefined : { package: name };
  return path === '' || /[*?\ufffd]/.test(path) ? undefined : { path };
}

/** The draft as YAML. Values begin two columns after the longest key, so that no line is broken on a terminal. */
export function exceptionYaml({ id, rule, tool, package: name, path, from, until }: ExceptionDraft): string[] {
  const values = {
    id: yamlText(id),
    rule: yamlText(rule),
    tool,
    ...(name === undefined ? {} : { package: yamlText(name) }),
    ...(path === undefined ? {} : { path: yamlText(path) }),
    reason: yamlText(reason),
    'requested-by': 'ID-OF-WHO-ASKS',
    'approved-by': 'ID-OF-ANOTHER-PERSON',
    from: yamlText(from),
    until: yamlText(until),
  };
  const lines = Object.entries(values).map(([key, value]) => `${`${key}:`.padEnd(15)}${value}`);
  return ['exceptions:', ...lines.map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`)];
}

/** A quoted text without a character that a log, a summary or a terminal would have to change. */
function yamlText(text: string): string {
  return jsonText(text).replaceAll('`', '\\u0060').replaceAll('##[', '#\\u0023[');
}
