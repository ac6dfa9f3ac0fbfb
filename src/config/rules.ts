// The rules between fields of safeguard.yml, each with a name. All of them always run; none of them throws or repairs.
import { parseEcrHost } from '../model/ecr-host.ts';
import { ScanKind, ScanTool } from '../model/finding.ts';
import { provingTools } from '../model/scanners.ts';
import { accountOf, accountRules } from './account-rules.ts';
import type { Cursor } from './cursor.ts';
import { dayStart } from './day.ts';
import { exceptionRules } from './exception-rules.ts';
import { presenceRules } from './presence-rules.ts';
import { repositoryRules } from './repository-rules.ts';
import { type Breach, breachAt, environmentsOf, exceptionsOf, type Rule, repeatedTexts, servicesOf } from './rule.ts';
import { sharingRules } from './sharing-rules.ts';

const checkLocalHttp: Rule = (root) => {
  if (root.at('local').value === true) return [];
  const urls = [
    ...['api', 'server', 'issuer'].map((name) => root.at('github', name)),
    root.at('sts', 'endpoint'),
    ...['fulcio', 'rekor', 'timestamp-authority', 'endpoint'].map((name) => root.at('signing', name)),
    root.at('store', 'endpoint'),
    ...servicesOf(root).map((service) => service.at('registry', 'endpoint')),
  ];
  const plain = urls.filter(({ text }) => text.startsWith('http:'));
  return plain.map((url) => breachAt(url, `${url.text} is not encrypted`, 'https, or local: true for a demonstration'));
};

/** Hosts of the public instance, regardless of the value of `instance`. */
const publicHost = /^https:\/\/(?:[a-z0-9-]{1,63}\.){0,4}sigstore\.dev(?:[:/]|$)/i;

const checkPublicLogs: Rule = (root) => {
  const signing = root.at('signing');
  if (signing.at('instance').text === 'private') {
    const open = ['fulcio', 'rekor'].map((name) => signing.at(name)).filter(({ text }) => publicHost.test(text));
    return open.map((url) =>
      breachAt(
        url,
        `${url.text} is the public instance, and instance is private`,
        'instance: public, or servers of your own',
      ),
    );
  }
  if (signing.at('instance').text !== 'public' || signing.at('accept-public-logs').value === true) return [];
  const message = 'the public instance publishes repository and workflow names for ever';
  return [breachAt(signing.at('instance'), message, 'a private instance, or accept-public-logs: true')];
};

/** The file port keeps inside the folder of the configuration; a path that leaves it is refused here, with its line. */
const checkPinnedPlaces: Rule = (root) => {
  const keys = servicesOf(root).flatMap((service) => service.at('keys').members());
  const paths = [root.at('signing', 'trusted-root', 'path'), ...keys.map((key) => key.at('public-key'))];
  return paths
    .filter(({ text }) => text.startsWith('/') || text.split('/').includes('..'))
    .map((path) => breachAt(path, `${path.text} leaves the folder of safeguard.yml`, 'a path beside safeguard.yml'));
};

const checkKmsKeys: Rule = (root) => {
  if (root.at('signing', 'mode').text !== 'kms') return [];
  const bare = servicesOf(root).filter((service) => !service.at('keys').given);
  return bare.map((service) =>
    breachAt(service.at('keys'), 'signing.mode is kms, and the service has no keys', 'keys'),
  );
};

function isEcr(service: Cursor): boolean {
  const registry = service.at('registry');
  return registry.text !== '' || registry.at('auth').text === 'ecr';
}

/** The repository of the image, in either form. */
function registryOf(service: Cursor): Cursor {
  const registry = service.at('registry');
  return registry.text === '' ? registry.at('repository') : registry;
}

/** The host of an ECR registry contains its account and region; a registry of another host has to say what it is. */
const checkEcrHost: Rule = (root) =>
  servicesOf(root)
    .filter(isEcr)
    .flatMap((service) => {
      const registry = registryOf(service);
      const found = parseEcrHost(registry.text.split('/')[0] ?? '');
      const region = service.at('registry', 'region');
      if (found) {
        if (region.text === '' || region.text === found.region) return [];
        return [
          breachAt(region, `the registry is in ${found.region}`, `${found.region}, as its host says, or no region`),
        ];
      }
      if (service.at('registry').text !== '')
        return [breachAt(registry, 'the host is none of ECR', 'an ECR host, or repository and auth')];
      return region.given ? [] : [breachAt(region, 'region is missing', 'the region of the ECR registry')];
    });

/** S3 encrypts only with keys of its own region. */
const checkStoreKey: Rule = (root) => {
  const key = root.at('store', 'kms-key');
  const own = root.at('store', 'region').text;
  const region = own === '' ? accountOf(root, root.at('store', 'account')).at('region').text : own;
  const found = key.text.split(':')[3] ?? '';
  if (found === '' || region === '' || found === region) return [];
  return [breachAt(key, `the key is in ${found}`, `a key in ${region}, where the bucket is`)];
};

function releasesOf(root: Cursor): Cursor[] {
  return root.at('contracts', 'releases').entries();
}

const checkMinimumListed: Rule = (root) => {
  const minimum = root.at('contracts', 'minimum');
  const versions = releasesOf(root).map((release) => release.at('version').text);
  if (minimum.text === '' || versions.length === 0 || versions.includes(minimum.text)) return [];
  return [breachAt(minimum, `${minimum.text} is not listed`, 'a version under contracts.releases')];
};

const checkMinimumStands: Rule = (root) => {
  const minimum = root.at('contracts', 'minimum');
  const revoked = releasesOf(root).some((one) => one.at('version').text === minimum.text && one.at('revoked').given);
  if (minimum.text === '' || !revoked) return [];
  return [breachAt(minimum, `${minimum.text} is revoked`, 'a release that is not revoked')];
};

const checkDays: Rule = (root) => {
  const exceptions = exceptionsOf(root);
  const days = [
    ...releasesOf(root).map((release) => release.at('revoked', 'on')),
    ...exceptions.flatMap((exception) => [exception.at('from'), exception.at('until')]),
  ];
  const impossible = days.filter(({ text }) => /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isNaN(dayStart(text)));
  return impossible.map((day) => breachAt(day, `the calendar has no ${day.text}`, 'a day that exists'));
};

/** A folder cannot lock, so an environment that uses one has to opt out of locks explicitly. */
const checkDirectoryLock: Rule = (root) => {
  if (root.at('store', 'type').text !== 'dir') return [];
  const unlocked = root.at('defaults', 'environment', 'lock').text === 'none';
  const trusting = environmentsOf(root).filter(
    (one) => one.at('lock').text !== 'none' && !(unlocked && !one.at('lock').given),
  );
  return trusting.map((one) => breachAt(one.at('lock'), 'a directory store cannot lock', 'lock: none, or an S3 store'));
};

const checkCommandPath: Rule = (root) => {
  const owners = [root.at('defaults', 'environment'), ...environmentsOf(root)];
  const programs = owners.flatMap((one) => one.at('deploy', 'command').entries().slice(0, 1));
  const relative = programs.filter(({ text }) => text !== '' && !text.startsWith('/'));
  return relative.map((program) =>
    breachAt(program, `${program.text} is looked up in PATH`, 'the absolute path of the program'),
  );
};

/** A tool that cannot make a scan of its kind would be required by every deploy and present in none. */
const checkScanToolKind: Rule = (root) => {
  const owners = [root.at('defaults'), ...servicesOf(root).map((service) => service.at('policy'))];
  return ScanKind.options.flatMap((kind) => {
    const proving = provingTools(kind);
    const tools = owners.flatMap((owner) => owner.at('scans', kind, 'tools').entries());
    const unfit = tools.filter(({ text }) =>
      ScanTool.exclude(['sarif']).options.some((tool) => tool === text && !proving.includes(tool)),
    );
    return unfit.map((tool) => breachAt(tool, `${tool.text} makes no scan of ${kind}`, proving.join(' or ')));
  });
};

/** GitHub takes environment names that differ only in case for one. */
const checkEnvironmentNames: Rule = (root) =>
  servicesOf(root).flatMap((service) => {
    const names = service
      .at('environments')
      .members()
      .map((one) => ({ ...one, text: one.name }));
    return repeatedTexts(names, 'environment', (text) => text.toLowerCase());
  });

function checkRepeated(what: string, pick: (root: Cursor) => Cursor[], same?: (text: string) => string): Rule {
  return (root) => repeatedTexts(pick(root), what, same);
}

/** Every cross-field rule by name; names are printed and stay. */
export const rules = {
  'local-http': checkLocalHttp,
  'public-logs': checkPublicLogs,
  'pinned-place': checkPinnedPlaces,
  'kms-keys': checkKmsKeys,
  'ecr-host': checkEcrHost,
  'store-key': checkStoreKey,
  ...accountRules,
  ...presenceRules,
  ...sharingRules,
  'minimum-listed': checkMinimumListed,
  'minimum-stands': checkMinimumStands,
  'release-unique': checkRepeated('release', (root) => releasesOf(root).map((one) => one.at('version'))),
  'day-exists': checkDays,
  'directory-lock': checkDirectoryLock,
  'command-path': checkCommandPath,
  'environment-name': checkEnvironmentNames,
  'scan-tool-kind': checkScanToolKind,
  ...repositoryRules,
  'registry-unique': checkRepeated('registry repository', (root) => servicesOf(root).map(registryOf)),
  'approver-unique': (root) =>
    [root.at('defaults', 'environment'), ...environmentsOf(root)].flatMap((one) =>
      repeatedTexts(one.at('approvers').entries(), 'approver'),
    ),
  'person-unique': checkRepeated('person', (root) =>
    root
      .at('people')
      .entries()
      .map((one) => one.at('id')),
  ),
  'email-unique': checkRepeated(
    'e-mail',
    (root) =>
      root
        .at('people')
        .entries()
        .flatMap((one) => one.at('emails').entries()),
    (text) => text.trim().toLowerCase(),
  ),
  ...exceptionRules,
} as const satisfies Record<string, Rule>;

/** Every breach of every rule, in the order of the rules. */
export function findBreaches(root: Cursor): (Breach & { rule: string })[] {
  return Object.entries(rules).flatMap(([rule, check]) => check(root).map((one) => ({ rule, ...one })));
}
