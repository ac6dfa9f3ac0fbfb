// The anchor through the years: after any change of trust in the compliance repository, the auditor's merged file
// proves the deploys from before and none of those after. The commands are the ones that the guide prints.
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import { sha256Hex } from '../../src/base/digest.ts';
import { runCli } from '../../src/main/cli.ts';
import { Anchor } from '../../src/model/evidence.ts';
import {
  ask,
  type BuildWorld,
  deploy,
  openBuildWorld,
  publish,
  section,
  serviceSection,
  withConfig,
} from './build-world.ts';

const guide = readFileSync(fileURLToPath(new URL('../../docs/guide/audit.md', import.meta.url)), 'utf8');

/** The one command of the guide with these words, with the places of this world in it: its words, and the file it writes. */
function commandOf({ clinic }: BuildWorld, words: string) {
  const blocks = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) =>
    text.replaceAll('\\\n', ' ').trim(),
  );
  const [line = '', ...others] = blocks.filter((text) => text.includes(words));
  if (others.length > 0) throw new Error(`${words} is in several commands`);
  const [command = '', target = ''] = line.replace('npm run --silent safeguard -- ', '').split(' > ');
  const argv = (command.match(/'[^']*'|\S+/g) ?? []).map((word) =>
    word
      .replaceAll("'", '')
      .replace('s3:BUCKET?region=REGION&account=ACCOUNT', clinic.store)
      .replace('safeguard.yml', clinic.configPath)
      .replace(/^(?=.*anchor\.json$)/, `${clinic.folder}/`),
  );
  return { argv, target: join(clinic.folder, target) };
}

async function print(world: BuildWorld, words: string) {
  const { argv, target } = commandOf(world, words);
  const { code, text } = await ask(world, argv);
  if (code < 2) writeFileSync(target, text);
  return { code, text, target, anchor: code < 2 ? Anchor.parse(JSON.parse(text)) : undefined };
}

const asked = (world: BuildWorld, runId: string, anchor: string) =>
  ask(world, [
    ...['audit', 'deploy', `${names.repositoryId}/${runId}`],
    ...['--store', world.clinic.store, '--anchor', anchor],
  ]);

async function deployed(world: BuildWorld): Promise<string> {
  const { code, runId, lines } = await deploy(world);
  if (code !== 0) throw new Error(lines.join('\n'));
  return runId;
}

type Story = {
  before: string;
  after: string;
  alone: number;
  merged: Anchor | undefined;
  codes: number[];
  text: string;
};

/**
 * A deploy; then what the compliance repository changes, under which an anchor is printed alone and with the auditor's; then one more deploy
 * as if nothing had changed, which is what the ended signer would do.
 */
async function play(world: BuildWorld, change: (config: Record<string, unknown>) => void): Promise<Story> {
  const { clock } = world.clinic.cloud;
  const before = await deployed(world);
  const own = await print(
    world,
    "config anchor --config safeguard.yml --store 's3:BUCKET?region=REGION&account=ACCOUNT' > ",
  );
  if (own.code !== 0) throw new Error(own.text);
  clock.advance(3600);
  const [alone, merged] = await withConfig(world, change, async () => [
    await ask(world, ['config', 'anchor', '--config', world.clinic.configPath]),
    await print(world, '--merge anchor.json'),
  ]);
  if (alone === undefined || merged === undefined) throw new Error('printed twice');
  const alonePath = join(world.clinic.folder, 'alone.json');
  writeFileSync(alonePath, alone.text);
  clock.advance(3600);
  const after = await deployed(world);
  const late = await asked(world, after, merged.target);
  return {
    before,
    after,
    alone: (await asked(world, before, alonePath)).code,
    merged: merged.anchor,
    codes: [merged.code, (await asked(world, before, merged.target)).code, late.code],
    text: late.text,
  };
}

const dayOf = (world: BuildWorld, days: number) =>
  new Date((world.clinic.cloud.clock.now() + days * 86_400) * 1000).toISOString().slice(0, 10);
const newer = { version: 'v1.1.0', sha: 'd'.repeat(40) };
const older = (change: object = {}) => ({ version: 'v1.0.0', sha: names.releaseSha, ...change });
const refused = { kind: 'status', status: 403 } as const;
const contracts = (change: object) => (config: Record<string, unknown>) =>
  void Object.assign(section(config, 'contracts'), change);

describe('with certificates', () => {
  const opened = openBuildWorld();
  afterAll(async () => (await opened).clinic.close());
  const world = async () => {
    const found = await opened;
    if (found.clinic.bucket.list('').length === 0) expect((await publish(found)).code).toBe(0);
    return found;
  };

  test('a raised minimum ends the release when the anchor is printed', async () => {
    const story = await play(await world(), contracts({ releases: [older(), newer], minimum: 'v1.1.0' }));
    expect([story.alone, ...story.codes]).toEqual([1, 0, 0, 1]);
    expect(story.text).toContain('below the minimum v1.1.0');
    expect(story.merged?.contracts.map(({ ended }) => ended?.why)).toEqual([
      'below the minimum v1.1.0',
      'below the minimum v1.1.0',
      undefined,
      undefined,
    ]);
  });

  test('a revoked release counts to the end of its day and not after', async () => {
    const own = await world();
    const revoked = (days: number) => ({ on: dayOf(own, days), reason: 'it signed without a scan' });
    const releases = (days: number) =>
      contracts({ releases: [older({ revoked: revoked(days) }), newer], minimum: 'v1.1.0' });
    const today = await play(own, releases(0));
    expect(today.codes).toEqual([0, 0, 1]);
    expect(today.text).toContain('it signed without a scan');
    const yesterday = await play(own, releases(-1));
    expect(yesterday.codes).toEqual([0, 1, 1]);
  });

  test('a release that is no longer listed, and a root that was rotated, end too', async () => {
    const own = await world();
    const gone = await play(own, contracts({ releases: [newer], minimum: 'v1.1.0' }));
    expect([gone.alone, ...gone.codes]).toEqual([1, 0, 0, 1]);
    const { bytes } = own.clinic.cloud.sigstore.trustedRoot;
    const root = Buffer.concat([bytes, Buffer.from('\n')]);
    writeFileSync(join(own.clinic.folder, 'new-root.json'), root);
    const rotated = await play(own, (config) =>
      Object.assign(section(config, 'signing', 'trusted-root'), { path: 'new-root.json', sha256: sha256Hex(root) }),
    );
    expect([rotated.alone, ...rotated.codes]).toEqual([1, 0, 0, 1]);
    expect(rotated.merged?.trusted_roots).toMatchObject([{ ended: { heads: [] } }, { sha256: sha256Hex(root) }]);
  });

  test('a policy that was built anew ends', async () => {
    const own = await world();
    const wasm = join(own.clinic.folder, 'dist/policies.wasm');
    const old = readFileSync(wasm);
    const before = await deployed(own);
    const anchor = await print(
      own,
      "config anchor --config safeguard.yml --store 's3:BUCKET?region=REGION&account=ACCOUNT' > ",
    );
    expect(anchor.code).toBe(0);
    // The same rules with one empty custom section more are other bytes, and so another policy.
    writeFileSync(wasm, Buffer.concat([old, Buffer.from([0, 2, 1, 120])]));
    const merged = await print(own, '--merge anchor.json');
    writeFileSync(wasm, old);
    own.clinic.cloud.clock.advance(3600);
    const after = await deployed(own);
    expect(merged.anchor?.policies).toMatchObject([{ ended: { until: merged.anchor?.printed_at } }, {}]);
    expect((await asked(own, before, merged.target)).code).toBe(0);
    const late = await asked(own, after, merged.target);
    expect([late.code, late.text.includes('POLICY_UNKNOWN')]).toEqual([1, true]);
  });

  test('nothing changed is nothing ended, and what came back counts from the earlier anchor', async () => {
    const own = await world();
    const same = await play(own, () => {});
    expect(same.codes).toEqual([0, 0, 0]);
    expect(JSON.stringify(same.merged)).not.toContain('ended');
    const gone = await play(own, contracts({ releases: [newer], minimum: 'v1.1.0' }));
    writeFileSync(join(own.clinic.folder, 'anchor.json'), JSON.stringify(gone.merged));
    const back = await print(own, '--merge anchor.json');
    const periods = back.anchor?.contracts.filter(({ san }) => san.endsWith('deploy-prod.yml@refs/tags/v1.0.0'));
    expect(periods).toMatchObject([{ ended: {} }, { from: gone.merged?.printed_at }]);
    expect((await asked(own, gone.before, back.target)).code).toBe(0);
    expect((await asked(own, gone.after, back.target)).code).toBe(0);
  });

  test('an anchor that is none, is not there, or lies in the store is refused', async () => {
    const own = await world();
    const merge = (path: string, store: string) =>
      ask(own, ['config', 'anchor', '--config', own.clinic.configPath, '--merge', path, '--store', store]);
    const folder = mkdtempSync(join(tmpdir(), 'safeguard-store-'));
    mkdirSync(join(folder, 'deep'));
    const planted = join(folder, 'deep', 'anchor.json');
    const text = (await ask(own, ['config', 'anchor', '--config', own.clinic.configPath])).text;
    writeFileSync(planted, text);
    expect(await merge(planted, `dir:${folder}`)).toMatchObject({
      code: 2,
      text: expect.stringContaining('your own copy'),
    });
    const link = `${folder}-link`;
    symlinkSync(folder, link);
    for (const [path, store] of [
      [planted, link],
      [join(link, 'deep', 'anchor.json'), folder],
    ] as const) {
      const text = expect.stringContaining('your own copy');
      expect(await merge(path, `dir:${store}`)).toMatchObject({ code: 2, text });
    }
    expect((await merge(planted, own.clinic.store)).code).toBe(0);
    writeFileSync(planted, text.replace('"policies"', '"police"'));
    expect(await merge(planted, own.clinic.store)).toMatchObject({ code: 2, text: expect.stringContaining('police') });
    expect((await merge(join(folder, 'none.json'), own.clinic.store)).code).toBe(2);
  });

  test('a ledger that does not hold, or lost the entry that the auditor knows, is named and keeps its known head', async () => {
    const own = await world();
    const { bucket } = own.clinic;
    await deployed(own);
    const first = await print(
      own,
      "config anchor --config safeguard.yml --store 's3:BUCKET?region=REGION&account=ACCOUNT' > ",
    );
    const [head] = first.anchor?.ledger_heads ?? [];
    const key = `ledger/${names.repositoryId}/clinic-api/production/${String(head?.seq).padStart(8, '0')}-result.json`;
    const { s3 } = own.clinic.cloud.aws;
    const setFault = (fault: typeof s3.knobs.fault) => {
      s3.knobs.fault = fault;
    };
    const outcomes: [attack: () => void, undo: () => void][] = [
      [() => bucket.corrupt(key, 40), () => bucket.corrupt(key, 40)],
      [
        () => setFault((call) => (call.method === 'GET' && call.path.endsWith(key) ? refused : undefined)),
        () => setFault(() => undefined),
      ],
    ];
    for (const [attack, undo] of outcomes) {
      attack();
      const alone = await print(
        own,
        "config anchor --config safeguard.yml --store 's3:BUCKET?region=REGION&account=ACCOUNT' > ",
      );
      writeFileSync(alone.target, first.text);
      const merged = await print(own, '--merge anchor.json');
      undo();
      const named = [
        {
          repository_id: names.repositoryId,
          service: names.service,
          environment: 'production',
          problem: expect.stringContaining(key),
        },
      ];
      expect([alone.code, alone.anchor?.ledger_heads, alone.anchor?.unread_ledgers]).toEqual([1, [], named]);
      expect([merged.code, merged.anchor?.ledger_heads, merged.anchor?.unread_ledgers]).toEqual([1, [head], named]);
    }
    setFault((call) => (call.url.searchParams.has('versions') ? refused : undefined));
    expect((await print(own, '--merge anchor.json')).code).toBe(3);
    setFault(() => undefined);
    const other = { ...head, seq: 99 };
    writeFileSync(first.target, JSON.stringify({ ...first.anchor, ledger_heads: [head, other] }));
    const cut = await print(own, '--merge anchor.json');
    expect([cut.code, cut.anchor?.ledger_heads, cut.anchor?.unread_ledgers.length]).toEqual([1, [head, other], 1]);
    writeFileSync(first.target, first.text);
    bucket.add('ledger/4242/clinic-api/production/00000000-intent.json', Buffer.from('{}'));
    const foreign = await print(own, '--merge anchor.json');
    expect([foreign.code, foreign.anchor?.ledger_heads]).toEqual([0, [head]]);
    const warned: string[] = [];
    await runCli(commandOf(own, '--merge anchor.json').argv, {
      variables: own.clinic.auditor,
      root: own.clinic.root,
      clock: own.clinic.cloud.clock,
      out: () => {},
      err: (text) => void warned.push(text),
    });
    expect(warned.join('\n')).toContain('safeguard.yml does not name: 1 (4242/clinic-api/production)');
  });
});

describe('with keys', () => {
  const opened = openBuildWorld({ signing: 'kms' });
  afterAll(async () => (await opened).clinic.close());

  /** Another pair of keys in the configuration, as after a rotation; only their public halves matter to an anchor. */
  const rotate =
    ({ clinic }: BuildWorld) =>
    (config: Record<string, unknown>) => {
      for (const part of ['build', 'deploy']) {
        const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const path = `keys/new-${part}.pem`;
        writeFileSync(join(clinic.folder, path), publicKey.export({ type: 'spki', format: 'pem' }));
        const spki = publicKey.export({ type: 'spki', format: 'der' });
        const pinned = { id: `new-${part}`, 'public-key': path, 'spki-sha256': sha256Hex(spki) };
        Object.assign(section(serviceSection(config, 'keys'), part), pinned);
      }
    };

  test('a key counts below the head that the auditor held, and never above it, whatever time it names', async () => {
    const world = await opened;
    expect((await publish(world)).code).toBe(0);
    const story = await play(world, rotate(world));
    expect([story.alone, ...story.codes]).toEqual([1, 0, 0, 1]);
    expect(story.text).toContain('no ledger head from before its end covers entry 1');
  });

  test('an anchor without heads proves nothing by a key that has ended', async () => {
    const world = await opened;
    const own = join(world.clinic.folder, 'anchor.json');
    const { text } = await ask(world, ['config', 'anchor', '--config', world.clinic.configPath]);
    writeFileSync(own, text);
    const before = await deployed(world);
    expect((await asked(world, before, own)).code).toBe(0);
    const merged = await withConfig(world, rotate(world), () => print(world, '--merge anchor.json'));
    expect([merged.code, (await asked(world, before, merged.target)).code]).toEqual([0, 1]);
    expect(merged.anchor?.keys.filter(({ ended }) => ended)).toMatchObject([
      { ended: { heads: [] } },
      { ended: { heads: [] } },
    ]);
  });
});
