// The trial on GitHub, against a small GitHub of our own: it starts a run, waits, reads, and says which assumption did not hold.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { tryContracts } from '../../../scripts/try-github.ts';

type Job = { name: string; status: string; conclusion: string | null };
let started = 0;
let attempt = 1;
let looks = 0;
let jobs: Job[] = [];
let refuseAgain = true;
const asked: string[] = [];
const dispatched: string[] = [];

const server = createServer((request, response) => {
  const path = (request.url ?? '').replace('/repos/clinic/test/', '').replace(/\?.*/, '');
  asked.push(`${request.method} ${path}`);
  const answer = (body: unknown) => response.end(JSON.stringify(body));
  if (path.endsWith('/dispatches')) {
    started += 1;
    request.on('data', (part) => void dispatched.push(String(part)));
    response.statusCode = 204;
    return response.end();
  }
  if (path.endsWith('/runs')) {
    const ids = Array.from({ length: started }, (_, index) => ({ id: 70 + index, created_at: '' }));
    return answer({ workflow_runs: ids });
  }
  if (path.endsWith('/jobs')) return answer({ jobs });
  if (path.endsWith('/pending_deployments')) return answer([{ environment: { name: 'production' } }]);
  if (path.endsWith('/approvals'))
    return answer([{ state: 'approved', user: { id: 41002 }, environments: [{ name: 'production' }] }]);
  if (path.endsWith('/rerun')) {
    attempt = 2;
    return answer({});
  }
  looks += 1;
  const waits = jobs.some(({ status }) => status === 'waiting') && looks < 3;
  const conclusion = attempt === 2 && refuseAgain ? 'failure' : 'success';
  return answer({
    status: waits ? 'waiting' : 'completed',
    conclusion: waits ? null : conclusion,
    run_attempt: attempt,
  });
});

let api = '';
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const address = server.address();
  api = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => new Promise((done) => server.close(done)));

function run(digest: string, listed: Job[]) {
  [attempt, looks, jobs] = [1, 0, listed];
  const place = { api, token: 't', repository: 'clinic/test', workflow: digest === '' ? 'build.yml' : 'deploy.yml' };
  return tryContracts({ ...place, ref: 'main', digest, poll: 1, patience: 2000, say: () => {} });
}
/** The inputs of the shipped caller, by which a deploy is started. */
function callerInputs(): string[] {
  const caller = readFileSync(new URL('../../../workflows/callers/deploy-minimal.yml', import.meta.url), 'utf8');
  const Caller = z.looseObject({
    on: z.looseObject({ workflow_dispatch: z.looseObject({ inputs: z.record(z.string(), z.unknown()) }) }),
  });
  return Object.keys(Caller.parse(parse(caller)).on.workflow_dispatch.inputs);
}

const digest = `sha256:${'a'.repeat(64)}`;
const waiting = { status: 'waiting', conclusion: null };
const done = { status: 'completed', conclusion: 'success' };

test('a build whose jobs are named as the rules assume holds, one without publish does not', async () => {
  const names = ['plan', 'build', 'gate', 'publish', 'outcome'];
  const listed = names.map((name) => ({ name: `build / ${name}`, ...done }));
  expect((await run('', listed)).map(({ held }) => held)).toEqual([true, true, true, true, true]);
  const short = await run(
    '',
    listed.filter(({ name }) => !name.endsWith('publish')),
  );
  expect(short.filter(({ held }) => !held).map(({ seen }) => seen)).toEqual(['not listed']);
});

test('a deploy that waits, is approved and cannot be run again holds', async () => {
  const findings = await run(digest, [
    { name: 'deploy / verify-and-gate', ...done },
    { name: 'deploy / deploy', ...waiting },
  ]);
  expect(findings.filter(({ held }) => !held)).toEqual([]);
  expect(Object.keys(JSON.parse(dispatched.at(-1) ?? '{}').inputs)).toEqual(callerInputs());
  expect(asked.filter((line) => line.startsWith('POST')).slice(-1)).toEqual(['POST actions/runs/72/rerun']);
});

test('two deploys in one run, or a second attempt that goes on, do not', async () => {
  refuseAgain = false;
  const findings = await run(
    digest,
    ['a', 'b'].map((name) => ({ name: `${name} / deploy`, ...waiting })),
  );
  refuseAgain = true;
  expect(findings.filter(({ held }) => !held)).toHaveLength(2);
});
