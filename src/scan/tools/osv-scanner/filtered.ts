// What OSV-Scanner left out, which its log only counts. A package inside the repository itself has no vulnerabilities
// to look up; an entry without a version is a finding; and an entry hidden by a configuration file counts. It must
// never skip an entry without an explanation.
import type { Finding, ScanReading } from '../../../model/finding.ts';
import { makeFinding, type RunInHand, unproven } from '../../finding.ts';
import type { Package, Source } from './record.ts';

/** Findings for what was left out; or a refusal, when the log counts more than report and log name. */
export function filteredFindings(
  raw: RunInHand,
  sources: readonly Source[],
  log: string,
): { findings: Finding[] } | { problem: ScanReading } {
  const unmatched = sources.flatMap(({ source, packages }) =>
    (packages ?? []).filter(isUnmatched).map((entry) => ({ path: source.path, entry })),
  );
  const hidden = hiddenFindings(raw, log);
  const problem =
    countProblem('packages without a version', filteredCount(log, 'unscannable'), unmatched.length) ??
    countProblem('entries', filteredCount(log, 'hidden'), hidden.length);
  if (problem) return { problem };
  const open = unmatched.filter(({ path, entry }) => !isLocal(path, entry));
  return { findings: [...open.map(({ path, entry }) => unmatchedFinding(raw, path, entry)), ...hidden] };
}

function countProblem(noun: string, counted: number, named: number): ScanReading | undefined {
  if (named >= counted) return undefined;
  return unproven(
    'SCAN_NO_PROOF',
    `the log of osv-scanner says that ${counted} ${noun} were filtered, and only ${named} are named; run it with --all-packages`,
  );
}

/** True for a package that was not looked up: without a version or a whole commit, without a name or an ecosystem (2.6). */
export function isUnmatched({ package: about, vulnerabilities, groups }: Package): boolean {
  const { name, version, ecosystem = '', commit = '' } = about;
  if ((vulnerabilities ?? []).length + (groups ?? []).length > 0) return false;
  if (ecosystem === 'Maven' && name === 'unknown') return true;
  if (commit !== '') return commit.length < 40;
  return name === '' || version === '' || ecosystem === '';
}

/** Lock files that give a version for every package outside the repository itself. */
const lockFiles: Readonly<Record<string, readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'],
  PyPI: ['uv.lock'],
  NuGet: ['packages.lock.json'],
};

/** Workspaces and projects of a lock file, and what a `replace` in go.mod points at within the file system. */
function isLocal(path: string, { package: { name, version, ecosystem = '', commit = '' } }: Package): boolean {
  if (version !== '' || commit !== '' || name === '') return false;
  const file = path.split(/[/\\]/).at(-1) ?? '';
  if (ecosystem === 'Go') return file === 'go.mod' && /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:[/\\])/.test(name);
  return Object.hasOwn(lockFiles, ecosystem) && (lockFiles[ecosystem] ?? []).includes(file);
}

/** Nobody knows which version will be installed, or what is known against it: no scanner's severity, and still nothing to wave through. */
function unmatchedFinding(raw: RunInHand, path: string, entry: Package): Finding {
  const { name, version, commit } = entry.package;
  const pinned = version !== '' || commit !== undefined;
  return makeFinding(raw, {
    rule: pinned ? 'unknown-package' : 'unpinned-requirement',
    severity: 'high',
    title: pinned
      ? 'No vulnerabilities were looked up: name, ecosystem or whole commit is missing'
      : 'No vulnerabilities were looked up: the requirement names no exact version',
    package: version || commit ? `${name}@${version || commit}` : name,
    path,
    commit,
  });
}

/** Wording of OSV-Scanner 2.6: `ID and N aliases have been filtered out because: REASON`, `Package X has been filtered out because: REASON`. */
function hiddenFindings(raw: RunInHand, log: string): Finding[] {
  return [...log.matchAll(/^(?:Package )?(\S+)(?: and \d+ alias(?:es)?)? ha(?:s|ve) been filtered out because:/gm)].map(
    (match) =>
      makeFinding(raw, {
        rule: match[1] ?? '',
        severity: 'critical',
        title: '1 entry hidden by a configuration file of the repository',
        suppressed: true,
      }),
  );
}

/** The kernel's own package in an image is left out on purpose: what runs is the host's kernel. */
const harmless = /^non container relevant package/;
const unscannable = /^local\/unscannable package/;

function filteredCount(log: string, which: 'unscannable' | 'hidden'): number {
  const counts = [...log.matchAll(/^Filtered (\d+) (.*)$/gm)];
  const ours = counts.filter(([, , what = '']) => {
    if (harmless.test(what)) return false;
    return unscannable.test(what) === (which === 'unscannable');
  });
  return ours.reduce((sum, match) => sum + Number(match[1]), 0);
}
