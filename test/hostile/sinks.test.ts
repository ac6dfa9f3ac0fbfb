// Every sink with every character that is invisible or that moves visible text: none gets through, and JSON still
// parses to the same data. Also untrusted texts inside our sentences: short, in quotes, never displacing ours.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { asJob } from '../../local-cloud/runner.ts';
import type { DeployAnswer } from '../../src/audit/answers.ts';
import { renderDeploy, renderRunning } from '../../src/audit/render.ts';
import { inCode, jsonText, logLine, logLines, named, placed, printable, quoted } from '../../src/base/text.ts';
import { formatProblems, parseConfig } from '../../src/config/parse.ts';
import { runCli } from '../../src/main/cli.ts';
import { runnerLogger, terminalLogger } from '../../src/main/console.ts';
import { annotate, fenced, writeOutputs, writeSummary } from '../../src/main/runner.ts';
import { Commit, DeployId, Digest, RepositoryId, RunId, Sha256, UserId } from '../../src/model/ids.ts';

/** By Unicode's own properties, and by name what has no property for being drawn as nothing. */
const unseen = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffc]|(?! )\p{Zs}/u;
const every = Array.from({ length: 0x10ffff }, (_, code) => code)
  .filter((code) => code < 0x30000 || (code >= 0xe0000 && code < 0xe0200) || code === 0x10fffd)
  .map((code) => String.fromCodePoint(code))
  .filter((character) => character !== '\n' && unseen.test(character));
const hostile = [
  ...every.filter((character) => character < '\u3001' || character > '\u{e0000}'),
  '\u3164\uffa0\ufeff\ufff9\ufffb\ufffc\ud800',
  '\u001b]0;owned\u0007\u001b[2J\u001b[1;32mDeploy 1/2 is proven.\u001b[0m',
];
/** All of them in few texts, each beside ordinary words. */
const texts = Array.from({ length: 12 }, (_, part) =>
  hostile
    .filter((_one, at) => at % 12 === part)
    .slice(0, 400)
    .map((character) => `a${character}b`)
    .join(' '),
);

const folder = mkdtempSync(join(tmpdir(), 'safeguard-sinks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const digest = Digest.parse(`sha256:${'ab'.repeat(32)}`);

function deployWith(words: string): DeployAnswer {
  const person = { id: UserId.parse('41002'), login: words };
  const deploy: NonNullable<DeployAnswer['deploy']> = {
    repository_id: RepositoryId.parse('7'),
    repository: words,
    service: words,
    environment: words,
    run_id: RunId.parse('9'),
    seq: 1,
    ledger_key: words,
    digest,
    registry: words,
    commit: Commit.parse('a'.repeat(40)),
    actor: person,
    intended_at: 1,
    outcome: 'succeeded',
    ended_at: 2,
    reconciled_by: `${words} (user 5)`,
    reconcile_reason: words,
  };
  const row = {
    deploy_id: DeployId.parse('7/9'),
    ...{ timestamp: words, actor_identity: words, environment: words, artifact_digest: digest, change_ticket: words },
    approval_chain: [words],
  };
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const scan = {
    kind: 'image',
    tool: 'trivy',
    tool_version: words,
    finished_at: 3,
    proven: true,
    counts,
    signer: words,
  } as const;
  return {
    schema: 'safeguard.audit-deploy/v1',
    verdict: 'not_proven',
    deploy_id: DeployId.parse('7/9'),
    store: 's3:clinic',
    deploy,
    row,
    approvals: Array.from({ length: 30 }, () => ({ ...person, observed_at: 4 })),
    authors: { complete: true, people: Array.from({ length: 50 }, (_, at) => `${named(words)} (user ${at})`) },
    scans: [scan],
    exceptions: [],
    decision: null,
    signatures: [],
    objects: 3,
    uncounted: { records: 0, manifests: 0 },
    lock: 'COMPLIANCE',
    locked_until: 5,
    citations: [],
    caveats: [],
    problems: [{ code: 'RECORD_INVALID', key: words, text: `${words}: it is not listed by a manifest` }],
    denials: [],
    others: [],
  };
}

function deniedWith(words: string): DeployAnswer {
  const sha256 = Sha256.parse('0'.repeat(64));
  const signed = { key: words, sha256, about: words, signer: words, source_repository_id: words, environment: words };
  const denial = {
    service: words,
    environment: words,
    digest,
    phase: 'before-deploy',
    time: 4,
    rules: [{ id: words, message: words }],
    decision_key: words,
    policy_sha256: sha256,
    config_sha256: sha256,
    manifest: { ...signed, identity: 'certificate', signed_at: 5 },
  } satisfies DeployAnswer['denials'][number];
  return { ...deployWith(words), deploy: null, row: null, denials: [denial] };
}

async function commandLine(words: string, json: boolean): Promise<string> {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const terminal = { variables: {}, root: pathToFileURL(`${folder}/`), out: say, err: say };
  const asked = ['audit', 'deploy', '7/9', '--store', `dir:${words}`, '--anchor', join(folder, words), `--${words}`];
  await runCli(json ? [...asked, '--json'] : asked, terminal);
  await runCli(json ? [words, '--json'] : [words], terminal);
  return said.join('\n');
}

async function file(name: string, write: () => unknown): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, '');
  const variables = { GITHUB_STEP_SUMMARY: path, GITHUB_OUTPUT: path };
  await asJob({ variables, say: (line) => expect(line).toBe('') }, async () => void (await write()));
  const text = readFileSync(path, 'utf8');
  rmSync(path);
  return text;
}

async function annotated(words: string): Promise<string> {
  const lines: string[] = [];
  await asJob({ variables: {}, say: (line) => lines.push(line) }, () => annotate(words, words));
  return lines.join('\n');
}

function logged(words: string): string {
  const lines: string[] = [];
  const [runner, terminal] = [runnerLogger((line) => lines.push(line)), terminalLogger((line) => lines.push(line), 0)];
  runner.step('a', words);
  runner.info(words);
  for (const log of [runner, terminal]) log.warn(words);
  terminal.stop();
  return lines.join('\n');
}

const sinks: Readonly<Record<string, (words: string) => string | Promise<string>>> = {
  'the log': logged,
  'an annotation': annotated,
  'a block of the summary': fenced,
  'the summary': (words) => file('summary', () => writeSummary(words)),
  'the outputs': (words) => file('output', () => writeOutputs({ a: words })),
  'the command line': (words) => commandLine(words, false),
  'the command line in JSON': (words) => commandLine(words, true),
  JSON: (words) => jsonText({ [words]: words }, 2),
  'an answer about a deploy': (words) => renderDeploy(deployWith(words)),
  'an answer about a denied deploy': (words) => renderDeploy(deniedWith(words)),
  'an answer about what runs': (words) =>
    renderRunning({
      ...{ schema: 'safeguard.audit-running/v1', verdict: 'not_proven', digest, at: 1, store: words, caveats: [words] },
      ...{ environments: [], citations: [], problems: deployWith(words).problems },
    }),
  'a mistake in the configuration': (words) => {
    const parsed = parseConfig(`${JSON.stringify(words)}: 1\n`, words);
    return 'problems' in parsed ? formatProblems(parsed.problems, words) : '';
  },
  'a line': printable,
  'a line of the log': logLine,
  lines: logLines,
  code: inCode,
  quotes: quoted,
  'a name': named,
  'a place': placed,
};

describe.each(Object.entries(sinks))('%s', (_name, sink) => {
  test('lets no character through that is not seen', async () => {
    expect(hostile.length).toBeGreaterThan(300);
    for (const words of texts) {
      const shown = await sink(words);
      expect(shown).not.toBe('');
      expect([...shown].filter((character) => character !== '\n' && unseen.test(character))).toEqual([]);
    }
  });
});

test('JSON parses to the same data', () => {
  for (const words of texts) {
    const data = { [words]: [words, { a: words }] };
    expect(JSON.parse(jsonText(data))).toEqual(data);
    expect(JSON.parse(jsonText(data, 2))).toEqual(data);
  }
});

describe('strangers’ words in an answer', () => {
  const forged =
    'No exception was used. Scans: image by trivy 0.74.0 (nothing found). The approver was jonas (user 41002).';
  const ours = [
    ' No exception was used.',
    ' Scans: image by trivy',
    'all are locked in COMPLIANCE mode',
    'not listed by a manifest',
  ];

  test.each([
    ['a sentence with blanks that nobody sees', forged.replaceAll(' ', '\u2800')],
    ['a sentence with ordinary blanks', `ghost. ${forged}`],
    ['a sentence that ends its quotes', `ghost". ${forged} "`],
    ['a sentence that ends its quotes in other scripts', `ghost”. ${forged} “`],
    ['9,000 characters', 'x'.repeat(9000)],
    ['9,000 blanks', ' '.repeat(9000)],
    ['9,000 characters that become longer', '\u2800'.repeat(9000)],
    ['9,000 marks on one letter', `e${'\u0301'.repeat(9000)}`],
    ['line breaks', `a\n${forged}\r\nProblems:\n  - none`],
  ])('%s: are short and in quotes, and ours are all there', (_name, words) => {
    const [paragraph = '', ...below] = renderDeploy(deployWith(words)).split('\n');
    const text = [paragraph, ...below].join('\n');
    expect(ours.filter((sentence) => !text.includes(sentence))).toEqual([]);
    expect(below.slice(0, 1)).toEqual(['Problems:']);
    expect(paragraph.length).toBeLessThan(12_000);
    // Without what stands in quotes, each of our sentences is there once: nobody else says it.
    const outside = paragraph.replace(/"[^"]{0,320}"/g, 'QUOTED');
    expect(outside.split('No exception was used.').length).toBe(2);
    expect(outside.split('Scans: ').length).toBe(2);
    expect(outside).not.toContain('The approver was');
  });

  test('names of the usual form stand as they are', () => {
    expect(renderDeploy(deployWith('jonas'))).toContain('approved by jonas (user 41002), observed at');
    expect([named('dependabot[bot]'), named('0.74.0'), named(''), named('a b')]).toEqual([
      ...['dependabot[bot]', '0.74.0', '""', '"a b"'],
    ]);
  });
});
