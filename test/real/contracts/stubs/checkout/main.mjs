// Plays actions/checkout: this repository, at the commit of this run, without credentials, one commit deep.
import { execFileSync } from 'node:child_process';
import { expectInputs, input, setOutput } from './runner.mjs';

expectInputs(['persist-credentials']);
if (input('persist-credentials') !== 'false') throw new Error('a contract never leaves credentials behind');
const {
  GITHUB_WORKSPACE: folder,
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository,
  GITHUB_SHA: sha,
} = process.env;
const git = (...args) =>
  execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
git('init', '--quiet');
git('fetch', '--quiet', '--depth=1', '--no-tags', `${server}/${repository}`, sha);
git('-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--force', 'FETCH_HEAD');
const commit = git('rev-parse', 'HEAD').trim();
setOutput('ref', sha);
setOutput('commit', commit);
console.log(`checked out ${repository} at ${commit}`);
