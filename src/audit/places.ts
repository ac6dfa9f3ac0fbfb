// The keys under which the evidence of a deploy is stored, derived from its ledger and its statements.
import { manifestPrefix, recordPrefix, type ServicePlace } from '../evidence/keys.ts';
import type { EvidenceBundle } from '../model/decision.ts';
import { EpochSeconds } from '../model/ids.ts';
import type { Moment } from './anchored.ts';
import type { StatementMaterial } from './material.ts';

const day = 86_400;

/**
 * A deploy's manifests are stored under the day of the intent or the next, and the day of the result, under the run
 * that wrote them.
 */
export function deployPrefixes({ step: { intent, closed }, ledger }: Moment): string[] {
  const { repository_id, service } = ledger;
  const result = closed ? daysFrom(closed.result.time, 1).map((time) => ({ run_id: closed.result.run_id, time })) : [];
  const own = daysFrom(intent.time, 2).map((time) => ({ run_id: intent.run_id, time }));
  return [...new Set([...own, ...result].map((run) => manifestPrefix({ repository_id, service, ...run })))];
}

/** The times on a day and the days after it; the time comes from a ledger, so it may be the last possible day. */
function daysFrom(time: EpochSeconds, days: number): EpochSeconds[] {
  const times = Array.from({ length: days }, (_, index) => time + index * day);
  return times.filter((one) => EpochSeconds.safeParse(one).success);
}

/**
 * Prefixes of the manifests of the building runs: under the runs that the statements name, from the day of the build's
 * decision, or of its first scan, to two days later.
 */
export function buildPrefixes(
  { repository_id, service }: ServicePlace,
  statements: readonly StatementMaterial[],
  bundle: EvidenceBundle | null,
): string[] {
  const runs = statements.flatMap(
    ({ invocation }) => /\/actions\/runs\/([1-9]\d{0,18})\/attempts\/\d{1,6}$/.exec(invocation)?.[1] ?? [],
  );
  const decided = statements.map(({ decidedAt }) => decidedAt).filter((time) => time > 0);
  const scanned = (bundle?.scans ?? []).map((scan) => scan.started_at);
  const starts = decided.length > 0 ? decided : scanned.length > 0 ? [Math.min(...scanned)] : [];
  const times = [...new Set(starts)].flatMap((start) => daysFrom(start, 3));
  const prefixes = [...new Set(runs)].flatMap((run_id) =>
    times.map((time) => manifestPrefix({ repository_id, service, run_id, time })),
  );
  return [...new Set(prefixes)];
}

/** The prefixes of the records of a deploy, independent of the manifest that lists them. */
export function recordPrefixes({ step: { intent, closed }, ledger }: Moment): string[] {
  const { repository_id, service, environment } = ledger;
  const place = { repository_id, service, environment };
  const ends = closed ? [{ run_id: closed.result.run_id, time: closed.result.time }] : [];
  const runs = [{ run_id: intent.run_id, time: intent.time }, ...ends];
  return [...new Set(runs.map((run) => recordPrefix({ ...place, ...run })))];
}
