// Findings for the tests of the report. It decides nothing.
import { sha256Hex } from '../../../src/base/digest.ts';
import { Finding } from '../../../src/model/finding.ts';

let last = 0;

/** A vulnerability of a package unless changed; each has a fingerprint of its own. */
export function finding(changes: Record<string, unknown> = {}): Finding {
  last += 1;
  return Finding.parse({
    tool: 'trivy',
    kind: 'dependencies',
    rule: 'CVE-2021-44228',
    severity: 'critical',
    title: 'Remote code execution in Log4j',
    package: 'log4j@2.14.1',
    fixed: '2.15.0',
    path: 'pom.xml',
    line: 0,
    fingerprint: sha256Hex(String(last)),
    suppressed: false,
    ...changes,
  });
}

/** A finding of a rule at a line. */
export function ruleFinding(changes: Record<string, unknown> = {}): Finding {
  const about = { tool: 'semgrep', kind: 'source', rule: 'javascript-sql-from-values', severity: 'high', title: '' };
  return finding({ ...about, package: '', fixed: '', path: 'src/patients.js', line: 12, ...changes });
}
