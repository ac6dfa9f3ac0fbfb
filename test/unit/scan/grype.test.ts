// Grype's own proof of work, one changed field at a time: the recorded report is proven, its twin is not.
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { RawScan } from '../../../src/model/finding.ts';
import { Digest, EpochSeconds } from '../../../src/model/ids.ts';
import { readScan } from '../../../src/scan/read.ts';
import { describeSbom, parseSbom } from '../../../src/scan/sbom.ts';
import { codeOf, read, recorded, type Sketch } from './raw-scans.ts';

const Json = z.record(z.string(), z.unknown());
type Json = z.infer<typeof Json>;

const reportOf = (name: string): Json => {
  const report: unknown = JSON.parse(new TextDecoder().decode(recorded('grype', name).report));
  return Json.parse(report);
};
const inside = (report: Json, key: string, change: (part: Json) => unknown): Json => ({
  ...report,
  [key]: change(Json.parse(report[key])),
});
const configured = (key: string, value: unknown) => (report: Json) =>
  inside(report, 'descriptor', (one) => inside(one, 'configuration', (set) => ({ ...set, [key]: value })));
const database = (changes: object) => (report: Json) =>
  inside(report, 'descriptor', (one) =>
    inside(one, 'db', (db) => inside(db, 'status', (status) => ({ ...status, ...changes }))),
  );
const changed = (name: string, change: (report: Json) => unknown, more: Partial<Sketch> = {}) =>
  recorded('grype', name, { report: JSON.stringify(change(reportOf(name))), ...more });
const logged = (name: string, change: (log: string) => string) =>
  recorded('grype', name, { log: change(new TextDecoder().decode(recorded('grype', name).log)) });

describe('grype', () => {
  test.each<[string, (report: Json) => unknown, string]>([
    ['no change', (r) => r, 'proven'],
    ['no matches', ({ matches: _, ...r }) => r, 'SCAN_WRONG_TOOL'],
    ['matches null', (r) => ({ ...r, matches: null }), 'SCAN_MALFORMED'],
    ['no source', ({ source: _, ...r }) => r, 'SCAN_WRONG_TOOL'],
    ['another name', (r) => inside(r, 'descriptor', (one) => ({ ...one, name: 'syft' })), 'SCAN_MALFORMED'],
    ['no database', (r) => inside(r, 'descriptor', ({ db: _, ...one }) => one), 'SCAN_MALFORMED'],
    ['a database that is not valid', database({ valid: false }), 'SCAN_FAILED'],
    ['a database with an error', database({ error: 'corrupt' }), 'SCAN_FAILED'],
    ['a database without a date', database({ built: undefined }), 'SCAN_NO_PROOF'],
    ['a database of no day', database({ built: 'yesterday' }), 'SCAN_NO_PROOF'],
    ['a pattern that excludes files', configured('exclude', ['./vendor/**']), 'SCAN_NO_PROOF'],
    ['only what is fixed', configured('only-fixed', true), 'SCAN_NO_PROOF'],
    ['only what is not fixed', configured('only-notfixed', true), 'SCAN_NO_PROOF'],
    ['states that are ignored', configured('ignore-wontfix', 'wont-fix'), 'SCAN_NO_PROOF'],
    ['statements of VEX', configured('vex-documents', ['vex.json']), 'SCAN_NO_PROOF'],
    ['archives left unopened', configured('search', { 'indexed-archives': false }), 'SCAN_NO_PROOF'],
    ['alerts off', configured('alerts', { 'enable-eol-distro-warnings': false }), 'SCAN_NO_PROOF'],
    ['an operating system by hand', configured('distro', 'alpine:3.20'), 'SCAN_NO_PROOF'],
    ['no configuration', (r) => inside(r, 'descriptor', (one) => ({ ...one, configuration: {} })), 'SCAN_MALFORMED'],
    ['another digest', (r) => inside(r, 'source', imageOf(`sha256:${'8'.repeat(64)}`)), 'SCAN_WRONG_TARGET'],
    ['no digest', (r) => inside(r, 'source', (one) => ({ ...one, target: '/layout' })), 'SCAN_NO_PROOF'],
    ['a folder', (r) => inside(r, 'source', (one) => ({ ...one, type: 'directory' })), 'SCAN_WRONG_TARGET'],
    [
      'an operating system at its end of life',
      (r) => ({ ...r, alertsByPackage: [{ package: {}, alerts: [{ type: 'distro-eol', message: 'old' }] }] }),
      'SCAN_NO_PROOF',
    ],
  ])('%s', (_, change, code) => {
    expect(codeOf(changed('image-clean', change))).toBe(code);
  });

  test.each<[string, (log: string) => string, string]>([
    ['no change', (log) => log, 'proven'],
    ['colors', (log) => log.replaceAll(' INFO ', ' \u001b[36mINFO\u001b[0m '), 'proven'],
    ['nothing said', () => '', 'SCAN_NO_PROOF'],
    ['no count', (log) => log.replace(/packages=\d+/, ''), 'SCAN_NO_PROOF'],
    ['no packages', (log) => log.replace(/packages=\d+/, 'packages=0'), 'SCAN_NOTHING_SCANNED'],
    ['a count twice', (log) => `${log}${log}`, 'SCAN_NO_PROOF'],
    ['a warning', (log) => `${log}[0001]  WARN unable to read a file\n`, 'SCAN_FAILED'],
    ['an error', (log) => `${log}[0001] ERROR failed to catalog\n`, 'SCAN_FAILED'],
    ['a level never heard of', (log) => `${log}[0001] ALERT something\n`, 'SCAN_FAILED'],
    ['a crash', (log) => `${log}panic: runtime error\n`, 'SCAN_FAILED'],
  ])('with %s in its log', (_, change, code) => {
    expect(codeOf(logged('image-clean', change))).toBe(code);
  });

  test('a report that names more packages than were gathered contradicts its log', () => {
    expect(codeOf(logged('image-findings', (log) => log.replace(/packages=\d+/, 'packages=1')))).toBe('proven');
    const twice = (r: Json) => {
      const [match] = z.array(Json).parse(r.matches);
      return { ...r, matches: [match, { ...match, artifact: { ...Object(match?.artifact), id: 'other' } }] };
    };
    const log = '[0000]  INFO gathered packages packages=1 time=1ms\n';
    expect(codeOf(changed('image-findings', twice, { log }))).toBe('SCAN_NO_PROOF');
  });

  test('the report must not tell of an older database than the run does', () => {
    const raw = recorded('grype', 'image-clean');
    const at = (seconds: number): RawScan => ({
      ...raw,
      run: { ...raw.run, database_at: EpochSeconds.parse(seconds) },
    });
    const status = Json.parse(Json.parse(Json.parse(reportOf('image-clean').descriptor).db).status);
    const built = Date.parse(String(status.built)) / 1000;
    const expected = { kind: raw.run.kind, target: raw.run.target };
    expect(readScan(at(built + 60), expected)).toMatchObject({ proven: true });
    expect(readScan(at(built + 86_400), expected)).toMatchObject({ proven: false, code: 'SCAN_NO_PROOF' });
  });

  test('what was planted is found with its fix, its vector and its place, and rated as badly as any source says', () => {
    const of = (raw: RawScan) => {
      const reading = read(raw);
      return reading.proven ? reading.findings : [];
    };
    const [found] = of(recorded('grype', 'dependencies-findings'));
    expect(found).toMatchObject({
      rule: 'GHSA-c1xc-p4gm-w2vq',
      severity: 'critical',
      package: 'clinic-legacy-session@0.9.2',
      fixed: '1.0.0',
      path: 'package-lock.json',
      purl: 'pkg:npm/clinic-legacy-session@0.9.2',
      cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      status: 'fixed',
      suppressed: false,
    });
    const rated = (severity: unknown, cvss: unknown[], related: object[] = []) =>
      of(
        changed('dependencies-findings', (r) => {
          const [match] = z.array(Json).parse(r.matches);
          const vulnerability = { ...Object(match?.vulnerability), severity, cvss };
          return { ...r, matches: [{ ...match, vulnerability, relatedVulnerabilities: related }] };
        }),
      )[0];
    expect(rated('Low', [])).toMatchObject({ severity: 'low' });
    expect(rated('Negligible', [])).toMatchObject({ severity: 'low' });
    expect(rated('Unknown', [])).toMatchObject({ severity: 'critical' });
    expect(rated(undefined, [])).toMatchObject({ severity: 'critical' });
    expect(rated('Low', [{ version: '3.1', metrics: { baseScore: 7.5 } }])).toMatchObject({ severity: 'high' });
    const related = [{ id: 'CVE-2026-1', severity: 'High' }];
    expect(rated('Low', [], related)).toMatchObject({ severity: 'high', aliases: ['CVE-2026-1'] });
    const several = [...related, { id: 'CVE-2026-2', severity: 'Low' }];
    expect(rated('Low', [], several)).toMatchObject({ severity: 'high' });
    expect(rated('Low', [], several)).not.toHaveProperty('aliases');
  });

  test('the SBOM of an image is of that image and of no other', () => {
    const { run, sbom } = recorded('grype', 'image-findings');
    const digest = run.target.type === 'image' ? run.target.digest : Digest.parse(`sha256:${'0'.repeat(64)}`);
    const bytes = sbom ?? new Uint8Array();
    expect(describeSbom(parseSbom(bytes), digest).components).toBeGreaterThanOrEqual(4);
    expect(() => describeSbom(parseSbom(bytes), Digest.parse(`sha256:${'8'.repeat(64)}`))).toThrow(/is about/);
  });

  test('a match that a rule ignored counts as a hidden finding, rated no milder', () => {
    const reading = read(recorded('grype', 'dependencies-hidden'));
    expect(reading).toMatchObject({
      proven: true,
      suppressed: 1,
      findings: [{ suppressed: true, severity: 'critical' }],
    });
  });
});

function imageOf(digest: string) {
  return (source: Json) => ({ ...source, target: { ...Object(source.target), manifestDigest: Digest.parse(digest) } });
}
