// What `--json` prints for each command of the command line: the answer inside an envelope of its own, or the fault that kept it from one.
import * as z from 'zod';
import { DeployAnswer, RunningAnswer } from '../src/audit/answers.ts';
import type { Command } from '../src/commands/define.ts';
import { Anchor } from '../src/formats/anchor/v2.ts';
import { Decision, RuleVerdict } from '../src/formats/decision/v1.ts';
import { IgnoredReferrers, SignatureFact } from '../src/formats/evidence-bundle/v1.ts';
import { Commit, Digest, Sha256 } from '../src/formats/ids/v1.ts';
import { ScanRun } from '../src/formats/scan-run/v1.ts';
import { Finding } from '../src/formats/scan-summary/v1.ts';

const Refused = z.strictObject({ refused: z.string(), problems: z.array(z.string()) });

const Reading = z.union([
  z.strictObject({
    proven: z.literal(true),
    findings: z.array(Finding),
    lookedAt: z.strictObject({ files: z.int().min(0), packages: z.int().min(0) }),
    suppressed: z.int().min(0),
  }),
  z.strictObject({ proven: z.literal(false), code: z.string(), message: z.string() }),
]);

const Remedy = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('raise'), package: z.string(), to: z.string() }),
  z.strictObject({ do: z.literal('replace'), package: z.string() }),
  z.strictObject({ do: z.literal('revoke'), place: z.string() }),
  z.strictObject({ do: z.literal('change'), place: z.string() }),
]);

const FindingAdvice = z.strictObject({
  finding: Finding,
  count: z.int().min(1),
  places: z.array(z.string()),
  remedy: Remedy,
  exception: z
    .strictObject({
      ...{ id: z.string(), rule: z.string(), tool: z.string(), from: z.string(), until: z.string() },
      ...{ package: z.string().exactOptional(), path: z.string().exactOptional() },
    })
    .nullable(),
});

/** The answer of each command by its name; a command of the command line that is missing here fails a test. */
export const answers: Readonly<Record<string, z.ZodType>> = {
  'audit deploy': DeployAnswer,
  'audit running': RunningAnswer,
  'config anchor': Anchor,
  'config check': z.strictObject({
    config_sha256: Sha256,
    warnings: z.array(z.strictObject({ path: z.string(), message: z.string(), remedy: z.string() })),
    notes: z.array(z.string()),
  }),
  'config migrate': z.strictObject({ notes: z.array(z.string()), file: z.record(z.string(), z.unknown()) }),
  'config explain': z.strictObject({
    config_sha256: Sha256,
    sentences: z.array(z.string()),
    trust_policies: z.record(z.string(), z.unknown()),
  }),
  gate: z.union([
    z.strictObject({ decision: Decision, decision_sha256: Sha256, ledger_head: z.string() }),
    z.strictObject({ replayed: z.literal(true), decision: Decision, decision_sha256: Sha256 }),
    Refused,
  ]),
  check: z.strictObject({
    verdict: z.enum(['deny', 'not_denied']),
    service: z.string(),
    commit: Commit,
    digest: Digest.nullable(),
    rules: z.array(RuleVerdict),
    unknown: z.array(z.strictObject({ rule: z.string(), why: z.string() })),
    findings: z.array(FindingAdvice),
  }),
  scan: z.array(z.strictObject({ run: ScanRun, replay: z.boolean(), reading: Reading })),
  assume: z.union([
    z.strictObject({ granted: z.boolean(), assumed_role_id: z.string() }),
    z.strictObject({ granted: z.literal(false), reason: z.string() }),
    Refused,
  ]),
  verify: z.strictObject({
    statements: z.array(z.strictObject({ fact: SignatureFact, problem: z.string() })),
    missing: z.array(z.string()),
    ignored: IgnoredReferrers.exactOptional(),
  }),
  'trust-root update': z.strictObject({
    path: z.string(),
    sha256: Sha256,
    changed: z.boolean(),
    written: z.boolean(),
    changes: z.array(z.string()),
    notes: z.array(z.string()),
  }),
};

/** What `--json` prints where there is no answer. */
export const FaultAnswer = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }),
});

/** What `--json` prints for a command. Throws for one whose answer is not declared. */
export function printedAnswer(command: Command): z.ZodType {
  const answer = answers[command.name];
  if (!answer) throw new Error(`the answer of ${command.name} is not declared in scripts/answers.ts`);
  const outputs = z.strictObject(
    Object.fromEntries(Object.keys(command.outputs.shape).map((name) => [name, z.string().exactOptional()])),
  );
  return z.strictObject({ denied: z.boolean(), outputs, answer });
}
