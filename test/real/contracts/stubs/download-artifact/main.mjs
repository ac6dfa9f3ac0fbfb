// Plays actions/download-artifact: one artifact goes into the folder itself, several into folders of their own or, merged, into it.
// A test may ask for something to happen to an artifact on its way to a job; that is done here, after the download.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { callArtifacts, expectInputs, input, send } from './runner.mjs';
import { tamper } from './tamper.mjs';

expectInputs(['artifact-ids', 'path', 'merge-multiple']);
const ids = input('artifact-ids')
  .split(',')
  .map((id) => id.trim())
  .filter((id) => id !== '');
const { artifacts = [] } = await callArtifacts('ListArtifacts');
const together = ids.length === 1 || input('merge-multiple') === 'true';
for (const id of ids) {
  const found = artifacts.find(({ databaseId }) => databaseId === id);
  if (!found) throw new Error(`There is no artifact ${id} in this run`);
  const { signedUrl } = await callArtifacts('GetSignedArtifactURL', { name: found.name });
  const folder = together ? input('path') : join(input('path'), found.name);
  mkdirSync(folder, { recursive: true });
  const body = Buffer.from(await (await send(signedUrl)).arrayBuffer());
  execFileSync('tar', ['-C', folder, '-xf', '-'], { input: body });
  console.log(`downloaded ${found.name} (${id}) to ${folder}`);
  tamper(found.name, folder);
}
