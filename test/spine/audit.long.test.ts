// The auditor's answers about a deploy that was signed with certificates, from the bucket and an anchor alone: proven as it lies
// there, and not proven, with the object's name, once anything of it is not what was signed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import { toIso } from '../../src/base/time.ts';
import { Anchor } from '../../src/model/evidence.ts';
import { Sha256 } from '../../src/model/ids.ts';
import { askDeploy, askRunning, makeAnchor } from './audit-questions.ts';
import { byInes, deploy, olderCommit, openWorld } from './deploy-world.ts';
import { hands, layManifest, manifestsOf, tampering } from './evidence-tampering.ts';
import { publishVariant } from './image-variant.ts';

jest.setTimeout(180_000);
const world = await openWorld(['staging']);
const { clinic } = world;
const { clock } = clinic.cloud;
afterAll(() => clinic.close());

const run = '9800000001';
const first = await deploy(world, run);
const firstEnd = clock.now();
const written = clinic.bucket.list('').map(({ key }) => key);
/** All but the notes of what was attached, which are no evidence. */
const evidence = written.filter((key) => !key.startsWith('published/'));
const anchor = Anchor.parse(await makeAnchor(world));
const genuine = anchorFile('genuine', anchor);

function anchorFile(name: string, content: Anchor): string {
  const path = join(clinic.folder, `anchor-${name}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** Question 2 about the deploy while something is wrong: codes, and the keys that are named. */
async function whatIsWrong(tamper: () => unknown, anchorPath = genuine) {
  const { code, answer } = await tampering(clinic, tamper, () => askDeploy(world, run, anchorPath));
  expect([code, answer?.verdict]).toEqual([1, 'not_proven']);
  const problems = answer?.problems ?? [];
  return { codes: [...new Set(problems.map((one) => one.code))], text: problems.map((one) => one.text).join('\n') };
}

describe('untouched', () => {
  test('question 2: who approved, who signed, what the scanners found, and that it is locked', async () => {
    expect(first.code).toBe(0);
    const { code, answer } = await askDeploy(world, run, genuine);
    expect([code, answer?.verdict, answer?.problems]).toEqual([0, 'proven', []]);
    expect(answer?.deploy).toMatchObject({
      run_id: run,
      digest: world.digest,
      commit: world.commit,
      outcome: 'succeeded',
    });
    expect(answer?.approvals).toMatchObject([{ id: '41002', login: 'jonas' }]);
    expect(answer?.authors?.people).toEqual(expect.arrayContaining(['maria (user 41001)', 'ines (user 41003)']));
    expect(answer?.scans.map(({ kind, proven }) => [kind, proven])).toEqual(
      expect.arrayContaining(
        ['source', 'dependencies', 'image', 'infrastructure', 'secrets'].map((kind) => [kind, true]),
      ),
    );
    const deployer = `https://github.com/${names.contracts}/.github/workflows/deploy-prod.yml@${names.release}`;
    const opening = answer?.signatures.find(({ about }) => about === 'opening manifest');
    expect(opening).toMatchObject({ identity: 'certificate', signer: deployer, environment: 'production' });
    expect(answer?.lock).toBe('COMPLIANCE');
    expect(answer?.locked_until).toBeGreaterThan(clock.now() + 6 * 365 * 86_400);
  });

  test('question 5: it runs from its end on, not before, and no other image does', async () => {
    const ask = (digest: string, at: number) => askRunning(world, digest, toIso(at), genuine);
    const after = await ask(world.digest, firstEnd);
    expect([after.code, after.answer?.verdict]).toEqual([0, 'proven']);
    expect(after.answer?.environments).toMatchObject([{ environment: 'production', matches: true, open_intents: [] }]);
    const before = await ask(world.digest, firstEnd - 3600);
    expect([before.code, before.answer?.problems.map(({ code }) => code)]).toEqual([1, ['NOT_DEPLOYED']]);
    const other = await ask(`sha256:${'0'.repeat(64)}`, firstEnd);
    expect([other.code, other.answer?.problems.map(({ code }) => code)]).toEqual([1, ['NOT_DEPLOYED']]);
    expect(await ask(world.digest, clock.now() + 3 * 86_400)).toMatchObject({ code: 2, fault: 'TIME_INVALID' });
  });

  test('a run that never deployed, and a repository without a ledger', async () => {
    const { code, answer } = await askDeploy(world, '9800009999', genuine);
    expect([code, answer?.problems.map((one) => one.code)]).toEqual([1, ['NOT_DEPLOYED']]);
    expect(await askDeploy(world, run, genuine, names.sandboxId)).toMatchObject({ code: 2, fault: 'DEPLOY_UNKNOWN' });
  });
});

/** What an object is: its place, and for a blob what it holds. */
function kindOf(key: string): string {
  const [area = '', , , , place = '', , name = ''] = key.split('/');
  if (area === 'records') return `${place} ${name.replace(/-[0-9a-f]{64}\.json$/, '')}`;
  if (area !== 'blobs') return key;
  const text = clinic.bucket.get(key, undefined).bytes.toString('latin1');
  if (!text.startsWith('{')) return `blob of ${text.startsWith('\0asm') ? 'the policy' : 'the configuration'}`;
  return `blob of ${/"(?:schema|mediaType|bomFormat)": ?"([^"]+)"/.exec(text)?.[1] ?? 'JSON'}`;
}

const kinds = Map.groupBy(evidence, kindOf);

describe('each kind of object', () => {
  const samples = [...kinds].flatMap(([kind, keys]) => keys.slice(0, 1).map((key) => [kind, key] as const));

  test('there are all kinds that a build and a deploy leave', () => {
    for (const kind of ['approval', 'decision', 'deploy-intent', 'deploy-outcome'])
      expect([...kinds.keys()]).toContain(`env=production ${kind}`);
    for (const kind of ['scan', 'sbom', 'decision', 'publish'])
      expect([...kinds.keys()]).toContain(`env=_build ${kind}`);
    expect([...kinds.keys()].filter((kind) => kind.startsWith('blob of ')).length).toBeGreaterThan(6);
  });

  test.each(samples)('%s: one changed byte is found and the object named', async (_kind, key) => {
    expect((await whatIsWrong(() => hands['a byte is changed']?.(clinic, key))).text).toContain(key.slice(-64));
  });
});

test('a note of what was attached is no evidence: changing or removing it changes no answer', async () => {
  const notes = written.filter((key) => key.startsWith('published/'));
  expect(notes.length).toBeGreaterThan(0);
  for (const key of notes) {
    const { code } = await tampering(
      clinic,
      () => clinic.bucket.corrupt(key, 5),
      () => askDeploy(world, run, genuine),
    );
    expect(code).toBe(0);
  }
});

describe('an object somebody laid hands on', () => {
  const { closing = '' } = manifestsOf(clinic, run);
  const samples = {
    result: `ledger/${names.repositoryId}/clinic-api/${names.environment}/00000000-result.json`,
    record: evidence.find((key) => key.includes('/approval-')) ?? '',
    decision: `blobs/${names.repositoryId}/sha256/${first.outputs['decision-sha256']}`,
    manifest: closing,
  };
  const others = Object.keys(hands).filter((hand) => hand !== 'a byte is changed');
  const cases = others.flatMap((hand) => Object.entries(samples).map(([what, key]) => [what, hand, key] as const));
  // Nothing lists the version of the last manifest and of the result that names it; the same bytes under the same lock are the same.
  const counted = cases.filter(([what, hand]) => hand !== 'it is replaced' || what === 'record' || what === 'decision');

  test.each(counted)('the %s: %s, and it is named', async (_what, hand, key) => {
    const { text } = await whatIsWrong(() => hands[hand]?.(clinic, key));
    expect(text).toContain(key.endsWith('-result.json') ? '00000000-' : key.slice(-69).replace('.json', ''));
  });
});

describe('a manifest laid beside the genuine ones', () => {
  const job = clinic.deployStep(world.commit, run, {}, byInes).job;
  const contract = `${names.contracts}/.github/workflows/deploy-prod.yml`;
  const opening = manifestsOf(clinic, run)['opening'] ?? '';
  const cases: [string, object][] = [
    [
      'a look-alike contract',
      { jobWorkflowRef: `clinic-/compliance-workflows/.github/workflows/deploy-prod.yml@${names.release}` },
    ],
    ['a branch of the contract', { jobWorkflowRef: `${contract}@refs/heads/main` }],
    ['the contract at another commit', { jobWorkflowSha: 'e0'.repeat(20) }],
    ['the build contract', { jobWorkflowRef: `${names.contracts}/.github/workflows/build-sign.yml@${names.release}` }],
    ['another repository', { repository: names.sandbox, repositoryId: names.sandboxId }],
    ['another environment', { environment: 'staging' }],
    ['no environment', { environment: undefined }],
    ['another run', { runId: '9800000777' }],
    ['another attempt', { runAttempt: '2' }],
  ];

  test.each(cases)('signed by %s is forged', async (_title, change) => {
    let key = '';
    const { codes, text } = await whatIsWrong(async () => {
      key = await layManifest(clinic, opening, { ...job, ...change });
    });
    expect(codes).toEqual(['MANIFEST_FORGED']);
    expect(text).toContain(key);
  });

  test('signed by nobody is unsigned', async () => {
    const { codes } = await whatIsWrong(() => layManifest(clinic, opening, null));
    expect(codes).toEqual(['MANIFEST_UNSIGNED']);
  });

  test('signed by the very same job says nothing else, and the deploy stays proven', async () => {
    const lay = () => layManifest(clinic, opening, job);
    expect(await tampering(clinic, lay, () => askDeploy(world, run, genuine))).toMatchObject({ code: 0 });
  });

  test('and one object more that nobody signed for is counted, and the deploy stays proven', async () => {
    const approval = evidence.find((key) => key.includes('/approval-')) ?? '';
    const key = approval.replace(/[0-9a-f]{64}/, 'f'.repeat(64));
    const lay = () => clinic.bucket.add(key, Buffer.from('{}'));
    const { code, answer } = await tampering(clinic, lay, () => askDeploy(world, run, genuine));
    expect([code, answer?.uncounted]).toEqual([0, { records: 1, manifests: 0 }]);
  });
});

describe('another anchor', () => {
  const [contract] = anchor.contracts;
  const replaced = (change: object) => anchor.contracts.map((one) => ({ ...one, ...change }));
  const cases: [string, Partial<Anchor>, string][] = [
    [
      'of a root that is nowhere',
      { trusted_roots: anchor.trusted_roots.map((root) => ({ ...root, sha256: Sha256.parse('0'.repeat(64)) })) },
      'TRUST_ROOT_MISSING',
    ],
    [
      'of contracts at another commit',
      { contracts: Anchor.unwrap().shape.contracts.parse(replaced({ commit: 'e0'.repeat(20) })) },
      'MANIFEST_FORGED',
    ],
    [
      'of other contracts',
      { contracts: contract ? [{ ...contract, san: `${contract.san}.1` }] : [] },
      'MANIFEST_FORGED',
    ],
    [
      'of another issuer',
      {
        contracts: Anchor.unwrap().shape.contracts.parse(
          replaced({ issuer: 'https://token.actions.githubusercontent.com' }),
        ),
      },
      'MANIFEST_FORGED',
    ],
    ['of another policy', { policies: [{ sha256: Sha256.parse('0'.repeat(64)) }] }, 'POLICY_UNKNOWN'],
    [
      'that knows a later deploy',
      {
        ledger_heads: Anchor.unwrap().shape.ledger_heads.parse(
          anchor.ledger_heads.map((head) => ({ ...head, seq: 1 })),
        ),
      },
      'LEDGER_TAIL_CUT',
    ],
    [
      'that knows another result',
      {
        ledger_heads: Anchor.unwrap().shape.ledger_heads.parse(
          anchor.ledger_heads.map((head) => ({ ...head, result_sha256: '0'.repeat(64) })),
        ),
      },
      'LEDGER_BROKEN',
    ],
  ];

  test.each(cases)('%s does not prove it', async (title, change, code) => {
    const path = anchorFile(title.replaceAll(' ', '-'), { ...anchor, ...change });
    expect((await whatIsWrong(() => undefined, path)).codes).toContain(code);
  });

  test('with the root of another Sigstore does not prove it', async () => {
    const stranger = await openWorld();
    const { sha256, bytes } = stranger.clinic.cloud.sigstore.trustedRoot;
    const document = JSON.parse(Buffer.from(bytes).toString('utf8'));
    await stranger.clinic.close();
    Object.assign(process.env, clinic.auditor);
    const trusted_roots = Anchor.unwrap().shape.trusted_roots.parse([
      { sha256, document, certificate_transparency: false },
    ]);
    const path = anchorFile('other-root', { ...anchor, trusted_roots });
    expect((await whatIsWrong(() => undefined, path)).codes).toContain('MANIFEST_FORGED');
  });

  test('that trusts nobody is refused', async () => {
    const path = anchorFile('nobody', { ...anchor, contracts: [] });
    expect(await askDeploy(world, run, path)).toMatchObject({ code: 2, fault: 'ANCHOR_INVALID' });
  });
});

describe('after a second deploy', () => {
  test('each is proven, and what ran when is told apart', async () => {
    const older = await publishVariant(world, olderCommit, '9800000050');
    clock.advance(3600);
    expect((await deploy(world, '9800000051', { digest: older })).code).toBe(0);
    for (const id of [run, '9800000051']) expect((await askDeploy(world, id, genuine)).answer?.problems).toEqual([]);
    const between = await askRunning(world, world.digest, toIso(firstEnd + 60), genuine);
    const now = await askRunning(world, older, toIso(clock.now()), genuine);
    const replaced = await askRunning(world, world.digest, toIso(clock.now()), genuine);
    expect([between.code, now.code, replaced.code]).toEqual([0, 0, 1]);
    expect(replaced.answer?.environments[0]).toMatchObject({ matches: false });
  });
});
