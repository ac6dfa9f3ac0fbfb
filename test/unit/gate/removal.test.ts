// Threat A17: with any part of the input missing, the gate never allows, and every rule still gives a verdict.
import { describe, expect, jest, test } from '@jest/globals';
import { isFault } from '../../../src/base/fault.ts';
import { decide } from '../../../src/gate/decide.ts';
import { knownRules } from '../../../src/gate/rule-ids.ts';
import { RuleVerdict } from '../../../src/model/decision.ts';
import { allowedBundle, openCommittedPolicy, phases } from './bundle-builder.ts';
import { changed, fieldPaths } from './change.ts';

jest.setTimeout(120_000);

const engine = await openCommittedPolicy();

/** What the policy itself says, without the schema before it. */
function spoken(input: unknown): RuleVerdict[] {
  return RuleVerdict.array().parse(engine.evaluate(JSON.stringify(input)));
}

/** Fields that decide nothing in any phase, or whose absence is no weaker than their safest value; the schema demands them all the same. */
const descriptive = new Set(
  [
    'schema run.repository run.event run.job policy.config_sha256 policy.config_origin policy.replayed_runs policy.prebuilt_images policy.environment.lock policy.environment.production policy.environment.phi',
    'policy.scans.source.database_max_age_seconds policy.scans.infrastructure.database_max_age_seconds policy.scans.secrets.database_max_age_seconds',
    'policy.exceptions.*.id policy.exceptions.*.reason policy.service.direct_workflows policy.service.keys',
    'scans.*.tool_version scans.*.tool_sha256 scans.*.exit_code scans.*.rules_sha256 scans.*.report_sha256 scans.*.log_sha256',
    'scans.*.problem scans.*.looked_at_files scans.*.looked_at_packages scans.*.suppressed scans.*.findings.*.kind scans.*.findings.*.title',
    'scans.*.findings.*.fixed scans.*.findings.*.line scans.*.findings.*.fingerprint scans.*.findings.*.suppressed sbom.bytes',
    'signatures.*.bundle_sha256 signatures.*.signer.runner_environment signatures.*.signer.source_repository_uri signatures.*.signer.trigger',
    'signatures.*.signer.run_uri signatures.*.signer.environment signatures.*.signer.signed_at ledger.last_success.digest',
    'ledger.last_success.deploy_id ledger.last_success.time approvals.*.observed_at authors.people.*.label authors.people.*.commit',
    'authors.people.*.mapped_by',
    // Read only where the commit that succeeded last is deployed again; its absence then reads as "none", and the schema demands it.
    'ledger.last_other_success ledger.last_other_success.commit ledger.last_other_success.digest',
    'ledger.last_other_success.deploy_id ledger.last_other_success.time',
    // Only for scans has a signature an index, and only provenance names a source.
    'signatures.*.scan_index signatures.*.provenance_commit signatures.*.provenance_repository_id',
    // An exception by path has no use for the package of a finding without one.
    'scans.*.findings.*.package',
  ].flatMap((line) => line.split(' ')),
);

/** Fields that a phase does not read, as a whole or below. */
const unread = {
  'before-publish':
    /^(run\.(run_id|run_attempt|actor_id|actor|runner_environment|environment|source)|policy\.(issuer|service\.owner_id|environment)|signatures|environment|ledger|handed_over|approvals|deploy_jobs|authors)$/,
  'before-approval':
    /^(run\.(run_id|run_attempt|actor_id|actor|runner_environment|ref|commit|source)|policy\.environment\.approvers|authors\.people.*\.roles|ledger\.last_success(\..*)?|handed_over|approvals|authors)$/,
  'before-deploy': /^(run\.(ref|commit)|sbom(\..*)?|authors\.people\.1\.roles)$/,
} as const;

const refusals = ['deny', 'BUNDLE_INPUT_INVALID'];

function outcome(bundle: unknown): string {
  try {
    return decide(bundle, engine).verdict;
  } catch (error) {
    return isFault(error) ? error.code : String(error);
  }
}

describe.each(phases)('%s', (phase) => {
  const bundle = allowedBundle(phase);
  const paths = fieldPaths(bundle);

  test('no field can be missing', () => {
    const open = paths.filter((path) => !refusals.includes(outcome(changed(bundle, path, undefined))));
    expect(open).toEqual([]);
    expect(paths.length).toBeGreaterThan(100);
  });

  test('without a schema, every rule still speaks exactly once, and only what decides nothing can be missing', () => {
    const ids = knownRules.map((rule) => rule.id).join();
    const said = paths.map((path) => ({ path, verdicts: spoken(changed(bundle, path, undefined)) }));
    const ofIds = (verdicts: RuleVerdict[]) =>
      verdicts
        .map((verdict) => verdict.id)
        .sort()
        .join();
    expect(said.filter(({ verdicts }) => ofIds(verdicts) !== ids)).toEqual([]);
    const allowed = said.filter(({ verdicts }) => verdicts.every((verdict) => verdict.verdict !== 'deny'));
    const unexplained = allowed
      .map(({ path }) => path)
      .filter((path) => !unread[phase].test(path) && !descriptive.has(path.replace(/\.\d+/g, '.*')));
    expect(unexplained).toEqual([]);
  });
});

test.each([undefined, null, {}, [], 'x', { phase: 'before-lunch' }, { phase: null }])(
  'input %j: every rule denies',
  (input) => {
    const verdicts = spoken(input);
    expect(verdicts.map((verdict) => verdict.id).sort()).toEqual(knownRules.map((rule) => rule.id));
    expect(new Set(verdicts.map((verdict) => verdict.verdict))).toEqual(new Set(['deny']));
  },
);
