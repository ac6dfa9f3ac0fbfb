// Who counts as an author, through the doors that production uses: a second image of one commit has its authors, pull
// requests of outsiders have none, and an unidentified author is reported with a remedy.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { people } from '../../local-cloud/clinic.ts';
import type { GitHubPullRequest, GitHubUser } from '../../local-cloud/github.ts';
import { askDeploy, makeAnchor } from './audit-questions.ts';
import { act, type DeployChange, deniedRules, deploy, type Ended, openWorld, review } from './deploy-world.ts';
import { publishVariant } from './image-variant.ts';

jest.setTimeout(180_000);

const world = await openWorld(['staging', 'open', 'named', 'changes', 'hotfix']);
const { clinic } = world;
const { repository } = clinic;
afterAll(() => clinic.close());

let run = 9700000000;
const newRun = () => String(++run);
const sha = (letters: string) => letters.repeat(20);
const fourEyes = 'gate.approval.four_eyes';

async function outcome(change: DeployChange): Promise<[number, string[]]> {
  const ended = await deploy(world, newRun(), change);
  return [ended.code, deniedRules(world, ended)];
}

describe('two images of one commit', () => {
  const [first, second] = [sha('b1'), sha('b2')];
  const images: string[] = [];

  test('are published', async () => {
    clinic.addCommit(first, people.maria);
    clinic.addCommit(second, people.ines);
    for (const name of ['one', 'two']) images.push(await publishVariant(world, second, newRun(), name));
    expect(new Set(images).size).toBe(2);
  });

  test('the second has authors although the first was deployed, and so has a redeploy', async () => {
    const [one = '', two = ''] = images;
    const of = { environment: 'staging', commit: second };
    expect(await outcome({ environment: 'staging' })).toEqual([0, []]);
    expect(await outcome({ ...of, digest: one, approver: people.maria })).toEqual([1, [fourEyes]]);
    expect(await outcome({ ...of, digest: one })).toEqual([0, []]);
    expect(await outcome({ ...of, digest: two, approver: people.maria })).toEqual([1, [fourEyes]]);
    expect(await outcome({ ...of, digest: two })).toEqual([0, []]);
    expect(await outcome({ ...of, digest: one, approver: people.maria })).toEqual([1, [fourEyes]]);
    expect(await outcome({ ...of, digest: one })).toEqual([0, []]);
    // A, B, A: taking B back has the authors of B, and bringing it again too.
    expect(await outcome({ environment: 'staging', approver: people.maria })).toEqual([1, [fourEyes]]);
    expect(await outcome({ environment: 'staging' })).toEqual([0, []]);
    expect(await outcome({ ...of, digest: two, approver: people.maria })).toEqual([1, [fourEyes]]);
  });

  test('of a second image the approver sees the commits since another one, of the same image nothing', async () => {
    const [one = '', two = ''] = images;
    const changed = async (digest: string) => {
      const inputs = { phase: 'before-approval', digest, environment: 'changes' };
      const job = { actor: 'ines', actorId: '41003', environment: undefined };
      const step = clinic.deployStep(second, newRun(), inputs, job);
      expect((await act(clinic, 'gate', step)).code).toBe(0);
      return /\| Changed since \| ([^|]*) \|/.exec(readFileSync(step.summaryFile, 'utf8'))?.[1];
    };
    expect(await outcome({ environment: 'changes' })).toEqual([0, []]);
    expect(await outcome({ environment: 'changes', commit: second, digest: one })).toEqual([0, []]);
    expect(await changed(two)).toBe('2 commits');
    expect(await changed(one)).toBe('nothing: this digest was deployed last');
  });
});

describe('a pull request that holds the deployed commit and one more', () => {
  const stranger: GitHubUser = { id: 999, login: 'mallory' };
  const co = [people.jonas, people.ines].map(
    ({ id, login }) => `Co-authored-by: x <${id}+${login}@users.noreply.github.com>`,
  );
  const extra = sha('f1');
  const pull = { number: 77, user: stranger, commits: [world.commit, extra], merge_commit_sha: extra };
  const here = { ref: 'other', repo: { id: repository.id } };

  test.each<[string, Partial<GitHubPullRequest>, number]>([
    ['open', { merged_at: null }, 0],
    ['merged into another branch', { base: here }, 0],
    ['merged into a fork', { base: { ref: 'main', repo: { id: 999 } } }, 0],
    ['merged into main', {}, 1],
    ['merged into another branch by the deployed commit', { base: here, merge_commit_sha: world.commit }, 1],
  ])('%s', async (_, change, code) => {
    const by = { author: stranger, committer: stranger, authorName: 'm', authorEmail: 'm@evil.example' };
    const names = { committerName: 'm', committerEmail: 'm@evil.example' };
    const message = `x\n\n${co.join('\n')}`;
    repository.commits.set(extra, { sha: extra, parents: [world.commit], message, verified: false, ...by, ...names });
    repository.pullRequests.push({ ...pull, ...change });
    const found = await outcome({ environment: 'open' });
    repository.pullRequests.pop();
    expect(found).toEqual([code, code === 0 ? [] : [fourEyes]]);
  });
});

describe('a hotfix that main does not hold', () => {
  const [hotfix, main] = [sha('d1'), sha('d2')];

  test('denies main with a way out that works', async () => {
    clinic.addCommit(hotfix, people.maria);
    clinic.addCommit(main, people.maria);
    for (const commit of [hotfix, main])
      Object.assign(repository.commits.get(commit) ?? {}, { parents: [world.commit] });
    const images = [await publishVariant(world, hotfix, newRun()), await publishVariant(world, main, newRun())];
    const [of, to] = images.map((digest, index) => ({
      environment: 'hotfix',
      digest,
      commit: [hotfix, main][index] ?? '',
    }));
    expect(await outcome({ environment: 'hotfix' })).toEqual([0, []]);
    expect(await outcome(of ?? {})).toEqual([0, []]);
    const ended = await deploy(world, newRun(), to);
    expect(deniedRules(world, ended)).toEqual([fourEyes]);
    expect(ended.lines.join('\n')).toContain('deploy a commit between them, one that both hold');
    expect(await outcome({ environment: 'hotfix' })).toEqual([0, []]);
    expect(await outcome(to ?? {})).toEqual([0, []]);
    repository.commits.delete(main);
    const gone = await deploy(world, newRun(), { environment: 'hotfix' });
    expect(gone.lines.join('\n')).toContain(`push ${main} again`);
  });
});

describe('people who are hard to name', () => {
  const said = ({ lines }: Ended) => lines.find((line) => line.includes(`denied ${fourEyes}`)) ?? '';
  const change = { environment: 'named' };

  test('a quoted trailer is nobody, and is told', async () => {
    const known = repository.commits.get(world.commit);
    const message =
      'Bump left-lib (#12)\n\n> Co-authored-by: Up <up@lib.example>\n\nSigned-off-by: d <support@github.com>';
    Object.assign(known ?? {}, { message });
    const ended = await deploy(world, newRun(), change);
    Object.assign(known ?? {}, { message: 'A change' });
    expect(ended.code).toBe(0);
    expect(ended.lines.join('\n')).toContain('> Co-authored-by: Up <up@lib.example>');
  });

  test('who opened a pull request and is deleted denies, until safeguard.yml says who it was', async () => {
    const pull = repository.pullRequests.find(({ commits }) => commits.includes(world.commit));
    const user = pull?.user ?? null;
    Object.assign(pull ?? {}, { user: null });
    const ended = await deploy(world, newRun(), change);
    expect(deniedRules(world, ended)).toEqual([fourEyes]);
    const [, line = ''] = /says whose it is: - (\{.*?\})/.exec(said(ended)) ?? [];
    const emails = JSON.parse(/emails: (\[.*\])/.exec(line)?.[1] ?? '[]');
    expect(emails).toHaveLength(1);
    const listed = { people: clinic.config['people'] };
    Object.assign(clinic.config, { people: [{ id: '41001', login: 'maria', emails }] });
    clinic.writeConfig();
    expect(await outcome(change)).toEqual([0, []]);
    Object.assign(pull ?? {}, { user });
    Object.assign(clinic.config, listed);
    clinic.writeConfig();
  });

  test('a bot that starts a run is named as one', async () => {
    const id = newRun();
    const bot = { actor: 'dependabot[bot]', actorId: '49699333' };
    const ended = await deploy(world, id, { ...change, job: bot });
    expect(ended.code).toBe(0);
    const anchor = join(clinic.folder, 'anchor.json');
    writeFileSync(anchor, JSON.stringify(await makeAnchor(world)));
    const { answer } = await askDeploy(world, id, anchor);
    expect(answer?.authors?.people).toContain('dependabot[bot] (bot 49699333)');
    const own = await deploy(world, newRun(), {
      ...change,
      job: bot,
      approver: { id: 49699333, login: 'dependabot[bot]' },
    });
    expect(deniedRules(world, own)).toEqual(['gate.approval.allowed', fourEyes]);
  });

  test('the approval of a deleted account is one of nobody who may', async () => {
    const id = newRun();
    repository.approvals.set(Number(id), [{ state: 'approved', comment: '', environments: ['named'], user: null }]);
    const ended = await deploy(world, id, { ...change, approver: null });
    expect(deniedRules(world, ended)).toEqual(['gate.approval.allowed']);
    const both = newRun();
    review(world, both, 'named', { id: 10137, login: 'ghost' });
    expect(deniedRules(world, await deploy(world, both, change))).toEqual(['gate.approval.allowed']);
  });
});
