// An image with JAR files: Trivy gives up without its Java database, is given one where there is one to be had, and runs again. The program
// is a script in Trivy's place that looks into the folder of databases as Trivy does.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { scanWithTools } from '../../../src/flows/scan.ts';
import { Digest, EpochSeconds, Sha256 } from '../../../src/model/ids.ts';
import { openFiles } from '../../../src/platform/local/files.ts';
import { openPrograms } from '../../../src/platform/local/programs.ts';

const digest = Digest.parse(`sha256:${'7'.repeat(64)}`);
const sha256 = Sha256.parse('2'.repeat(64));
const built = { vulnerabilities: EpochSeconds.parse(1_795_000_000), java: EpochSeconds.parse(1_794_000_000) };
let folder: string;
let files: ReturnType<typeof openFiles>;
const at = (...names: string[]) => join(folder, ...names);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-java-'));
  for (const name of ['private', 'layout', 'database']) mkdirSync(at(name));
  files = openFiles(at('private'));
});
afterEach(async () => {
  await files.dispose();
  rmSync(folder, { recursive: true });
});

/** Scans an image whose only result is of the type; `java` says whether the lock names a Java database. */
async function scan(type: string, java: boolean) {
  const report = {
    SchemaVersion: 2,
    ArtifactName: `layout@${digest}`,
    ArtifactType: 'container_image',
    Results: [{ Target: 'app', Class: 'lang-pkgs', Type: type, Packages: [{ Name: 'a', Version: '1' }] }],
  };
  const lacking = String.raw`printf '2026-11-21T08:00:00Z\tERROR\t[javadb] The first run cannot skip downloading Java DB\n' >&2; exit 1`;
  const script = `#!/bin/sh
[ "$1" = --version ] && { echo 'Version: 0.74.0'; exit; }
echo run >> '${at('runs')}'
[ '${type}' = jar ] && [ ! -e '${at('database/java')}' ] && { ${lacking}; }
case "$*" in *cyclonedx*) echo '{}'; exit;; esac
for word; do [ "$last" = --output ] && out="$word"; last="$word"; done
cat > "$out" <<'END'
${JSON.stringify(report)}
END
`;
  writeFileSync(at('trivy'), script);
  chmodSync(at('trivy'), 0o700);
  const addJavaDatabase = async () => {
    writeFileSync(at('database/java'), '');
    return built.java;
  };
  const located = {
    path: at('trivy'),
    sha256,
    environment: { PATH: '/usr/bin:/bin' },
    database: at('database'),
    databaseAt: built.vulnerabilities,
    ...(java ? { addJavaDatabase } : {}),
  };
  const say = () => undefined;
  const answer = await scanWithTools(
    { kind: 'image', tool: ['trivy'], path: at('layout'), digest, runs: at('out') },
    {
      files,
      programs: openPrograms(),
      tools: { locate: async () => located },
      clock: { now: () => 1_795_000_100 },
      log: { step: say, info: say, warn: say },
      job: {},
    },
  );
  return { answer, runs: readFileSync(at('runs'), 'utf8').split('\n').length - 1 };
}

const runOf = () => JSON.parse(readFileSync(at('out/image-trivy/run.json'), 'utf8'));

test('the database is fetched, the scan runs again, and its age is in the run', async () => {
  const { answer, runs } = await scan('jar', true);
  expect(answer.text).toContain('looked at 1 file and 1 package');
  expect([answer.denied, runs]).toEqual([false, 3]);
  expect(runOf()).toMatchObject({ database_at: built.vulnerabilities, java_database_at: built.java, exit_code: 0 });
});

test('where there is none to be had, the scan proves nothing and says what is missing', async () => {
  const { answer, runs } = await scan('jar', false);
  expect(answer.text).toContain('SCAN_NO_PROOF');
  expect(answer.text).toContain('trivy.database.java');
  expect([answer.denied, runs]).toEqual([true, 1]);
  expect(runOf().java_database_at).toBeUndefined();
});

test('an image without JAR files needs none and fetches none', async () => {
  const { answer, runs } = await scan('node-pkg', true);
  expect([answer.denied, runs]).toEqual([false, 2]);
  expect(runOf().java_database_at).toBeUndefined();
});
