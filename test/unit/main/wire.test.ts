// What a job's environment may not change (THREATS C7), and what flows get to see of it.
import { describe, expect, test } from '@jest/globals';
import { isFault } from '../../../src/base/fault.ts';
import { runnerLogger } from '../../../src/main/console.ts';
import { refuseOverrides, wirePorts } from '../../../src/main/wire.ts';

const diverting = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_S3',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CA_BUNDLE',
  'AWS_PROFILE',
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'ALL_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

function caught(run: () => void): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('the environment of an action', () => {
  test.each(diverting)('may not hold %s', (name) => {
    expect(
      isFault(
        caught(() => refuseOverrides({ [name]: 'x' })),
        'ENVIRONMENT_OVERRIDE',
      ),
    ).toBe(true);
  });

  test.each(['AWS_REGION', 'MY_HTTPS_PROXY', 'NODE_OPTIONS_FILE', 'NO_PROXY', 'PATH'])('may hold %s', (name) => {
    expect(caught(() => refuseOverrides({ [name]: 'x' }))).toBeUndefined();
  });

  test('may hold an empty one, which changes nothing', () => {
    expect(caught(() => refuseOverrides({ HTTPS_PROXY: '', NODE_OPTIONS: undefined }))).toBeUndefined();
  });

  test('is refused with every name at once', () => {
    const fault = caught(() => refuseOverrides({ NODE_OPTIONS: 'x', AWS_PROFILE: 'y' }));
    expect(isFault(fault) ? fault.message : '').toContain('AWS_PROFILE, NODE_OPTIONS');
  });
});

test('flows see the facts of the job, and neither token nor credential', () => {
  const variables = {
    GITHUB_RUN_ID: '7',
    GITHUB_JOB: 'build',
    GITHUB_TOKEN: 'ghs_secret',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret',
    AWS_SECRET_ACCESS_KEY: 'secret',
    GITHUB_SHA: '',
  };
  const { ports } = wirePorts({ variables, root: new URL('file:///nowhere/'), log: runnerLogger(() => {}) });
  expect(ports.job).toEqual({ GITHUB_RUN_ID: '7', GITHUB_JOB: 'build' });
  expect(ports.configSource).toEqual({ path: '/nowhere/safeguard.yml', origin: 'beside-bundle' });
});

test('a configuration of one’s own says that it is one', () => {
  const place = { variables: {}, root: new URL('file:///nowhere/'), configPath: 'mine.yml' };
  const { ports } = wirePorts({ ...place, log: runnerLogger(() => {}) });
  expect(ports.configSource).toEqual({ path: 'mine.yml', origin: 'flag' });
});
