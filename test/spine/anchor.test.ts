// `config anchor`: what an auditor holds apart from any bucket follows from the configuration alone; with a store it also notes
// how far each ledger had come. The answers rest on it: an anchor that names somebody else proves nothing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { Anchor } from '../../src/model/evidence.ts';
import { ask, deploy, openBuildWorld, publish, section, withConfig } from './build-world.ts';

const world = await openBuildWorld();
const { clinic } = world;
afterAll(() => clinic.close());

const make = (...more: string[]) => ask(world, ['config', 'anchor', '--config', clinic.configPath, ...more]);
const anchorOf = async (...more: string[]) => Anchor.parse(JSON.parse((await make(...more)).text));
const issuer = clinic.cloud.sigstore.oidc.url;
const contract = (file: string, version = 'v1.0.0') =>
  `https://github.com/${names.contracts}/.github/workflows/${file}@refs/tags/${version}`;

test('without a store the anchor is the configuration: contracts, root, policy, no heads', async () => {
  expect(await anchorOf()).toEqual({
    schema: 'safeguard.anchor/v2',
    printed_at: expect.any(Number),
    trusted_roots: [{ sha256: clinic.cloud.sigstore.trustedRoot.sha256, certificate_transparency: false }],
    contracts: [
      { san: contract('build-sign.yml'), issuer, commit: names.releaseSha, part: 'build' },
      { san: contract('deploy-prod.yml'), issuer, commit: names.releaseSha, part: 'deploy' },
    ],
    keys: [],
    policies: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    ledger_heads: [],
    unread_ledgers: [],
  });
});

test('an empty store has no heads; after a deploy its head is the last result', async () => {
  expect((await anchorOf('--store', clinic.store)).ledger_heads).toEqual([]);
  await publish(world);
  const { outputs } = await deploy(world);
  const head = {
    repository_id: names.repositoryId,
    service: names.service,
    environment: names.environment,
    seq: 0,
    result_sha256: outputs['ledger-result-sha256'],
  };
  expect((await anchorOf('--store', clinic.store)).ledger_heads).toEqual([head]);
  const result = clinic.bucket.get(
    `ledger/${names.repositoryId}/clinic-api/production/00000000-result.json`,
    undefined,
  );
  expect(sha256Hex(result.bytes)).toBe(head.result_sha256);
  expect((await anchorOf()).ledger_heads).toEqual([]);
  expect((await deploy(world)).code).toBe(0);
  expect((await anchorOf('--store', clinic.store)).ledger_heads).toMatchObject([{ seq: 1 }]);
});

describe('releases', () => {
  const withReleases =
    (...releases: object[]) =>
    (config: Record<string, unknown>) =>
      Object.assign(section(config, 'contracts'), { releases, minimum: 'v1.0.0' });
  const [first, second] = [
    { version: 'v1.0.0', sha: names.releaseSha },
    { version: 'v1.1.0', sha: '6'.repeat(40) },
  ];

  test('that count are named, revoked ones and ones below the minimum are not', async () => {
    const revoked = { ...second, revoked: { on: '2026-11-20', reason: 'signed without a scan' } };
    const old = { version: 'v0.9.0', sha: '7'.repeat(40) };
    const sans = async () => (await anchorOf()).contracts.map(({ san }) => san);
    await withConfig(world, withReleases(first, second), async () =>
      expect(await sans()).toEqual([
        contract('build-sign.yml'),
        contract('build-sign.yml', 'v1.1.0'),
        contract('deploy-prod.yml'),
        contract('deploy-prod.yml', 'v1.1.0'),
      ]),
    );
    await withConfig(world, withReleases(old, first, revoked), async () =>
      expect(await sans()).toEqual([contract('build-sign.yml'), contract('deploy-prod.yml')]),
    );
  });

  test('that the anchor does not name prove nothing', async () => {
    const { runId, code } = await deploy(world);
    expect(code).toBe(0);
    const question = async (anchor: Anchor) => {
      const path = join(clinic.folder, 'anchor.json');
      writeFileSync(path, JSON.stringify(anchor));
      return ask(world, [
        'audit',
        'deploy',
        `${names.repositoryId}/${runId}`,
        '--store',
        clinic.store,
        '--anchor',
        path,
      ]);
    };
    const anchor = await anchorOf('--store', clinic.store);
    expect((await question(anchor)).code).toBe(0);
    const moved = anchor.contracts.map((entry) => ({ ...entry, commit: '6'.repeat(40) }));
    const renamed = anchor.contracts.map((entry) => ({ ...entry, san: entry.san.replace('clinic/', 'clinic-/') }));
    const elsewhere = anchor.contracts.map((entry) => ({ ...entry, issuer: `${issuer}.example` }));
    const twins: Anchor[] = [
      { ...anchor, contracts: moved },
      { ...anchor, contracts: renamed },
      { ...anchor, contracts: anchor.contracts.filter(({ part }) => part === 'build') },
      { ...anchor, contracts: elsewhere },
      { ...anchor, trusted_roots: [{ sha256: 'a'.repeat(64), certificate_transparency: false }] },
    ].map((twin) => Anchor.parse(twin));
    for (const twin of twins) {
      const { code: ended, text } = await question(twin);
      expect({ ended, proven: !text.includes('NOT PROVEN') }).toEqual({ ended: 1, proven: false });
    }
  });
});

test('a trusted root that is not the pinned one, and a store of no kind, are faults', async () => {
  const path = join(clinic.folder, 'trusted-root.json');
  writeFileSync(path, Buffer.concat([clinic.cloud.sigstore.trustedRoot.bytes, Buffer.from(' ')]));
  const changed = await make();
  writeFileSync(path, clinic.cloud.sigstore.trustedRoot.bytes);
  expect(changed).toMatchObject({ code: 3, text: expect.stringContaining('TRUST_ROOT_INVALID') });
  expect(await make('--store', 'clinic-evidence')).toMatchObject({
    code: 2,
    text: expect.stringContaining('STORE_INVALID'),
  });
});
