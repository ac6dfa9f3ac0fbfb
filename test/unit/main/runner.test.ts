// The runner's files: what is written is what the runner reads back, whatever a value holds.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { asJob } from '../../../local-cloud/runner.ts';
import { isFault } from '../../../src/base/fault.ts';
import { fenced, readInputs, shortened, writeOutputs, writeSummary } from '../../../src/main/runner.ts';

function emptyFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'safeguard-runner-')), 'file');
  writeFileSync(path, '');
  return path;
}

/** What a function of the runner's side does and prints with these variables. */
async function withVariables<T>(variables: Record<string, string>, act: () => T | Promise<T>): Promise<T> {
  const said: string[] = [];
  const result = await asJob({ variables, say: (line) => said.push(line) }, act);
  expect(said).toEqual([]);
  return result;
}

/** Reads an output file as the runner does: `name<<mark`, lines, `mark`. */
function readOutputFile(path: string): Record<string, string> {
  const lines = readFileSync(path, 'utf8').split('\n');
  const found: Record<string, string> = {};
  for (let at = 0; at < lines.length - 1; at += 1) {
    const [name = '', mark = ''] = (lines[at] ?? '').split('<<');
    const end = lines.indexOf(mark, at + 1);
    if (mark === '' || end < 0) throw new Error(`line ${at + 1} opens nothing that ends`);
    found[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return found;
}

describe('inputs', () => {
  test('are read by upper-cased name with hyphens kept, trimmed', async () => {
    const variables = { 'INPUT_APPROVED-DIGEST': '  sha256:1\n', INPUT_OTHER: 'x' };
    const inputs = await withVariables(variables, () => readInputs(['approved-digest', 'phase']));
    expect(inputs).toEqual({ 'approved-digest': 'sha256:1', phase: '' });
  });

  test('with underscores instead of hyphens are not read', async () => {
    const variables = { INPUT_APPROVED_DIGEST: 'sha256:1' };
    expect(await withVariables(variables, () => readInputs(['approved-digest']))).toEqual({ 'approved-digest': '' });
  });
});

describe('outputs', () => {
  test.each([
    ['one line', 'sha256:00'],
    ['nothing', ''],
    ['several lines', 'a\nb\n\nc'],
    ['a heredoc of its own', 'x\nEOF\nverdict<<EOF\nallow\nEOF'],
    ['a guess of the mark', 'safeguard_\nverdict=allow'],
    ['workflow commands', '::set-output name=verdict::allow\n##[add-path]/tmp'],
  ])('%s comes back as it was, and nothing beside it', async (_name, value) => {
    const file = emptyFile();
    await withVariables({ GITHUB_OUTPUT: file }, () => writeOutputs({ digest: value, verdict: 'deny' }));
    expect(readOutputFile(file)).toEqual({ digest: value, verdict: 'deny' });
  });

  test('without the runner’s file are a usage fault, and are not printed', async () => {
    for (const variables of [{}, { GITHUB_OUTPUT: '' }]) {
      const written = withVariables<unknown>(variables, () => {
        try {
          return writeOutputs({ a: 'b' });
        } catch (error) {
          return error;
        }
      });
      expect(isFault(await written, 'INPUT_INVALID')).toBe(true);
    }
  });

  test.each([['nowhere'], [tmpdir()]])('into %s are a failure, and are not printed', async (file) => {
    const said: string[] = [];
    const side = { variables: { GITHUB_OUTPUT: file }, say: (line: string) => said.push(line) };
    await expect(asJob(side, () => writeOutputs({ a: 'b' }))).rejects.toThrow();
    expect(said).toEqual([]);
  });
});

describe('the summary', () => {
  test('is appended, and not asked for where there is no file', async () => {
    const file = emptyFile();
    await withVariables({ GITHUB_STEP_SUMMARY: file }, () => writeSummary('one'));
    await withVariables({ GITHUB_STEP_SUMMARY: file }, () => writeSummary('two'));
    await withVariables({}, () => writeSummary('three'));
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  });

  test('is cut below the runner’s limit and says so; one byte less stays whole', async () => {
    const [whole, cut] = [emptyFile(), emptyFile()];
    await withVariables({ GITHUB_STEP_SUMMARY: whole }, () => writeSummary('x'.repeat(1000 * 1024 - 1)));
    await withVariables({ GITHUB_STEP_SUMMARY: cut }, () => writeSummary('x'.repeat(1000 * 1024)));
    expect(readFileSync(whole, 'utf8')).not.toContain('cut:');
    expect(readFileSync(cut, 'utf8')).toContain('cut:');
    expect(readFileSync(cut).length).toBeLessThan(1024 * 1024);
  });

  test('of plain text cannot be left by what the text holds', () => {
    const block = fenced('a\n```\n<img src=x>\n`````\nb').split('\n');
    const fence = block.at(-1) ?? '';
    expect(fence).toBe('``````');
    expect(block[0]).toBe(`${fence}text`);
    expect(block.slice(1, -1).some((line) => line.includes(fence))).toBe(false);
  });

  test('of plain text shows control characters', () => {
    expect(fenced('a\u001b[31m\u202eb')).toBe('```text\na\\u{1b}[31m\\u{202e}b\n```');
  });
});

describe('a shortened text', () => {
  const denied = (count: number) =>
    Array.from({ length: count }, (_, index) => [`  denied gate.a.r${index}: no`, '    what to do: mend']).flat();

  test('keeps the headline and the rules, not their details', () => {
    expect(shortened(['Denied', ...denied(2)].join('\n'))).toBe(
      'Denied\n  denied gate.a.r0: no\n  denied gate.a.r1: no',
    );
  });

  test('keeps ten rules and counts the rest', () => {
    const lines = shortened(['Denied', ...denied(13)].join('\n')).split('\n');
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toBe('and 3 more lines in the log');
  });
});
