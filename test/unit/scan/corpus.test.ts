// Every file of the shared scanner corpus through every adapter: no crash, no report of another tool is proven, and a
// proven one has exactly the findings that an independent count finds in the raw JSON. The corpus may be absent in a
// fresh clone.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { type ScanKind, ScanTool } from '../../../src/model/finding.ts';
import { Digest } from '../../../src/model/ids.ts';
import { rawScan, read } from './raw-scans.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/scanners/', import.meta.url));
const files = existsSync(corpus) ? listFiles(corpus) : [];
const digest = Digest.parse(`sha256:${'7'.repeat(64)}`);

const kinds: Record<ScanTool, ScanKind[]> = {
  semgrep: ['source'],
  'osv-scanner': ['dependencies'],
  trivy: ['image', 'dependencies', 'infrastructure'],
  checkov: ['infrastructure'],
  gitleaks: ['secrets'],
  grype: ['image', 'dependencies'],
  sarif: ['source'],
};

test(
  files.length > 0 ? `the corpus is present with ${files.length} files` : 'the corpus is absent: nothing to compare',
  () => {
    expect(files.length === 0 || files.length > 300).toBe(true);
  },
);

if (files.length > 0)
  test.each([files])('all files, all tools: no crash, no foreign report proven, counts agree', (...names) => {
    const tally: Record<string, number> = {};
    const wrong: unknown[] = [];
    for (const name of names) {
      const bytes = readFileSync(join(corpus, name));
      const document = parsed(bytes);
      const native = toolOf(document);
      for (const tool of ScanTool.options) {
        for (const result of attempts(tool, bytes, document)) {
          if (!result.proven) continue;
          tally[tool] = (tally[tool] ?? 0) + 1;
          const count = otherCounts[name] ?? countOf(tool, document);
          if (tool !== native || result.findings.length !== count) {
            wrong.push([name, tool, native, result.findings.length, count]);
          }
          break;
        }
      }
    }
    expect(wrong).toEqual([]);
    // Trivy's others list findings without the packages they were looked for in, or JAR files without a Java database.
    expect(tally).toEqual({ checkov: 3, gitleaks: 3, 'osv-scanner': 28, sarif: 70, semgrep: 4, trivy: 18 });
  });

/**
 * Where a count of entries is not the count of findings, and why: results that the baseline alone had are none, two records of one
 * vulnerability are one, and packages that were not looked up are findings.
 */
const otherCounts: Readonly<Record<string, number>> = {
  'sarif-sdk-edge/TEST1003.Baseline.sarif': 0,
  'sarif-tutorials/Baseline.sarif': 3,
  'osv-scanner/golden/TestPrintJSONResults_WithVulnerabilities_one_source_with_one_package_and_two_aliases_of_a_single_vulnerability.json': 1,
  'osv-scanner/golden/TestCommand_Filter_Show_all_Packages_with_empty_config_1.json': 1,
  'osv-scanner/golden/TestCommand_Filter_bun_lock_with_short_commit_hash_skipped_show_all_1.json': 1,
};

/** Readings under every exit code and kind that might make the file count; images are given the digest they lack. */
function* attempts(tool: ScanTool, bytes: Uint8Array, document: unknown) {
  const count = countOf(tool, document);
  const verdict = count > 0 ? `8:15AM WRN leaks found: ${count}` : '8:15AM INF no leaks found';
  const log = tool === 'gitleaks' ? `8:15AM INF scanned ~9 bytes (9 bytes) in 1ms\n${verdict}\n` : '';
  const argv = [`/opt/tools/${tool}`, ...(tool === 'semgrep' ? ['--error'] : [])];
  for (const kind of kinds[tool]) {
    for (const exitCode of [0, 1]) {
      yield read(rawScan({ tool, kind, report: bytes, log, exitCode, argv, ...(kind === 'image' ? { digest } : {}) }));
      if (kind !== 'image' || field(document, 'ArtifactType') !== 'container_image') continue;
      const report = JSON.stringify({ ...Object(document), ArtifactName: `layout@${digest}`, Metadata: null });
      yield read(rawScan({ tool, kind, report, log, exitCode, argv, digest }));
    }
  }
}

function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(corpus, join(entry.parentPath, entry.name)));
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

function listIn(value: unknown, key: string): unknown[] {
  const list = field(value, key);
  return Array.isArray(list) ? list : [];
}

/** The tool that wrote this file, recognized by words that only it uses. */
function toolOf(document: unknown): ScanTool | 'none' {
  const first = Array.isArray(document) ? document[0] : document;
  if (Array.isArray(document) && (document.length === 0 || field(first, 'RuleID') !== undefined)) return 'gitleaks';
  if (field(first, 'check_type') !== undefined) return 'checkov';
  if (field(document, 'ArtifactType') !== undefined) return 'trivy';
  if (Array.isArray(field(document, 'runs'))) return 'sarif';
  if (field(document, 'matches') !== undefined) return 'grype';
  const results = listIn(document, 'results');
  if (results.some((result) => field(result, 'packages') !== undefined)) return 'osv-scanner';
  return field(document, 'paths') !== undefined ? 'semgrep' : 'none';
}

function countOf(tool: ScanTool, document: unknown): number {
  const sum = (list: unknown[], key: string) =>
    list.reduce<number>((total, item) => total + listIn(item, key).length, 0);
  const parts = [document].flat();
  const results = listIn(document, 'Results');
  const failing = results
    .flatMap((result) => listIn(result, 'Misconfigurations'))
    .filter((item) => field(item, 'Status') !== 'PASS');
  const counts: Record<ScanTool, () => number> = {
    semgrep: () => listIn(document, 'results').length,
    'osv-scanner': () =>
      sum(
        listIn(document, 'results').flatMap((result) => listIn(result, 'packages')),
        'vulnerabilities',
      ),
    trivy: () =>
      ['Vulnerabilities', 'Secrets', 'Licenses', 'ExperimentalModifiedFindings'].reduce(
        (t, key) => t + sum(results, key),
        failing.length,
      ),
    checkov: () =>
      parts
        .map((p) => field(p, 'results'))
        .reduce<number>((t, r) => t + listIn(r, 'failed_checks').length + listIn(r, 'skipped_checks').length, 0),
    gitleaks: () => (Array.isArray(document) ? document.length : 0),
    grype: () => listIn(document, 'matches').length + listIn(document, 'ignoredMatches').length,
    sarif: () => sum(listIn(document, 'runs'), 'results'),
  };
  return counts[tool]();
}
