// Keeps the demonstration's bucket as files after it has ended, and lets the auditor's commands run on it again: every object is
// a file that can be read (and changed), and versions.json holds what S3 would know of it.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as z from 'zod';
import { runCli } from '../../src/main/cli.ts';
import { codeOf } from '../../src/platform/local/files.ts';
import { fullAccess, startAws } from '../aws.ts';
import { type Clinic, names } from '../clinic.ts';
import { sharedClock } from '../clock.ts';
import { Misuse } from './stage.ts';

const Saved = z.strictObject({
  now: z.int(),
  versions: z.array(
    z.strictObject({
      key: z.string(),
      versionId: z.string(),
      modified: z.int(),
      lock: z.strictObject({ mode: z.enum(['COMPLIANCE', 'GOVERNANCE']), retainUntil: z.int() }).nullable(),
    }),
  ),
});

/**
 * Writes the bucket, the anchor and the configuration below `folder`, replacing what an earlier demonstration left there. Of two that end
 * together one stays, whole.
 */
export function saveEvidence(clinic: Clinic, folder: string, anchor: string): void {
  const made = mkdtempSync(`${folder}-`);
  writeEvidence(clinic, made, anchor);
  placeFolder(made, folder);
}

/** Moves a finished folder to its place. Another process may do the same at any moment, so that nothing is written in the place itself. */
export function placeFolder(made: string, folder: string): void {
  for (;;) {
    const before = `${made}-before`;
    moveUnless(['ENOENT'], folder, before);
    rmSync(before, { recursive: true, force: true });
    if (moveUnless(['ENOTEMPTY', 'EEXIST'], made, folder)) return;
  }
}

/** Renames a folder; false where the system answers one of the codes. */
function moveUnless(codes: readonly string[], from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (codes.includes(codeOf(error))) return false;
    throw error;
  }
}

function writeEvidence(clinic: Clinic, folder: string, anchor: string): void {
  const versions = clinic.bucket.list('');
  for (const { key, bytes } of versions) {
    mkdirSync(dirname(join(folder, 'bucket', key)), { recursive: true });
    writeFileSync(join(folder, 'bucket', key), bytes);
  }
  const rows = versions.map(({ key, versionId, modified, lock }) => ({ key, versionId, modified, lock: lock ?? null }));
  writeFileSync(
    join(folder, 'versions.json'),
    JSON.stringify(Saved.parse({ now: clinic.cloud.clock.now(), versions: rows }), null, 1),
  );
  writeFileSync(join(folder, 'anchor.json'), anchor);
  for (const name of ['safeguard.yml', 'trusted-root.json'])
    writeFileSync(join(folder, name), readFileSync(join(clinic.folder, name)));
}

/** Runs a command line on the saved evidence; store, anchor and configuration are filled in. Returns its exit code. Throws Misuse. */
export async function explore(folder: string, argv: readonly string[], print = toTerminal): Promise<number> {
  const offered = argv[0] === 'audit' || argv[0] === 'config' || (argv[0] === 'gate' && argv.includes('--replay'));
  if (!offered)
    throw new Misuse('on the saved evidence only audit, config and gate --replay can run; the rest needs a job');
  if (!existsSync(join(folder, 'versions.json'))) throw new Misuse('there is no evidence yet; run npm run demo first');
  const saved = Saved.parse(JSON.parse(readFileSync(join(folder, 'versions.json'), 'utf8')));
  const clock = sharedClock(saved.now);
  const aws = await startAws(clock, { issuerUrl: 'http://127.0.0.1:9', jwksUrl: 'http://127.0.0.1:9/jwks' });
  try {
    const bucket = aws.s3.createBucket({
      name: names.bucket,
      account: names.account,
      defaultRetention: { mode: 'COMPLIANCE', years: 6 },
    });
    for (const { key, lock, ...facts } of saved.versions) {
      const path = join(folder, 'bucket', key);
      const bytes = existsSync(path) ? readFileSync(path) : undefined;
      if (bytes) bucket.restore({ key, bytes, deleteMarker: false, lock: lock ?? undefined, ...facts });
    }
    for (const key of filesBelow(join(folder, 'bucket'))) {
      if (!saved.versions.some((version) => version.key === key))
        bucket.add(key, readFileSync(join(folder, 'bucket', key)));
    }
    const auditor = aws.registerUser({ account: names.account, name: 'auditor', policy: fullAccess });
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: auditor.accessKeyId,
      AWS_SECRET_ACCESS_KEY: auditor.secretAccessKey,
    });
    const query = new URLSearchParams({ region: names.region, account: names.account, endpoint: aws.s3.url });
    const sources = sourcesOf(argv, folder, `s3:${names.bucket}?${query}`);
    const root = new URL('../../', import.meta.url);
    return await runCli([...argv, ...sources], { variables: process.env, root, clock, ...print });
  } finally {
    await aws.close();
  }
}

const toTerminal = {
  out: (text: string) => void process.stdout.write(`${text}\n`),
  err: (text: string) => void process.stderr.write(`${text}\n`),
};

/** Where the command finds the evidence, unless the arguments name it. */
function sourcesOf([first, second, ...rest]: readonly string[], folder: string, store: string): string[] {
  const flags = {
    store: first === 'config' && second !== 'anchor' ? undefined : store,
    anchor: first === 'audit' ? join(folder, 'anchor.json') : undefined,
    config: first === 'audit' ? undefined : join(folder, 'safeguard.yml'),
  };
  return Object.entries(flags).flatMap(([name, value]) =>
    value === undefined || rest.some((word) => word.split('=')[0] === `--${name}`) ? [] : [`--${name}`, value],
  );
}

/** Files that somebody put there are objects too: versions without a lock. */
function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
