// The two loggers: a terminal stays quiet for a while, a runner's log shows each step.
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { lineWidth, runnerLogger, terminalLogger } from '../../../src/main/console.ts';

const anHour = 3_600_000;

/** A sink that keeps lines and can be waited for. */
function openSink() {
  const lines: string[] = [];
  let tell = () => {};
  const first = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const sink = (line: string) => {
    lines.push(line);
    tell();
  };
  return { lines, first, sink };
}

test('prose takes the columns of a terminal, at most 100, and of a pipe all it likes', () => {
  expect(lineWidth({ isTTY: true, columns: 60 })).toBe(60);
  expect(lineWidth({ isTTY: true, columns: 240 })).toBe(100);
  expect(lineWidth({ isTTY: true, columns: 0 })).toBe(80);
  expect(lineWidth({ isTTY: false, columns: 60 })).toBeUndefined();
  expect(lineWidth({})).toBeUndefined();
});

describe('a terminal', () => {
  test('hears nothing of steps before the quiet time is over, but warnings at once', () => {
    const { lines, sink } = openSink();
    const log = terminalLogger(sink, anHour);
    log.step('collect', 'collecting');
    log.info('three files');
    log.warn('the clock is odd');
    log.stop();
    expect(lines).toEqual(['warning: the clock is odd']);
  });

  test('then hears the current step, and each later one', async () => {
    const { lines, first, sink } = openSink();
    const log = terminalLogger(sink, 0);
    log.step('collect', 'collecting');
    log.step('decide', 'deciding');
    await first;
    log.info('one rule');
    expect(lines).toEqual(['deciding', '  one rule']);
  });

  test('hears nothing when nothing was said', async () => {
    const { lines, sink } = openSink();
    terminalLogger(sink, 0);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(lines).toEqual([]);
  });
});

test('a runner’s log shows steps, notices and warnings, each as one line', () => {
  const { lines, sink } = openSink();
  const log = runnerLogger(sink);
  log.step('a', 'one\ntwo');
  log.info('::group::x');
  log.warn('##[error]x');
  expect(lines).toEqual(['one two', '  :\\u{3a}group::x', 'warning: #\\u{23}[error]x']);
});

test('what nobody caught ends in one line, without what the error carries', () => {
  const source = new URL('../../../src/main/console.ts', import.meta.url).href;
  const script = `import { endOnDefect } from '${source}';
    endOnDefect((text) => process.stdout.write('said: ' + text));
    Promise.reject(Object.assign(new Error('broken', { cause: 'secret' }), { $response: { headers: 'secret' } }));`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect([run.status, run.stdout, run.stderr.includes('secret')]).toEqual([70, 'said: broken', false]);
});
