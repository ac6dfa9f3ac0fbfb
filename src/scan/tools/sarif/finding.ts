// Maps SARIF results to findings. A result that the tool marks as no problem is left out; one that somebody still has
// to review counts.
import type { Finding } from '../../../model/finding.ts';
import { makeFinding, type RunInHand } from '../../finding.ts';
import type { ArtifactLocation, Result, Run } from './log.ts';
import { openRuleBook, type RuleBook, rulesOf, severityOf } from './rules.ts';

/** The findings of one run. */
export function sarifFindings(raw: RunInHand, run: Run): Finding[] {
  const book = openRuleBook(run);
  const bases = new Map(Object.entries(run.originalUriBaseIds ?? {}));
  return (run.results ?? []).filter(isProblem).map((result) => findingOf(raw, book, bases, result));
}

/** Kinds of results that are not a problem (3.27.9); `open` and `review` are undecided, so they count as problems. */
const noProblem: readonly unknown[] = ['pass', 'informational', 'notApplicable'];

/** A result that the baseline had and this run has not (`absent`) is no result of this run (3.27.24). */
function isProblem({ kind, baselineState }: Result): boolean {
  return !noProblem.includes(kind) && baselineState !== 'absent';
}

/** What SARIF calls the folder of the source (3.14.14), where a path without a base begins too. */
const sourceRoot = '%SRCROOT%';

type Bases = ReadonlyMap<string, ArtifactLocation>;

function findingOf(raw: RunInHand, book: RuleBook, bases: Bases, result: Result): Finding {
  const rules = rulesOf(book, result);
  const rule = result.ruleId || result.rule?.id || rules[0]?.id || '';
  const [location] = result.locations ?? [];
  const region = location?.physicalLocation?.region;
  const { path, base } = placeOf(book.run, bases, location?.physicalLocation?.artifactLocation);
  const logical = location?.logicalLocations?.[0];
  return makeFinding(raw, {
    rule,
    severity: severityOf(result, rules),
    title: rules.find((one) => one.title !== '')?.title ?? '',
    aliases: aliasesOf(
      rule,
      rules.flatMap((one) => one.aliases),
    ),
    path,
    root: base === sourceRoot ? '' : base,
    line: region?.startLine ?? 0,
    column: region?.startColumn ?? 0,
    resource: logical?.fullyQualifiedName ?? logical?.name ?? '',
    url: rules.find((one) => one.url !== '')?.url ?? '',
    status: statusOf(result),
    suppressed: isSuppressed(result),
    identity: identityOf(result, base),
  });
}

/** OSV-Scanner lists a vulnerability's other ids as former ids of its rule (measured); former ids of other rules are no aliases. */
function aliasesOf(rule: string, former: readonly string[]): readonly string[] {
  return vulnerability.test(rule) ? former.filter((id) => vulnerability.test(id)) : [];
}

const vulnerability = /^(?:CVE-\d{4}-|GHSA-|(?:GO|PYSEC|RUSTSEC|OSV)-\d{4}-|MAL-\d{4}-)/;

function statusOf({ kind, baselineState }: Result): string {
  const words = [kind === 'fail' ? undefined : kind, baselineState];
  return words.filter((word) => typeof word === 'string').join(' ');
}

/** Suppressed is what every suppression of it was accepted for; `rejected` and `underReview` suppress nothing (3.27.23, 3.35.3). */
function isSuppressed({ suppressions }: Result): boolean {
  const list = suppressions ?? [];
  return (
    list.length > 0 && list.every(({ status }) => status === undefined || status === null || status === 'accepted')
  );
}

/**
 * The identity that the tool itself gives a result, in a stable order; undefined when it gives none (Semgrep asks for a
 * login instead).
 */
function identityOf({ fingerprints, partialFingerprints }: Result, base: string): string | undefined {
  const [own, partial] = [marksOf(fingerprints), marksOf(partialFingerprints)];
  const marks = own.length > 0 ? own : partial;
  return marks.length === 0 ? undefined : JSON.stringify([base, ...marks]);
}

function marksOf(marks: Result['fingerprints']): [string, string][] {
  const texts = Object.entries(marks ?? {}).flatMap(([key, mark]): [string, string][] =>
    typeof mark === 'string' && mark !== 'requires login' ? [[key, mark]] : [],
  );
  return texts.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Bases may be nested, and a hostile log could nest them endlessly. */
const [mostBases, longestBase] = [10, 1000];

/**
 * The path below the bases that are relative themselves; the last base, which says where on a machine, is only its name. Percent signs
 * stay as the tool wrote them: one that encodes names and one that does not would otherwise write the same for two files.
 */
function placeOf(run: Run, bases: Bases, location: ArtifactLocation | undefined): { path: string; base: string } {
  const known = location?.uri === undefined ? run.artifacts?.[location?.index ?? -1]?.location : location;
  let path = known?.uri ?? '';
  let base = known?.uriBaseId ?? '';
  for (let depth = 0; depth < mostBases && !isAbsolute(path); depth += 1) {
    const { uri = '', uriBaseId = '' } = bases.get(base) ?? {};
    if (uri === '' || uri.length > longestBase || isAbsolute(uri)) break;
    path = `${uri.replace(/\/?$/, '/')}${path}`;
    base = uriBaseId;
  }
  return { path: path.replace(/^file:\/\/(?=\/)/, ''), base };
}

function isAbsolute(uri: string): boolean {
  return /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/)/.test(uri);
}
