// Jobs that run in one process at a time each have their own variables and log, and leave the process as it was.
import { setTimeout as pause } from 'node:timers/promises';
import { getInput, info } from '@actions/core';
import { expect, test } from '@jest/globals';
import { asJob } from '../../../local-cloud/runner.ts';

async function greet(name: string): Promise<string[]> {
  const said: string[] = [];
  const side = { variables: { INPUT_NAME: name, PATH: 'elsewhere' }, say: (line: string) => void said.push(line) };
  await asJob(side, async () => {
    for (let count = 0; count < 3; count += 1) {
      info(`${getInput('name')} ${count}`);
      await pause(1);
    }
    expect(process.env.PATH).not.toBe('elsewhere');
  });
  return said;
}

test('each job reads its own inputs and is heard by its own log', async () => {
  const heard = await Promise.all([greet('alice'), greet('bob')]);
  expect(heard).toEqual([
    ['alice 0', 'alice 1', 'alice 2'],
    ['bob 0', 'bob 1', 'bob 2'],
  ]);
});

test('nothing of it stays, also when a job fails', async () => {
  const { env } = process;
  const { write } = process.stdout;
  const failing = asJob({ variables: { INPUT_NAME: 'x' }, say: () => {} }, () => {
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  expect([process.env === env, process.stdout.write === write, getInput('name')]).toEqual([true, true, '']);
});
