// The store contract over the stores that need no server of others: memory, a folder, and S3 against the stand-in.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sharedClock } from '../../../../local-cloud/clock.ts';
import { openDirStore } from '../../../../src/platform/store/dir.ts';
import { describeStore } from './contract.ts';
import { MemoryStore } from './memory.ts';
import { openScene } from './scene.ts';

describeStore('memory', { locks: true, hides: true, corrupts: true }, async () => {
  const clock = sharedClock(1_790_000_000);
  const store = new MemoryStore({ clock });
  return {
    store,
    now: clock.now,
    hide: async (key) => store.hide(key),
    async corrupt(key) {
      const row = store.rows.get(key)?.[0];
      if (row) row.bytes[0] = (row.bytes[0] ?? 0) ^ 1;
    },
    close: async () => {},
  };
});

describeStore('folder', { locks: false, hides: false, corrupts: true }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'safeguard-'));
  return {
    store: await openDirStore(folder),
    now: () => Math.floor(Date.now() / 1000),
    async seed(objects) {
      for (const [key, bytes] of objects) {
        await mkdir(dirname(join(folder, key)), { recursive: true });
        await writeFile(join(folder, key), bytes);
      }
    },
    async corrupt(key) {
      const bytes = await readFile(join(folder, key));
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      await writeFile(join(folder, key), bytes);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
});

describeStore('S3 stand-in', { locks: true, hides: true, corrupts: true }, async () => {
  const scene = await openScene();
  return {
    store: await scene.open(),
    now: scene.clock.now,
    async seed(objects) {
      for (const [key, bytes] of objects) scene.bucket.add(key, bytes);
    },
    // A delete without a version id, which S3 allows on locked keys.
    hide: async (key) => void scene.bucket.remove(key, undefined, false),
    corrupt: async (key) => scene.bucket.corrupt(key),
    close: scene.close,
  };
});
