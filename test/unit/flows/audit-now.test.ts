// The time of a question: `now` is the clock of the machine that asks, and words beside it are no time.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runCli } from '../../../src/main/cli.ts';
import { World } from '../audit/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'safeguard-now-'));
const anchor = join(folder, 'anchor.json');
writeFileSync(anchor, JSON.stringify(new World().anchor));
mkdirSync(join(folder, 'store'));

async function ask(at: string) {
  let out = '';
  const code = await runCli(
    [
      'audit',
      'running',
      `sha256:${'0'.repeat(64)}`,
      '--at',
      at,
      '--store',
      `dir:${folder}/store`,
      '--anchor',
      anchor,
      '--json',
    ],
    {
      variables: {},
      root: new URL('../../../', import.meta.url),
      clock: { now: () => 1_779_400_000 },
      out: (text) => {
        out += text;
      },
      err: () => {},
    },
  );
  return { code, answer: JSON.parse(out) };
}

test('now is the time of the clock', async () => {
  expect(await ask('now')).toMatchObject({ code: 1, answer: { answer: { at: 1_779_400_000 } } });
});

test.each(['Now', 'today', 'now+1'])('%s is no time', async (at) => {
  expect(await ask(at)).toMatchObject({ code: 2, answer: { error: { code: 'TIME_INVALID' } } });
});
