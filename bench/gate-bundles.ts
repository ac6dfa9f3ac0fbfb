// Evidence bundles of any size: the golden one of a deploy, with more findings and exceptions. Deterministic, and one in twenty
// findings is excepted, as after a year of use; the rest deny, so that messages are built too.
import { readFileSync } from 'node:fs';
import { EvidenceBundle } from '../src/model/decision.ts';
import { Sha256 } from '../src/model/ids.ts';
import { provingTools } from '../src/model/scanners.ts';
import { allowedBundle } from '../test/unit/gate/bundle-builder.ts';

const golden = new URL('../test/golden/gate/before-deploy.json', import.meta.url);

type Finding = EvidenceBundle['scans'][number]['findings'][number];
type Exception = EvidenceBundle['policy']['exceptions'][number];

/** The golden bundle itself when nothing is added; else with that many more findings and exceptions. */
export function gateBundle(findings: number, exceptions: number): EvidenceBundle {
  if (findings === 0 && exceptions === 0) return EvidenceBundle.parse(JSON.parse(readFileSync(golden, 'utf8')));
  const bundle = allowedBundle('before-deploy');
  const [exception] = bundle.policy.exceptions;
  const scans = bundle.scans.map((scan) => {
    const [like] = scan.findings;
    if (scan.kind !== 'image' || like === undefined) return scan;
    const all = [like, ...Array.from({ length: findings }, (_, index) => findingOf(like, index))];
    return { ...scan, findings: all, counts: { ...scan.counts, high: all.length } };
  });
  const more = exception ? Array.from({ length: exceptions }, (_, index) => exceptionOf(exception, index)) : [];
  return EvidenceBundle.parse({
    ...bundle,
    scans,
    policy: { ...bundle.policy, exceptions: [...bundle.policy.exceptions, ...more] },
  });
}

function findingOf(like: Finding, index: number): Finding {
  return {
    ...like,
    rule: `CVE-2026-${20_000 + index}`,
    title: `out-of-bounds read while parsing field ${index % 97} of a message`,
    package: `library-${index % 400}@1.${index % 30}.${index % 7}`,
    path: `usr/lib/node_modules/library-${index % 400}/package.json`,
    fingerprint: Sha256.parse(index.toString(16).padStart(64, '0')),
  };
}

/** Covers finding `20 * index`. */
function exceptionOf(like: Exception, index: number): Exception {
  const covered = index * 20;
  return {
    ...like,
    id: `EX-2027-${index}`,
    rule: `CVE-2026-${20_000 + covered}`,
    tool: provingTools('image')[0] ?? 'sarif',
    package: `library-${covered % 400}@1.${covered % 30}.${covered % 7}`,
  };
}
