// A source is built only when it is whole: what Git LFS and submodules leave behind, and links that lead out, are refused.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { checkSource } from '../../../src/flows/source.ts';
import { RepositoryPath } from '../../../src/model/ids.ts';
import { openFiles } from '../../../src/platform/local/files.ts';

const base = mkdtempSync(join(tmpdir(), 'source-'));
afterAll(() => rmSync(base, { recursive: true }));
const log = { step: () => {}, info: () => {}, warn: () => {} };
const oid = '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393';
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12345\n`;

/** A checkout with these files; a name that ends in `/` is an empty folder. */
function checkout(files: Record<string, string | Uint8Array>): string {
  const root = mkdtempSync(join(base, 'checkout-'));
  const whole = { '.git/HEAD': 'ref: refs/heads/main', Dockerfile: 'FROM scratch', 'app/main.ts': 'x', ...files };
  for (const [name, content] of Object.entries(whole)) {
    mkdirSync(name.endsWith('/') ? join(root, name) : dirname(join(root, name)), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(join(root, name), content);
  }
  return root;
}

const look = (path: string, context = '.', dockerfile = 'Dockerfile') =>
  checkSource(
    { path, context: RepositoryPath.parse(context), dockerfile: RepositoryPath.parse(dockerfile) },
    { files: openFiles(), log },
  );

describe('a source', () => {
  test('that is whole is taken, links inside of it too', async () => {
    const root = checkout({ '.git/refs/tags/': '', 'empty.txt': '', 'app/other.bin': new Uint8Array([0, 255]) });
    symlinkSync('main.ts', join(root, 'app/link.ts'));
    symlinkSync('/etc/passwd', join(root, 'app/outside'));
    symlinkSync('app', join(root, 'service'));
    expect(await look(root)).toMatchObject({ denied: false, outputs: { files: '4' } });
    expect(await look(root, 'service')).toMatchObject({ denied: false });
  });

  test.each([
    ['a pointer', pointer],
    ['one of before 2015', pointer.replace('git-lfs.github.com', 'hawser.github.com')],
    ['one with extensions', pointer.replace('oid', `ext-0-foo sha256:${oid}\noid`)],
  ])('%s of Git LFS is refused, by name', async (_title, content) => {
    const root = checkout({ 'app/model.onnx': content });
    const ended = await look(root);
    expect(ended.denied).toBe(true);
    expect(ended.text).toContain('1 file of . is a pointer of Git LFS');
    expect(ended.text).toContain('"app/model.onnx"');
  });

  test.each([
    ['a text about pointers', `# About\n\n${pointer}`],
    ['a file that only begins like one', `${pointer}${'x'.repeat(2000)}`],
    ['another version line', 'version https://example.org/spec/v1\n'],
  ])('%s is none', async (_title, content) => {
    expect((await look(checkout({ 'app/readme.md': content }))).denied).toBe(false);
  });

  test('a Dockerfile that is a pointer is refused, in or out of the context', async () => {
    const root = checkout({ 'build/Dockerfile': pointer });
    expect((await look(root, 'app', 'build/Dockerfile')).denied).toBe(true);
    expect((await look(root, 'app')).denied).toBe(false);
  });

  test('an empty submodule is refused, and only where it would be built from', async () => {
    const root = checkout({ '.gitmodules': '[submodule "lib"]\n', 'vendor/lib/': '' });
    const ended = await look(root);
    expect([ended.denied, ended.text.includes('"vendor/lib"')]).toEqual([true, true]);
    expect((await look(root, 'app')).denied).toBe(false);
    expect((await look(root, 'vendor/lib')).denied).toBe(true);
  });

  test('many are counted, and five are named, each in one line', async () => {
    const names = Array.from({ length: 7 }, (_, index) => [`m${index}\n::error::x`, pointer] as const);
    const { text } = await look(checkout(Object.fromEntries(names)));
    expect(text).toContain('7 files of . are pointers');
    expect(text).toContain('2 more');
    expect(text.split('\n')).toHaveLength(2);
  });
});

describe('paths', () => {
  test.each([
    ['a context', 'out', 'Dockerfile'],
    ['a Dockerfile', '.', 'out/Dockerfile'],
    ['a folder on the way', 'out/below', 'Dockerfile'],
  ])('%s that a link leads out is refused', async (_title, context, dockerfile) => {
    const root = checkout({});
    const outside = mkdtempSync(join(base, 'outside-'));
    mkdirSync(join(outside, 'below'));
    writeFileSync(join(outside, 'Dockerfile'), 'FROM scratch');
    symlinkSync(outside, join(root, 'out'));
    const ended = await look(root, context, dockerfile);
    expect([ended.denied, ended.text.includes('is a link out of the repository')]).toEqual([true, true]);
  });

  test('a neighbor whose name begins like the repository is outside of it', async () => {
    const root = checkout({});
    mkdirSync(`${root}-other`);
    symlinkSync(`${root}-other`, join(root, 'out'));
    expect((await look(root, 'out')).denied).toBe(true);
  });

  test.each([
    ['a context that is not there', 'nowhere', 'Dockerfile'],
    ['a Dockerfile that is not there', '.', 'Dockerfile.gone'],
    ['a context that is a link in a circle', 'circle', 'Dockerfile'],
  ])('%s is refused with where to mend it', async (_title, context, dockerfile) => {
    const root = checkout({});
    symlinkSync('circle', join(root, 'circle'));
    const ended = await look(root, context, dockerfile);
    expect([ended.denied, ended.text.includes('of the service in safeguard.yml')]).toEqual([true, true]);
  });

  test('a context that is a file is a fault', async () => {
    await expect(look(checkout({}), 'app/main.ts')).rejects.toMatchObject({ code: 'FILE_UNSAFE' });
  });
});
