// What a job's environment may not change (threat C7), and what flows get to see of it.
import { describe, expect, test } from '@jest/globals';
import { isFault } from '../../../src/base/fault.ts';
import { openRedactor } from '../../../src/base/redaction.ts';
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
  'OPENSSL_CONF',
  'openssl_conf',
  'OPENSSL_MODULES',
  'OPENSSL_ENGINES',
  'OPENSSL_CONF_INCLUDE',
  'OPENSSL_ia32cap',
  'SSLKEYLOGFILE',
  'NODE_PATH',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_COMPILE_CACHE',
  'NODE_USE_ENV_PROXY',
  'NODE_USE_SYSTEM_CA',
  'NODE_V8_COVERAGE',
  'NODE_ICU_DATA',
  'NODE_REDIRECT_WARNINGS',
  'NODE_REPL_EXTERNAL_MODULE',
  'LD_PRELOAD',
  'LD_AUDIT',
  'LD_LIBRARY_PATH',
  'DYLD_INSERT_LIBRARIES',
  'GCONV_PATH',
  'GLIBC_TUNABLES',
  'HOSTALIASES',
  'LOCALDOMAIN',
  'RES_OPTIONS',
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

  test.each([
    'AWS_REGION',
    'MY_HTTPS_PROXY',
    'NODE_OPTIONS_FILE',
    'NODE_ENV',
    'NODE_VERSION',
    'NODE_AUTH_TOKEN',
    'NO_PROXY',
    'PATH',
    'OLDPWD',
    'GIT_AUTHOR_NAME',
    'pythonLocation',
    'MY_OPENSSL_CONF',
  ])('may hold %s', (name) => {
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

test('what is said hides the tokens of the surroundings, and no input that only speaks of a scan for secrets', () => {
  const redactor = openRedactor();
  const variables = {
    INPUT_TOKEN: 'ghs_zyxwvutsrqponmlkj',
    MY_SECRETS: 'of-somebody-else-entirely',
    'INPUT_HANDED-SECRETS': 'secrets-gitleaks:0123456789abcdef',
    INPUT_SECRETS: 'gitleaks and another-scanner',
  };
  wirePorts({ variables, root: new URL('file:///nowhere/'), log: runnerLogger(() => {}), redactor });
  for (const hidden of [variables.INPUT_TOKEN, variables.MY_SECRETS]) expect(redactor.redact(hidden)).toBe('***');
  for (const said of [variables['INPUT_HANDED-SECRETS'], variables.INPUT_SECRETS])
    expect(redactor.redact(`it lacks ${said}`)).toBe(`it lacks ${said}`);
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
