// What will be built and scanned, for readers of the log of the job `plan`.
import type { Service } from '../model/config.ts';
import type { EffectivePolicy } from '../model/decision.ts';
import { ScanKind } from '../model/finding.ts';
import type { Digest } from '../model/ids.ts';
import { requiredTools } from './effective.ts';

/** The plan in sentences, or the reasons not to build; `prebuilt` is the digest of an existing image. */
export function renderPlan(
  service: Service,
  policy: EffectivePolicy,
  refusals: readonly string[],
  prebuilt: Digest | undefined,
): string {
  if (refusals.length > 0) return ['Refused: nothing is built.', ...refusals.map((line) => `  - ${line}`)].join('\n');
  const { context, dockerfile } = service.build;
  return [
    prebuilt === undefined
      ? `${service.name}: builds ${dockerfile} in ${context}.`
      : `${service.name}: takes ${prebuilt} as it is.`,
    ...ScanKind.options.map((kind) => `  ${kind}: ${requiredTools(policy, kind).join(', ') || noneText(policy, kind)}`),
    `  findings of severity ${policy.threshold} or worse stop it.`,
  ].join('\n');
}

function noneText(policy: EffectivePolicy, kind: ScanKind): string {
  const requirement = policy.scans[kind];
  return requirement && 'none' in requirement ? `nothing to scan: ${requirement.none}` : '';
}
