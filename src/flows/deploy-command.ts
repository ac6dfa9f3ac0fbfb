// Runs the configured command: an argv array with the image by digest, the program pinned where config says so, in an
// environment built from nothing. It sees the deployer's credentials and no token of the job.
import { Fault, isFault, textOf } from '../base/fault.ts';
import { printable } from '../base/text.ts';
import { type CommandOutcome, judgeCommand } from '../gate/command-outcome.ts';
import type { Environment } from '../model/config.ts';
import type { Digest, EnvironmentName } from '../model/ids.ts';
import type { CloudSession, Ports } from '../model/ports.ts';
import { environmentOf } from '../model/services.ts';
import type { LockedOpening } from './evidence/opening.ts';
import { assumeRole } from './session/roles.ts';
import type { Session } from './session/session.ts';

const outputLimit = 1024 * 1024;

/** The command of an environment with the session it runs under. */
export type DeployCommand = {
  deploy: Environment['deploy'];
  region: string | undefined;
  held: CloudSession | undefined;
};

/** Takes the deployer role and checks the program. Throws ROLE_REFUSED, TOOL_MISSING, TOOL_FAILED, TOOL_CHECKSUM_MISMATCH; asked before there is an intent. */
export async function prepareCommand(session: Session, environment: EnvironmentName): Promise<DeployCommand> {
  const { deploy, roles } = environmentOf(session.service, environment);
  await checkProgram(session.ports, deploy);
  return { deploy, region: roles?.deployer.region, held: await assumeRole(session, 'deployer', environment) };
}

/** Runs the command. `_opening` is the caller's proof that the intent is locked. */
export async function runDeployCommand(
  { ports, service }: Session,
  digest: Digest,
  { deploy, region, held }: DeployCommand,
  _opening: LockedOpening,
): Promise<CommandOutcome> {
  let mayHaveStarted = false;
  try {
    const image = `${service.registry.repository}@${digest}`;
    const [program = '', ...args] = deploy.command.map((word) => word.replaceAll('{image}', image));
    const environment = commandEnvironment(deploy, region, held, await ports.files.temporary('safeguard-home-'));
    const folder = await ports.files.temporary('safeguard-deploy-');
    await checkProgram(ports, deploy);
    ports.log.step('command', `running ${printable(program)}`);
    mayHaveStarted = true;
    const result = await ports.programs.run(program, args, {
      environment,
      folder,
      timeoutSeconds: deploy['timeout-minutes'] * 60,
      outputLimit,
    });
    ports.log.step('command-ended', `${printable(program)} ended`);
    return judgeCommand(result, deploy['timeout-minutes']);
  } catch (error) {
    // A program that is not there is the only failure of a start that leaves no doubt.
    const outcome = mayHaveStarted && !isFault(error, 'TOOL_MISSING') ? 'failed' : 'not-started';
    return { outcome, sentence: `did not run: ${printable(textOf(error))}` };
  }
}

/** The program has to be there, to be one that can be started, and to be the pinned one where one is pinned. */
async function checkProgram(ports: Pick<Ports, 'files' | 'programs'>, deploy: Environment['deploy']): Promise<void> {
  const [program = ''] = deploy.command;
  const expected = deploy['program-sha256'];
  await ports.programs.check(program).catch((error: unknown) => {
    if (!isFault(error, 'TOOL_MISSING') && !isFault(error, 'TOOL_FAILED')) throw error;
    throw new Fault(error.code, `the deploy command of safeguard.yml cannot be run: ${error.message}`, {
      hint: 'Correct environments.<name>.deploy.command in safeguard.yml, or install the program on the runner and let this user run it, then start a new run.',
      cause: error,
    });
  });
  if (expected === undefined) return;
  const found = await ports.files.sha256(program);
  if (found !== expected)
    throw new Fault('TOOL_CHECKSUM_MISMATCH', `${program}: expected sha256 ${expected}, found ${found}`);
}

function commandEnvironment(
  deploy: Environment['deploy'],
  region: string | undefined,
  held: CloudSession | undefined,
  home: string,
): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: home,
    LANG: 'C.UTF-8',
    ...(region ? { AWS_REGION: region } : {}),
    ...held?.environment(),
    ...deploy.environment,
  };
}
