// Reads, verifies and replays one journey that some release wrote, through the doors that auditors use: `node
// test/compat/check.ts FOLDER`. It is a separate program, so that another build of the product can check the same
// folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explore } from '../../local-cloud/journey/evidence-folder.ts';
import { readPredicate, subjectProblems } from '../../src/attest/subject.ts';
import { openTrust } from '../../src/attest/trust.ts';
import { verifyBundle } from '../../src/attest/verify.ts';
import { Digest } from '../../src/model/ids.ts';
import { Journey } from './journey.ts';

/** Everything that does not hold, each as a sentence; empty for a journey that reads, verifies and replays whole. */
export async function checkJourney(folder: string): Promise<string[]> {
  const journey = Journey.parse(JSON.parse(readFileSync(join(folder, 'journey.json'), 'utf8')));
  const problems = statementProblems(folder, Digest.parse(journey.digest));
  const questions: [string[], RegExp][] = [
    [['audit', 'deploy', journey.deploy_id], /is proven/],
    [['audit', 'running', journey.digest, '--at', journey.at], /is proven/],
    ...journey.decisions.map(({ sha256, verdict }): [string[], RegExp] => [
      ['gate', '--replay', sha256, '--repository-id', journey.repository_id],
      verdict === 'allow' ? /comes out the same.*Allowed/s : /comes out the same.*Denied/s,
    ]),
  ];
  for (const [argv, expected] of questions) {
    const lines: string[] = [];
    const print = (text: string) => void lines.push(text);
    const code = await explore(folder, argv, { out: print, err: print });
    const text = lines.join('\n');
    if (code !== 0 || !expected.test(text)) problems.push(`${argv.join(' ')} ends with ${code}: ${text}`);
  }
  return problems;
}

function statementProblems(folder: string, digest: Digest): string[] {
  const trustedRoot = readFileSync(join(folder, 'trusted-root.json'));
  const trust = openTrust({ trustedRoot, keys: [], certificateTransparency: false, requireLogForKeys: false });
  const files = readdirSync(join(folder, 'statements'));
  const problems = files.flatMap((file) => {
    const verified = verifyBundle(readFileSync(join(folder, 'statements', file)), trust);
    if (!verified.verified) return [`${file}: ${verified.problem}`];
    const content = readPredicate(verified);
    const unread = content.type === 'unreadable' ? [content.problem] : [];
    return [...unread, ...subjectProblems(verified, digest, verified.predicateType)].map((text) => `${file}: ${text}`);
  });
  return files.length === 0 ? ['there are no statements'] : problems;
}

if (import.meta.main) {
  const problems = await checkJourney(process.argv[2] ?? '');
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
