// What the stubs of GitHub's actions share: inputs, outputs, and act's artifact server by plain fetch. They do what the contracts use
// of those actions and nothing more; a use of anything else fails.
import { appendFileSync } from 'node:fs';

/** An input by its name. */
export const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();

/** Sets an output of the step. */
export const setOutput = (name, value) => appendFileSync(process.env.GITHUB_OUTPUT, `${name}=${value}\n`);

/** Refuses inputs that the stub does not know what to do with. */
export function expectInputs(known) {
  const given = Object.keys(process.env).filter((name) => name.startsWith('INPUT_') && process.env[name] !== '');
  const unknown = given.filter((name) => !known.some((one) => `INPUT_${one.toUpperCase()}` === name));
  if (unknown.length > 0) throw new Error(`the stub does not know ${unknown.join(', ')}`);
}

/** Calls a method of the artifact service (version 4, as JSON) in this run. */
export async function callArtifacts(method, message = {}) {
  const { ACTIONS_RESULTS_URL: base, ACTIONS_RUNTIME_TOKEN: token, GITHUB_RUN_ID: run } = process.env;
  const url = new URL(`twirp/github.actions.results.api.v1.ArtifactService/${method}`, base);
  const body = { workflow_run_backend_id: run, workflow_job_run_backend_id: run, ...message };
  return readJson(await send(url, { method: 'POST', token, body: JSON.stringify(body) }));
}

/** Sends a request and throws unless it is answered with success. */
export async function send(url, { method = 'GET', token, body } = {}) {
  const headers = token ? { 'content-type': 'application/json', authorization: `Bearer ${token}` } : {};
  const response = await fetch(url, { method, headers, body });
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${response.status} ${await response.text()}`);
  return response;
}

async function readJson(response) {
  return response.json();
}
