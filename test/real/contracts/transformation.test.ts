// The one change to the contracts that act needs, held to what it says of itself: it can be undone to the very same bytes, tokens go to
// the jobs that may have them and to no other, and a contract that could hide more behind it is refused.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { asWritten, forAct } from './transformation.ts';

const place = {
  repository: 'clinic/compliance-workflows',
  commit: 'c0ffee00'.repeat(5),
  workflow: 'clinic/compliance-workflows/.github/workflows/build-sign.yml@refs/tags/v1.0.0',
  tokenUrl: 'http://127.0.0.1:1/token',
  bearer: 'a-bearer',
};

const Jobs = z.looseObject({
  jobs: z.record(
    z.string(),
    z.looseObject({
      permissions: z.record(z.string(), z.string()).default({}),
      env: z.record(z.string(), z.string()).default({}),
      steps: z.array(z.looseObject({ uses: z.string().default('') })),
    }),
  ),
});

describe.each(['build-sign.yml', 'deploy-prod.yml'])('%s', (file) => {
  const text = readFileSync(fileURLToPath(new URL(`../../../.github/workflows/${file}`, import.meta.url)), 'utf8');
  const changed = forAct(text, place);
  const { jobs } = Jobs.parse(parse(changed));

  test('is the contract again when the change is undone', () => {
    expect(changed).not.toBe(text);
    expect(asWritten(changed, place)).toBe(text);
  });

  test('gives an address for tokens to the jobs with id-token: write, and to no other', () => {
    const asking = Object.entries(jobs).filter(([, { env }]) => Object.keys(env).length > 0);
    const allowed = Object.entries(jobs).filter(([, { permissions }]) => permissions['id-token'] === 'write');
    expect(asking.map(([id]) => id)).toEqual(allowed.map(([id]) => id));
    for (const [id, { env }] of asking) expect(env['ACTIONS_ID_TOKEN_REQUEST_URL']).toContain(`&job=${id}&`);
  });

  test('names a commit for each of its own actions', () => {
    const used = Object.values(jobs).flatMap(({ steps }) =>
      steps.map(({ uses }) => uses).filter((uses) => uses !== ''),
    );
    expect(used.filter((uses) => !/@[0-9a-f]{40}$/.test(uses))).toEqual([]);
    expect(used.filter((uses) => uses.startsWith('$'))).toEqual([]);
  });

  test('is refused with a line that undoing would take away', () => {
    expect(() => forAct(`${text}# one more line # for act\n`, place)).toThrow('and this change alone');
  });
});
