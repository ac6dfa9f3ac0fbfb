// What an approver reads: every known fact, "unknown" for every other, and no untrusted text that could become markup.
import { describe, expect, test } from '@jest/globals';
import { renderApproval } from '../../../src/gate/approval-summary.ts';
import { type Changes, EvidenceBundle } from '../../../src/model/decision.ts';
import { Commit } from '../../../src/model/ids.ts';
import { allowedBundle } from './bundle-builder.ts';
import { changed } from './change.ts';
import { cellsOf, readLine, shownAs, strangers } from './markdown-reading.ts';

const bundle = allowedBundle('before-approval');
const sha = Commit.parse('ab'.repeat(20));

const rowNames = render()
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((row) => row.split(' | ')[0]);

/** Prose of ours, digests and counts; nothing that a parser would make a link, a name or a tag of. */
const ourWords = /^[A-Za-z0-9 ,;:'-]*$/;

function commits(count: number, subject = 'Change appointments', author = 'maria'): Changes {
  const list = Array.from({ length: count }, () => ({ sha, subject, author }));
  return { since: sha, until: sha, commits: list, complete: true };
}

function rowOf(text: string, name: string): string {
  return text.split('\n').find((line) => line.startsWith(`| ${name} |`)) ?? '';
}

function render(
  changes: Changes | null = null,
  ticket = '',
  edits: readonly (readonly [string, unknown])[] = [],
  sourceCommit: string = sha,
): string {
  const edited = edits.reduce<unknown>((found, [path, value]) => changed(found, path, value), bundle);
  const facts = { changes, ticket, sourceCommit, command: ['/usr/bin/deploy', '{image}'] };
  return renderApproval(EvidenceBundle.parse(edited), facts);
}

describe('a row', () => {
  test('names the image by digest, and the ticket or that there is none', () => {
    expect(rowOf(render(), 'Image')).toContain(`@sha256:${'a'.repeat(64)}`);
    expect(rowOf(render(), 'Ticket')).toBe('| Ticket | none named |');
    expect(rowOf(render(null, 'CHG1042'), 'Ticket')).toBe('| Ticket | `CHG1042` |');
  });

  test('says of the last deploy what the ledger says, that there is none, or that nobody can know', () => {
    expect(rowOf(render(), 'Last deploy')).toMatch(/sha256:.* from commit .* deploy .* at 2026-/);
    expect(rowOf(render(null, '', [['ledger.last_success', null]]), 'Last deploy')).toContain('none is recorded in');
    expect(rowOf(render(null, '', [['ledger.readable', false]]), 'Last deploy')).toContain('unknown');
    expect(rowOf(render(null, '', [['ledger', null]]), 'Last deploy')).toContain('unknown');
  });

  test('says who started the run, what will run, from which commit, and when scans were recorded earlier', () => {
    expect(rowOf(render(), 'Started by')).toBe('| Started by | `alice`, user `1001` |');
    expect(rowOf(render(), 'Will run')).toBe('| Will run | `/usr/bin/deploy {image}` |');
    expect(rowOf(render(), 'Source commit')).toContain(sha);
    expect(rowOf(render(null, '', [], ''), 'Source commit')).toContain('unknown');
    expect(rowOf(render(), 'Source commit')).not.toContain('handed in');
    expect(rowOf(render(null, '', [['artifact.origin', 'prebuilt']]), 'Source commit')).toContain('handed in');
    expect(rowOf(render(), 'Recorded scans')).toBe('');
    expect(rowOf(render(null, '', [['scans.0.replay', true]]), 'Recorded scans')).toContain('earlier');
  });

  test('counts what changed, says when the list may be cut, and when there is nothing to compare with', () => {
    expect(rowOf(render(commits(1)), 'Changed since')).toBe('| Changed since | 1 commit |');
    expect(rowOf(render({ ...commits(2), complete: false }), 'Changed since')).toContain('there may be more');
    expect(rowOf(render(null), 'Changed since')).toContain('unknown');
    expect(rowOf(render(null, '', [['ledger.last_success', null]]), 'Changed since')).toContain('everything');
    const same = [['ledger.last_success.digest', `sha256:${'a'.repeat(64)}`]] as const;
    expect(rowOf(render(commits(2), '', same), 'Changed since')).toContain('nothing');
  });

  test('gives the counts of each scan, and none for one that proves nothing', () => {
    expect(rowOf(render(), 'Scan: image')).toContain('0 critical, 1 high');
    expect(rowOf(render(null, '', [['scans.2.proven', false]]), 'Scan: image')).toContain('proves nothing');
  });

  test('names the exceptions in force, and only those', () => {
    expect(rowOf(render(), 'Exceptions in force')).toContain('`EX-2026-001`');
    const past = [0, 1].map((at) => [`policy.exceptions.${at}.until_at`, bundle.time] as const);
    expect(rowOf(render(null, '', past), 'Exceptions in force')).toBe('| Exceptions in force | none |');
    const future = [0, 1].map((at) => [`policy.exceptions.${at}.from_at`, bundle.time + 1] as const);
    expect(rowOf(render(null, '', future), 'Exceptions in force')).toBe('| Exceptions in force | none |');
  });
});

test('lists twenty commits and how many more there are', () => {
  const text = render(commits(23));
  expect(text.match(/^- `abababababab` `Change appointments` \(`maria`\)$/gm)).toHaveLength(20);
  expect(text).toContain('- and 3 more commits');
});

test('names no environment where there is none', () => {
  expect(render(null, '', [['policy.environment', null]])).toContain('for ?');
});

describe.each(strangers)('%s', (_, words) => {
  const text = render(commits(1, words, words), words, [
    ['scans.2.tool_version', words],
    ['ledger.last_success', null],
    ['ledger.store', words],
    ['policy.exceptions.0.rule', words],
  ]);

  test('is nothing but code, as it was written', () => {
    const lines = text.split('\n').filter((line) => line.startsWith('- '));
    expect(lines.map((line) => readLine(line).outside)).toEqual(['- CODE CODE (CODE)']);
    expect(readLine(lines[0] ?? '').spans).toEqual(['abababababab', shownAs(words), shownAs(words)]);
  });

  test('forges no row and no cell, whichever way bars are read', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.map((row) => row.split(' | ')[0])).toEqual(rowNames);
    for (const row of rows.slice(2))
      for (const cells of cellsOf(row)) {
        expect(cells).toHaveLength(2);
        expect(readLine(cells[1] ?? '').outside).toMatch(ourWords);
      }
    const [[, ticket = ''] = []] = cellsOf(rowOf(text, 'Ticket'));
    expect(readLine(ticket)).toEqual({ outside: 'CODE', spans: [shownAs(words).replaceAll('\\|', '\\\\u{7c}')] });
  });
});
