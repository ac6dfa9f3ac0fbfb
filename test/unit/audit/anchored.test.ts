// When what has ended still counts: a certificate by its proven time, a key only below a head that was noted before.
import { describe, expect, test } from '@jest/globals';
import { endProblem, type Moment } from '../../../src/audit/anchored.ts';
import { readChain } from '../../../src/evidence/ledger.ts';
import type { AnchorValidity, LedgerHead } from '../../../src/model/evidence.ts';
import { Signer } from '../../../src/model/identity.ts';
import { EnvironmentName } from '../../../src/model/ids.ts';
import { chainOf } from '../evidence/chain.ts';
import { commit, environment, ledgerPlace, noon, repositoryId, service, sha256 } from '../evidence/examples.ts';
import { keySigner } from './key-signer.ts';

const { steps } = readChain(chainOf(5), ledgerPlace);
const headOf = (seq: number): LedgerHead => ({
  repository_id: repositoryId,
  service,
  environment: EnvironmentName.parse(environment),
  seq,
  result_sha256: steps[seq]?.closed?.sha256 ?? sha256('none'),
});
const ended = (heads: LedgerHead[] = []): AnchorValidity => ({ ended: { until: noon, why: 'rotated', heads } });
const moment = (seq: number, change: Partial<Moment['ledger']> = {}): Moment => {
  const [first] = steps;
  if (!first) throw new Error('the chain has entries');
  return { step: steps[seq] ?? first, ledger: { ...ledgerPlace, steps, ...change } };
};
const certificate = (signed_at: number) =>
  Signer.parse({
    type: 'certificate',
    san: 'https://github.com/clinic/compliance/.github/workflows/deploy-prod.yml@refs/tags/v1.0.0',
    issuer: 'https://token.actions.githubusercontent.com',
    build_signer_digest: commit,
    runner_environment: '',
    source_repository_uri: '',
    source_commit: '',
    source_ref: '',
    source_repository_id: repositoryId,
    source_owner_id: '',
    trigger: '',
    run_uri: '',
    environment,
    signed_at,
  });

describe('a certificate', () => {
  test('counts up to the second of the end, and never without a proven time', () => {
    expect(endProblem(ended(), certificate(noon), moment(3))).toBe('');
    expect(endProblem(ended(), certificate(noon + 1), moment(3))).toContain('rotated');
    expect(endProblem(ended(), certificate(0), moment(3))).toContain('no proven time');
    expect(endProblem({}, certificate(0), moment(3))).toBe('');
  });

  test('of what came back counts from then', () => {
    expect(endProblem({ from: noon }, certificate(noon - 1), moment(3))).toContain('counts from');
    expect(endProblem({ from: noon }, certificate(noon), moment(3))).toBe('');
  });

  test('is not helped by a head', () => {
    expect(endProblem(ended([headOf(3)]), certificate(noon + 1), moment(3))).not.toBe('');
  });
});

describe('a key', () => {
  const keyed = (signed_at: number) => Signer.parse({ type: 'key', spki_sha256: keySigner().spkiSha256, signed_at });

  test('counts at or below a head from before its end, whatever time it names', () => {
    for (const time of [0, noon - 99, noon + 99]) {
      expect([1, 2, 3].map((seq) => endProblem(ended([headOf(3)]), keyed(time), moment(seq)))).toEqual(['', '', '']);
      expect(endProblem(ended([headOf(3)]), keyed(time), moment(4))).toContain('no ledger head');
      expect(endProblem(ended(), keyed(time), moment(1))).toContain('no ledger head');
      expect(endProblem({}, keyed(time), moment(4))).toBe('');
    }
  });

  test.each<[string, Partial<Moment['ledger']>]>([
    ['another repository', { repository_id: '7002' }],
    ['another service', { service: 'clinic-web' }],
    ['another environment', { environment: 'staging' }],
    ['a ledger that lost the head', { steps: steps.slice(0, 3) }],
    ['a ledger that never had the entry', { steps: steps.slice(2) }],
  ])('a head covers nothing in %s', (_name, change) => {
    expect(endProblem(ended([headOf(3)]), keyed(0), moment(1, change))).not.toBe('');
  });

  test('a head whose entry the store holds with other bytes covers nothing', () => {
    const other = { ...headOf(3), result_sha256: sha256('another result') };
    expect(endProblem(ended([other]), keyed(0), moment(1))).not.toBe('');
  });
});
