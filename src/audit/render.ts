// Answers as people read them: one paragraph of plain sentences, then the problems. Every text from a store is made
// printable, short and visibly foreign, so that our own text is never cut; no answer claims compliance. Digests are cut
// to twelve characters, except the decision's, which a replay needs; the JSON answer has them in full.
import { accountText } from '../base/account.ts';
import { counted, listed, listedFirst, named, placed, printableLines, quoted } from '../base/text.ts';
import { toIso } from '../base/time.ts';
import type { EvidenceProblem } from '../model/evidence.ts';
import { reasonText } from '../model/ledger-words.ts';
import type { DeployAnswer, RunningAnswer, StepAnswer } from './answers.ts';

/** The answer to question 2 in one paragraph, with caveats and problems below it. */
export function renderDeploy(answer: DeployAnswer): string {
  const { others, denials, ...first } = answer;
  if (denials.length > 0) return [printableLines(denialsOf(answer)), ...trailer(first)].join('\n');
  if (others.length === 0) return [printableLines(paragraphOf(first)), ...trailer(first)].join('\n');
  const steps = [first, ...others];
  const places = listedFirst(steps.map(({ deploy }) => `${named(deploy?.environment ?? '')}: ${deploy?.outcome}`));
  const head = `Deploy ${answer.deploy_id} in ${answer.store} is ${verdictOf(answer)}. The run deployed to ${steps.length} environments (${places}).`;
  const caveats = [...new Set(steps.flatMap((step) => step.caveats))];
  const paragraphs = steps.map((step) => printableLines(paragraphOf(step)));
  return [printableLines(head), ...paragraphs, ...trailer({ caveats, problems: answer.problems })].join('\n');
}

/** What was refused, by what and on whose word; nothing that a denial's evidence does not say. */
function denialsOf({ deploy_id, store, denials }: DeployAnswer): string {
  const one = ({
    service,
    environment,
    digest,
    phase,
    time,
    rules,
    decision_key,
    manifest,
  }: DeployAnswer['denials'][number]) => {
    const place = manifest.environment === '' ? '' : ` in ${named(manifest.environment)}`;
    const repository = manifest.identity === 'key' ? '' : ` for repository id ${manifest.source_repository_id}${place}`;
    return [
      `Deploy ${deploy_id} in ${store} was DENIED by ${listedFirst(rules.map(({ id }) => named(id)))}: the gate refused ${digest} ${phase} for ${named(service)} in ${named(environment)} at ${toIso(time)}, and no ledger names a deploy of this run. The decision has sha256 ${decision_key.split('/').at(-1)}; a manifest (${manifest.sha256.slice(0, 12)}) signed by ${placed(manifest.signer)}${repository} lists it.`,
      ...rules.map(({ id, message }) => `  - ${named(id)}: ${quoted(message, 300)}`),
    ];
  };
  return denials.flatMap(one).join('\n');
}

function paragraphOf(answer: StepAnswer): string {
  const head = `Deploy ${answer.deploy_id} in ${answer.store} is ${verdictOf(answer)}.`;
  if (!answer.deploy) return head;
  return [
    head,
    ...(answer.verdict === 'proven'
      ? []
      : [
          'What follows is what the records say that could be read; it counts for nothing until the problems are explained.',
        ]),
    ...whatHappened(answer.deploy),
    whoApproved(answer),
    whoWrote(answer),
    scansSentence(answer),
    exceptionsSentence(answer),
    decisionSentence(answer),
    signedSentence(answer),
    lockSentence(answer),
    ...(answer.verdict === 'proven' ? [support(answer)] : []),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function verdictOf({ verdict, problems }: { verdict: string; problems: readonly EvidenceProblem[] }): string {
  return verdict === 'proven' ? 'proven' : `NOT PROVEN (${counted(problems.length, 'problem')}, listed below)`;
}

function whatHappened(deploy: NonNullable<StepAnswer['deploy']>): string[] {
  const image = deploy.registry === '' ? deploy.digest : `${placed(deploy.registry)}@${deploy.digest}`;
  const repository =
    deploy.repository === ''
      ? `repository id ${deploy.repository_id}`
      : `${placed(deploy.repository)} (repository id ${deploy.repository_id})`;
  const end = deploy.ended_at === null ? 'has no recorded end' : `${deploy.outcome} at ${toIso(deploy.ended_at)}`;
  const closed =
    deploy.reconciled_by === ''
      ? []
      : [
          `It was closed by hand by ${closer(deploy.reconciled_by)}, who gave as reason: ${reasonText(deploy.reconcile_reason)}.`,
        ];
  const deployed = deploy.outcome === 'succeeded' ? 'deployed' : 'was to deploy';
  return [
    `Run ${deploy.run_id} of ${repository}, started by ${accountText(deploy.actor.login, deploy.actor.id)}, ${deployed} ${image}, of commit ${deploy.commit}, as service ${named(deploy.service)} to ${named(deploy.environment)}; the intent was locked at ${toIso(deploy.intended_at)} and the deploy ${end}.`,
    ...closed,
  ];
}

function whoApproved({ approvals }: StepAnswer): string {
  if (approvals.length === 0) return 'No approval is proven.';
  return `It was approved by ${listedFirst(approvals.map((a) => `${named(a.login)} (user ${a.id}), observed at ${toIso(a.observed_at)}`))}.`;
}

function whoWrote({ authors }: StepAnswer): string {
  return authors
    ? `Authors and starters of what changed, none of whom may approve: ${listedFirst(authors.people)}.`
    : '';
}

function scansSentence({ scans }: StepAnswer): string {
  if (scans.length === 0) return 'No scans are proven.';
  const one = (scan: StepAnswer['scans'][number]) => {
    const { critical, high, medium, low } = scan.counts;
    const some = `${critical} critical, ${high} high, ${medium} medium, ${low} low`;
    const counts = critical + high + medium + low === 0 ? 'nothing found' : some;
    return `${scan.kind} by ${scan.tool} ${named(scan.tool_version)} at ${toIso(scan.finished_at)} (${scan.proven ? counts : 'proves nothing'})`;
  };
  const signers = [...new Set(scans.map((scan) => scan.signer))].filter((signer) => signer !== '');
  return `Scans: ${listedFirst(scans.map(one))}; signed by ${listedFirst(signers.map(placed))}.`;
}

function exceptionsSentence({ exceptions }: StepAnswer): string {
  if (exceptions.length === 0) return 'No exception was used.';
  const one = (e: StepAnswer['exceptions'][number]) =>
    `${named(e.id)} for ${named(e.rule)} (requested by user ${e.requested_by}, approved by user ${e.approved_by}, until ${toIso(e.until)})`;
  return `Exceptions used: ${listedFirst(exceptions.map(one))}.`;
}

function decisionSentence({ decision }: StepAnswer): string {
  if (!decision) return 'No decision is proven.';
  return `The gate decided ${decision.verdict} at ${toIso(decision.time)} by ${counted(decision.rules, 'rule')} of policy ${decision.policy_sha256.slice(0, 12)} under configuration ${decision.config_sha256.slice(0, 12)}; the decision has sha256 ${decision.key.split('/').at(-1)}.`;
}

function signedSentence({ signatures }: StepAnswer): string {
  const manifests = signatures.filter(
    (signature) => signature.about === 'opening manifest' || signature.about === 'closing manifest',
  );
  if (manifests.length === 0) return 'No manifest of this deploy counts.';
  const one = (m: StepAnswer['signatures'][number]) => {
    const place = m.identity === 'key' ? '' : ` for repository id ${m.source_repository_id} in ${named(m.environment)}`;
    return `the ${m.about} (${m.sha256.slice(0, 12)}) by ${placed(m.signer)}${place}`;
  };
  return `Signed: ${listedFirst(manifests.map(one))}.`;
}

function lockSentence({ objects, lock, locked_until }: StepAnswer): string {
  const held = `${counted(objects, 'object')} of evidence ${objects === 1 ? 'was' : 'were'} read and compared`;
  if (lock === 'COMPLIANCE' && locked_until > 0)
    return `${held}; all are locked in COMPLIANCE mode until ${toIso(locked_until)} or later.`;
  return `${held}; nothing is said of their locks.`;
}

function support({ citations }: { citations: readonly string[] }): string {
  return `This is evidence supporting ${listed(citations)}.`;
}

function trailer({
  caveats,
  problems,
}: {
  caveats: readonly string[];
  problems: readonly EvidenceProblem[];
}): string[] {
  return [
    ...(caveats.length > 0 ? ['Mind:', ...caveats.map((caveat) => `  - ${printableLines(caveat)}`)] : []),
    ...(problems.length > 0
      ? ['Problems:', ...problems.map(({ code, key, text }) => `  - ${code}: ${problemText(key, text)}`)]
      : []),
  ];
}

/** Anybody may have chosen the key of an object; long or strange keys are cut so that the problem stays in sight. */
function problemText(key: string, text: string): string {
  return printableLines(key === '' ? text : text.replaceAll(key, () => placed(key)));
}

/** `LOGIN (user ID)` as the ledger says it. */
function closer(text: string): string {
  const [, login = '', id = ''] = /^(.{1,300}) \(user ([0-9]{1,19})\)$/.exec(text) ?? [];
  return login === '' ? quoted(text) : `${named(login)} (user ${id})`;
}

/** The answer to question 5 in one paragraph, with caveats and problems below it. */
export function renderRunning(answer: RunningAnswer): string {
  const { environments } = answer;
  const head = `That ${answer.digest} was what ran at ${toIso(answer.at)}, by the records in ${answer.store}, is ${verdictOf(answer)}.`;
  const places = environments.map(
    (one) =>
      `${named(one.service)} in ${named(one.environment)}, repository id ${one.repository_id}: ${verdictOf(one)}`,
  );
  const each = environments.length > 1 ? [`By environment: ${listed(places)}.`] : [];
  const none = environments.length === 0 ? ['No ledger that was asked names this digest.'] : [];
  const supported = answer.verdict === 'proven' ? [support(answer)] : [];
  const sentences = [head, ...each, ...none, ...environments.map(environmentSentence), ...supported];
  return [printableLines(sentences.join(' ')), ...trailer(answer)].join('\n');
}

function environmentSentence({
  repository_id,
  service,
  environment,
  matches,
  last,
  later_attempts,
}: RunningAnswer['environments'][number]): string {
  const place = `${named(environment)} of service ${named(service)} (repository id ${repository_id})`;
  const later = later_attempts.map(attemptSentence).join('');
  if (!last?.deploy) return `In ${place} no deploy had succeeded by then.${later}`;
  const { deploy } = last;
  const what = matches ? 'this digest' : `another digest, ${deploy.digest}`;
  const when = toIso(deploy.ended_at ?? deploy.intended_at);
  const about = `The last recorded successful deploy to ${place} was ${last.deploy_id} (entry ${deploy.seq}) at ${when}, of ${what}; cluster not observed.`;
  const proof = `${whoApproved(last)} ${decisionSentence(last)} ${signedSentence(last)} ${lockSentence(last)}`;
  return `${about}${later} ${proof}`;
}

function attemptSentence(attempt: RunningAnswer['environments'][number]['later_attempts'][number]): string {
  const { deploy_id, seq, digest, began_at, outcome, ended_at, reconciled_by, untouched } = attempt;
  const by = reconciled_by === '' ? '' : ` as ${closer(reconciled_by)} recorded by hand`;
  const end = ended_at === null ? 'has no recorded end' : `ended ${outcome} at ${toIso(ended_at)}${by}`;
  const effect = untouched
    ? 'its run signed that its command never started'
    : 'whether it changed what runs is not recorded';
  return ` Then ${deploy_id} (entry ${seq}) of ${digest} began at ${toIso(began_at)} and ${end}; ${effect}.`;
}
