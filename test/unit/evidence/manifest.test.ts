// Manifests: made in one order, taken apart without belief, and held against the store entry by entry.
import { describe, expect, test } from '@jest/globals';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { blobKey, intentKey, manifestKey, recordKey } from '../../../src/evidence/keys.ts';
import {
  claimProblems,
  decodeManifest,
  encodeManifest,
  entryProblems,
  makeManifest,
  manifestCore,
  manifestEntry,
} from '../../../src/evidence/manifest.ts';
import type { ManifestEntry, ManifestPredicate } from '../../../src/model/evidence.ts';
import type { ObjectVersion, StoredObject } from '../../../src/model/ports.ts';
import { predicateTypes, statementPayloadType } from '../../../src/model/statement.ts';
import { digest, environment, ledgerPlace, noon, recordContext, repositoryId } from './examples.ts';

const bytes = new TextEncoder().encode('content');
const key = blobKey(repositoryId, sha256Hex(bytes));
const entry = manifestEntry(key, bytes, { versionId: 'v1', retainUntil: noon });
const later = manifestEntry('ledger/7001/clinic-api/production/00000000-intent.json', bytes, {
  versionId: 'v2',
  retainUntil: noon,
});
const content = { stage: 'opening', store: 'memory:store', lock: 'COMPLIANCE', entries: [later, entry] } as const;
const make = (change: Partial<ManifestPredicate> = {}) =>
  makeManifest(recordContext(), { ...content, entries: [...content.entries], ...change });
const statement = (change: object = {}) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'registry.local/api', digest: { sha256: digest.slice(7) } }],
  predicateType: predicateTypes.manifest,
  predicate: make(),
  ...change,
});
const bundleOf = (value: unknown, change: object = {}) => ({
  dsseEnvelope: {
    payloadType: statementPayloadType,
    payload: Buffer.from(canonicalBytes(value)).toString('base64'),
    signatures: [],
    ...change,
  },
});

describe('a manifest', () => {
  test('lists entries in key order, with version, size and lock', () => {
    expect(make().entries).toEqual([entry, later]);
    expect(entry).toEqual({ key, sha256: sha256Hex(bytes), bytes: 7, version_id: 'v1', retain_until: noon });
  });

  test('without entries, or with a wrong field, cannot be made', () => {
    expect(() => make({ entries: [] })).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }));
  });

  test('is the same when only times differ, and another with one digest changed', () => {
    const twin = make({ entries: [{ ...entry, retain_until: noon + 86_400 }, later] });
    expect(manifestCore(make())).toBe(manifestCore({ ...twin, time: noon + 5 }));
    expect(manifestCore(make())).not.toBe(manifestCore(make({ stage: 'closing' })));
    expect(manifestCore(make())).not.toBe(manifestCore(make({ entries: [{ ...entry, version_id: 'v9' }, later] })));
  });
});

describe('a manifest file', () => {
  test('around a bundle and around an unsigned statement gives back what it claims', () => {
    const signed = decodeManifest(encodeManifest(canonicalBytes(statement()), canonicalBytes(bundleOf(statement()))));
    expect(signed).toEqual({
      ok: true,
      value: {
        bundle: canonicalBytes(bundleOf(statement())),
        claimed: { predicate: make(), subjectDigests: [digest] },
      },
    });
    const unsigned = decodeManifest(encodeManifest(canonicalBytes(statement()), null));
    expect(unsigned).toEqual({
      ok: true,
      value: { bundle: null, claimed: { predicate: make(), subjectDigests: [digest] } },
    });
  });

  test('a subject without sha256 is no digest at all', () => {
    const other = statement({ subject: [{ digest: { sha1: 'aa' } }] });
    expect(decodeManifest(encodeManifest(canonicalBytes(other), null))).toMatchObject({
      value: { claimed: { subjectDigests: ['sha256:'] } },
    });
  });

  const file = {
    schema: 'safeguard.manifest/v1',
    signed: true,
    bundle: bundleOf(statement()),
    unsigned_statement: null,
  };
  test.each<[string, unknown]>([
    ['claims a signature it does not hold', { ...file, bundle: null, unsigned_statement: statement() }],
    ['denies the signature it holds', { ...file, signed: false }],
    ['holds both', { ...file, unsigned_statement: statement() }],
    ['holds neither', { ...file, signed: false, bundle: null }],
    ['has an unknown field', { ...file, extra: 1 }],
    ['is a list', []],
    ['holds a bundle without envelope', { ...file, bundle: {} }],
    ['holds another payload type', { ...file, bundle: bundleOf(statement(), { payloadType: 'text/plain' }) }],
    ['holds a payload that is no JSON', { ...file, bundle: bundleOf(statement(), { payload: 'AAAA' }) }],
    ['holds another predicate', { ...file, bundle: bundleOf(statement({ predicateType: predicateTypes.scan })) }],
    [
      'holds a predicate with a field less',
      { ...file, bundle: bundleOf(statement({ predicate: { ...make(), lock: undefined } })) },
    ],
  ])('that %s is a problem', (_name, value) => {
    expect(decodeManifest(canonicalBytes(value))).toMatchObject({ ok: false });
  });

  test('what is no manifest is not quoted as JSON, and a strange name is quoted and short', () => {
    expect(decodeManifest(new TextEncoder().encode('hunter2 and more'))).toEqual({
      ok: false,
      problem: 'the bytes are not JSON in UTF-8',
    });
    const strange = decodeManifest(canonicalBytes({ [`x". All is proven ${'y'.repeat(500)}`]: 1 }));
    expect(strange.ok ? '' : strange.problem).toMatch(/^[^"]{1,200}$/);
    expect(strange.ok ? '' : strange.problem).not.toContain('All is proven');
  });
});

describe('an entry held against the store', () => {
  const version: ObjectVersion = { key, versionId: 'v1', size: 7, deleteMarker: false, latest: true };
  const object: StoredObject = { key, versionId: 'v1', bytes, mode: 'COMPLIANCE', retainUntil: noon };
  const codes = (
    versions: ObjectVersion[],
    found: StoredObject | undefined,
    listed = entry,
    lock: 'compliance' | 'none' = 'compliance',
  ) => entryProblems(listed, versions, found, lock).map((problem) => `${problem.code} ${problem.key === listed.key}`);

  test('is fine with one version, its bytes and a lock at least as long', () => {
    expect(codes([version], object)).toEqual([]);
    expect(codes([version], { ...object, retainUntil: noon + 1 })).toEqual([]);
    expect(codes([version], { ...object, mode: '', retainUntil: 0 }, entry, 'none')).toEqual([]);
    expect(codes([{ ...version, versionId: 'v2' }], object, later)).toEqual([]);
  });

  test.each<[string, ObjectVersion[], StoredObject | undefined, string[]]>([
    ['removed', [], undefined, ['OBJECT_MISSING true']],
    [
      'only a delete marker',
      [{ ...version, versionId: 'v7', deleteMarker: true }],
      undefined,
      ['OBJECT_HIDDEN true', 'OBJECT_MISSING true'],
    ],
    ['listed but unreadable', [version], undefined, ['OBJECT_MISSING true']],
    ['replaced by another version', [{ ...version, versionId: 'v7' }], object, ['OBJECT_ALTERED true']],
    [
      'hidden by a delete marker',
      [{ ...version, versionId: 'v7', deleteMarker: true }, version],
      object,
      ['OBJECT_HIDDEN true'],
    ],
    ['covered by a newer version', [{ ...version, versionId: 'v7' }, version], object, ['OBJECT_SUPERSEDED true']],
    [
      'changed by one byte',
      [version],
      { ...object, bytes: new TextEncoder().encode('Content') },
      ['OBJECT_ALTERED true'],
    ],
    ['in GOVERNANCE', [version], { ...object, mode: 'GOVERNANCE' }, ['LOCK_WEAK true']],
    ['locked a second short', [version], { ...object, retainUntil: noon - 1 }, ['LOCK_WEAK true']],
  ])('%s', (_name, versions, found, expected) => {
    expect(codes(versions, found)).toEqual(expected);
  });

  test('filed under another digest, or under a key that no evidence has', () => {
    const misfiled = { ...entry, key: blobKey(repositoryId, sha256Hex('other')) };
    expect(codes([version], object, misfiled)).toEqual(['OBJECT_ALTERED true']);
    expect(codes([version], object, { ...entry, key: 'notes.txt' })).toEqual(['OBJECT_ALTERED true']);
  });
});

describe('what a manifest claims', () => {
  const record = (runId: string, attempt = 1) =>
    manifestEntry(
      recordKey({ ...recordContext(), kind: 'note', run_id: runId, run_attempt: attempt }, sha256Hex(bytes)),
      bytes,
      { versionId: 'v3', retainUntil: noon },
    );
  const at = (predicate: ManifestPredicate, change: object = {}) =>
    manifestKey({ ...predicate, ...change }, sha256Hex('file'));
  const own = make({ entries: [entry, later, record('9001')] });

  test('is fine for its own key and the objects of its own run', () => {
    expect(claimProblems(own, at(own))).toEqual([]);
  });

  test.each([
    { run_id: '9002' },
    { run_attempt: 2 },
    { job: 'other' },
    { repository_id: '7002' },
    { service: 'clinic-web' },
    { time: noon + 86_400 },
  ])('another place is forged: %j', (change) => {
    expect(claimProblems(own, at(own, change))).toMatchObject([{ code: 'MANIFEST_FORGED', key: at(own, change) }]);
  });

  test('objects of another run, attempt or repository are forged', () => {
    const foreign = manifestEntry(blobKey('7002', sha256Hex(bytes)), bytes, { versionId: 'v4', retainUntil: noon });
    const odd = { ...entry, key: 'notes.txt' };
    for (const bad of [record('9002'), record('9001', 2), foreign, odd]) {
      const predicate = make({ entries: [entry, bad] });
      expect(claimProblems(predicate, at(predicate))).toMatchObject([{ code: 'MANIFEST_FORGED' }]);
    }
  });

  test.each(['approval', 'deploy-intent', 'deploy-outcome', 'reconcile', 'scan'] as const)(
    'a %s record counts only in a manifest of its own environment, and a build lists none of a deploy',
    (kind) => {
      const listed = (environment: string) => {
        const place = { ...recordContext(), kind, environment };
        return manifestEntry(recordKey(place, sha256Hex(bytes)), bytes, { versionId: 'v3', retainUntil: noon });
      };
      const problems = (place: string, entry: ManifestEntry) => {
        const context = recordContext({ environment: place });
        const job = { stage: 'job', store: 'memory:store', lock: 'COMPLIANCE' } as const;
        const predicate = makeManifest(context, { ...job, entries: [entry] });
        return claimProblems(predicate, at(predicate)).map(({ code }) => code);
      };
      expect(problems(environment, listed(environment))).toEqual([]);
      expect(problems(environment, listed('staging'))).toEqual(['MANIFEST_FORGED']);
      expect(problems('', listed(environment))).toEqual(['MANIFEST_FORGED']);
      expect(problems('', listed(''))).toEqual(kind === 'scan' ? [] : ['MANIFEST_FORGED']);
    },
  );

  test('a ledger entry of another environment is forged', () => {
    const listed = (place: string) =>
      manifestEntry(intentKey({ ...ledgerPlace, environment: place }, 0), bytes, {
        versionId: 'v3',
        retainUntil: noon,
      });
    const [own, other] = [environment, 'staging'].map((place) => make({ entries: [listed(place)] }));
    expect(own && claimProblems(own, at(own))).toEqual([]);
    expect(other && claimProblems(other, at(other))).toMatchObject([{ code: 'MANIFEST_FORGED' }]);
  });
});
