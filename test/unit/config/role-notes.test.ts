// The notes on what the copies of trust policies leave open, each beside the sound copy, which gets no note.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { explainConfig } from '../../../src/config/explain.ts';
import { configOf, edited, fixtureText } from './fixture.ts';

const host = 'token.actions.githubusercontent.com';
const ours = 'acme/compliance-workflows/.github/workflows';

function trustNotes(text: string): string[] {
  return explainConfig(configOf(text)).filter((line) => /^Note: .*(trust policy of|same ARN)/.test(line));
}

/** The fixture with one place changed inside the first copy of one role. */
function changed(role: string, from: string, to: string): string {
  const full = fixtureText('full');
  const at = full.indexOf(`${role}:\n`);
  return full.slice(0, at) + edited(full.slice(at), from, to);
}

describe('a sound copy', () => {
  test('has no note: neither in the fixture nor in the example that adopters start from', () => {
    expect(trustNotes(fixtureText('full'))).toEqual([]);
    expect(trustNotes(readFileSync(new URL('../../../safeguard.yml', import.meta.url), 'utf8'))).toEqual([]);
  });

  test.each([
    [
      'a listed workflow of the service',
      'pusher',
      `['${ours}/build-sign.yml@refs/tags/v1.1.0',`,
      "['acme/clinic-api/.github/workflows/custody.yml@refs/heads/main',",
    ],
    ['condition keys in other letters', 'pusher', `${host}:job_workflow_ref`, `${host}:Job_Workflow_Ref`],
    [
      'a release that is not listed yet',
      'pusher',
      'build-sign.yml@refs/tags/v1.2.0',
      'build-sign.yml@refs/tags/v1.3.0',
    ],
    [
      'a single action in a list',
      'pusher',
      'Action: sts:AssumeRoleWithWebIdentity',
      'Action: [sts:AssumeRoleWithWebIdentity, sts:TagSession]',
    ],
  ])('%s has none either', (_name, role, from, to) => {
    expect(trustNotes(changed(role, from, to))).toEqual([]);
  });
});

describe('a copy that leaves something open', () => {
  test.each([
    ['pusher', `${host}:job_workflow_ref`, `${host}:job`, ['no job_workflow_ref', 'build-sign.yml@refs/tags/vX.Y.Z']],
    [
      'pusher',
      `StringEquals:\n                  ${host}:aud`,
      `StringLike:\n                  ${host}:aud`,
      ['no aud'],
    ],
    [
      'pusher',
      'build-sign.yml@refs/tags/v1.1.0',
      'build-sign.yml@refs/heads/main',
      ['build-sign.yml@refs/heads/main;'],
    ],
    [
      'pusher',
      'build-sign.yml@refs/tags/v1.1.0',
      'deploy-prod.yml@refs/tags/v1.1.0',
      ['deploy-prod.yml@refs/tags/v1.1.0;'],
    ],
    [
      'pusher',
      'build-sign.yml@refs/tags/v1.1.0',
      'build-sign.yml@refs/tags/v1.1.1',
      ['v1.1.1 is of a release that is refused'],
    ],
    [
      'pusher',
      'build-sign.yml@refs/tags/v1.1.0',
      'build-sign.yml@refs/tags/v1.0.0',
      ['v1.0.0 is of a release that is refused'],
    ],
    [
      'pusher',
      `'${ours}/build-sign.yml@refs/tags/v1.1.0'`,
      "'acme/other/.github/workflows/build-sign.yml@refs/tags/v1.1.0'",
      ['acme/other/'],
    ],
    ['pusher', 'repo:acme/clinic-api:ref', 'repo:acme/clinic:ref', ['sub repo:acme/clinic:ref:refs/heads/main']],
    [
      'pusher',
      'repo:acme@2222/clinic-api@4711:ref',
      'repo:acme@2222/clinic-api@4712:ref',
      ['sub repo:acme@2222/clinic-api@4712'],
    ],
    ['pusher', `${host}:sub`, `${host}:subject`, ['no sub']],
    ['pusher', `${host}:aud: sts.amazonaws.com`, `${host}:aud: sigstore`, ['aud sigstore']],
    ['pusher', "repository_id: '4711'", "repository_id: '4712'", ['repository_id 4712; expected 4711']],
    ['pusher', 'Effect: Allow', 'Effect: Deny', ['nothing allows']],
    ['pusher', 'Effect: Allow', 'Result: Allow', ['cannot be read']],
    ['pusher', 'Effect: Allow', 'Sid: Builds\n              Effect: Allow', []],
    ['recorder', 'deploy-prod.yml@refs/tags/v1.2.0', 'scan.yml@refs/tags/v1.2.0', ['scan.yml@refs/tags/v1.2.0']],
    [
      'writer',
      'clinic-api:environment:production',
      'clinic-api:environment:staging',
      ['sub repo:acme/clinic-api:environment:staging; expected repo:acme/clinic-api:environment:production'],
    ],
    [
      'writer',
      'repo:acme/clinic-api:environment:production',
      'repo:acme/clinic-api:ref:refs/heads/main',
      ['sub repo:acme/clinic-api:ref:'],
    ],
    [
      'deployer',
      'deploy-prod.yml@refs/tags/v1.1.0',
      'build-sign.yml@refs/tags/v1.1.0',
      ['trust policy of deployer', 'deploy-prod.yml@refs/tags/vX.Y.Z'],
    ],
    ['writer', 'role/clinic-api-production-writer', 'role/clinic-api-production-deployer', ['same ARN']],
  ] as const)('%s: %j -> %j is noted', (role, from, to, words) => {
    const notes = trustNotes(changed(role, from, to));
    expect(notes).toHaveLength(words.length > 0 ? 1 : 0);
    for (const word of words) expect(notes.join('\n')).toContain(word);
  });

  test('a pattern under StringLike is noted, and the same text without a wildcard is not', () => {
    const like = (ref: string) =>
      changed(
        'pusher',
        /(?<=4711:ref:refs\/heads\/main'\]\n)( +token[^\n]*job_workflow_ref: \[[^\n]*build-sign[^\n]*)/.exec(
          fixtureText('full'),
        )?.[0] ?? '?',
        `                StringLike:\n                  ${host}:job_workflow_ref: ${ref}`,
      );
    expect(trustNotes(like(`${ours}/build-sign.yml@refs/tags/v1.2.0`))).toEqual([]);
    const notes = trustNotes(like(`'${ours}/build-sign.yml@*'`));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('is a pattern');
  });

  test('each statement is looked at by itself, and named by its Sid', () => {
    const text = changed(
      'pusher',
      'Statement:\n',
      "Statement:\n            - { Sid: Open, Effect: Allow, Principal: '*', Action: 'sts:*' }\n",
    );
    expect(trustNotes(text).map((note) => /pusher, (\w+): no (\w+)/.exec(note)?.slice(1))).toEqual([
      ['Open', 'job_workflow_ref'],
      ['Open', 'sub'],
      ['Open', 'aud'],
    ]);
  });
});
