// Our own rules for source code are whole: each says what, why and what to do, after which weakness, and has a sample that it finds and one
// that it leaves alone. That they do is what test/real/own-rules.test.ts runs.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ruleFiles, samplesFolder, samplesOf } from './own-rules.ts';
import { rawScan, read } from './raw-scans.ts';

test('there is a file for each language that is promised, and samples for no other', () => {
  const languages = ['csharp', 'go', 'java', 'javascript', 'php', 'python', 'ruby', 'terraform'];
  expect(ruleFiles.map(({ language }) => language)).toEqual(languages);
  expect(readdirSync(samplesFolder).sort()).toEqual(languages);
});

test('a scan without a file for them names each language that they are for, and what to write instead', () => {
  const report = { version: '1.0.0', results: [], errors: [], paths: { scanned: [] } };
  const reading = read(rawScan({ tool: 'semgrep', kind: 'source', report: JSON.stringify(report) }));
  const message = reading.proven ? '' : `${reading.code} ${reading.message}`;
  expect(message).toMatch(/^SCAN_NOTHING_SCANNED .*scanners\/rules\/semgrep.*source: \{ none: REASON \}/);
  const written: Record<string, string> = { csharp: 'C#', javascript: 'JavaScript', php: 'PHP' };
  const nameOf = (language: string) => written[language] ?? `${language[0]?.toUpperCase()}${language.slice(1)}`;
  for (const name of [...ruleFiles.map(({ language }) => nameOf(language)), 'TypeScript'])
    expect(message).toContain(name);
});

test('no two rules share an id, and each file has eight to fifteen', () => {
  const ids = ruleFiles.flatMap(({ rules }) => rules.map(({ id }) => id));
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  for (const { rules } of ruleFiles) {
    expect(rules.length).toBeGreaterThanOrEqual(8);
    expect(rules.length).toBeLessThanOrEqual(15);
  }
});

test.each(ruleFiles)(
  'every rule for $language has its message, its weakness and both samples',
  ({ language, rules }) => {
    for (const { id, message, metadata } of rules) {
      expect(message).toMatch(/^[A-Z].{20,}\. [A-Z].{20,}\.$/);
      expect(metadata.source).toBe(`https://cwe.mitre.org/data/definitions/${metadata.cwe.slice(4)}.html`);
      const samples = samplesOf(language, id);
      expect({ id, samples: samples.map(({ name }) => name.split('.')[0]) }).toEqual({ id, samples: ['bad', 'good'] });
      expect({ id, found: samples.map(({ lines }) => lines.length > 0) }).toEqual({ id, found: [true, false] });
    }
    const folders = readdirSync(join(samplesFolder, language));
    expect(folders.filter((name) => !rules.some(({ id }) => id === name))).toEqual([]);
  },
);
