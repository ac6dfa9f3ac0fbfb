// A genuine signature over something else must not count: another digest (threat B1), another kind of statement, an empty one (threat B2).
import { describe, expect, test } from '@jest/globals';
import {
  acceptanceStatement,
  decisionStatement,
  manifestStatement,
  provenanceStatement,
  sbomStatement,
  scanStatement,
} from '../../../src/attest/statement.ts';
import { readPredicate, subjectProblems } from '../../../src/attest/subject.ts';
import { type VerifiedBundle, verifyBundle } from '../../../src/attest/verify.ts';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { Digest } from '../../../src/model/ids.ts';
import { buildTypes, predicateTypes } from '../../../src/model/statement.ts';
import { readAnyVersion } from './conformance-client.ts';
import { conformanceVectors, corpusPresent } from './corpus.ts';
import {
  bom,
  decision,
  digest,
  manifest,
  otherDigest,
  run,
  service,
  sourceSummary,
  subject,
  summary,
} from './facts.ts';
import { fileOf, genuineSan, makeBundle, newKey, trustIn } from './small-sigstore.ts';

const trust = trustIn();

function signed(payload: Uint8Array): VerifiedBundle {
  const read = verifyBundle(fileOf(makeBundle({ payload })), trust);
  if (!read.verified) throw new Error(read.problem);
  return read;
}

const changed = (payload: Uint8Array, change: object) =>
  signed(fileOf({ ...JSON.parse(new TextDecoder().decode(payload)), ...change }));

const facts = {
  run,
  service,
  build: { context: '.', dockerfile: 'Dockerfile' },
  claims: { workflow_ref: 'acme/clinic/.github/workflows/release.yml@refs/heads/main' },
  server: 'https://github.com',
  inputs: { context: '.' },
  startedAt: 1780272000,
  finishedAt: 1780272100,
};
const origin = {
  type: 'provenance',
  repositoryId: '1001',
  service: 'clinic',
  commit: 'd'.repeat(40),
  invocation: 'https://github.com/acme/clinic/actions/runs/5/attempts/2',
};

const ours = {
  scan: scanStatement(subject, service, summary),
  cyclonedx: sbomStatement(subject, 'cyclonedx', bom),
  spdx: sbomStatement(subject, 'spdx', { spdxVersion: 'SPDX-2.3' }),
  provenance: provenanceStatement(subject, facts),
  acceptance: acceptanceStatement(subject, facts, 1780272100),
  decision: decisionStatement(subject, decision),
  manifest: manifestStatement(subject, manifest),
};

const kinds = ['scan', 'provenance', 'acceptance', 'decision', 'manifest'] as const;

describe('the subject', () => {
  const scan = signed(ours.scan);
  const named = (...letters: string[]) =>
    changed(ours.scan, { subject: letters.map((letter) => ({ digest: { sha256: letter.repeat(64) } })) });

  test('is exactly the one asked for', () => {
    expect(subjectProblems(scan, digest, predicateTypes.scan)).toEqual([]);
  });

  test('is not another, nor one of several, nor one that is only the same in part', () => {
    expect(subjectProblems(scan, otherDigest, predicateTypes.scan)).toHaveLength(1);
    expect(subjectProblems(named('b'), digest, predicateTypes.scan)).toHaveLength(1);
    expect(subjectProblems(named('a', 'b'), digest, predicateTypes.scan)).toHaveLength(1);
    expect(subjectProblems(named('b', 'a'), digest, predicateTypes.scan)).toHaveLength(1);
    expect(subjectProblems(named('a', 'a'), digest, predicateTypes.scan)).toHaveLength(1);
    const nearly = Digest.parse(`${digest.slice(0, -1)}b`);
    expect(subjectProblems(scan, nearly, predicateTypes.scan)).toHaveLength(1);
  });

  test.each([predicateTypes.cyclonedx, `${predicateTypes.scan}/`, predicateTypes.scan.toUpperCase(), ''])(
    'under predicate type %p is something else',
    (predicateType) => {
      expect(subjectProblems(scan, digest, predicateType)).toHaveLength(1);
      expect(subjectProblems(scan, otherDigest, predicateType)).toHaveLength(2);
    },
  );

  const decoys = conformanceVectors.filter(({ name }) =>
    /^(happy-path-intoto|intoto-with|rekor2-dsse-happy)/.test(name),
  );

  for (const { name, bundle, trust: open } of decoys) {
    test(`of ${name}, which the library takes for any artifact, is compared (threat B1)`, () => {
      const read = verifyBundle(bundle, open(), readAnyVersion);
      if (!read.verified) throw new Error(read.problem);
      const [own] = read.subjectDigests;
      expect(own && subjectProblems(read, own, read.predicateType)).toEqual([]);
      expect(subjectProblems(read, digest, read.predicateType)).toHaveLength(1);
    });
  }

  test(`there are ${decoys.length} such bundles`, () => {
    expect(decoys).toHaveLength(corpusPresent ? 3 : 0);
  });
});

describe('the predicate', () => {
  test.each(['scan', 'decision', 'manifest'] as const)('of a %s statement reads back as it was written', (kind) => {
    const content = readPredicate(signed(ours[kind]));
    const { predicate } = JSON.parse(new TextDecoder().decode(ours[kind]));
    const { schema: _, ...told } = predicate;
    const expected = {
      scan: { ...told, sha256: sha256Hex(canonicalBytes(told.summary ?? null)) },
      decision: told,
      manifest: { predicate },
    }[kind];
    expect(content).toEqual({ type: kind, ...expected });
  });

  test('of provenance says that the image was built, of acceptance that it was handed in', () => {
    expect(readPredicate(signed(ours.provenance))).toEqual({ ...origin, origin: 'build' });
    expect(readPredicate(signed(ours.acceptance))).toEqual({ ...origin, origin: 'prebuilt' });
  });

  test('of provenance that tells less is read as far as it goes, and names no source', () => {
    const { predicate } = JSON.parse(new TextDecoder().decode(ours.provenance));
    const { buildType, externalParameters } = predicate.buildDefinition;
    const bare = {
      buildDefinition: { buildType, externalParameters, resolvedDependencies: [{ uri: 'git+https://x', digest: {} }] },
      runDetails: { builder: predicate.runDetails.builder },
    };
    expect(readPredicate(changed(ours.provenance, { predicate: bare }))).toEqual({
      type: 'provenance',
      origin: 'build',
      repositoryId: '',
      service: '',
      commit: '',
      invocation: '',
    });
  });

  test.each(['provenance', 'acceptance'] as const)('of %s may not name another than who signed it', (kind) => {
    const text = new TextDecoder().decode(ours[kind]).replaceAll('build-sign.yml', 'other.yml');
    expect(readPredicate(signed(Buffer.from(text)))).toMatchObject({
      type: 'unreadable',
      problem: expect.stringContaining(`but "${genuineSan}" signed it`),
    });
    const key = newKey();
    const bundle = fileOf(makeBundle({ payload: Buffer.from(text), key: { ...key, hint: '' }, at: [] }));
    const read = verifyBundle(bundle, trustIn({ keys: [key.spki] }));
    expect(read.verified && readPredicate(read).type).toBe('provenance');
  });

  test('of provenance under a build type of somebody else is not ours', () => {
    const text = new TextDecoder().decode(ours.provenance);
    for (const type of [
      'https://actions.github.io/buildtypes/workflow/v1',
      'https://safeguard.dev/buildtypes/build-sign/v2',
    ])
      expect(readPredicate(signed(Buffer.from(text.replace(buildTypes.contract, type)))).type).toBe('unreadable');
  });

  test.each(['cyclonedx', 'spdx'] as const)('of an SBOM is the document itself: %s', (format) => {
    const { predicate: document } = JSON.parse(new TextDecoder().decode(ours[format]));
    expect(readPredicate(signed(ours[format]))).toEqual({ type: 'sbom', format, document });
  });

  test.each([...kinds, 'cyclonedx', 'spdx'] as const)('that is absent, as version 1 allows, is named: %s', (kind) => {
    const read = readPredicate(changed(ours[kind], { predicate: undefined }));
    expect(read).toEqual({ type: 'unreadable', problem: 'the statement carries no predicate' });
  });

  test.each(kinds)('of a %s statement is refused empty, null, foreign or with a field more', (kind) => {
    const { predicate } = JSON.parse(new TextDecoder().decode(ours[kind]));
    const foreign = { Results: [], SchemaVersion: 2 };
    const strict = kind === 'provenance' ? [] : [{ ...predicate, more: true }];
    for (const other of [{}, null, [], '', foreign, ...strict]) {
      expect(readPredicate(changed(ours[kind], { predicate: other })).type).toBe('unreadable');
    }
  });

  test.each(kinds)('of a %s statement is refused under the type of any other', (kind) => {
    for (const other of kinds.filter((name) => name !== kind)) {
      expect(readPredicate(changed(ours[kind], { predicateType: predicateTypes[other] })).type).toBe('unreadable');
    }
  });

  test.each([
    'https://cosign.sigstore.dev/attestation/vuln/v1',
    'https://safeguard.dev/scan-summary/v2',
    'x\n::error::',
  ])('of type %p is not ours', (predicateType) => {
    expect(readPredicate(changed(ours.scan, { predicateType })).type).toBe('unreadable');
  });

  test('that names another artifact than its subject contradicts itself', () => {
    const about = { ...subject, digest: otherDigest };
    for (const bytes of [scanStatement(about, service, summary), decisionStatement(about, decision)]) {
      expect(readPredicate(signed(bytes)).type).toBe('unreadable');
    }
  });

  test('of a scan of the source names no artifact, so it fits any', () => {
    expect(readPredicate(signed(scanStatement({ ...subject, digest: otherDigest }, service, sourceSummary))).type).toBe(
      'scan',
    );
  });
});
