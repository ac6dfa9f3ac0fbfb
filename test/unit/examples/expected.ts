// What the scanners must find in the examples: no finding in the first, exactly these in the planted one.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Example, RecordedFacts } from '../../../scripts/example-scans.ts';
import type { ScanReading, ScanTool } from '../../../src/model/finding.ts';

/** Folder of the examples. */
export const examplesFolder = fileURLToPath(new URL('../../../examples/', import.meta.url));

/** `examples/recorded/facts.json`. */
export const facts = RecordedFacts.parse(JSON.parse(readFileSync(`${examplesFolder}recorded/facts.json`, 'utf8')));

type Expected = { files: number; packages: number; findings: string[] };

/** Per example and tool: what was looked at, and each finding as `severity rule package path:line`. */
export const expected: Readonly<Record<Example, Readonly<Partial<Record<ScanTool, Expected>>>>> = {
  'clinic-api': {
    semgrep: { files: 3, packages: 0, findings: [] },
    'osv-scanner': { files: 1, packages: 2, findings: [] },
    trivy: { files: 1, packages: 3, findings: [] },
    checkov: { files: 3, packages: 0, findings: [] },
    gitleaks: { files: 10, packages: 0, findings: [] },
  },
  'clinic-api-planted': {
    semgrep: { files: 5, packages: 0, findings: ['high dynamic-code  src/server.js:48'] },
    'osv-scanner': {
      files: 1,
      packages: 3,
      findings: ['critical GHSA-c1xc-p4gm-w2vq clinic-legacy-session@0.9.2 package-lock.json:0'],
    },
    trivy: {
      files: 1,
      packages: 4,
      findings: [
        'critical GHSA-c1xc-p4gm-w2vq clinic-legacy-session@0.9.2 app/node_modules/clinic-legacy-session/package.json:0',
      ],
    },
    checkov: {
      files: 3,
      packages: 0,
      findings: [
        'high CKV2_AWS_6  terraform/main.tf:38',
        'high CKV_AWS_53  terraform/main.tf:60',
        'high CKV_AWS_54  terraform/main.tf:60',
        'high CKV_DOCKER_8  Dockerfile:7',
      ],
    },
    gitleaks: { files: 13, packages: 0, findings: ['critical aws-access-key-id  src/export.js:2'] },
  },
};

/** What Grype finds: what the first tool of the kind does. It counts packages alone, and in a folder the folder itself as one. */
export function expectedOfGrype(example: Example, kind: 'image' | 'dependencies'): Expected {
  const tool = kind === 'image' ? 'trivy' : 'osv-scanner';
  const findings = expected[example][tool]?.findings ?? [];
  return { files: 0, packages: example === 'clinic-api' ? 3 : 4, findings };
}

/** A reading in the form of `expected`, or the code of the problem. */
export function describeReading(reading: ScanReading): Expected | string {
  if (!reading.proven) return reading.code;
  const findings = reading.findings.map((f) => `${f.severity} ${f.rule} ${f.package} ${f.path}:${f.line}`).sort();
  return { ...reading.lookedAt, findings };
}
