// The gate in front of the adapters: bytes, target, exit codes, whole files, and that no tool's report passes for another's.
import { describe, expect, test } from '@jest/globals';
import { ScanKind, ScanTool } from '../../../src/model/finding.ts';
import { Commit, Digest } from '../../../src/model/ids.ts';
import { readScan } from '../../../src/scan/read.ts';
import { codeOf, commit, rawScan, read, recorded } from './raw-scans.ts';

const clean = [
  ['semgrep', 'clean'],
  ['osv-scanner', 'clean'],
  ['trivy', 'image-clean'],
  ['trivy', 'config-clean'],
  ['checkov', 'clean'],
  ['gitleaks', 'clean'],
  ['grype', 'image-clean'],
  ['grype', 'dependencies-clean'],
] as const;
const dirty = [
  ['semgrep', 'findings', 4, 0],
  ['osv-scanner', 'findings', 2, 0],
  ['trivy', 'image-findings', 2, 0],
  ['trivy', 'dependencies-findings', 2, 0],
  ['trivy', 'config-hidden', 12, 2],
  ['checkov', 'findings', 11, 1],
  ['gitleaks', 'findings', 3, 0],
  ['gitleaks', 'hidden', 3, 1],
  ['grype', 'image-findings', 1, 0],
  ['grype', 'dependencies-findings', 1, 0],
  ['grype', 'dependencies-hidden', 1, 1],
] as const;
const broken = [
  ['semgrep', 'nothing', 'SCAN_NOTHING_SCANNED'],
  ['osv-scanner', 'nothing', 'SCAN_NOTHING_SCANNED'],
  ['trivy', 'image-nothing', 'SCAN_NOTHING_SCANNED'],
  ['trivy', 'dependencies-nothing', 'SCAN_NOTHING_SCANNED'],
  ['trivy', 'config-nothing', 'SCAN_NOTHING_SCANNED'],
  ['trivy', 'config-broken', 'SCAN_FAILED'],
  ['checkov', 'nothing', 'SCAN_NOTHING_SCANNED'],
  ['checkov', 'broken', 'SCAN_FAILED'],
  ['gitleaks', 'nothing', 'SCAN_NOTHING_SCANNED'],
  ['grype', 'dependencies-nothing', 'SCAN_NOTHING_SCANNED'],
  ['grype', 'dependencies-broken', 'SCAN_EXIT_CODE'],
] as const;

const dirtyNames = dirty.map(([tool, name]) => [tool, name] as const);

describe('recorded runs of the real tools', () => {
  test.each(clean)('%s %s is proven and empty', (tool, name) => {
    expect(read(recorded(tool, name))).toMatchObject({ proven: true, findings: [], suppressed: 0 });
  });

  test.each(dirty)('%s %s is proven with %i findings, %i of them suppressed', (tool, name, count, suppressed) => {
    const reading = read(recorded(tool, name));
    expect(reading).toMatchObject({ proven: true, suppressed });
    expect(reading.proven && reading.findings.length).toBe(count);
  });

  test.each(broken)('%s %s proves nothing: %s', (tool, name, code) => {
    expect(codeOf(recorded(tool, name))).toBe(code);
  });

  test.each([...clean, ...dirtyNames])('%s %s keeps every path inside the target', (tool, name) => {
    const reading = read(recorded(tool, name));
    for (const { path } of reading.proven ? reading.findings : [])
      expect(path).not.toMatch(/^\/|^[A-Za-z]:|\.\.|tmp\/app/);
  });
});

describe('integrity', () => {
  const good = recorded('trivy', 'image-findings');
  const flipped = (bytes: Uint8Array) => bytes.map((byte, index) => (index === 5 ? byte ^ 1 : byte));

  test('one flipped byte in report, log or SBOM, or a lost SBOM, is a hash mismatch', () => {
    expect(codeOf(good)).toBe('proven');
    expect(codeOf({ ...good, report: flipped(good.report) })).toBe('SCAN_HASH_MISMATCH');
    expect(codeOf({ ...good, log: flipped(good.log) })).toBe('SCAN_HASH_MISMATCH');
    expect(codeOf({ ...good, sbom: flipped(good.sbom ?? new Uint8Array(9)) })).toBe('SCAN_HASH_MISMATCH');
    expect(codeOf({ ...good, sbom: null })).toBe('SCAN_HASH_MISMATCH');
    const clean = recorded('gitleaks', 'clean');
    expect(codeOf({ ...clean, sbom: new Uint8Array(3) })).toBe('SCAN_HASH_MISMATCH');
  });

  test('the length must fit too', () => {
    const run = { ...good.run, report: { ...good.run.report, bytes: good.run.report.bytes + 1 } };
    expect(codeOf({ ...good, run })).toBe('SCAN_HASH_MISMATCH');
  });

  test('another kind, digest, commit or type of target is a wrong target (threat A12)', () => {
    const { target } = good.run;
    const digest = Digest.parse(`sha256:${'3'.repeat(64)}`);
    const other = (kind: ScanKind, to: typeof target) => {
      const reading = readScan(good, { kind, target: to });
      return reading.proven ? 'proven' : reading.code;
    };
    expect(other('image', target)).toBe('proven');
    expect(other('dependencies', target)).toBe('SCAN_WRONG_TARGET');
    expect(other('image', { type: 'image', digest })).toBe('SCAN_WRONG_TARGET');
    expect(other('image', { type: 'source', commit })).toBe('SCAN_WRONG_TARGET');
    const source = recorded('semgrep', 'clean');
    const moved = readScan(source, {
      kind: 'source',
      target: { type: 'source', commit: Commit.parse('4'.repeat(40)) },
    });
    expect(moved).toMatchObject({ proven: false, code: 'SCAN_WRONG_TARGET' });
  });

  test('a tool proves only its own kinds', () => {
    expect(codeOf(recorded('semgrep', 'clean', { kind: 'secrets' }))).toBe('SCAN_WRONG_TOOL');
    expect(codeOf(recorded('gitleaks', 'clean', { kind: 'source' }))).toBe('SCAN_WRONG_TOOL');
  });
});

describe('exit codes (threats A2, A3)', () => {
  const good: Record<string, { clean: number[]; dirty: number[] }> = {
    semgrep: { clean: [0], dirty: [1] },
    'osv-scanner': { clean: [0], dirty: [1] },
    trivy: { clean: [0], dirty: [0] },
    checkov: { clean: [0], dirty: [1] },
    gitleaks: { clean: [0], dirty: [1] },
    grype: { clean: [0], dirty: [0] },
  };
  const codes = [-1, 0, 1, 2, 3, 7, 13, 126, 127, 128, 130, 137, 139, 143, 183, 255];
  const rows = [...clean.map(([t, n]) => [t, n, 'clean'] as const), ...dirty.map(([t, n]) => [t, n, 'dirty'] as const)];

  test.each(rows)('%s %s (%s) counts only after its own exit codes', (tool, name, state) => {
    const accepted = codes.filter((exitCode) => codeOf(recorded(tool, name, { exitCode })) === 'proven');
    expect(accepted).toEqual(good[tool]?.[state]);
  });

  test.each(clean)('%s %s: no output counts, whatever the exit code', (tool, name) => {
    for (const exitCode of codes) expect(codeOf(recorded(tool, name, { exitCode, report: '' }))).not.toBe('proven');
    expect(codeOf(recorded(tool, name, { report: '' }))).toBe('SCAN_EMPTY');
  });

  test('OSV-Scanner 128 says nothing scanned, its neighbors are unknown codes', () => {
    expect(codeOf(recorded('osv-scanner', 'clean', { exitCode: 128 }))).toBe('SCAN_NOTHING_SCANNED');
    expect(codeOf(recorded('osv-scanner', 'clean', { exitCode: 127 }))).toBe('SCAN_EXIT_CODE');
    expect(codeOf(recorded('gitleaks', 'clean', { exitCode: 128 }))).toBe('SCAN_EXIT_CODE');
  });

  test('OSV-Scanner without the database of an ecosystem is told which one to name, and where', () => {
    const log = ['npm', 'GIT', 'GIT']
      .map((name) => `could not load db for ${name} ecosystem: unable to fetch\n`)
      .join('');
    const reading = read(recorded('osv-scanner', 'clean', { exitCode: 127, log }));
    expect(reading).toMatchObject({ proven: false, code: 'SCAN_EXIT_CODE' });
    expect(JSON.stringify(reading)).toContain('no database of npm, GIT; name it in scanners/lock.json under');
    const other = read(recorded('osv-scanner', 'clean', { exitCode: 127, log: 'could not load db\n' }));
    expect(JSON.stringify(other)).toContain('a report counts only after 0 or 1');
  });

  test.each([
    ['semgrep', 'clean', '1.99.0', '2.0.0'],
    ['osv-scanner', 'clean', '2.6.0', '1.9.2'],
    ['trivy', 'image-clean', '0.75.0', '1.0.0'],
    ['checkov', 'clean', '2.5.1', '4.0.0'],
    ['gitleaks', 'clean', 'v8.30.1', '9.0.0'],
  ] as const)('%s %s: version %s is known, %s is not', (tool, name, known, unknown) => {
    expect(codeOf(recorded(tool, name, { version: known }))).toBe('proven');
    expect(codeOf(recorded(tool, name, { version: unknown }))).toBe('SCAN_EXIT_CODE');
  });
});

describe('whole files (threats A4, A6, A7, A8)', () => {
  test.each(clean)('%s %s cut at every byte is never proven', (tool, name) => {
    const whole = recorded(tool, name);
    const end = new TextDecoder().decode(whole.report).trimEnd().length;
    const step = Math.max(1, Math.floor(end / 2500));
    const outcomes = new Set<string>();
    for (let cut = 0; cut < end; cut += step)
      outcomes.add(codeOf(recorded(tool, name, { report: whole.report.slice(0, cut) })));
    expect([...outcomes].sort()).toEqual(['SCAN_EMPTY', 'SCAN_TRUNCATED']);
  });

  test.each(dirtyNames)('%s %s cut at 300 places is never proven', (tool, name) => {
    const whole = recorded(tool, name);
    const end = new TextDecoder().decode(whole.report).trimEnd().length;
    for (let cut = 0; cut < end; cut += Math.ceil(end / 300)) {
      expect(codeOf(recorded(tool, name, { report: whole.report.slice(0, cut) }))).not.toBe('proven');
    }
  });

  test.each(dirtyNames)('%s %s with flipped bytes is read or refused, and never throws', (tool, name) => {
    const { report } = recorded(tool, name);
    let state = 3;
    for (let round = 0; round < 200; round += 1) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      const at = state % report.length;
      const changed = report.map((byte, index) => (index === at ? byte ^ (1 << (state & 7)) : byte));
      expect(codeOf(recorded(tool, name, { report: changed }))).toMatch(/^(?:proven|SCAN_[A-Z_]+)$/);
    }
  });

  test('garbage, other encodings, repeated keys, depth and size have their codes', () => {
    const of = (report: Uint8Array | string) => codeOf(recorded('semgrep', 'clean', { report }));
    expect(of('Scan failed: out of memory')).toBe('SCAN_MALFORMED');
    expect(of('<html></html>')).toBe('SCAN_MALFORMED');
    expect(of(Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00))).toBe('SCAN_MALFORMED');
    expect(of('{"results":[],"results":[1]}')).toBe('SCAN_MALFORMED');
    expect(of('['.repeat(100_000))).toBe('SCAN_TOO_LARGE');
    expect(of(new Uint8Array(64 * 1024 * 1024 + 1).fill(0x20))).toBe('SCAN_TOO_LARGE');
  });

  test.each([
    'null',
    '0',
    '"x"',
    '[]',
    '{}',
    '[null]',
    '[[]]',
    '[{}]',
    'true',
    '{"results":null}',
    '{"results":[]}',
    '{"runs":null}',
  ])('the report %s is proven by no tool', (report) => {
    for (const tool of ScanTool.options) {
      for (const kind of ScanKind.options) expect(codeOf(rawScan({ tool, kind, report }))).not.toBe('proven');
    }
  });
});

test('no report is proven by another tool, whatever the kind', () => {
  for (const [tool, name] of [...clean, ...dirty]) {
    const { report, log, run } = recorded(tool, name);
    for (const other of ScanTool.options.filter((candidate) => candidate !== tool)) {
      for (const kind of ScanKind.options) {
        for (const exitCode of [0, 1]) {
          const digest = run.target.type === 'image' ? { digest: run.target.digest } : {};
          const raw = rawScan({ tool: other, kind, report, log, exitCode, ...digest });
          expect([tool, name, other, codeOf(raw)]).not.toEqual([tool, name, other, 'proven']);
        }
      }
    }
  }
});
