// Answers question 5: what was last recorded as deployed at a time, and whether that is this digest as it was approved. It speaks of
// records only; nobody has looked into the cluster.
import { toIso } from '../base/time.ts';
import type { EvidenceProblem, LedgerStep } from '../model/evidence.ts';
import type { Digest, EpochSeconds } from '../model/ids.ts';
import { citations, RunningAnswer } from './answers.ts';
import { uniqueProblems } from './checks.ts';
import { answerStep, stepProblems } from './deploy.ts';
import type { AuditMaterial, LedgerMaterial } from './material.ts';

const unobserved = 'last recorded deploy; cluster not observed';

/** The ledgers a digest was ever meant for. */
export function ledgersNaming(ledgers: readonly LedgerMaterial[], digest: Digest): LedgerMaterial[] {
  return ledgers.filter(({ steps }) => steps.some(({ intent }) => intent.digest === digest));
}

/** The steps whose evidence an answer about a time needs: the last success by then, and everything begun after it by then. */
export function stepsInForce({ steps }: Pick<LedgerMaterial, 'steps'>, at: EpochSeconds): LedgerStep[] {
  const last = steps.findLastIndex(({ closed }) => closed?.result.outcome === 'succeeded' && closed.result.time <= at);
  return steps.slice(Math.max(last, 0)).filter(({ intent }) => intent.time <= at);
}

/** The answer for one digest at one time, over every ledger that names the digest. */
export function answerRunning(material: AuditMaterial, digest: Digest, at: EpochSeconds): RunningAnswer {
  const named = ledgersNaming(material.ledgers, digest);
  const environments = named.map((ledger) => answerEnvironment(material, ledger, digest, at));
  const problems = uniqueProblems([
    ...material.ledgers.flatMap((ledger) => ledger.problems),
    ...environments.flatMap((environment) => environment.problems),
    ...(environments.some((environment) => environment.matches) ? [] : [notDeployed(digest)]),
  ]);
  return RunningAnswer.parse({
    schema: 'safeguard.audit-running/v1',
    verdict: problems.length === 0 ? 'proven' : 'not_proven',
    digest,
    at,
    store: material.store,
    environments: environments.map(({ problems: _, ...environment }) => environment),
    citations: [...citations],
    caveats: [unobserved, ...named.flatMap((ledger) => laterCaveats(anchoredTimes(material, ledger), ledger, at))],
    problems,
  });
}

function answerEnvironment(material: AuditMaterial, ledger: LedgerMaterial, digest: Digest, at: EpochSeconds) {
  const steps = stepsInForce(ledger, at);
  const last = steps.find(({ closed }) => closed?.result.outcome === 'succeeded' && closed.result.time <= at);
  const deploy = material.deploys.find(({ step }) => step === last);
  const answer = deploy ? answerStep(material, deploy) : null;
  const others = material.deploys.filter(({ step }) => step !== last && steps.includes(step));
  return {
    repository_id: ledger.repositoryId,
    environment: ledger.environment,
    matches: last?.intent.digest === digest,
    later_deploys_excluded: excludesLater(anchoredTimes(material, ledger), at),
    open_intents: steps
      .filter(({ closed }) => !closed || closed.result.time > at)
      .map(({ intent }) => intent.deploy_id),
    last: answer,
    problems: [...(answer?.problems ?? []), ...others.flatMap((other) => stepProblems(material, other))],
  };
}

/** When the anchor's own heads of this ledger were written, as far as the store holds these entries unchanged. */
function anchoredTimes(
  { anchor }: AuditMaterial,
  { repositoryId, environment, steps }: Pick<LedgerMaterial, 'repositoryId' | 'environment' | 'steps'>,
): EpochSeconds[] {
  const heads = anchor.ledger_heads.filter(
    (head) => head.repository_id === repositoryId && head.environment === environment,
  );
  return heads.flatMap(({ seq, result_sha256 }) =>
    steps.flatMap(({ intent, closed }) =>
      intent.seq === seq && closed?.sha256 === result_sha256 ? [closed.result.time] : [],
    ),
  );
}

/** True when a head that the anchor itself holds is not older than the time: then nothing before it can have been cut. */
function excludesLater(heads: readonly EpochSeconds[], at: EpochSeconds): boolean {
  return heads.some((time) => time >= at);
}

function laterCaveats(
  heads: readonly EpochSeconds[],
  { repositoryId, environment }: Pick<LedgerMaterial, 'repositoryId' | 'environment'>,
  at: EpochSeconds,
): string[] {
  if (excludesLater(heads, at)) return [];
  const [head] = [...heads].sort((a, b) => b - a);
  const why =
    head === undefined
      ? ''
      : `: the anchor's head, of ${toIso(head)}, is older than the time asked; an anchor printed after a later deploy excludes them`;
  return [`later deploys not excluded for ${repositoryId}/${environment}${why}`];
}

function notDeployed(digest: Digest): EvidenceProblem {
  return {
    code: 'NOT_DEPLOYED',
    key: '',
    text: `${digest} was not the last recorded deploy of any environment at that time`,
  };
}
