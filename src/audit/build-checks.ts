// Whether the evidence of the build is there: a deploy whose image has scans, SBOM and signatures, but whose build left none of them in the
// store, cannot be shown again, so it is not proven.
import { canonicalText } from '../base/canonical-json.ts';
import { sha256Hex } from '../base/digest.ts';
import { factParts } from '../model/counted-commit.ts';
import type { EvidenceBundle } from '../model/decision.ts';
import type { EvidenceProblem, EvidenceRecord } from '../model/evidence.ts';
import type { ScanSummary } from '../model/finding.ts';
import { Sha256 } from '../model/ids.ts';
import type { DeployMaterial, ManifestMaterial } from './material.ts';

/**
 * The facts and scans of the decision's input without those signed for another commit, which do not count, and the
 * number of those.
 */
export function countedFacts(bundle: EvidenceBundle, commit: string) {
  const all = (bundle.signatures ?? []).filter(({ verified, problem }) => verified && problem === '');
  const signatures = all.filter((fact) =>
    factParts(fact, bundle.scans).every((part) => part.commit === commit || part.commit === ''),
  );
  const others = all.filter((fact) => !signatures.includes(fact));
  const scans = bundle.scans.filter((_, index) => !others.some(({ scan_index }) => scan_index === index));
  return { signatures, scans, others: others.length };
}

/** What the manifests of the build have to list and do not: the gate's allow, the push, each scan, the SBOM, every statement that counted. */
export function buildProblems(deploy: DeployMaterial): EvidenceProblem[] {
  const { step, bundle } = deploy;
  // Without the decision's input it is not known what to expect, and that is a problem by itself.
  if (!bundle) return [];
  const { digest } = step.intent;
  const manifests = deploy.buildManifests.filter(
    ({ subjectDigests }) => subjectDigests.length === 1 && subjectDigests[0] === digest,
  );
  const [first] = manifests;
  if (!first) {
    const text = `${step.intent_key}: no manifest signed by the build of ${digest} is in the store, so the evidence of the build is nowhere`;
    return [{ code: 'MANIFEST_MISSING', key: step.intent_key, text }];
  }
  return missingParts(deploy, bundle, manifests).map((part) => ({
    code: 'OBJECT_MISSING' as const,
    key: first.key,
    text: `${first.key}: the manifests of the build of ${digest} do not list ${part}`,
  }));
}

function missingParts(
  { step, buildRecords, statements }: DeployMaterial,
  bundle: EvidenceBundle,
  manifests: readonly ManifestMaterial[],
): string[] {
  const counted = countedFacts(bundle, step.intent.commit);
  const entries = manifests.flatMap(({ predicate }) => predicate.entries);
  const keys = new Set(entries.map(({ key }) => key));
  const digests = new Set(entries.map(({ sha256 }) => sha256));
  const subjects = new Set(manifests.flatMap(({ subjectDigests }) => subjectDigests));
  const records = buildRecords.filter(({ key, record }) => keys.has(key) && subjects.has(record.digest));
  const has = (test: (record: EvidenceRecord) => boolean) => records.some(({ record }) => test(record));
  const scans = counted.scans.filter((scan) => {
    const signed = digestsOf(statements, scan);
    return !has(({ kind, detail_sha256 }) => kind === 'scan' && signed.some((sha256) => sha256 === detail_sha256));
  });
  const { sbom } = bundle;
  const signatures = counted.signatures.filter(({ bundle_sha256 }) => !digests.has(bundle_sha256));
  return [
    ...(has(({ kind, outcome }) => kind === 'decision' && outcome === 'allow') ? [] : ['a decision that allowed it']),
    ...(has(({ kind, outcome }) => kind === 'publish' && outcome === 'succeeded') ? [] : ['a record of its push']),
    ...scans.map(({ kind, tool }) => `the ${kind} scan by ${tool}`),
    ...(sbom && !has(({ kind, detail_sha256 }) => kind === 'sbom' && detail_sha256 === sbom.sha256)
      ? ['its SBOM']
      : []),
    ...signatures.map(({ predicate_type }) => `the signed statement ${predicate_type} that the decision counted`),
  ];
}

/** The digests under which a record may name a summary: as the decision's input holds it, and as the build signed it, perhaps in an older form. */
function digestsOf(statements: DeployMaterial['statements'], scan: ScanSummary): Sha256[] {
  const text = canonicalText(scan);
  const asKept = Sha256.parse(sha256Hex(text));
  const signed = statements.flatMap(({ scan: own }) =>
    own && canonicalText(own.summary) === text ? [own.sha256] : [],
  );
  return [asKept, ...signed];
}
