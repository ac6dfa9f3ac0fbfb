// Bar `sign`: statements about one image signed keylessly against a Sigstore on loopback whose answers take as long as those of
// a distant one: by our signer in this process, and by cosign with one process per statement, as a workflow would call it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedClock } from '../local-cloud/clock.ts';
import { exampleJob } from '../local-cloud/oidc.ts';
import { type LocalSigstore, startSigstore } from '../local-cloud/sigstore.ts';
import { openIdentity } from '../src/platform/forge/github/identity.ts';
import { openKeylessSigner } from '../src/platform/sigstore/keyless.ts';
import { signingOf, statementOf } from '../test/unit/platform/sigstore/world.ts';
import { cosignVersion, openCosign, openFulcioDoor } from './cosign.ts';
import { ownPeakMb, race, shown } from './measure.ts';
import type { Bar, Result } from './report.ts';

/** Milliseconds that each answer takes, as the limits below assume them. */
const latency = { fulcio: 150, rekor: 300, tsa: 50 };

const counts = [1, 5, 20];

/** Limits: 5 statements >= 5 x faster than cosign, 20 >= 12 x; wall(20) <= 1.5 x wall(1). */
export const sign: Bar = {
  name: 'sign',
  async run(args) {
    const sigstore = await startSigstore(sharedClock());
    const door = await openFulcioDoor(sigstore.fulcio.url);
    const folder = mkdtempSync(join(tmpdir(), 'safeguard-bench-'));
    try {
      sigstore.fulcio.knobs.latency = latency.fulcio;
      sigstore.rekor.knobs.latency = latency.rekor;
      sigstore.tsa.knobs.latency = latency.tsa;
      return await measureSigning(sigstore, door.url, folder, Number(args[0] ?? 5));
    } finally {
      await door.close();
      await sigstore.close();
      rmSync(folder, { recursive: true });
    }
  },
};

type Row = { count: number; ours: number; cosign: number; ratio: number };

async function measureSigning(
  sigstore: LocalSigstore,
  fulcioDoor: string,
  folder: string,
  rounds: number,
): Promise<Result> {
  const cosign = openCosign(folder, sigstore, fulcioDoor);
  const [blob, predicate] = [join(folder, 'blob'), join(folder, 'predicate.json')];
  writeFileSync(blob, 'an image manifest\n');
  writeFileSync(predicate, JSON.stringify({ number: 1 }));
  // A token is made before the clock starts; ours asks for its own while it runs.
  const attest = async (watchMemory = false) =>
    cosign.attest(blob, predicate, await sigstore.oidc.jobToken(exampleJob(), 'sigstore'), watchMemory);
  const byCosign = async (count: number) => {
    let ms = 0;
    for (let left = count; left > 0; left -= 1) ms += (await attest()).ms;
    return ms;
  };
  const rows: Row[] = [];
  for (const count of counts) {
    const times = await race({ ours: () => signAll(sigstore, count), cosign: () => byCosign(count) }, rounds);
    rows.push({ count, ours: times.ms('ours'), cosign: times.ms('cosign'), ratio: times.ratio('cosign', 'ours') });
  }
  return resultOf(rows, (await attest(true)).peakMb, rounds);
}

/** A signer is opened, asks for its token and its certificate, and signs all statements at once, as publishing does. */
async function signAll(sigstore: LocalSigstore, count: number): Promise<number> {
  const identity = openIdentity(sigstore.oidc.register(exampleJob()), true);
  const started = performance.now();
  const signer = openKeylessSigner(signingOf(sigstore), identity, sharedClock());
  await Promise.all(Array.from({ length: count }, (_, index) => signer.sign(statementOf(index))));
  return performance.now() - started;
}

function resultOf(rows: readonly Row[], cosignMb: number, rounds: number): Result {
  const [one, five, twenty] = rows;
  const grown = (twenty?.ours ?? Number.NaN) / (one?.ours ?? Number.NaN);
  const faster = (row: Row | undefined, least: number) => ({
    bar: `${row?.count} statements >= ${least} x faster than cosign`,
    reached: `${row?.ratio.toFixed(1)} x`,
    met: (row?.ratio ?? 0) >= least,
  });
  const { fulcio, rekor, tsa } = latency;
  return {
    title: 'Signing',
    work: `Statements signed keylessly, from a job's identity to bundles; answers of Fulcio, Rekor and the timestamp authority take ${fulcio}, ${rekor} and ${tsa} ms; medians of ${rounds} rounds in turn. All servers are our stand-ins, in this process.`,
    peers: [`cosign ${cosignVersion()}, \`attest-blob\`, one process per statement, against the same servers`],
    columns: ['statements', 'ours ms', 'cosign ms', 'cosign / ours'],
    rows: rows.map(({ count, ours, cosign, ratio }) => [String(count), shown(ours), shown(cosign), ratio.toFixed(1)]),
    verdicts: [
      faster(five, 5),
      faster(twenty, 12),
      { bar: 'wall(20) <= 1.5 x wall(1)', reached: `${grown.toFixed(2)} x`, met: grown <= 1.5 },
    ],
    growth: 'one token and one certificate per job; log entries and timestamps of all statements at the same time.',
    notes: [
      `Three round trips in a row cost ${fulcio + rekor + tsa} ms; no signer of this kind can be faster.`,
      `Peak memory: ${shown(ownPeakMb())} MB for the signer with all servers in one process; ${shown(cosignMb)} MB for each cosign.`,
      '`cosign attest` also pushes to a registry; `attest-blob` and our signer do not.',
    ],
    plot: {
      x: 'statements',
      y: 'milliseconds',
      lines: [
        { name: 'ours', points: rows.map(({ count, ours }) => [count, ours] as const) },
        { name: 'cosign, processes', points: rows.map(({ count, cosign }) => [count, cosign] as const) },
      ],
    },
  };
}
