// Records: each builder gives one flat valid row, and reading back accepts exactly the bytes that were written.
import { describe, expect, test } from '@jest/globals';
import { canonicalText } from '../../../src/base/canonical-json.ts';
import { sha256Hex } from '../../../src/base/digest.ts';
import { recordKey } from '../../../src/evidence/keys.ts';
import {
  approvalRecord,
  decisionRecord,
  encodeRecord,
  intentRecord,
  makeRecord,
  noteRecord,
  outcomeRecord,
  publishRecord,
  readRecord,
  reconcileRecord,
  sbomRecord,
  scanRecord,
} from '../../../src/evidence/records.ts';
import { Decision } from '../../../src/model/decision.ts';
import { type EvidenceRecord, LedgerIntent } from '../../../src/model/evidence.ts';
import { ApprovalChain, Ticket, UserId } from '../../../src/model/ids.ts';
import {
  actorId,
  commit,
  digest,
  jsonBlob,
  ledgerPlace,
  noon,
  recordContext,
  runId,
  scanSummary,
  sha256,
} from './examples.ts';

const context = recordContext();
const keyOf = (bytes: Uint8Array, record: EvidenceRecord) => recordKey(record, sha256Hex(bytes));
const blob = jsonBlob({ a: 1 }, 'command-output');
const decision = (verdict: 'allow' | 'deny') =>
  Decision.parse({
    schema: 'safeguard.decision/v1',
    verdict,
    phase: 'before-deploy',
    time: noon,
    digest,
    ...ledgerPlace,
    rules: [{ id: 'gate.scan.present', verdict, message: 'x', citation: '', remedy: '' }],
    identity: 'key',
    replayed_runs: false,
    policy_sha256: sha256('wasm'),
    config_sha256: sha256('config'),
    input_sha256: sha256('input'),
  });
const intent = LedgerIntent.parse({
  schema: 'safeguard.ledger-intent/v1',
  seq: 3,
  deploy_id: '7001/9001',
  ...ledgerPlace,
  digest,
  commit,
  run_id: runId,
  run_attempt: 1,
  lease: 'token',
  actor_id: actorId,
  actor: 'ada',
  time: noon,
  decision_sha256: sha256('decision'),
  previous_result_sha256: sha256('previous'),
});
const ticket = Ticket.parse('CHG-7');
const approvers = [UserId.parse('22'), UserId.parse('33')];
const approval = {
  user_id: UserId.parse('22'),
  login: 'grace',
  state: 'approved',
  environments: ['production'],
  observed_at: noon,
};
const reconciliation = {
  deployId: '7001/9001',
  outcome: 'unknown',
  personId: '22',
  person: 'grace',
  reason: 'the runner died',
} as const;
const sbom = {
  format: 'cyclonedx',
  spec_version: '1.6',
  sha256: sha256('sbom'),
  bytes: 10,
  components: 1,
  subject_digest: digest,
} as const;

describe('record builders', () => {
  const cases: [EvidenceRecord, Partial<EvidenceRecord>][] = [
    [
      scanRecord(context, scanSummary(), blob),
      { kind: 'scan', outcome: 'proven', tool: 'trivy', count_medium: 2, count_low: 5 },
    ],
    [
      scanRecord(context, scanSummary({ proven: false, problem_code: 'SCAN_EMPTY', problem: 'no bytes' }), blob),
      { kind: 'scan', outcome: 'unproven', summary: 'image scan by trivy proves nothing: SCAN_EMPTY no bytes' },
    ],
    [
      sbomRecord(context, sbom, blob),
      { kind: 'sbom', outcome: 'recorded', summary: 'SBOM in cyclonedx 1.6 with 1 component' },
    ],
    [
      decisionRecord(context, decision('allow'), blob),
      { kind: 'decision', outcome: 'allow', summary: 'before-deploy: allow; 1 rule, none denied' },
    ],
    [
      decisionRecord(context, decision('deny'), blob),
      { kind: 'decision', outcome: 'deny', summary: 'before-deploy: deny; denied by gate.scan.present' },
    ],
    [publishRecord(context, 'registry.local/api', 7), { kind: 'publish', outcome: 'succeeded' }],
    [approvalRecord(context, approval), { kind: 'approval', outcome: 'approved', person_id: '22', person: 'grace' }],
    [
      intentRecord(context, intent, { approvers: [] }),
      { kind: 'deploy-intent', outcome: 'intended', deploy_id: intent.deploy_id },
    ],
    [
      intentRecord(context, intent, { ticket, approvers }),
      { kind: 'deploy-intent', change_ticket: ticket, approval_chain: ApprovalChain.parse('22 33') },
    ],
    [
      outcomeRecord(
        context,
        { outcome: 'failed', sentence: 'exit code 1' },
        { id: intent.deploy_id, ticket, approvers },
      ),
      {
        kind: 'deploy-outcome',
        outcome: 'failed',
        deploy_id: intent.deploy_id,
        change_ticket: ticket,
      },
    ],
    [
      outcomeRecord(
        context,
        { outcome: 'succeeded', sentence: 'exit code 0' },
        { id: intent.deploy_id, approvers: [] },
      ),
      { kind: 'deploy-outcome', outcome: 'succeeded', detail_sha256: '' },
    ],
    [reconcileRecord(context, reconciliation), { kind: 'reconcile', outcome: 'unknown', person_id: '22' }],
    [noteRecord(context, 'seen', 'a job was seen'), { kind: 'note', outcome: 'seen', summary: 'a job was seen' }],
  ];

  test.each(cases)('%# copies the context and sets its own fields', (record, expected) => {
    expect(record).toMatchObject({ ...context, ...expected });
    expect(readRecord(keyOf(encodeRecord(record), record), encodeRecord(record))).toEqual({ ok: true, value: record });
  });

  test('a blob is named by the digest of its bytes', () => {
    expect(scanRecord(context, scanSummary(), blob).detail_sha256).toBe(sha256Hex(blob.bytes));
  });

  test('the same facts give the same bytes, whatever else the context carries', () => {
    const wider = { ...context, secret: 'x' };
    expect(encodeRecord(noteRecord(wider, 'a', 'b'))).toEqual(encodeRecord(noteRecord(context, 'a', 'b')));
  });

  test('text for people is made printable and cut', () => {
    const record = noteRecord(context, 'seen', `a\u001b[31m\u202e${'x'.repeat(3000)}`);
    expect(record.summary).toHaveLength(2000);
    expect(record.summary.startsWith('a\\u{1b}[31m\\u{202e}')).toBe(true);
  });

  test('a value that fits no row is refused', () => {
    expect(() => makeRecord(recordContext({ run_attempt: 0 }), { kind: 'note', outcome: '', summary: '' })).toThrow(
      expect.objectContaining({ code: 'RECORD_INVALID' }),
    );
    expect(() => reconcileRecord(context, { ...reconciliation, personId: 'grace' })).toThrow(
      expect.objectContaining({ code: 'RECORD_INVALID' }),
    );
  });
});

describe('reading a record back', () => {
  const record = noteRecord(context, 'seen', 'x');
  const text = canonicalText(record);
  const hostile = {
    'an unknown field': text.replace('{', '{"_a":1,'),
    'a field less': canonicalText({ ...record, outcome: undefined }),
    'a duplicate key': text.replace('{', '{"actor":"ada",'),
    'another order': `{"tool":"",${text.replace('"tool":"",', '').slice(1)}`,
    'a blank more': `${text} `,
    'a byte order mark': `\ufeff${text}`,
    'half of it': text.slice(0, text.length / 2),
    nothing: '',
    'no object': 'null',
    'endless brackets': '['.repeat(200_000),
  };

  const key = keyOf(encodeRecord(record), record);

  test('the bytes as written are a record, at their own key alone', () => {
    const bytes = new TextEncoder().encode(text);
    expect(readRecord(key, bytes)).toEqual({ ok: true, value: record });
    expect(readRecord(key.replace('9001-1', '9002-1'), bytes)).toMatchObject({ ok: false });
    expect(readRecord(key.replace('note-', 'scan-'), bytes)).toMatchObject({ ok: false });
  });

  test.each(Object.entries(hostile))('%s is none', (_name, content) => {
    const bytes = new TextEncoder().encode(content);
    expect(readRecord(keyOf(bytes, record), bytes)).toMatchObject({ ok: false });
  });

  test('bytes that are no UTF-8 are none', () => {
    const bytes = new Uint8Array([0xff, 0xfe]);
    expect(readRecord(keyOf(bytes, record), bytes)).toMatchObject({ ok: false });
  });
});
