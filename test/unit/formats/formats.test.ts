// Stored files are read by the frozen shape that their schema names: what a newer Safeguard wrote is refused by name, never dropped, and
// today's types are the newest frozen shapes, so that a change of one is a new version of the other.
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { canonicalBytes } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { recordKey } from '../../../src/evidence/keys.ts';
import { encodeRecord, makeRecord, readRecord } from '../../../src/evidence/records.ts';
import { readAnchorValue } from '../../../src/formats/anchor/read.ts';
import * as anchor from '../../../src/formats/anchor/v2.ts';
import { readStoredDecision } from '../../../src/formats/decision/read.ts';
import * as decision from '../../../src/formats/decision/v1.ts';
import { readStoredBundle } from '../../../src/formats/evidence-bundle/read.ts';
import * as bundle from '../../../src/formats/evidence-bundle/v1.ts';
import * as manifest from '../../../src/formats/evidence-manifest/v1.ts';
import { readGateDecision } from '../../../src/formats/gate-decision/read.ts';
import * as acceptance from '../../../src/formats/image-acceptance/v1.ts';
import { readStoredIntent } from '../../../src/formats/ledger-intent/read.ts';
import * as intent from '../../../src/formats/ledger-intent/v1.ts';
import * as result from '../../../src/formats/ledger-result/v1.ts';
import * as file from '../../../src/formats/manifest/v1.ts';
import * as provenance from '../../../src/formats/provenance/v1.ts';
import { readStoredRecord } from '../../../src/formats/record/read.ts';
import * as record from '../../../src/formats/record/v1.ts';
import { readScanRun } from '../../../src/formats/scan-run/read.ts';
import * as scanRun from '../../../src/formats/scan-run/v1.ts';
import * as summary from '../../../src/formats/scan-summary/v1.ts';
import * as live from '../../../src/model/decision.ts';
import * as evidence from '../../../src/model/evidence.ts';
import * as finding from '../../../src/model/finding.ts';
import * as statement from '../../../src/model/statement.ts';
import { decision as decided } from '../attest/facts.ts';
import { appendIntent } from '../evidence/chain.ts';
import { recordContext } from '../evidence/examples.ts';
import { allowedBundle } from '../gate/bundle-builder.ts';

const note = makeRecord(recordContext(), { kind: 'note', outcome: 'seen', summary: 'a job was seen' });
const input = allowedBundle('before-deploy');
const { intent: opened } = appendIntent([], 9000);

const readers: [string, (value: object) => { ok: boolean; problem?: string }, object][] = [
  ['a record', (value) => readStoredRecord(canonicalBytes(value)), note],
  ['a bundle', (value) => readStoredBundle(canonicalBytes(value)), input],
  ['a decision', (value) => readStoredDecision(canonicalBytes(value)), decided],
  ['an intent', (value) => readStoredIntent(canonicalBytes(value)), opened],
  ['a predicate', readGateDecision, { schema: 'safeguard.gate-decision/v1', decision: decided }],
];

describe.each(readers)('%s', (_name, read, value) => {
  const schema = z.looseObject({ schema: z.string() }).parse(value).schema;

  test('reads back', () => {
    expect(read(value)).toMatchObject({ ok: true });
  });

  test.each(['future_fact', 'Future', 'x'.repeat(40)])('with the newer field %s is refused by its name', (field) => {
    const reading = read({ ...value, [field]: '' });
    expect(reading).toMatchObject({ ok: false, problem: expect.stringContaining('written by a newer Safeguard') });
    expect(reading.problem).toContain(`field ${field}`);
  });

  test('of a newer version is refused by that version', () => {
    const newer = schema.replace('/v1', '/v2');
    const { ok, problem } = read({ ...value, schema: newer });
    expect(ok).toBe(false);
    expect(problem).toContain(`${newer}, written by another version`);
    expect(problem).toContain(`expected ${schema}`);
  });

  test.each([undefined, 1, '', 'safeguard.other/v1', 'toString', '__proto__'])('of schema %j is refused', (other) => {
    const { schema: _, ...rest } = z.looseObject({ schema: z.string() }).parse(value);
    expect(read(other === undefined ? rest : { ...rest, schema: other })).toMatchObject({ ok: false });
  });

  test('keeps the name of a field that would move the terminal in visible characters', () => {
    const { problem = '' } = read({ ...value, 'a\u001b[31m': 1 });
    expect(problem).toContain('\\u{1b}');
    expect(problem).not.toContain('\u001b');
  });
});

describe('what is reserved', () => {
  const reserved = { trial: true, proposal: 'x', overrides: ['OV-1'] };
  test.each(Object.entries(reserved))(
    'the field %s has no meaning yet, so the file is refused by its name',
    (field, value) => {
      for (const [, read, whole] of readers.slice(0, 4))
        expect(read({ ...whole, [field]: value })).toMatchObject({
          ok: false,
          problem: expect.stringContaining(`written by a newer Safeguard: field ${field}`),
        });
    },
  );

  test('a signature over an entry and the columns of a deploy are harmless, and read', () => {
    expect(readStoredIntent(canonicalBytes({ ...opened, signature: 'AAAA' }))).toMatchObject({ ok: true });
    expect(readStoredIntent(canonicalBytes({ ...opened, signature: 'no base64!' }))).toMatchObject({ ok: false });
    const columns = {
      deploy_id: '7001/9001',
      change_ticket: 'CHG-7',
      approval_chain: '22 33',
      run_number: 7,
      runner_id: '12',
      runner_name: 'runner 12',
      runner_group: 'Default',
      runner_image: 'ubuntu24/20261101.1',
      job_created_at: 1,
      job_started_at: 2,
    };
    expect(readStoredRecord(canonicalBytes({ ...note, ...columns }))).toMatchObject({ ok: true, value: columns });
    expect(readStoredRecord(canonicalBytes({ ...note, approval_chain: 'grace' }))).toMatchObject({ ok: false });
  });
});

describe('where a newer field lies', () => {
  test('deep within, it is named with its place', () => {
    const policy = { ...input.policy, service: { ...input.policy.service, tier: 1 } };
    expect(readStoredBundle(canonicalBytes({ ...input, policy }))).toMatchObject({
      problem: expect.stringContaining('field tier in policy.service'),
    });
  });

  test('in one of several forms, it is named as well', () => {
    const [kind = '', wanted] = Object.entries(input.policy.scans)[0] ?? [];
    const scans = { ...input.policy.scans, [kind]: { ...wanted, sampled: true } };
    expect(readStoredBundle(canonicalBytes({ ...input, policy: { ...input.policy, scans } }))).toMatchObject({
      problem: expect.stringContaining('field sampled'),
    });
  });

  test('in a decision within a signed statement', () => {
    const predicate = { schema: 'safeguard.gate-decision/v1', decision: { ...decided, mood: 1 } };
    expect(readGateDecision(predicate)).toMatchObject({ problem: expect.stringContaining('field mood') });
  });

  test('in an anchor', () => {
    const read = readAnchorValue({ schema: 'safeguard.anchor/v2', mood: 1 });
    expect(read).toMatchObject({ problem: expect.stringContaining('field mood') });
  });
});

describe('kinds of record', () => {
  const at = (value: object) => {
    const bytes = canonicalBytes(value);
    const { kind } = z.looseObject({ kind: z.string() }).parse(value);
    return readRecord(recordKey({ ...note, kind }, sha256Hex(bytes)), bytes);
  };

  test('are an open list: one of a later release is a row', () => {
    expect(at({ ...note, kind: 'freeze-override' })).toMatchObject({ ok: true, value: { kind: 'freeze-override' } });
    expect(at(JSON.parse(Buffer.from(encodeRecord(note)).toString()))).toMatchObject({ ok: true });
  });

  test.each([
    ['scan', { outcome: 'fine' }],
    ['decision', { outcome: 'maybe' }],
    ['approval', { person_id: 'grace', outcome: 'approved' }],
    ['reconcile', { outcome: 'succeeded' }],
    ['deploy-outcome', { outcome: 'unknown' }],
  ])('a %s that does not say what its kind says is refused', (kind, change) => {
    const { problem } = { problem: '', ...at({ ...note, kind, ...change }) };
    expect(problem).toContain(`for a record of kind ${kind}`);
  });

  test('each has a schema', () => {
    expect(Object.keys(record.recordKinds).sort()).toEqual([...evidence.RecordKind.options].sort());
  });
});

test('a run of a tool that this release does not read is refused by the name of the tool', () => {
  const run = {
    schema: 'safeguard.scan-run/v1',
    kind: 'image',
    tool: 'later-tool',
    tool_version: '1',
    tool_sha256: 'a'.repeat(64),
    argv: ['x'],
    exit_code: 0,
    started_at: 1,
    finished_at: 2,
    target: { type: 'source', commit: 'c'.repeat(40) },
    database_at: null,
    rules_sha256: null,
    report: { sha256: 'a'.repeat(64), bytes: 1 },
    log: { sha256: 'a'.repeat(64), bytes: 1 },
    sbom: null,
  };
  expect(readScanRun(run)).toMatchObject({ ok: false, problem: expect.stringContaining('later-tool') });
  expect(readScanRun({ ...run, tool: 'trivy' })).toMatchObject({ ok: true });
});

describe('the live type is the newest frozen shape', () => {
  const reserved = ['trial', 'proposal', 'overrides'];
  /** The JSON Schema without what is only reserved; of objects within as well. */
  const schemaOf = (shape: z.ZodType) =>
    JSON.parse(
      JSON.stringify(z.toJSONSchema(shape, { io: 'output', unrepresentable: 'any' }), (key, value: unknown) =>
        key === 'properties' && typeof value === 'object' && value !== null && 'trial' in value
          ? Object.fromEntries(Object.entries(value).filter(([name]) => !reserved.includes(name)))
          : value,
      ),
    );

  test.each<[string, z.ZodType, z.ZodType]>([
    ['record', evidence.EvidenceRecord, record.EvidenceRecord],
    ['intent', evidence.LedgerIntent, intent.LedgerIntent],
    ['result', evidence.LedgerResult, result.LedgerResult],
    ['manifest file', evidence.ManifestFile, file.ManifestFile],
    ['manifest', evidence.ManifestPredicate, manifest.ManifestPredicate],
    ['anchor', evidence.Anchor, anchor.Anchor],
    ['bundle', live.EvidenceBundle, bundle.EvidenceBundle],
    ['decision', live.Decision, decision.Decision],
    ['scan statement', statement.ScanPredicate, summary.ScanPredicate],
    ['provenance', statement.ProvenancePredicate, provenance.ProvenancePredicate],
    ['acceptance', statement.AcceptancePredicate, acceptance.AcceptancePredicate],
    ['scan run', finding.ScanRun.unwrap().omit({ tool: true }), scanRun.ScanRun.unwrap().omit({ tool: true })],
  ])('of a %s: a changed live type needs a new version beside the old ones', (_name, today, frozen) => {
    expect(schemaOf(today)).toEqual(schemaOf(frozen));
  });
});
