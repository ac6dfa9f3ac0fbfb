// Every mistake of safeguard.yml has its line, its column and its path; a file without mistakes has a Config.
import { describe, expect, test } from '@jest/globals';
import { isFault } from '../../../src/base/fault.ts';
import { formatProblems } from '../../../src/config/parse.ts';
import { rules } from '../../../src/config/rules.ts';
import { ScanKind, ScanTool } from '../../../src/model/finding.ts';
import { Digest } from '../../../src/model/ids.ts';
import { provingTools } from '../../../src/model/scanners.ts';
import { toolInvocation } from '../../../src/scan/invocation.ts';
import { configOf, edited, fixtureText, problemsOf } from './fixture.ts';

/** One edit of a valid file, and everything that is wrong afterwards: `line:column rule path`. */
type Mistake = readonly [from: string, to: string, ...found: string[]];

function foundIn(text: string): string[] {
  return problemsOf(text).map(({ line, column, rule, path }) => `${line}:${column} ${rule} ${path}`.trim());
}

const places = {
  target: '/t',
  digest: Digest.parse(`sha256:${'0'.repeat(64)}`),
  report: '/r',
  rules: '/rules',
  database: '/d',
  work: '/w',
};
const deepLine = `${'- '.repeat(20_000)}\n`;
const exceptionAt = 'services.clinic-api.exceptions[0]';
const productionAt = 'services.clinic-api.environments.production';

const yamlMistakes: readonly Mistake[] = [
  ['name: Acme Health', 'name: [Acme', '5:3 yaml'],
  ['version: 2\n', 'version: 2\nversion: 2\n', '3:1 yaml version'],
  ['version: 2\n', '"version": 2\nversion: 2\n', '3:1 yaml version'],
  ['name: Acme Health', 'name: *acme', '4:9 yaml organization.name'],
  ['name: Acme Health', 'name: !!str Acme', '4:15 yaml organization.name'],
  ['name: Acme Health', '!!str name: Acme', '4:9 yaml organization.name'],
  ['name: Acme Health', 'name: "Acme \\ud800"', '4:9 yaml'],
  ['name: Acme Health', 'name: !secret Acme', '4:17 yaml organization.name'],
  ['CLUSTER: blue', '__proto__: blue', `111:13 yaml ${productionAt}.deploy.environment.__proto__`],
  ['version: 2\n', '? [version]\n: 2\n', '2:3 yaml'],
];

const fieldMistakes: readonly Mistake[] = [
  ['version: 2', 'version: 3', '2:10 schema version'],
  ['version: 2', 'version: 1', '2:10 version version'],
  ['name: Acme Health', "name: ''", '4:9 schema organization.name'],
  ['name: Acme Health', 'name: { first: Acme }', '4:3 schema organization.name'],
  ['  owner-id: 2222\n', '', '3:1 schema organization.owner-id'],
  ['owner-id: 2222', 'owner-idd: 2222', '3:1 schema organization.owner-id', '5:3 schema organization.owner-idd'],
  ['owner-id: 2222', 'owner-id: acme', '5:13 schema organization.owner-id'],
  ['owner-id: 2222', 'owner-id: 0x7f', '5:13 schema organization.owner-id'],
  ['owner-id: 2222', 'owner-id: 22.5', '5:13 schema organization.owner-id'],
  ['owner-id: 2222', 'owner-id: -22', '5:13 schema organization.owner-id'],
  ['owner-id: 2222', 'owner-id: 0222', '5:13 schema organization.owner-id'],
  ['owner-id: 2222', 'owner-id:', '5:12 schema organization.owner-id'],
  ['id: 4444', 'id: 444', '11:19 schema accounts.evidence.id'],
  ['mode: keyless', 'mode: gpg', '13:9 schema signing.mode'],
  ['  mode: keyless\n', '', '12:1 schema signing.mode'],
  ['instance: private', 'instance: secret', '14:13 schema signing.instance'],
  ['fulcio: https://', 'fulcio: https://me:pw@', '15:11 schema signing.fulcio'],
  ['fulcio: https://', 'fulcio: http://', '15:11 schema signing.fulcio', '15:11 local-http signing.fulcio'],
  ['rekor: https', 'rekkor: https', '12:1 schema signing.rekor', '16:3 schema signing.rekkor'],
  ['certificate-transparency: false', 'certificate-transparency: no', '21:29 schema signing.certificate-transparency'],
  ['bucket: acme-evidence', 'bucket: Acme_Evidence', '24:11 schema store.bucket'],
  ['  type: s3\n', '  type: s3\n  kms-key: alias/evidence\n', '24:12 schema store.kms-key'],
  ['years: 7', 'years: 5', '27:10 schema retention.years'],
  ['margin-days: 45', 'margin-days: 400', '28:16 schema retention.margin-days'],
  ['repository: acme/c', 'repository: c', '30:15 schema contracts.repository'],
  ['sha: 12', 'sha: g2', '43:12 schema contracts.releases[3].sha'],
  ['    - version: v1.2.0\n      sha', '    - sha', '42:7 schema contracts.releases[3].version'],
  [
    'reason: The gate took a stale database for a fresh one.',
    'reason: stale',
    '41:17 schema contracts.releases[2].revoked.reason',
  ],
  ['ada@acme.example,', '" ",', '48:14 schema people[0].emails[0]'],
  ['threshold: high', 'threshold: hgih', '59:14 schema defaults.threshold'],
  ['tools: [semgrep]', 'tools: [sempgrep]', '63:15 schema defaults.scans.source.tools[0]'],
  ['tools: [semgrep]', 'tools: [sarif]', '63:15 schema defaults.scans.source.tools[0]'],
  ['tools: [semgrep]', 'tools: []', '63:14 schema defaults.scans.source.tools'],
  ['tools: [checkov]', 'none: no', '71:13 schema defaults.scans.infrastructure.none'],
  ['    secrets:\n', '    secret:\n', '61:3 schema defaults.scans.secrets', '72:5 schema defaults.scans.secret'],
  ['max-age-hours: 168', 'max-age-hours: 1.5', '69:22 schema defaults.scans.image.max-age-hours'],
  ['  clinic-api:\n', '  Clinic:\n', '75:3 schema services.Clinic'],
  ['auth: ecr', 'auth: aws', '80:13 schema services.clinic-api.registry.auth'],
  [
    '    branches: [main]\n    direct',
    '    build: { context: ../x }\n    branches: [main]\n    direct',
    '81:23 schema services.clinic-api.build.context',
  ],
  [
    '    branches: [main]\n    direct',
    '    build: { dockerfile: /Dockerfile }\n    branches: [main]\n    direct',
    '81:26 schema services.clinic-api.build.dockerfile',
  ],
  [
    '    branches: [main]\n    direct',
    '    build: { target: prod }\n    branches: [main]\n    direct',
    '81:14 schema services.clinic-api.build.target',
  ],
  ['branches: [main]', "branches: ['*']", '81:16 schema services.clinic-api.branches[0]'],
  ['branches: [main]', "tags: ['v[0-9]']", '81:12 schema services.clinic-api.tags[0]'],
  ['role/clinic-api-pusher', 'user/clinic-api-pusher', '85:15 schema services.clinic-api.roles.pusher'],
  ['pusher: arn', 'pushr: arn', '85:7 schema services.clinic-api.roles.pushr'],
  ['phi: false', 'phi: no', '115:14 schema services.clinic-api.environments.staging.phi'],
  ['custody.yml@refs/heads/main', 'custody.yml@main', '83:9 schema services.clinic-api.direct-workflows[0]'],
  ['rule: CVE-2026-1234', 'rule: CVE-2026-*', `93:15 schema ${exceptionAt}.rule`],
  ['requested-by: 502', 'requested-by: grace', `97:23 schema ${exceptionAt}.requested-by`],
  ['approvers: [501, 502]', 'approvers: []', `105:20 schema ${productionAt}.approvers`],
  ["--image, '{image}'", "--image, '{image}:latest'", `107:20 schema ${productionAt}.deploy.command`],
  ["--image, '{image}'", '--image, latest', `107:20 schema ${productionAt}.deploy.command`],
  [
    '            CLUSTER: blue',
    '            cluster: blue',
    `111:13 schema ${productionAt}.deploy.environment.cluster`,
  ],
  ['      staging:', '      stage one:', '113:7 schema services.clinic-api.environments["stage one"]'],
];

const ruleMistakes: readonly Mistake[] = [
  ['rekor: https://rekor.acme.example', 'rekor: http://127.0.0.1:3000', '16:10 local-http signing.rekor'],
  ['instance: private', 'instance: public', '14:13 public-logs signing.instance'],
  ['fulcio: https://fulcio.acme.example', 'fulcio: https://fulcio.sigstore.dev', '15:11 public-logs signing.fulcio'],
  [
    'rekor: https://rekor.acme.example',
    'rekor: https://log2025-1.rekor.sigstore.dev',
    '16:10 public-logs signing.rekor',
  ],
  ['path: trusted-root.json', 'path: ../trusted-root.json', '19:11 pinned-place signing.trusted-root.path'],
  ['path: trusted-root.json', 'path: /trusted-root.json', '19:11 pinned-place signing.trusted-root.path'],
  ['account: evidence', 'account: evidance', '25:12 account-known store.account'],
  ['account: main', 'account: mian', '56:12 account-known defaults.account'],
  ['id: 333344445555', 'id: 111122223333', '10:21 account-once accounts.production.id'],
  [
    '  account: main\n',
    '',
    '74:3 account-given services.clinic-api.account',
    '118:3 account-given services.lab-results.account',
  ],
  ['      staging:', `      ${'s'.repeat(40)}:`, `113:7 role-name services.clinic-api.environments.${'s'.repeat(40)}`],
  ['      staging:', '      staging.eu:', '113:7 environment-dots services.clinic-api.environments["staging.eu"]'],
  [
    '        phi: false\n        approvers: [503]\n',
    '        phi: false\n',
    '113:7 environment-complete services.clinic-api.environments.staging.approvers',
  ],
  ['    branches: [main, release]\n', '', '119:3 refs-given services.lab-results.branches'],
  ['    branches: [main]\n', "    tags: ['v*']\n", '81:12 tag-branches services.clinic-api.tags[0]'],
  ...['*', 'v*.*.*', 'v?', '**', '*/*'].map((tag): [string, string, string] => [
    '    branches: [main, release]\n',
    `    branches: [main, release]\n    tags: ['${tag}']\n`,
    '126:12 schema services.lab-results.tags[0]',
  ]),
  [
    'repository-id: 4712',
    'repository-id: 4711',
    '83:7 direct-workflow-one-service services.clinic-api.direct-workflows',
    '120:17 repository-one-name services.lab-results.repository',
  ],
  [
    '    branches: [main, release]\n',
    '    branches: [main]\n    formerly: [lab, clinic-api]\n',
    '126:21 former-name-unique services.lab-results.formerly[1]',
  ],
  ['iam::111122223333', 'iam::111122223334', '85:15 role-account services.clinic-api.roles.pusher'],
  [
    '111122223333.dkr.ecr.eu-central-1.amazonaws.com/clinic-api',
    'registry.acme.example/clinic-api',
    '78:5 ecr-host services.clinic-api.registry.region',
  ],
  [
    '      auth: ecr\n',
    '      auth: ecr\n      region: eu-west-1\n',
    '81:15 ecr-host services.clinic-api.registry.region',
  ],
  [
    '  type: s3\n',
    '  type: s3\n  kms-key: arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-4000-8000-000000000001\n',
    '24:12 store-key store.kms-key',
  ],
  ['minimum: v1.1.0', 'minimum: v1.3.0', '44:12 minimum-listed contracts.minimum'],
  ['minimum: v1.1.0', 'minimum: v1.1.1', '44:12 minimum-stands contracts.minimum'],
  ['version: v1.2.0', 'version: v1.1.0', '42:16 release-unique contracts.releases[3].version'],
  ["on: '2026-08-01'", "on: '2026-02-30'", '40:13 day-exists contracts.releases[2].revoked.on'],
  ["from: '2026-10-01'", "from: '2026-13-01'", `99:15 day-exists ${exceptionAt}.from`],
  ['- id: 503', '- id: 502', '51:9 person-unique people[2].id'],
  ['kj@acme.example', 'Ada.L@acme.example', '54:9 email-unique people[2].emails[0]'],
  ['kj@acme.example', '" ada.l@acme.example"', '54:9 email-unique people[2].emails[0]'],
  ['requested-by: 502', 'requested-by: 501', `98:22 exception-two-people ${exceptionAt}.approved-by`],
  ["until: '2026-12-30'", "until: '2026-09-30'", `100:16 exception-order ${exceptionAt}.until`],
  ["until: '2026-12-30'", "until: '2026-12-31'", `100:16 exception-length ${exceptionAt}.until`],
  [
    'rule: CVE-2026-1234\n        tool: trivy\n        package: openssl@3.5.0\n',
    'rule: CKV_AWS_20\n        tool: checkov\n',
    `92:9 exception-scope ${exceptionAt}`,
  ],
  [
    'package: openssl@3.5.0',
    'package: openssl@3.5.0\n        path: "a\\uFFFDb"',
    `96:15 exception-scope ${exceptionAt}.path`,
  ],
  ['package: openssl@3.5.0', 'path: usr/lib/libssl.so', `93:15 exception-package ${exceptionAt}.rule`],
  [
    'rule: CVE-2026-1234\n        tool: trivy\n        package: openssl@3.5.0',
    'rule: GHSA-aaaa-bbbb-cccc\n        tool: osv-scanner\n        path: go.mod',
    `93:15 exception-package ${exceptionAt}.rule`,
  ],
  [
    'rule: CVE-2026-1234\n        tool: trivy\n        package: openssl@3.5.0',
    'rule: CKV_AWS_20\n        tool: checkov\n        path: infra/*.tf',
    `95:15 exception-scope ${exceptionAt}.path`,
  ],
  [
    '      pusher: arn:aws:iam::111122223333:role/clinic-api-pusher\n',
    '      pusher: arn:aws:iam::111122223333:role/clinic\n      recorder: arn:aws:iam::111122223333:role/clinic\n',
    '86:17 role-unique services.clinic-api.roles.recorder',
  ],
  ['tool: trivy', 'tool: sarif', `95:18 exception-package ${exceptionAt}.package`],
  [
    "        until: '2026-12-30'\n",
    "        until: '2026-12-30'\n      - { id: EX-2026-014, rule: x.y, tool: semgrep, path: a.ts, reason: A sentence that is long enough., requested-by: 501, approved-by: 502, from: '2026-10-01', until: '2026-10-01' }\n",
    '101:15 exception-unique services.clinic-api.exceptions[1].id',
  ],
  ['approvers: [501, 502]', 'approvers: [501, 501]', `105:26 approver-unique ${productionAt}.approvers[1]`],
  ['command: [/usr/local/bin/deploy,', 'command: [deploy,', `107:21 command-path ${productionAt}.deploy.command[0]`],
  ['tools: [semgrep]', 'tools: [gitleaks]', '63:15 scan-tool-kind defaults.scans.source.tools[0]'],
  [
    '          none: The service has no infrastructure code of its own.',
    '          tools: [checkov, semgrep]',
    '90:28 scan-tool-kind services.clinic-api.policy.scans.infrastructure.tools[1]',
  ],
  ['      staging:', '      Production:', '113:7 environment-name services.clinic-api.environments.Production'],
  [
    'repository: acme/lab-results',
    'repository: Acme/Clinic-API',
    '121:20 repository-one-id services.lab-results.repository-id',
  ],
  [
    'registry.acme.example/lab-results',
    '111122223333.dkr.ecr.eu-central-1.amazonaws.com/clinic-api',
    '123:19 registry-unique services.lab-results.registry.repository',
  ],
];

const key = (hex: string) => `{ id: key-0-${hex}, public-key: keys/k.pem, spki-sha256: ${hex.repeat(64)} }`;
const kmsMode = '  mode: kms\n  region: eu-central-1\nstore:';
const keylessMode = /(?<=signing:\n)[\s\S]*?store:/.exec(fixtureText('minimal'))?.[0] ?? '';

const minimalMistakes: readonly Mistake[] = [
  ['        lock: none\n', '', `34:7 directory-lock ${productionAt}.lock`],
  ['        lock: none\n', '        lock: compliance\n', `38:15 directory-lock ${productionAt}.lock`],
  [
    'store: { type: dir, path: evidence }',
    'store: { type: s3, bucket: acme-evidence, account: evidence }',
    '11:52 account-known store.account',
    '28:3 account-given services.clinic-api.account',
  ],
  [
    'auth: anonymous',
    'auth: ecr',
    '28:3 account-given services.clinic-api.account',
    '31:5 ecr-host services.clinic-api.registry.region',
  ],
  [keylessMode, kmsMode, '24:3 kms-keys services.clinic-api.keys'],
];

describe('a configuration without mistakes', () => {
  test.each(['full', 'minimal'] as const)('%s.yml is read', (name) => {
    expect(problemsOf(fixtureText(name))).toEqual([]);
  });

  test('ids without quotes are the characters that stand in the file, and numbers stay numbers', () => {
    const config = configOf(edited(fixtureText('full'), '- id: 502', '- id: 9007199254740993'));
    expect(Object.keys(config.services)).toEqual(['clinic-api', 'lab-results']);
    expect(config.people[1]?.id).toBe('9007199254740993');
    expect(config.contracts.releases[0]?.sha).toBe('10'.repeat(20));
    expect(config.retention).toEqual({ years: 7, 'margin-days': 45 });
    expect(Object.values(Object.values(config.services)[0]?.environments ?? {})[0]).toMatchObject({
      approvers: ['501', '502'],
      deploy: { environment: { CLUSTER: 'blue', PORT: '8443' }, 'timeout-minutes': 20 },
    });
  });

  test('what needs company is accepted in company', () => {
    const open = edited(fixtureText('full'), 'instance: private', 'instance: public\n  accept-public-logs: true');
    expect(problemsOf(open)).toEqual([]);
    const local = edited(fixtureText('minimal'), 'rekor: https://rekor.acme.example', 'rekor: http://localhost:3000');
    expect(problemsOf(edited(local, 'version: 2\n', 'version: 2\nlocal: true\n'))).toEqual([]);
    expect(problemsOf(edited(fixtureText('full'), 'approvers: [503]', 'approvers: [503]\n        lock: none'))).toEqual(
      [],
    );
    const kms = edited(fixtureText('minimal'), keylessMode, kmsMode);
    const keyed = (deploy: string) =>
      edited(
        kms,
        '    branches',
        `    keys: { build: ${key('a')}, deploy: ${key(deploy).replace('key-0', 'key-1')} }\n    branches`,
      );
    expect(problemsOf(keyed('b'))).toEqual([]);
    const outside = keyed('b').replace('public-key: keys/k.pem', 'public-key: /etc/k.pem');
    expect(problemsOf(outside).map(({ rule }) => rule)).toEqual(['pinned-place']);
    expect(foundIn(keyed('a'))).toEqual(['28:200 keys-unique services.clinic-api.keys.deploy.spki-sha256']);
    const arn = (region: string, name: string) => `arn:aws:kms:${region}:111122223333:key/${name}`;
    const two = (build: string, deploy: string) =>
      foundIn(keyed('b').replace('key-0-a', arn('eu-central-1', build)).replace('key-1-b', deploy)).map((one) =>
        one.split(' ').slice(1).join(' '),
      );
    expect(two('a', arn('eu-central-1', 'b'))).toEqual([]);
    expect(two('a', arn('eu-central-1', 'a'))).toEqual(['keys-unique services.clinic-api.keys.deploy.id']);
    expect(two('a', arn('eu-west-1', 'b'))).toEqual(['key-region services.clinic-api.keys.deploy.id']);
  });
});

describe('one edit, one mistake, its place', () => {
  test.each(yamlMistakes)('yaml: %j -> %j', (from, to, ...found) => {
    expect(foundIn(edited(fixtureText('full'), from, to))).toEqual(found);
  });

  test.each(fieldMistakes)('field: %j -> %j', (from, to, ...found) => {
    expect(foundIn(edited(fixtureText('full'), from, to))).toEqual(found.toSorted(byPlace));
  });

  test.each(ruleMistakes)('rule: %j -> %j', (from, to, ...found) => {
    expect(foundIn(edited(fixtureText('full'), from, to))).toEqual(found);
  });

  test.each(minimalMistakes)('minimal: %j -> %j', (from, to, ...found) => {
    expect(foundIn(edited(fixtureText('minimal'), from, to))).toEqual(found);
  });

  test('every rule between fields is broken by some edit above', () => {
    const broken = [...ruleMistakes, ...minimalMistakes].flatMap(([, , ...found]) =>
      found.map((one) => one.split(' ')[1]),
    );
    expect(Object.keys(rules).filter((name) => !broken.includes(name))).toEqual(['keys-unique', 'key-region']);
  });

  test.each([
    ['', '1:1 schema'],
    ['# nothing\n', '1:1 schema'],
    ['[]', '1:1 schema'],
    ['%YAML 1.1\n---\nversion: 2\n', '1:1 yaml'],
    ['%TAG ! tag:evil.example,2026:\n---\nversion: 2\n', '1:1 yaml'],
    ['version: 2\norganization: { name: a\u0002b }\n', '2:24 yaml'],
    ['version: 2\norganization: { name: a\ud800 }\n', '2:24 yaml'],
    ['version: 2\n---\nversion: 2\n', '2:1 yaml'],
  ])('the file %j is refused whole', (text, found) => {
    expect(foundIn(text)).toEqual([found]);
  });

  test('a hostile depth is a mistake, not a crash', () => {
    expect(new Set(problemsOf(deepLine).map(({ rule }) => rule))).toEqual(new Set(['yaml']));
  });

  test('a file over 1 MiB is refused, one of exactly 1 MiB is read', () => {
    const text = fixtureText('minimal');
    const padded = (bytes: number) => `${text}#${'x'.repeat(bytes - Buffer.byteLength(text) - 1)}`;
    expect(problemsOf(padded(1024 * 1024))).toEqual([]);
    expect(foundIn(padded(1024 * 1024 + 1))).toEqual(['1:1 yaml']);
  });
});

function byPlace(a: string, b: string): number {
  const [lineA = 0, columnA = 0, lineB = 0, columnB = 0] = [a, b].flatMap((one) =>
    one.split(' ')[0]?.split(':').map(Number),
  );
  return Number(lineA) - Number(lineB) || Number(columnA) - Number(columnB);
}

describe('all mistakes at once', () => {
  const pool: readonly Mistake[] = [
    ...fieldMistakes.filter(
      ([from]) =>
        !/^\s*(rekor|owner-id|mode|version: 2$)|secrets|clinic-api:|fulcio|image}|staging|phi|account|pusher/.test(
          from,
        ),
    ),
    ...ruleMistakes.filter(
      ([from]) => !from.includes('\n') && !/image}|rekor|fulcio|^1111|^iam:|pusher|lab-results:/.test(from),
    ),
  ];

  /** Ten edits of different lines, chosen by a fixed step from a seed, that do not disturb one another. */
  function tenEdits(seed: number): Mistake[] {
    const chosen: Mistake[] = [];
    // The step has to be prime to the size of the pool, or some edits are never reached; the bound ends the search if it is not.
    for (let at = seed; chosen.length < 10 && at < seed + pool.length * 101; at += 101) {
      const next = pool[at % pool.length];
      if (!next) break;
      const line = (mistake: Mistake) => mistake[2]?.split(':')[0];
      if (chosen.every((one) => line(one) !== line(next) && !disturbs(one, next))) chosen.push(next);
    }
    return chosen;
  }

  /** A shared field that one of two edits takes from the other, such as both days of an exception. */
  function disturbs(a: Mistake, b: Mistake): boolean {
    const topic = (mistake: Mistake) =>
      /exception|minimum|release|people|person|email|approver/.exec(mistake[2] ?? '')?.[0];
    return topic(a) !== undefined && topic(a) === topic(b);
  }

  test.each(Array.from({ length: 25 }, (_, seed) => seed))('ten mistakes together, choice %i', (seed) => {
    const edits = tenEdits(seed);
    expect(edits).toHaveLength(10);
    const shift = edits.reduce((text, [from, to]) => edited(text, from, to), fixtureText('full'));
    const expected = edits.flatMap(([, , ...found]) => found).map((one) => one.split(' ').slice(1).join(' '));
    const found = foundIn(shift).map((one) => one.split(' ').slice(1).join(' '));
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(foundIn(shift)).toEqual(foundIn(shift).toSorted(byPlace));
  });

  test('mistakes below a wrong key are reported with it', () => {
    const text = edited(edited(fixtureText('full'), '  clinic-api:\n', '  Clinic:\n'), 'auth: ecr', 'auth: aws');
    expect(foundIn(edited(text, 'timeout-minutes: 20', 'timeout-minutes: 0'))).toEqual([
      '75:3 schema services.Clinic',
      '80:13 schema services.Clinic.registry.auth',
      '109:28 schema services.Clinic.environments.production.deploy.timeout-minutes',
    ]);
  });

  test('the nearest known key is what was expected', () => {
    const expectedOf = (from: string, to: string) => problemsOf(edited(fixtureText('full'), from, to)).at(-1)?.expected;
    expect(expectedOf('rekor: https', 'rekkor: https')).toBe('rekor');
    expect(expectedOf('    secrets:\n', '    secret:\n')).toBe('secrets');
    expect(expectedOf('certificate-transparency: false', 'colour: red')).toMatch(/^one of mode, /);
  });

  test.each([
    ['full', 'tools: [semgrep]', 'tools: []', 'an empty list', 'at least 1 entry'],
    ['full', 'approvers: [503]', 'approvers: [xyz]', '"xyz" does not fit', 'a numeric id as GitHub gives it'],
    [
      'full',
      'tools: [semgrep]',
      'tools: [semgrep]\n      none: There is no source at all.',
      'tools and none exclude each other',
      'one of them',
    ],
    [
      'full',
      'none: The service',
      'max-age-hours: 5\n          none: The service',
      'the key "max-age-hours" does not fit the other keys here',
      'these keys without it',
    ],
    [
      'full',
      'tools: [semgrep]',
      'tools: [semgrep]\n      nnoe: x',
      'the key "nnoe" is not known; did you mean none?',
      'none',
    ],
    [
      'full',
      '  mode: keyless',
      '  mode: keyless\n  region: eu-central-1',
      'the key "region" does not fit the other keys here',
      'these keys without it',
    ],
    ['full', 'version: 2\n', 'version: 2\nversion: 2\n', 'Map keys must be unique', 'each key once'],
    [
      'full',
      '  name: Acme Health',
      '\tname: Acme Health',
      'Tabs are not allowed as indentation',
      'blanks as indentation',
    ],
  ] as const)('%s with %j -> %j names the mistake itself', (name, from, to, message, expected) => {
    expect(problemsOf(edited(fixtureText(name), from, to))[0]).toMatchObject({ message, expected });
  });

  test('an empty file is called so, and null inside a file is not', () => {
    expect(problemsOf('# nothing\n')[0]).toMatchObject({ message: 'the file is empty' });
    expect(problemsOf(edited(fixtureText('full'), 'version: 2', 'version: null'))[0]).toMatchObject({
      message: 'null does not fit',
    });
  });

  test('the tools that may be asked for a kind are those that can be run for it', () => {
    const runnable = (kind: ScanKind, tool: ScanTool) => {
      try {
        toolInvocation(kind, tool, places);
        return true;
      } catch (error) {
        if (isFault(error, 'INPUT_INVALID')) return false;
        throw error;
      }
    };
    for (const kind of ScanKind.options)
      expect(ScanTool.options.filter((tool) => runnable(kind, tool)).toSorted()).toEqual(
        [...provingTools(kind)].toSorted(),
      );
  });

  test('printed mistakes begin with file, line and column and hold no control characters', () => {
    const problems = problemsOf(edited(fixtureText('full'), 'threshold: high', 'threshold: "a\\e[31m"'));
    const printed = formatProblems(problems, 'safeguard.yml');
    expect(printed).toMatch(/^safeguard\.yml:59:14: defaults\.threshold: /);
    expect(printed).not.toContain('\u001b');
  });
});
