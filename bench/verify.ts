// Bar `verify`: bundles of many jobs verified offline: by our room in one process, by the library naively in one process, and by
// one cosign process per bundle. Every bundle must verify with all three, or there is no figure.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { sharedClock } from '../local-cloud/clock.ts';
import { exampleJob } from '../local-cloud/oidc.ts';
import { type LocalSigstore, startSigstore } from '../local-cloud/sigstore.ts';
import { openIdentity } from '../src/platform/forge/github/identity.ts';
import { openKeylessSigner } from '../src/platform/sigstore/keyless.ts';
import { signingOf } from '../test/unit/platform/sigstore/world.ts';
import { type CosignPeer, cosignVersion, openCosign, predicateType } from './cosign.ts';
import { type Job, median, runExpected, shown } from './measure.ts';
import type { Bar, Result } from './report.ts';

const counts = [100, 300, 1000];
const statementsPerJob = 5;
const sample = 20;
const door = fileURLToPath(new URL('verify-door.ts', import.meta.url));

const Said = z.strictObject({ verified: z.int(), ms: z.number(), peakMb: z.number() });

type Row = { count: number; ours: number; oursLoop: number; naive: number; naiveLoop: number; cosign: number };

/** Limits: 1,000 bundles >= 50 x faster than cosign processes (a sample of 20, scaled), >= 3 x than the naive loop. */
export const verify: Bar = {
  name: 'verify',
  async run(args) {
    const folder = mkdtempSync(join(tmpdir(), 'safeguard-bench-'));
    const sigstore = await startSigstore(sharedClock());
    try {
      const blob = join(folder, 'blob');
      writeFileSync(blob, 'an image manifest\n');
      await writeBundles(sigstore, join(folder, 'bundles'));
      const cosign = openCosign(folder, sigstore);
      await sigstore.close();
      return await measureVerifying(folder, cosign, Number(args[0] ?? 5));
    } finally {
      await sigstore.close();
      rmSync(folder, { recursive: true });
    }
  },
};

/** As a year of jobs leaves them: five statements with one certificate, two hundred certificates. */
async function writeBundles(sigstore: LocalSigstore, folder: string): Promise<void> {
  mkdirSync(folder);
  const most = Math.max(...counts);
  for (let first = 0; first < most; first += statementsPerJob) {
    const identity = openIdentity(sigstore.oidc.register(exampleJob()), true);
    const signer = openKeylessSigner(signingOf(sigstore), identity, sharedClock());
    for (let number = first; number < first + statementsPerJob; number += 1) {
      const name = String(number).padStart(5, '0');
      writeFileSync(join(folder, `${name}.json`), await signer.sign(statementOf(number)));
    }
  }
}

/** All are about the one blob, because cosign compares it; the predicate makes each its own. */
function statementOf(number: number): Uint8Array {
  const digest = { sha256: createHash('sha256').update('an image manifest\n').digest('hex') };
  const subject = [{ name: 'blob', digest }];
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate: { number } };
  return new TextEncoder().encode(JSON.stringify(statement));
}

async function measureVerifying(folder: string, cosign: CosignPeer, rounds: number): Promise<Result> {
  const [bundles, root] = [join(folder, 'bundles'), join(folder, 'trusted-root.json')];
  const rows: Row[] = [];
  const memory = new Map<string, number>();
  for (const count of counts) {
    const times = new Map<string, number[]>();
    for (let round = -1; round < rounds; round += 1) {
      for (const mode of ['ours', 'naive']) {
        const { ms, said } = await runDoor(mode, bundles, root, count);
        memory.set(mode, said.peakMb);
        if (round < 0) continue;
        times.set(mode, [...(times.get(mode) ?? []), ms]);
        times.set(`${mode}Loop`, [...(times.get(`${mode}Loop`) ?? []), said.ms]);
      }
    }
    const cosignMs = await sampleCosign(cosign, folder, bundles);
    const middle = (name: string) => median(times.get(name) ?? []);
    rows.push({
      ...{ count, ours: middle('ours'), oursLoop: middle('oursLoop') },
      ...{ naive: middle('naive'), naiveLoop: middle('naiveLoop'), cosign: cosignMs * count },
    });
  }
  const one = await cosign.verify(join(folder, 'blob'), join(bundles, '00000.json'), true);
  return resultOf(rows, { ...Object.fromEntries(memory), cosign: one.peakMb }, rounds);
}

async function runDoor(mode: string, bundles: string, root: string, count: number) {
  const job: Job = { program: process.execPath, args: [door, mode, bundles, root, String(count)] };
  const ended = await runExpected(job, [0]);
  const said = Said.parse(JSON.parse(ended.stdout));
  if (said.verified !== count) throw new Error(`${mode} verified ${said.verified} of ${count}`);
  return { ms: ended.ms, said };
}

/** Median milliseconds of one cosign process over the sample. */
async function sampleCosign(cosign: CosignPeer, folder: string, bundles: string): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number < sample; number += 1) {
    const bundle = join(bundles, `${String(number).padStart(5, '0')}.json`);
    times.push((await cosign.verify(join(folder, 'blob'), bundle)).ms);
  }
  return median(times);
}

function resultOf(rows: readonly Row[], memory: Record<string, number>, rounds: number): Result {
  const last = rows.at(-1);
  const over = (a = Number.NaN, b = Number.NaN) => a / b;
  const byCosign = over(last?.cosign, last?.ours);
  const byNaive = over(last?.naive, last?.ours);
  const byLoop = over(last?.naiveLoop, last?.oursLoop);
  const grown = over(over(last?.oursLoop, last?.count), over(rows[1]?.oursLoop, rows[1]?.count));
  return {
    title: 'Verifying',
    work: `Bundles with certificate, log entry and timestamp, five per job, verified offline; whole processes, and in brackets the loop alone; medians of ${rounds} rounds in turn. Signed by our signer against our stand-ins.`,
    peers: [
      `cosign ${cosignVersion()}, \`verify-blob-attestation\`, one process per bundle: the median of ${sample} processes, scaled`,
      '@sigstore/verify 4.1.3 in a loop that opens the trusted root for each bundle',
    ],
    columns: ['bundles', 'ours ms', 'naive loop ms', 'cosign ms, scaled', 'naive / ours', 'cosign / ours'],
    rows: rows.map((row) => [
      String(row.count),
      `${shown(row.ours)} (${shown(row.oursLoop)})`,
      `${shown(row.naive)} (${shown(row.naiveLoop)})`,
      shown(row.cosign),
      `${over(row.naive, row.ours).toFixed(1)} (${over(row.naiveLoop, row.oursLoop).toFixed(1)})`,
      over(row.cosign, row.ours).toFixed(0),
    ]),
    verdicts: [
      {
        bar: '1,000 bundles >= 50 x faster than cosign processes',
        reached: `${byCosign.toFixed(0)} x`,
        met: byCosign >= 50,
      },
      {
        bar: '1,000 bundles >= 3 x faster than the naive loop',
        reached: `${byNaive.toFixed(1)} x, loop alone ${byLoop.toFixed(1)} x`,
        met: byNaive >= 3,
      },
      {
        bar: 'linear: loop per bundle at 1,000 <= 1.2 x that at 300',
        reached: `${grown.toFixed(2)} x`,
        met: grown <= 1.2,
      },
    ],
    growth: 'linear in bundles; a certificate that signed more than one is worked on once.',
    notes: [
      'Ours and the naive loop have the library decide everything for every bundle: chain, times, logs, signature. Ours opens the trusted root once, and a certificate keeps its encodings and the answer which key signed it; that is the difference, because the library encodes a certificate anew whenever it compares two. The last 64 signers are known again.',
      'What is left of a bundle is reading the certificate and the time stamp (the library tries to read every octet string as a structure and makes an error with its stack for each that is none), the copy of the certificate it takes to look for SCTs, and three signatures. A cosign process for one bundle starts in a few tens of milliseconds, so 50 times faster than it would be under one millisecond for a bundle, which this library does not reach.',
      `Peak memory: ours ${shown(memory.ours ?? 0)} MB, naive ${shown(memory.naive ?? 0)} MB, each cosign ${shown(memory.cosign ?? 0)} MB.`,
    ],
    plot: {
      x: 'bundles',
      y: 'milliseconds',
      lines: [
        { name: 'ours', points: rows.map(({ count, ours }) => [count, ours] as const) },
        { name: 'naive loop', points: rows.map(({ count, naive }) => [count, naive] as const) },
        { name: 'cosign, processes', points: rows.map(({ count, cosign }) => [count, cosign] as const) },
      ],
    },
  };
}
