// Plays actions/upload-artifact: one folder becomes one artifact, as a tar (GitHub's is a zip).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { callArtifacts, expectInputs, input, send, setOutput } from './runner.mjs';

expectInputs(['name', 'path', 'if-no-files-found', 'compression-level', 'retention-days']);
const [name, folder] = [input('name'), input('path')];
if (existsSync(folder) && readdirSync(folder).length > 0) await upload();
else if (input('if-no-files-found') === 'error')
  throw new Error(`No files were found with the provided path: ${folder}`);
else console.log(`::warning::No files were found with the provided path: ${folder}. No artifacts will be uploaded.`);

async function upload() {
  const body = execFileSync('tar', ['-C', folder, '-cf', '-', '.'], { maxBuffer: 1 << 30 });
  const { signedUploadUrl } = await callArtifacts('CreateArtifact', { name, version: 4 });
  await send(`${signedUploadUrl}&comp=appendBlock`, { method: 'PUT', body });
  await send(`${signedUploadUrl}&comp=blocklist`, { method: 'PUT', body: '' });
  const digest = createHash('sha256').update(body).digest('hex');
  const { artifactId } = await callArtifacts('FinalizeArtifact', {
    name,
    size: `${body.length}`,
    hash: `sha256:${digest}`,
  });
  setOutput('artifact-id', artifactId);
  setOutput('artifact-digest', digest);
  console.log(`uploaded ${name} as ${artifactId}, sha256 ${digest}`);
}
