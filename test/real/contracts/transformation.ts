// The one change that act needs in a contract, because act knows neither `$/actions/x` nor tokens of its own: actions get their
// repository and commit, and jobs with `id-token: write` an address to ask. It can be undone, and it is, to show that nothing else changed.
import { parse } from 'yaml';
import * as z from 'zod';

/** Where the contract's own actions lie, and who mints tokens for the contract `workflow`, OWNER/REPO/PATH@REF. */
export type ActPlace = { repository: string; commit: string; workflow: string; tokenUrl: string; bearer: string };

const Workflow = z.looseObject({
  jobs: z.record(
    z.string(),
    z.looseObject({
      environment: z.string().default(''),
      permissions: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

const mark = ' # for act';

/** A workflow as act can run it. Throws an Error when undoing the change does not give the very same bytes back. */
export function forAct(text: string, place: ActPlace): string {
  const { jobs } = Workflow.parse(parse(text));
  let job = '';
  const lines = text.split('\n').flatMap((line) => {
    job = /^ {2}([\w-]+):$/.exec(line)?.[1] ?? job;
    const facts = jobs[job];
    const own = line.replace(/(\buses: )\$\/(actions\/[\w-]+)(?= |$)/, `$1${place.repository}/$2@${place.commit}`);
    const asks = /^ {4}runs-on: /.test(line) && facts?.permissions['id-token'] === 'write';
    return asks ? [own, ...tokenLines(place, job, facts.environment)] : [own];
  });
  const changed = lines.join('\n');
  if (asWritten(changed, place) !== text)
    throw new Error('the contract for act is not the contract and this change alone');
  return changed;
}

/** The workflow before `forAct`. */
export function asWritten(text: string, place: ActPlace): string {
  const lines = text.split('\n').filter((line) => !line.endsWith(mark));
  return lines
    .map((line) =>
      line
        .replace(`uses: ${place.repository}/actions/`, 'uses: $/actions/')
        .replace(new RegExp(`(\\$/actions/[\\w-]+)@${place.commit}(?= |$)`), '$1'),
    )
    .join('\n');
}

/** The address says which job asks, in which environment and run, so that the issuer can say what GitHub would. */
function tokenLines({ workflow, tokenUrl, bearer }: ActPlace, job: string, environment: string): string[] {
  const query = `workflow=${encodeURIComponent(workflow)}&job=${job}&environment=${environment}`;
  return [
    `    env:${mark}`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, not of JavaScript
    `      ACTIONS_ID_TOKEN_REQUEST_URL: ${tokenUrl}?${query}&run=${'${{ github.run_id }}'}${mark}`,
    `      ACTIONS_ID_TOKEN_REQUEST_TOKEN: ${bearer}${mark}`,
  ];
}
