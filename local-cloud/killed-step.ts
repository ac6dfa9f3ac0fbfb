// A process that runs one action and kills itself with SIGKILL when it reaches a given step boundary, as a runner that loses
// its power does. It reads what to run as JSON from standard input; without a boundary it runs to the end.
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { runAction } from '../src/main/action.ts';
import { runnerLogger } from '../src/main/console.ts';
import { sharedClock } from './clock.ts';

const Facts = z.strictObject({
  name: z.string(),
  variables: z.record(z.string(), z.string()),
  root: z.url(),
  now: z.int(),
  /** Name of the step boundary, '' for none; `evidence#2` is the second time that the step `evidence` is reached. */
  boundary: z.string(),
});

const { name, variables, root, now, boundary } = Facts.parse(JSON.parse(await text(process.stdin)));
const [killedAt, time = '1'] = boundary.split('#');
let reached = 0;
Object.assign(process.env, variables);
const log = runnerLogger((line) => void process.stdout.write(`${line}\n`));
process.exitCode = await runAction(name, {
  variables,
  root: new URL(root),
  clock: sharedClock(now),
  log: {
    ...log,
    step(step, sentence) {
      log.step(step, sentence);
      if (step === killedAt && ++reached === Number(time)) process.kill(process.pid, 'SIGKILL');
    },
  },
});
