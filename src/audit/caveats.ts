// What an auditor should know about a deploy even when its evidence is whole: what it rests on, which exceptions it
// used, and which uncounted objects are stored with it. It never decides whether a deploy is proven.
import { counted, listed } from '../base/text.ts';
import type { LedgerStep } from '../model/evidence.ts';
import { countedFacts } from './build-checks.ts';
import { openingOf } from './checks.ts';
import type { DeployMaterial } from './material.ts';

/** One sentence for each thing to mind; `before` is the deploy after which changes and authors are counted. */
export function caveatsOf(deploy: DeployMaterial, before: LedgerStep | undefined): string[] {
  const { bundle, uncounted, records } = deploy;
  const { others } = bundle ? countedFacts(bundle, deploy.step.intent.commit) : { others: 0 };
  const opening = openingOf(deploy);
  return [
    ...(opening?.predicate.lock === 'none'
      ? ['the environment openly does without locks: nothing kept these objects from being deleted']
      : []),
    ...(opening?.signer.type === 'key'
      ? ['a key signed the manifests; a key names no workflow, run or environment']
      : []),
    ...(bundle?.artifact.origin === 'prebuilt'
      ? [
          'the image was handed in and not built here; its commit is the one scanned beside it, and who built the image from what is not known',
        ]
      : []),
    ...(bundle?.policy.config_origin === 'flag'
      ? ['the configuration was given on the command line, not taken from the compliance repository']
      : []),
    ...(bundle?.scans.some((scan) => scan.replay)
      ? ['at least one scan was recorded earlier and handed in again']
      : []),
    ...(others > 0
      ? [
          `${counted(others, 'statement')} about the same image, signed for another commit, ${others === 1 ? 'counts' : 'count'} for nothing here`,
        ]
      : []),
    ...(bundle?.authors?.complete === false ? ['the list of authors is not complete'] : []),
    ...(before
      ? [
          `what counts as changed, and by whom, rests on deploy ${before.intent.deploy_id}, whose own evidence was not re-verified here`,
        ]
      : []),
    ...uncountedCaveat(uncounted),
    ...records
      .filter(({ record }) => record.kind === 'reconcile' && record.environment === deploy.step.intent.environment)
      .map(({ record }) => `closed by hand: ${record.summary}`),
  ];
}

/**
 * Anybody who may write records can leave some that no manifest signs; only their number is reported, never their
 * words.
 */
export function uncountedCaveat({ records, manifests }: DeployMaterial['uncounted']): string[] {
  const found = [
    ...(records > 0 ? [`${counted(records, 'record')} that no signed manifest lists`] : []),
    ...(manifests > 0 ? [`${counted(manifests, 'manifest')} that nobody signed`] : []),
  ];
  return found.length === 0
    ? []
    : [
        `beside this evidence ${records + manifests === 1 ? 'lies' : 'lie'} ${listed(found)}; nothing here rests on them`,
      ];
}
