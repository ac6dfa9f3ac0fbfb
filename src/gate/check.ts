// The rules of before-publish on a machine that has no identity: those that can be judged are judged by the same policy, the others are
// named. A rule that is not listed here as unknown is judged, so that a new one denies rather than passes unseen.
import type { EvidenceBundle, RuleVerdict } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Commit } from '../model/ids.ts';
import type { PolicyEngine } from '../model/ports.ts';
import { judgeRules } from './decide.ts';
import { openFindings } from './open-findings.ts';
import { knownRules } from './rule-ids.ts';

/** What is known without a job; no digest where there is no image, and of the run its commit alone. */
export type LocalFacts = Pick<EvidenceBundle, 'phase' | 'time' | 'policy' | 'scans' | 'sbom'> & {
  run: { commit: Commit };
  artifact: Omit<EvidenceBundle['artifact'], 'origin'> | { digest: null };
};

/** A rule that could not be judged, and what would have to be known. */
export type UnknownRule = { rule: string; why: string };

/** What the rules say as far as they can; `open` are the findings that deny. */
export type LocalJudgement = { denied: boolean; rules: RuleVerdict[]; unknown: UnknownRule[]; open: Finding[] };

const byJob = 'needs the identity of a job';
const byImage = 'needs the image, by --layout';

const needsJob: Readonly<Record<string, string>> = {
  'gate.artifact.origin': `${byJob}: how the image comes to be`,
  'gate.artifact.registry': `${byJob}: where the image is pushed to`,
  'gate.artifact.service': `${byJob}: which repository it is of`,
  'gate.artifact.source': `${byJob}: which branch or tag it runs on`,
  'gate.contracts.release': `${byJob}: which release of the contract runs`,
  'gate.scans.replayed': `${byJob}: whether the scans are made in its own run`,
};

const needsImage: Readonly<Record<string, string>> = {
  'gate.artifact.children': byImage,
  'gate.artifact.digest': byImage,
  'gate.sbom.present': byImage,
  'gate.sbom.subject': byImage,
};

/** Judges. Without an image the scan of it is not asked for, and is among what is not known. Throws POLICY_FAILED. */
export function judgeLocally(given: LocalFacts, engine: Pick<PolicyEngine, 'evaluate'>): LocalJudgement {
  const bare = given.artifact.digest === null;
  const facts = bare ? withoutImage(given) : given;
  const why: Readonly<Record<string, string>> = { ...needsJob, ...(bare ? needsImage : {}) };
  const ids = knownRules.filter(({ phases }) => phases.includes(given.phase)).map(({ id }) => id);
  const rules = judgeRules(
    facts,
    engine,
    ids.filter((id) => why[id] === undefined),
  );
  const unknown = ids.flatMap((rule) => (why[rule] === undefined ? [] : [{ rule, why: why[rule] }]));
  const denied = rules.some(({ verdict }) => verdict !== 'allow');
  return { denied, rules, unknown: [...unknown, ...unscanned(given)], open: denied ? openFindings(facts, engine) : [] };
}

function withoutImage(facts: LocalFacts): LocalFacts {
  const { scans } = facts.policy;
  return { ...facts, policy: { ...facts.policy, scans: { ...scans, image: { none: 'no image was given' } } } };
}

function unscanned({ artifact, policy: { scans } }: LocalFacts): UnknownRule[] {
  const image = scans.image;
  if (artifact.digest !== null || !('tools' in image)) return [];
  return image.tools.map((tool) => ({
    rule: 'gate.scans.required',
    why: `the scan of the image by ${tool} ${byImage}`,
  }));
}
