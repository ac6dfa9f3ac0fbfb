// Answers question 5 of docs/guide/audit.md: what was last recorded as deployed at a time, and whether that is this digest as it was approved.
// It reports records only; nobody has looked into the cluster. An attempt after the last success may have changed what
// runs, however it ended.
import { counted, printable } from '../base/text.ts';
import { toIso } from '../base/time.ts';
import type { EvidenceProblem, LedgerPlace, LedgerStep } from '../model/evidence.ts';
import type { Digest, EpochSeconds, RepositoryId } from '../model/ids.ts';
import { isSameLedger } from './anchored.ts';
import { citations, type EnvironmentAnswer, type LaterAttempt, RunningAnswer } from './answers.ts';
import { uniqueProblems } from './checks.ts';
import { answerStep, stepProblems } from './deploy.ts';
import { notStarted } from './ending.ts';
import type { AuditMaterial, DeployMaterial, LedgerMaterial } from './material.ts';

const unobserved = 'last recorded successful deploy; cluster not observed';

/** A digest at a time, anywhere in the store, or in one repository, service or environment. */
export type RunningQuestion = {
  digest: Digest;
  at: EpochSeconds;
  repositoryId?: RepositoryId | undefined;
  service?: string | undefined;
  environment?: string | undefined;
};

/**
 * The ledgers that a question is about: those that name the digest, and, because they may have named it, those of the same repository
 * that do not hold the entry that the anchor knows.
 */
export function ledgersAsked(ledgers: readonly LedgerMaterial[], asked: RunningQuestion): LedgerMaterial[] {
  const eligible = ledgers.filter(
    ({ repository_id, service, environment }) =>
      repository_id === (asked.repositoryId ?? repository_id) &&
      service === (asked.service ?? service) &&
      environment === (asked.environment ?? environment),
  );
  const named = eligible.filter(({ steps }) => steps.some(({ intent }) => intent.digest === asked.digest));
  const repositories = new Set(named.map(({ repository_id }) => repository_id));
  return eligible.filter(
    (ledger) =>
      named.includes(ledger) || (ledger.lost && (named.length === 0 || repositories.has(ledger.repository_id))),
  );
}

/** The steps whose evidence an answer about a time needs: the last success by then, and everything begun after it by then. */
export function stepsInForce({ steps }: Pick<LedgerMaterial, 'steps'>, at: EpochSeconds): LedgerStep[] {
  const last = steps.findLastIndex((step) => succeededBy(step, at));
  return steps.slice(Math.max(last, 0)).filter((step, index) => (last >= 0 && index === 0) || step.intent.time <= at);
}

function succeededBy({ closed }: LedgerStep, at: EpochSeconds): boolean {
  return closed?.result.outcome === 'succeeded' && closed.result.time <= at;
}

/** The answer for one digest at one time, each environment by itself; the verdict of the whole is the worst of them. */
export function answerRunning(material: AuditMaterial, asked: RunningQuestion): RunningAnswer {
  const { digest, at } = asked;
  const ledgers = ledgersAsked(material.ledgers, asked);
  const environments = ledgers.map((ledger) => answerEnvironment(material, ledger, digest, at));
  const problems = uniqueProblems([
    ...environments.flatMap((environment) => environment.problems),
    ...(environments.length === 0 ? [neverNamed(asked)] : []),
  ]);
  return RunningAnswer.parse({
    schema: 'safeguard.audit-running/v1',
    verdict: problems.length === 0 ? 'proven' : 'not_proven',
    digest,
    at,
    store: material.store,
    environments,
    citations: [...citations],
    caveats: [
      unobserved,
      ...ledgers.flatMap((ledger) => laterCaveats(material, ledger, at)),
      ...environments.flatMap((one) => (one.last?.caveats ?? []).map((caveat) => `${nameOf(one)}: ${caveat}`)),
      ...elsewhere(material, ledgers),
    ],
    problems,
  });
}

function answerEnvironment(
  material: AuditMaterial,
  ledger: LedgerMaterial,
  digest: Digest,
  at: EpochSeconds,
): EnvironmentAnswer {
  const steps = stepsInForce(ledger, at);
  const last = steps.find((step) => succeededBy(step, at));
  const deployOf = (step: LedgerStep | undefined) => material.deploys.find((deploy) => deploy.step === step);
  const deploy = deployOf(last);
  const answer = deploy ? answerStep(material, deploy) : null;
  const later = steps.filter((step) => step !== last).map((step) => ({ step, deploy: deployOf(step) }));
  const attempts = later.map(({ step, deploy: own }) => attemptOf(step, own));
  const problems = uniqueProblems([
    ...ledger.problems,
    ...(answer?.problems ?? []),
    ...later.flatMap(({ deploy: own }) => (own ? stepProblems(material, own) : [])),
    ...later.flatMap(({ step }, index) => uncertain(step, attempts[index])),
    ...(last?.intent.digest === digest ? [] : [notDeployed(ledger, digest)]),
  ]);
  return {
    repository_id: ledger.repository_id,
    service: ledger.service,
    environment: ledger.environment,
    verdict: problems.length === 0 ? 'proven' : 'not_proven',
    matches: last?.intent.digest === digest,
    later_deploys_excluded: excludesLater(anchoredTimes(material, ledger), at),
    open_intents: later
      .filter(({ step: { closed } }) => !closed || closed.result.time > at)
      .map(({ step }) => step.intent.deploy_id),
    later_attempts: attempts,
    last: answer,
    problems,
  };
}

function nameOf({ repository_id, service, environment }: LedgerPlace): string {
  return `${repository_id}/${service}/${environment}`;
}

function attemptOf({ intent, closed }: LedgerStep, deploy: DeployMaterial | undefined): LaterAttempt {
  return {
    deploy_id: intent.deploy_id,
    seq: intent.seq,
    digest: intent.digest,
    began_at: intent.time,
    outcome: closed?.result.outcome ?? 'open',
    ended_at: closed?.result.time ?? null,
    reconciled_by: closed?.result.reconciled_by ?? '',
    untouched: deploy !== undefined && notStarted(deploy),
  };
}

/** Of an attempt after the last success: unless its own run signed that its command never started, it may have changed the target. */
function uncertain({ intent_key, closed }: LedgerStep, attempt: LaterAttempt | undefined): EvidenceProblem[] {
  if (!attempt || attempt.untouched) return [];
  const key = closed?.key ?? intent_key;
  const end =
    attempt.ended_at === null ? 'has no recorded end' : `ended ${attempt.outcome} at ${toIso(attempt.ended_at)}`;
  const text = `${key}: deploy ${attempt.deploy_id} of ${attempt.digest} began at ${toIso(attempt.began_at)} and ${end}; nothing signed shows that its command did not start, so what runs since is not known`;
  return [{ code: 'TARGET_UNCERTAIN', key, text }];
}

/** When the anchor's own heads of this ledger were written, as far as the store holds these entries unchanged. */
function anchoredTimes(
  { anchor }: AuditMaterial,
  ledger: Pick<LedgerMaterial, keyof LedgerPlace | 'steps'>,
): EpochSeconds[] {
  const heads = anchor.ledger_heads.filter((head) => isSameLedger(head, ledger));
  return heads.flatMap(({ seq, result_sha256 }) =>
    ledger.steps.flatMap(({ intent, closed }) =>
      intent.seq === seq && closed?.sha256 === result_sha256 ? [closed.result.time] : [],
    ),
  );
}

/** True when a head that the anchor itself holds is not older than the time: then nothing before it can have been cut. */
function excludesLater(heads: readonly EpochSeconds[], at: EpochSeconds): boolean {
  return heads.some((time) => time >= at);
}

function laterCaveats(material: AuditMaterial, ledger: LedgerMaterial, at: EpochSeconds): string[] {
  const heads = anchoredTimes(material, ledger);
  if (excludesLater(heads, at)) return [];
  const [head] = [...heads].sort((a, b) => b - a);
  const unread = material.anchor.unread_ledgers.find((one) => isSameLedger(one, ledger));
  const why =
    head !== undefined
      ? `: the anchor's head, of ${toIso(head)}, is older than the time asked; an anchor printed after a later deploy excludes them`
      : unread
        ? `: this ledger could not be noted when the anchor was printed: ${unread.problem}`
        : '';
  return [`later deploys not excluded for ${nameOf(ledger)}${why}`];
}

/** Problems elsewhere in the store do not affect the answer; only their number is reported. */
function elsewhere({ ledgers, strayObjects }: AuditMaterial, asked: readonly LedgerMaterial[]): string[] {
  const broken = ledgers.filter((ledger) => ledger.problems.length > 0 && !asked.includes(ledger));
  const names = broken.slice(0, 3).map(nameOf);
  const more = broken.length > names.length ? ', ...' : '';
  return [
    ...(broken.length === 0
      ? []
      : [
          `${counted(broken.length, 'ledger')} of this store that this answer does not rest on ${broken.length === 1 ? 'does' : 'do'} not hold (${names.join(', ')}${more}), so a deploy to ${broken.length === 1 ? 'it' : 'them'} is not excluded`,
        ]),
    ...(strayObjects === 0
      ? []
      : [
          `${counted(strayObjects, 'object')} among the ledgers ${strayObjects === 1 ? 'is' : 'are'} no entry of any and count for nothing`,
        ]),
  ];
}

function notDeployed(ledger: LedgerMaterial, digest: Digest): EvidenceProblem {
  return {
    code: 'NOT_DEPLOYED',
    key: '',
    text: `${digest} was not the last recorded successful deploy of ${ledger.service} to ${ledger.environment} of repository id ${ledger.repository_id} at that time`,
  };
}

function neverNamed({ digest, repositoryId, service, environment }: RunningQuestion): EvidenceProblem {
  const where = [
    ...(environment === undefined ? [] : [`of environment ${printable(environment)}`]),
    ...(service === undefined ? [] : [`of service ${printable(service)}`]),
    ...(repositoryId === undefined ? [] : [`of repository id ${repositoryId}`]),
  ].join(' ');
  return { code: 'NOT_DEPLOYED', key: '', text: `no ledger ${where === '' ? 'in the store' : where} names ${digest}` };
}
