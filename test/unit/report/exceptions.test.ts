// The exception that is proposed is one that our own configuration takes and that our own gate then applies: to every odd finding, and to
// no other. It is read as a person pastes it, after it went through a terminal and through a job's summary.
import { describe, expect, test } from '@jest/globals';
import { logLines, printableLines } from '../../../src/base/text.ts';
import { wrapLines } from '../../../src/base/wrap.ts';
import { effectivePolicy } from '../../../src/config/effective.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import { openFindings } from '../../../src/gate/open-findings.ts';
import type { EvidenceBundle } from '../../../src/model/decision.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { RepositoryId } from '../../../src/model/ids.ts';
import { serviceOf } from '../../../src/model/services.ts';
import { draftException, exceptionYaml } from '../../../src/report/exceptions.ts';
import { reportDenied } from '../../../src/report/findings.ts';
import { makeFinding } from '../../../src/scan/finding.ts';
import { edited, fixtureText, loaded } from '../config/fixture.ts';
import { allowedBundle, decisionTime, openCommittedPolicy } from '../gate/bundle-builder.ts';
import { hostileTexts } from '../main/hostile-texts.ts';
import { inHand, rawScan } from '../scan/raw-scans.ts';
import { finding, ruleFinding } from './findings-builder.ts';

const engine = await openCommittedPolicy();

/** What a person sees and copies, with the two persons filled in. */
const doors: Record<string, (yaml: string) => string> = {
  'a terminal': (yaml) => wrapLines(logLines(yaml), 80),
  'a summary': printableLines,
};

/** The items below `exceptions:` of several pasted texts, as one list of the service in a whole configuration. */
function configWith(pasted: readonly string[]) {
  const items = pasted.flatMap((text) => text.split('\n').slice(1));
  const list = ['    exceptions:', ...items.map((line) => `    ${line}`)].join('\n');
  const text = `${fixtureText('minimal').trimEnd()}\n${list}\n`
    .replaceAll('ID-OF-WHO-ASKS', '502')
    .replaceAll('ID-OF-ANOTHER-PERSON', '501');
  return parseConfig(text, 'safeguard.yml');
}

/** The findings that the gate lets deny under the exceptions of the configuration. */
function openUnder(pasted: readonly string[], findings: readonly Finding[]): Finding[] {
  const parsed = configWith(pasted);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems.slice(0, 3)));
  const { exceptions } = effectivePolicy(
    loaded(parsed.config),
    serviceOf(parsed.config, RepositoryId.parse('4711')),
    null,
  );
  return openFindings(bundleOf(findings, exceptions), engine);
}

function bundleOf(findings: readonly Finding[], exceptions: EvidenceBundle['policy']['exceptions']): EvidenceBundle {
  const bundle = allowedBundle('before-publish');
  const [scan] = bundle.scans;
  if (scan === undefined) throw new Error('a bundle has scans');
  const kinds = Map.groupBy(findings, ({ tool, kind }) => `${tool} ${kind}`);
  const scans = [...kinds.values()].flatMap((group) =>
    group[0] ? [{ ...scan, tool: group[0].tool, kind: group[0].kind, findings: group }] : [],
  );
  return { ...bundle, policy: { ...bundle.policy, exceptions }, scans };
}

function yamlOf(one: Finding): string | undefined {
  const draft = draftException(one, decisionTime);
  return draft && exceptionYaml(draft).join('\n');
}

const raw = inHand(rawScan({ tool: 'semgrep', kind: 'source', report: '{}' }));
const vulnerable = inHand(rawScan({ tool: 'trivy', kind: 'dependencies', report: '{}' }));
const texts = [
  ...hostileTexts.filter((_, at) => at % 7 === 0 || at > hostileTexts.length - 15),
  'a"b',
  "a'b",
  'a: b',
  '- a',
  '# a',
  '!!str a',
  '*a',
  '&a',
  '%YAML',
  'ä漢🙂',
  '\u2028',
  'null',
  '~',
  '1e3',
  '0x1f',
];
const odd = texts.flatMap((text) => {
  const drafts = { severity: 'high', title: text } as const;
  return [
    makeFinding(raw, { ...drafts, rule: text, path: 'a.js' }),
    makeFinding(raw, { ...drafts, rule: 'a-rule', path: text, line: 1 }),
    makeFinding(vulnerable, { ...drafts, rule: 'CVE-2026-0001', package: text, path: 'pom.xml' }),
  ];
});

describe.each(Object.entries(doors))('pasted from %s', (_name, door) => {
  test('an exception for every odd finding is read and applied', () => {
    const named = [...new Map(odd.map((one) => [one.fingerprint, one])).values()].flatMap((one) => {
      const yaml = yamlOf(one);
      return yaml === undefined ? [] : [{ one, yaml: door(yaml) }];
    });
    expect(named.length).toBeGreaterThan(400);
    for (let at = 0; at < named.length; at += 500) {
      const some = named.slice(at, at + 500);
      const all = some.map(({ one }) => one);
      const pasted = some.map(({ yaml }) => yaml);
      expect(openUnder(pasted, all)).toEqual([]);
      expect(openUnder(pasted.slice(1), all)).toEqual(all.slice(0, 1));
    }
  });

  test.each<[string, Finding, Record<string, unknown>]>([
    ['another version of the package', finding(), { package: 'log4j@2.14.0' }],
    ['another vulnerability', finding(), { rule: 'CVE-2021-44229' }],
    ['another file', ruleFinding(), { path: 'src/doctors.js' }],
    ['another rule', ruleFinding(), { rule: 'javascript-shell-from-values' }],
    ['a secret in another file', ruleFinding({ tool: 'gitleaks', kind: 'secrets', severity: 'low' }), { path: 'b' }],
  ])('it does not cover %s', (_case, one, change) => {
    const twin = { ...one, ...change };
    expect(openUnder([door(yamlOf(one) ?? '')], [one, twin])).toEqual([twin]);
  });
});

test('the text under a table is this exception, and holds where the gate says no without it', () => {
  const one = finding({ severity: 'high' });
  const report = reportDenied({ findings: [one], all: 'x' }, { service: 'clinic-api', now: decisionTime });
  const block = report.markdown.split('```yaml\n')[1]?.split('\n```')[0] ?? '';
  expect(block).toBe(yamlOf(one));
  expect(openUnder([block], [one])).toEqual([]);
  expect(openFindings(bundleOf([one], []), engine)).toEqual([one]);
});

test('every place of a package is covered by one', () => {
  const places = ['a.jar', 'b.jar'].map((path) => finding({ path }));
  expect(openUnder([yamlOf(places[0] ?? finding()) ?? ''], places)).toEqual([]);
});

test('until two people and a reason are filled in, the configuration refuses it', () => {
  const service = `    exceptions:\n${(yamlOf(finding()) ?? '')
    .split('\n')
    .slice(1)
    .map((line) => `    ${line}`)
    .join('\n')}`;
  const parsed = parseConfig(`${fixtureText('minimal').trimEnd()}\n${service}\n`, 'safeguard.yml');
  expect('problems' in parsed && parsed.problems.map(({ path }) => path)).toEqual([
    'services.clinic-api.exceptions[0].requested-by',
    'services.clinic-api.exceptions[0].approved-by',
  ]);
  expect(edited(service, 'ID-OF-WHO-ASKS', '1')).toContain('ID-OF-ANOTHER-PERSON');
});

describe('what no exception can name', () => {
  test.each([
    ['a place that is nowhere', ruleFinding({ path: '', resource: 'bucket.a' })],
    ['a path with a pattern in it', ruleFinding({ path: 'a*.js' })],
    ['a path with what a tool could not read', ruleFinding({ path: 'a\ufffd.js' })],
    ['a rule of two letters', ruleFinding({ rule: 'ab' })],
    ['a vulnerability without a package', ruleFinding({ rule: 'CVE-2026-1' })],
    ['a tool of another release', ruleFinding({ tool: 'newscan' })],
  ])('%s has none', (_name, one) => {
    expect(draftException(one, decisionTime)).toBeUndefined();
  });

  test('is said where there is nothing else', () => {
    const one = ruleFinding({ path: '' });
    const { lines } = reportDenied({ findings: [one], all: 'x' }, { service: 'clinic-api', now: decisionTime });
    expect(lines.at(-1)).toContain('No exception can name these');
  });

  test('does not hide that another finding has one', () => {
    const both = [ruleFinding({ path: '', severity: 'critical' }), finding({ severity: 'high' })];
    const { lines } = reportDenied({ findings: both, all: 'x' }, { service: 'clinic-api', now: decisionTime });
    expect(lines.join('\n')).toContain('CVE-2021-44228"');
  });
});
