// Where a relative path begins: where the user called npm, and for everybody else where the process stands.
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { userFolder } from '../../../src/main/user-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'safeguard-stands-'));
const [clone, user] = [join(folder, 'clone'), join(folder, 'user')];
for (const path of [clone, user]) mkdirSync(path);
writeFileSync(join(folder, 'file'), '');
symlinkSync(clone, join(folder, 'link'));
const place = { script: 'safeguard', root: pathToFileURL(`${clone}/`), current: clone };
const called = { npm_lifecycle_event: 'safeguard', INIT_CWD: user };

test('npm --prefix means the folder of the user, also through a link', () => {
  expect(userFolder(called, place)).toBe(user);
  expect(userFolder(called, { ...place, current: join(folder, 'link') })).toBe(user);
});

test.each([
  ['no npm', {}, {}],
  ['another script', { npm_lifecycle_event: 'check' }, {}],
  ['a script that went elsewhere', {}, { current: user }],
  ['a folder that is gone', { INIT_CWD: join(folder, 'gone') }, {}],
  ['a file', { INIT_CWD: join(folder, 'file') }, {}],
  ['nothing', { INIT_CWD: '' }, {}],
])('%s moves nothing', (name, variables, more) => {
  expect(userFolder(name === 'no npm' ? {} : { ...called, ...variables }, { ...place, ...more })).toBeUndefined();
});
