// Threats A9 and F16: no untrusted text becomes a command of the runner. The oracle follows the two parsers of
// the runner (actions/runner, ActionCommand.cs), but takes every name for a registered one.
import { setSecret } from '@actions/core';
import { describe, expect, test } from '@jest/globals';
import { asJob } from '../../../local-cloud/runner.ts';
import { logLine } from '../../../src/base/text.ts';
import { renderDecision, renderDecisionMarkdown } from '../../../src/gate/render.ts';
import { runnerLogger } from '../../../src/main/console.ts';
import { annotate, annotateAll, fenced } from '../../../src/main/runner.ts';
import { Decision } from '../../../src/model/decision.ts';
import { readLine } from '../gate/markdown-reading.ts';
import { hostileTexts } from './hostile-texts.ts';

type Found = { name: string; properties: string; data: string };

/** `::name properties::data`, after any white space at the start of the line. */
function parseDoubleColon(line: string): Found | undefined {
  const message = line.trimStart();
  if (!message.startsWith('::')) return undefined;
  const end = message.indexOf('::', 2);
  if (end < 0) return undefined;
  return commandOf(message.slice(2, end), message.slice(end + 2));
}

/** `##[name properties]data`, wherever in the line it begins. */
function parseHashBracket(line: string): Found | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  return end < 0 ? undefined : commandOf(line.slice(start + 3, end), line.slice(end + 1));
}

function commandOf(info: string, data: string): Found {
  const [name = '', ...rest] = info.split(' ');
  return { name, properties: rest.join(' '), data };
}

/** What the runner would find in what a step printed; it reads line by line, and a lone CR ends a line, too. */
function commandsIn(printed: string): Found[] {
  return printed
    .split(/\r\n|\r|\n/)
    .map((line) => parseDoubleColon(line) ?? parseHashBracket(line))
    .filter((found) => found !== undefined);
}

function decisionWith(text: string) {
  return Decision.parse({
    schema: 'safeguard.decision/v1',
    verdict: 'deny',
    phase: 'before-publish',
    time: 1_790_000_000,
    digest: `sha256:${'0'.repeat(64)}`,
    repository_id: '1',
    service: 'clinic-api',
    environment: text,
    rules: [{ id: 'gate.scans.present', verdict: 'deny', message: text, citation: '', remedy: text }],
    identity: 'none',
    replayed_runs: false,
    policy_sha256: '0'.repeat(64),
    config_sha256: '0'.repeat(64),
    input_sha256: '0'.repeat(64),
  });
}

describe('the oracle', () => {
  test.each(['::add-mask::x', '  ::set-output name=a::b', '\u2003::debug::x', 'text ##[add-path]/tmp', '##[group]x'])(
    'finds the command in %j',
    (line) => {
      expect(commandsIn(line)).toHaveLength(1);
    },
  );

  test.each(['a ::add-mask::x', '::half', '##[half', '# #[group]x', ':: '])('finds none in %j', (line) => {
    expect(commandsIn(line)).toEqual([]);
  });
});

describe(`of ${hostileTexts.length} hostile texts`, () => {
  const sinks: Record<string, (text: string) => string> = {
    logLine,
    'step of the log': (text) => logged((log) => log.step('name', text)),
    'notice of the log': (text) => logged((log) => log.info(text)),
    'warning of the log': (text) => logged((log) => log.warn(text)),
    'decision in the log': (text) =>
      logged((log) => {
        for (const line of renderDecision(decisionWith(text))) log.info(line);
      }),
  };

  test.each(Object.entries(sinks))('none is a command in a %s', (_name, sink) => {
    expect(hostileTexts.filter((text) => commandsIn(sink(text)).length > 0)).toEqual([]);
  });

  test.each(Object.entries(sinks))('none leaves a control character in a %s', (_name, sink) => {
    expect(hostileTexts.filter((text) => hasControl(sink(text)))).toEqual([]);
  });

  test('an annotation is one command, ours, whatever title and text hold', async () => {
    for (const text of hostileTexts) {
      const found = commandsIn(await printed(() => annotate(`safeguard ${text}`, `${text}\n${text}`)));
      expect(found).toEqual([
        { name: 'error', properties: expect.stringMatching(/^title=[^,:]*$/), data: expect.any(String) },
      ]);
      expect(commandsIn(unescaped(found[0]?.data ?? ''))).toEqual([]);
    }
  });

  test('a mark at a line is one command, ours, whatever title, place and text hold', async () => {
    for (const text of hostileTexts) {
      const mark = { level: 'warning', title: text, message: text, path: text || 'x', line: 3 } as const;
      const found = commandsIn(await printed(() => annotateAll([mark], 0)));
      expect(found).toEqual([
        {
          name: 'warning',
          properties: expect.stringMatching(/^title=[^,:]*,file=[^,:]*,line=3$/),
          data: expect.any(String),
        },
      ]);
      expect(commandsIn(unescaped(found[0]?.data ?? ''))).toEqual([]);
    }
  });

  test('of many marks as many are printed as GitHub shows of a step', async () => {
    const mark = { level: 'error', title: 'a', message: 'b', path: '', line: 0 } as const;
    const many = Array.from({ length: 30 }, () => mark);
    expect(commandsIn(await printed(() => annotateAll(many, 1)))).toHaveLength(9);
    expect(await printed(() => annotateAll([mark], 0))).toBe('::error title=a::b');
  });

  test('a mask is one command, ours', async () => {
    for (const text of hostileTexts)
      expect(commandsIn(await printed(() => setSecret(text))).map(({ name }) => name)).toEqual(['add-mask']);
  });

  test('a summary holds no control character, and no markup outside of code', () => {
    for (const text of hostileTexts) {
      const markdown = renderDecisionMarkdown({ ...decisionWith(text), rules: ruled(text) });
      expect(hasControl(markdown)).toBe(false);
      const outside = markdown.split('\n').map((line) => readLine(line).outside);
      expect(outside.join('\n').replace(/<\/?(details|summary)>/g, '')).not.toMatch(/[<`[@|]|www/i);
      expect(hasControl(fenced(text))).toBe(false);
    }
  });

  test('nothing closes the block of a summary but our own last line', () => {
    for (const text of [...hostileTexts, ...[3, 4, 80, 255, 300].map((length) => `${'`'.repeat(length)}\n# x`)]) {
      const [first = '', ...lines] = fenced(text).split('\n');
      const fence = first.replace('text', '');
      expect(fence.length).toBeLessThan(80);
      expect(lines.filter((line) => new RegExp(`^ {0,3}\`{${fence.length},} *$`).test(line))).toEqual([fence]);
      expect(lines.at(-1)).toBe(fence);
    }
  });
});

/** The message of a rule is untrusted text; its citation and remedy are ours. */
function ruled(message: string) {
  return [{ id: 'gate.scans.present', verdict: 'deny', message, citation: '', remedy: '' } as const];
}

/** What the runner's side prints. */
async function printed(act: () => void): Promise<string> {
  const lines: string[] = [];
  await asJob({ variables: {}, say: (line) => lines.push(line) }, act);
  return lines.join('\n');
}

function logged(use: (log: ReturnType<typeof runnerLogger>) => void): string {
  const lines: string[] = [];
  use(runnerLogger((line) => lines.push(line)));
  return lines.join('\n');
}

/** Whatever cannot be seen; a line feed between our own lines is none of it. */
function hasControl(text: string): boolean {
  const seen = text.replaceAll('\n', '');
  return /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}/u.test(seen);
}

/** The data of a command as the runner turns it back. */
function unescaped(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
