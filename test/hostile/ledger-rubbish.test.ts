// Junk that one tenant puts among the ledgers is counted and does not affect other answers; in its own ledger it is
// named. A large sequence number costs no time.
import { describe, expect, test } from '@jest/globals';
import { Fault } from '../../src/base/fault.ts';
import { intentKey, ledgerPrefix, resultKey } from '../../src/evidence/keys.ts';
import { readChain } from '../../src/evidence/ledger.ts';
import { noteHeads } from '../../src/flows/audit/heads.ts';
import { auditDeploy, auditRunning } from '../../src/flows/audit/questions.ts';
import { readLedgerObjects, readLedgerOf } from '../../src/flows/evidence/ledger.ts';
import { readOrRefusal } from '../../src/flows/evidence/reader.ts';
import { Anchor } from '../../src/model/evidence.ts';
import { EnvironmentName } from '../../src/model/ids.ts';
import { deployed, first } from '../unit/audit/asking.ts';
import { keySigner } from '../unit/audit/key-signer.ts';
import { plantManifest } from '../unit/audit/planting.ts';
import type { World } from '../unit/audit/world.ts';
import { chainOf, ledgerObject } from '../unit/evidence/chain.ts';
import { digest, environment, ledgerPlace, noon, repositoryId, sha256 } from '../unit/evidence/examples.ts';
import { MemoryStore } from '../unit/platform/store/memory.ts';

const empty = new Uint8Array();
const keep = noon + 400_000_000;
const ask = (world: World) => auditRunning(world.store, world.anchor, { digest, at: noon + 3600 });
const end = 99_999_999;
const place = EnvironmentName.parse(environment);

describe('a hole', () => {
  test('of a hundred million entries is one problem, and is walked at once', () => {
    const [intent, result] = chainOf(1);
    if (!intent || !result) throw new Error('a chain has entries');
    const planted = ledgerObject(intentKey(ledgerPlace, end), {});
    const { steps, problems } = readChain([intent, result, planted], ledgerPlace);
    expect(steps).toHaveLength(1);
    expect(problems.map(({ key }) => key)).toEqual([intentKey(ledgerPlace, 1), planted.key]);
    expect(problems[0]?.text).toContain('99999997 more entries');
  });

  test.each([
    ['at the very end', [end]],
    ['in many places', Array.from({ length: 200 }, (_, index) => index * 400_000 + 7)],
  ])('%s breaks its own ledger for the gate, and names the first missing entry', async (_name, numbers) => {
    const { world } = await deployed();
    for (const seq of numbers) world.store.put(resultKey(ledgerPlace, seq), empty, keep);
    const facts = (await readLedgerOf(world.store, ledgerPlace)).facts;
    expect(facts.problem).toContain(`${intentKey(ledgerPlace, 1)}: this entry is missing`);
    expect((await ask(world)).answer.problems[0]).toMatchObject({ code: 'LEDGER_BROKEN' });
  });
});

describe("another tenant's rubbish", () => {
  const rubbish: [string, string][] = [
    ['an entry with the last number', intentKey({ ...ledgerPlace, repository_id: '7002' }, end)],
    ['an entry that is empty', intentKey({ ...ledgerPlace, repository_id: '7002' }, 0)],
    ['a ledger of another environment', intentKey({ ...ledgerPlace, environment: 'staging' }, end)],
    ['an environment of another case', intentKey({ ...ledgerPlace, environment: 'Production' }, 0)],
    ['a number of nine digits', 'ledger/7002/clinic-api/production/000000001-intent.json'],
    ['no number', 'ledger/7002/clinic-api/production/intent.json'],
    ['a number of another script', 'ledger/7002/clinic-api/production/0000000\uff10-intent.json'],
    ['a repository id of many digits', `ledger/${'9'.repeat(60)}/clinic-api/production/00000000-intent.json`],
    ['no environment', 'ledger/7002/clinic-api/00000000-intent.json'],
    ['no service', 'ledger/7002/production/00000000-intent.json'],
    ['a service of another case', 'ledger/7001/Clinic-API/production/00000000-intent.json'],
    ['a way upward', 'ledger/7002/clinic-api/production/../../7001/production/00000000-intent.json'],
    ['an escape sequence', 'ledger/7002/pro\u001b[2Jduction/00000000-intent.json'],
    ['no parts at all', 'ledger/'],
    ['a deeper folder', 'ledger/7002/clinic-api/production/00000000-intent.json/more'],
    ['a manifest of its own', `manifests/7002/dt=2026-10-01/9001-1-deploy-${'a'.repeat(64)}.json`],
    ['a record under our prefix of records', `records/7002/dt=2026-10-01/env=production/9001-1/x`],
  ];

  test.each(rubbish)('%s touches no other answer', async (_name, key) => {
    const { world } = await deployed();
    world.store.put(key, empty, keep);
    const running = await ask(world);
    const deploy = await auditDeploy(world.store, world.anchor, first);
    expect([running.denied, deploy.denied]).toEqual([false, false]);
    expect(`${running.text}${JSON.stringify(running.text)}`).not.toContain('\u001b');
  });

  test('is counted: ledgers that do not hold by name, what is in none by number', async () => {
    const { world } = await deployed();
    for (const [, key] of rubbish) world.store.put(key, empty, keep);
    const { answer } = await ask(world);
    expect(answer.verdict).toBe('proven');
    const said = answer.caveats.join('\n');
    expect(said).toMatch(
      /\d ledgers of this store that this answer does not rest on do not hold \(.*7002\/clinic-api\/production/,
    );
    expect(said).toMatch(/\d objects among the ledgers are no entry of any/);
  });

  test('that the store will not give does not keep anybody from asking about another ledger', async () => {
    const { world } = await deployed();
    const key = intentKey({ ...ledgerPlace, repository_id: '7002' }, 0);
    world.store.put(key, empty, keep);
    refuse(world, (asked) => asked === key);
    const { answer } = await ask(world);
    expect([answer.verdict, answer.caveats.some((caveat) => caveat.includes('7002/clinic-api/production'))]).toEqual([
      'proven',
      true,
    ]);
  });
});

describe('an entry that is larger than any', () => {
  const limit = 64 * 1024;
  const counted = (world: World) => {
    const kept = { bytes: 0 };
    const read = world.store.read.bind(world.store);
    Object.assign(world.store, {
      read: async (key: string, versionId?: string) => {
        const object = await read(key, versionId);
        if (key.startsWith('ledger/')) kept.bytes += object?.bytes.length ?? 0;
        return object;
      },
    });
    return kept;
  };
  const plant = (world: World, repository: string, from: number, count: number) => {
    const large = new Uint8Array(limit + 1);
    for (let seq = from; seq < from + count; seq += 1)
      world.store.put(intentKey({ ...ledgerPlace, repository_id: repository }, seq), large, keep);
  };

  test('of another tenant is not fetched, and that ledger is named', async () => {
    const { world } = await deployed();
    plant(world, '7002', 0, 200);
    const read = counted(world);
    const { answer } = await ask(world);
    expect(answer.verdict).toBe('proven');
    expect(answer.caveats.join()).toContain('7002/clinic-api/production');
    expect(read.bytes).toBeLessThan(limit);
  });

  test('breaks its own ledger, for the audit, the gate and an anchor, by its key', async () => {
    const { world } = await deployed();
    plant(world, repositoryId, 1, 1);
    const said = `${intentKey(ledgerPlace, 1)}: not a valid entry: it has 65537 bytes, expected at most 65536`;
    expect((await ask(world)).answer.problems[0]).toMatchObject({ code: 'LEDGER_BROKEN', text: said });
    expect((await readLedgerOf(world.store, ledgerPlace)).facts.problem).toBe(said);
    const heads = await noteHeads(world.store, [{ ...ledgerPlace, environment: place }], undefined);
    expect(heads).toMatchObject({ heads: [], unread: [{ problem: said }] });
  });

  test('is the first one above the limit; one of just as many bytes is fetched and not kept', async () => {
    const { world } = await deployed();
    const key = intentKey(ledgerPlace, 1);
    world.store.put(key, new Uint8Array(limit), keep);
    const read = counted(world);
    const objects = await readLedgerObjects(world.store, ledgerPrefix(ledgerPlace));
    expect(read.bytes).toBeGreaterThanOrEqual(limit);
    expect(objects.find((one) => one.key === key)).toMatchObject({ invalid: 'the bytes are not JSON in UTF-8' });
    expect(Math.max(...objects.map(({ bytes }) => bytes.length))).toBeLessThan(2000);
  });
});

describe('a forged intent', () => {
  const forged = (change: object) => async () => {
    const { world } = await deployed();
    const key = intentKey(ledgerPlace, 0);
    const { bytes } = world.row(key);
    const own: object = JSON.parse(new TextDecoder().decode(bytes));
    world.store.rows.delete(key);
    const text = JSON.stringify(Object.fromEntries(Object.entries({ ...own, ...change }).toSorted()));
    world.store.put(key, new TextEncoder().encode(text), keep);
    return (await auditDeploy(world.store, world.anchor, first)).answer;
  };

  test.each<[string, object]>([
    ['of an environment that is no name', { environment: '../production' }],
    ['of another repository', { repository_id: '7002' }],
    ['at the end of all days', { time: 253402300799 }],
    ['at the beginning of all days', { time: 0 }],
  ])('%s is an answer, not the end of the auditor', async (_name, change) => {
    const answer = await forged(change)();
    expect(answer.verdict).toBe('not_proven');
    expect(answer.problems.map(({ code }) => code)).toContain('LEDGER_BROKEN');
  });
});

/** Lets the store list an object and not give it. */
function refuse(world: World, which: (key: string) => boolean, fault = new Fault('STORE_FAILED', 'HTTP 403 x')) {
  const read = world.store.read.bind(world.store);
  Object.assign(world.store, {
    read: async (key: string, versionId?: string) => {
      if (which(key)) throw fault;
      return read(key, versionId);
    },
  });
}

describe('an object that the store lists and will not give', () => {
  test('is one problem that names it, wherever it is met', async () => {
    const { world: untouched } = await deployed();
    const kinds = new Set<string>();
    for (const [index] of untouched.keys('').entries()) {
      const { world } = await deployed();
      const target = world.keys('')[index] ?? '';
      kinds.add(target.split('/')[0] ?? '');
      refuse(world, (key) => key === target);
      const { answer, denied } = await auditDeploy(world.store, world.anchor, first);
      const named = answer.problems.filter(({ key }) => key === target).map(({ code }) => code);
      expect({ target, denied, named }).toEqual({
        target,
        denied: true,
        named: expect.arrayContaining(['OBJECT_UNREADABLE']),
      });
    }
    expect([...kinds].sort()).toEqual(['blobs', 'ledger', 'manifests', 'records']);
  });

  test('in the ledger denies at the gate, by its name', async () => {
    const { world } = await deployed();
    const key = resultKey(ledgerPlace, 0);
    refuse(world, (asked) => asked === key);
    const facts = (await readLedgerOf(world.store, ledgerPlace)).facts;
    expect(facts).toMatchObject({ readable: false, problem: expect.stringContaining(key) });
  });

  test.each<[string, Fault, boolean]>([
    ['refused', new Fault('STORE_FAILED', 's3:b, k: HTTP 403 InvalidObjectState: archived'), true],
    ['larger than any evidence', new Fault('STORE_CORRUPT', 'k has 67108865 bytes'), true],
    ['no plain file', new Fault('FILE_UNSAFE', 'dir:x: k is a link'), true],
    ['too much for now', new Fault('STORE_FAILED', 's3:b, k: HTTP 503 SlowDown: slow down'), false],
    ['too many for now', new Fault('STORE_FAILED', 's3:b, k: HTTP 429 TooManyRequests: wait'), false],
    ['unanswered', new Fault('REMOTE_UNREACHABLE', 's3:b, k: no answer'), false],
  ])('%s: a fact about the object, or nobody has looked', async (_name, fault, isFact) => {
    const store = new MemoryStore({ clock: { now: () => noon } });
    Object.assign(store, { read: () => Promise.reject(fault) });
    const reading = readOrRefusal(store, 'k', 'v').then(({ refusal }) => refusal !== '');
    if (isFact) expect(await reading).toBe(true);
    else await expect(reading).rejects.toBe(fault);
  });

  test('is not fetched where the listing says that it is larger than any evidence', async () => {
    const { world } = await deployed();
    const key = intentKey({ ...ledgerPlace, repository_id: '7002' }, 0);
    const ours = intentKey(ledgerPlace, 0);
    world.store.put(key, empty, keep);
    const read: string[] = [];
    const list = world.store.list.bind(world.store);
    Object.assign(world.store, {
      list: async (prefix: string) =>
        (await list(prefix)).map((row) => (row.key === key ? { ...row, size: 65 * 1024 * 1024 } : row)),
    });
    refuse(world, (asked) => {
      read.push(asked);
      return false;
    });
    expect((await ask(world)).answer.verdict).toBe('proven');
    expect([read.includes(key), read.includes(ours)]).toEqual([false, true]);
  });

  test('and is a trusted root leaves the signatures unjudged, and is named', async () => {
    const { world } = await deployed({ signer: null });
    const sha = sha256('root');
    const key = `blobs/${repositoryId}/sha256/${sha}`;
    world.store.put(key, empty, keep);
    world.anchor = Anchor.parse({
      ...world.anchor,
      trusted_roots: [{ sha256: sha, certificate_transparency: false }],
    });
    const stranger = await plantManifest(world, keySigner());
    refuse(world, (asked) => asked === key);
    const { answer } = await auditDeploy(world.store, world.anchor, first);
    const found = answer.problems.map((one) => `${one.code} ${one.key}`);
    expect(found).toEqual(expect.arrayContaining([`TRUST_ROOT_MISSING ${stranger}`, `OBJECT_UNREADABLE ${key}`]));
  });
});
