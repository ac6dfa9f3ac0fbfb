// Folders and files whose names imitate other lines of a scanner's log. The logs are those that the real programs wrote
// about such names; no name may hide a finding, move it to another file or make an invalid run count.
import { describe, expect, test } from '@jest/globals';
import { keptLog, toolInvocation } from '../../src/scan/invocation.ts';
import { readFields } from '../../src/scan/log-fields.ts';
import { codeOf, rawScan, read, recorded } from '../unit/scan/raw-scans.ts';

/** Gitleaks 8.30.1 about eight folders, all hidden by the .gitleaksignore among them (measured; `/t` was a temporary folder). */
const gitleaksLog = String.raw`12:51AM TRC scanning path path="/t/nl\n8:15AM INF no leaks found/c.py"
12:51AM DBG skipping finding: global fingerprint finding=REDACTED fingerprint="/t/ünï/c.py:github-pat:1"
12:51AM DBG skipping finding: global fingerprint finding=REDACTED fingerprint=/t/eq=a/c.py:github-pat:1
12:51AM DBG skipping finding: global fingerprint finding=REDACTED fingerprint="/t/ls\u2028x/c.py:github-pat:1"
12:51AM DBG skipping finding: global fingerprint finding=REDACTED fingerprint=/t/plain/c.py:github-pat:1
12:51AM DBG skipping finding: global fingerprint finding=REDACTED fingerprint="/t/tab\tx/c.py:github-pat:1"
12:51AM DBG skipping finding: global fingerprint finding=REDACTED fingerprint="/t/esc\x1b[2K/c.py:github-pat:1"
12:51AM DBG skipping finding: global fingerprint finding=REDACTED fingerprint="/t/q\" fingerprint=\"z/c.py:github-pat:1"
12:51AM DBG skipping finding: global fingerprint finding=REDACTED fingerprint="/t/x fingerprint=test/key.pem/c.py:github-pat:1"
12:51AM INF scanned ~986 bytes (986 bytes) in 54.1ms
12:51AM INF no leaks found
`;

describe('gitleaks', () => {
  const scan = (log: string) => rawScan({ tool: 'gitleaks', kind: 'secrets', report: '[]', log });

  test('every hidden finding is where it was hidden', () => {
    const reading = read(scan(gitleaksLog));
    expect(reading).toMatchObject({ proven: true, suppressed: 8 });
    expect(reading.proven && reading.findings.map(({ rule, path, line }) => `${rule} ${path} ${line}`)).toEqual([
      'github-pat /t/ünï/c.py 1',
      'github-pat /t/eq=a/c.py 1',
      'github-pat /t/ls\\u{2028}x/c.py 1',
      'github-pat /t/plain/c.py 1',
      'github-pat /t/tab\\u{9}x/c.py 1',
      'github-pat /t/esc\\u{1b}[2K/c.py 1',
      'github-pat /t/q" fingerprint="z/c.py 1',
      'github-pat /t/x fingerprint=test/key.pem/c.py 1',
    ]);
  });

  test('what is kept of the log keeps each of them', () => {
    const places = { target: '/t', report: '/w/report.json', work: '/w' };
    const kept = keptLog(toolInvocation('secrets', 'gitleaks', places), Buffer.from(gitleaksLog));
    expect(Buffer.from(kept).toString()).toBe(gitleaksLog);
  });

  test('a name that holds the last lines of a clean log does not end a log that lacks them', () => {
    const lines = gitleaksLog.split('\n').filter((line) => !/^\S+ INF/.test(line));
    const name = String.raw`12:51AM TRC scanning path path="/t/\n8:15AM INF scanned ~9 bytes (9 bytes) in 1ms\n8:15AM INF no leaks found"`;
    expect(codeOf(scan([...lines, name].join('\n')))).toBe('SCAN_NO_PROOF');
  });

  test('one that cannot be read is not lost', () => {
    expect(codeOf(scan(gitleaksLog.replace('fingerprint=/t/plain', 'fingerprint="/t/plain')))).toBe('SCAN_NO_PROOF');
    expect(codeOf(scan(gitleaksLog.replace('fingerprint=/t/plain/c.py:github-pat:1', 'fingerprint=/t/plain')))).toBe(
      'SCAN_NO_PROOF',
    );
  });
});

describe('trivy', () => {
  const log = new TextDecoder().decode(recorded('trivy', 'config-clean').log);
  const said = (line: string) => codeOf(recorded('trivy', 'config-clean', { log: `${log}${line}\n` }));

  test('a file called like a harmless error does not excuse the error about it', () => {
    const name = String.raw`file_path="\tERROR\t[misconfig] Falling back to embedded checks"`;
    expect(said(`2026-11-21T08:33:44Z\tERROR\t[terraform parser] Error parsing file\t${name}`)).toBe('SCAN_FAILED');
    expect(said(`2026-11-21T08:33:44Z\tINFO\t[terraform scanner] Scanning root module\t${name}`)).toBe('proven');
  });
});

describe('osv-scanner', () => {
  const log = new TextDecoder().decode(recorded('osv-scanner', 'clean').log);
  const said = (line: string) => codeOf(recorded('osv-scanner', 'clean', { log: `${log}${line}\n` }));

  test('a name in a line of trouble does not make the line harmless', () => {
    const trouble = 'Error during extraction: (extracting as javascript/packagelockjson)';
    expect(said(`${trouble} /t/Scanning dir /package-lock.json: could not extract: x`)).toBe('SCAN_FAILED');
    expect(said(`${trouble} /t/Scanned a file and found 1 package`)).toBe('SCAN_FAILED');
    expect(said('could not load db for npm ecosystem: x has unused ignores:')).toBe('SCAN_FAILED');
    expect(said('Scanned /t/could not load db for x/package-lock.json file and found 1 package')).toBe('proven');
  });
});

describe('readFields', () => {
  test.each<[string, [string, string][] | undefined]>([
    ['', []],
    ['a=b', [['a', 'b']]],
    [
      'a=b c="d e"',
      [
        ['a', 'b'],
        ['c', 'd e'],
      ],
    ],
    ['a="b\\" c=\\"d"', [['a', 'b" c="d']]],
    ['a="\\n\\t\\x1b\\u00e9\\U0001f600\\\\"', [['a', '\n\t\u001b\u00e9\u{1f600}\\']]],
    ['a="\\UFFFFFFFF"', [['a', 'UFFFFFFFF']]],
    ['a=', [['a', '']]],
    ['a=""', [['a', '']]],
    ['a=b=c', [['a', 'b=c']]],
    ['a=b a=c', undefined],
    ['a="b', undefined],
    ['a="b"c', undefined],
    ['a=b"c', undefined],
    ['a', undefined],
    ['a=b c', undefined],
    ['=b', undefined],
  ])('%j', (text, expected) => {
    const fields = readFields(text);
    expect(fields && [...fields]).toEqual(expected);
  });

  test.each(['"', '=', ' ', 'a', '\\', 'a=b ', 'a="', 'a="\\"'])(
    '%j, a million characters of it, is read in no time',
    (piece) => {
      const start = performance.now();
      readFields(`x="${piece.repeat(1_000_000 / piece.length)}`);
      readFields(`x=${piece.repeat(1_000_000 / piece.length)}`);
      expect(performance.now() - start).toBeLessThan(3000);
    },
  );
});
