// `verify`: a statement attached to an image counts only when it is about this image, fits its type, and was made by
// the build contract for this service (threats B1, B2, B12). Every other one is listed with its reason and has no
// effect.
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { names } from '../../local-cloud/clinic.ts';
import { forgeStatements, plantImage, signAndAttach, statementsOf } from '../../local-cloud/journey/forge.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { predicateTypes } from '../../src/model/statement.ts';
import { keepRegistry } from './build-remains.ts';
import { ask, buildStep, commit, openBuildWorld, plantedCommit, publish } from './build-world.ts';

const world = await openBuildWorld();
const { clinic, digest } = world;
afterAll(() => clinic.close());
const published = await publish(world);
beforeEach(keepRegistry(world));

const verify = (image: string, ...more: string[]) =>
  ask(world, ['verify', image, '--repository-id', names.repositoryId, '--config', clinic.configPath, ...more]);
const linesOf = ({ text }: { text: string }, word: string) =>
  text.split('\n').filter((line) => line.trim().startsWith(word));
const required = [
  'source scan by semgrep',
  'dependencies scan by osv-scanner',
  'image scan by trivy',
  'infrastructure scan by checkov',
  'secrets scan by gitleaks',
  'sbom',
  'provenance',
  'decision',
];
const missing = (answered: { text: string }) =>
  linesOf(answered, 'missing:').map((line) => line.replace(/^ *missing: |( of commit [0-9a-f]{40})?;.*$/g, ''));
const genuine = () => buildStep(world).job;

describe('the published image', () => {
  test('is allowed, with each statement named by what and whom', async () => {
    expect(published.code).toBe(0);
    const answered = await verify(digest);
    expect(answered.code).toBe(0);
    expect(linesOf(answered, 'counts:')).toHaveLength(8);
    expect(linesOf(answered, 'counts:').join()).toContain(
      `${names.contracts}/.github/workflows/build-sign.yml@${names.release}`,
    );
    const told = await verify(digest, '--json');
    expect(JSON.parse(told.text)).toMatchObject({ denied: false, outputs: { verdict: 'allow', statements: '8' } });
  });

  test('is allowed for its commit and denied for another', async () => {
    expect((await verify(digest, '--commit', commit)).code).toBe(0);
    const other = await verify(digest, '--commit', plantedCommit);
    expect(other.code).toBe(1);
    expect(linesOf(other, 'does not count:')).toHaveLength(8);
    expect(other.text).toContain(`source_commit: expected ${plantedCommit}, got ${commit}`);
    expect(linesOf(other, 'missing:')).toHaveLength(8);
  });

  test('is denied as an image of another service, and a fault for a repository nobody knows', async () => {
    const image = plantImage(clinic, digest, 'unsigned');
    const unsigned = await verify(image);
    expect(unsigned.code).toBe(1);
    expect(linesOf(unsigned, 'missing:').map((line) => line.trim())).toEqual(
      required.map(
        (part) => `missing: ${part}; expected one made by build-sign.yml. Build and publish this commit again.`,
      ),
    );
    const unknown = await ask(world, ['verify', digest, '--repository-id', '1', '--config', clinic.configPath]);
    expect(unknown.code).toBe(2);
    expect(unknown.text).toContain('SERVICE_UNKNOWN');
    const absent = await verify(`sha256:${'9'.repeat(64)}`);
    expect(absent.code).toBe(3);
    expect(absent.text).toContain('IMAGE_MISSING');
  });
});

describe('statements made by somebody else', () => {
  const contract = (repository: string, ref: string = names.release) =>
    `${repository}/.github/workflows/build-sign.yml@${ref}`;
  const others: [string, Partial<Job>, string][] = [
    [
      'another repository through the same contract',
      { repository: names.sandbox, repositoryId: names.sandboxId },
      'source_repository_id',
    ],
    ['a look-alike contract', { jobWorkflowRef: contract('clinic-/compliance-workflows') }, 'san'],
    ['the contract on a branch', { jobWorkflowRef: contract(names.contracts, 'refs/heads/main') }, 'san'],
    ['the contract under a moved tag', { jobWorkflowSha: '4'.repeat(40) }, 'build_signer_digest'],
    ['another branch of the service', { ref: 'refs/heads/feature' }, 'source_ref'],
    [
      "a workflow of the service's own",
      { jobWorkflowRef: `${names.repository}/.github/workflows/release.yml@refs/heads/main` },
      'san',
    ],
  ];
  test.each(others)('%s: none counts, each is listed with the field', async (_name, identity, field) => {
    const image = plantImage(clinic, digest, 'planted');
    await forgeStatements(clinic, digest, image, { ...genuine(), ...identity });
    const answered = await verify(image);
    expect(answered.code).toBe(1);
    expect(linesOf(answered, 'counts:')).toEqual([]);
    expect(linesOf(answered, 'does not count:').filter((line) => line.includes(`${field}: expected`))).toHaveLength(8);
  });

  test('beside the genuine ones they are listed and change nothing', async () => {
    await forgeStatements(clinic, digest, digest, {
      ...genuine(),
      repository: names.sandbox,
      repositoryId: names.sandboxId,
    });
    const answered = await verify(digest);
    expect(answered.code).toBe(0);
    expect(linesOf(answered, 'counts:')).toHaveLength(8);
    expect(linesOf(answered, 'does not count:')).toHaveLength(8);
  });
});

describe('statements by the right contract', () => {
  test('about another image do not count for this one (threat B1)', async () => {
    const image = plantImage(clinic, digest, 'decoy');
    await signAndAttach(clinic, image, statementsOf(clinic, digest), genuine());
    const answered = await verify(image);
    expect(answered.code).toBe(1);
    expect(linesOf(answered, 'does not count:')).toHaveLength(8);
    expect(answered.text).toContain(digest);
  });

  test.each([
    ['an empty predicate', () => ({})],
    ['no predicate', () => null],
    ['the predicate of another type', () => ({ bomFormat: 'CycloneDX' })],
  ])('with %s do not count (threat B2)', async (_name, predicate) => {
    const image = plantImage(clinic, digest, 'empty');
    const texts = statementsOf(clinic, digest).map((text) => text.replaceAll(digest.slice(7), image.slice(7)));
    const scans = texts.filter((text) => JSON.parse(text).predicateType === predicateTypes.scan);
    const empty = scans.map((text) => JSON.stringify({ ...JSON.parse(text), predicate: predicate() }));
    await signAndAttach(clinic, image, [...texts.filter((text) => !scans.includes(text)), ...empty], genuine());
    const answered = await verify(image);
    expect(answered.code).toBe(1);
    expect(linesOf(answered, 'counts:')).toHaveLength(3);
    expect(linesOf(answered, 'does not count:')).toHaveLength(5);
    expect(missing(answered)).toEqual(required.slice(0, 5));
  });

  test('but of a decision that denied do not count', async () => {
    const image = plantImage(clinic, digest, 'denied');
    const texts = statementsOf(clinic, digest).map((text) => text.replaceAll(digest.slice(7), image.slice(7)));
    const denied = texts.map((text) => {
      const statement = JSON.parse(text);
      if (statement.predicateType === predicateTypes.decision) statement.predicate.decision.verdict = 'deny';
      return JSON.stringify(statement);
    });
    await signAndAttach(clinic, image, denied, genuine());
    const answered = await verify(image);
    expect(missing(answered)).toEqual(['decision']);
  });

  test.each(required)('without the %s are denied, as the gate denies them', async (part) => {
    const image = plantImage(clinic, digest, 'partial');
    const texts = statementsOf(clinic, digest).map((text) => text.replaceAll(digest.slice(7), image.slice(7)));
    const some = texts.filter((text) => partOf(text) !== part);
    expect(some).toHaveLength(7);
    await signAndAttach(clinic, image, some, genuine());
    const answered = await verify(image);
    expect([answered.code, missing(answered), linesOf(answered, 'counts:').length]).toEqual([1, [part], 7]);
  });

  test('do not lend to those of another commit', async () => {
    const image = plantImage(clinic, digest, 'two');
    const texts = statementsOf(clinic, digest).map((text) => text.replaceAll(digest.slice(7), image.slice(7)));
    const scan = (text: string) => partOf(text) === 'image scan by trivy';
    const other = { ...genuine(), sha: plantedCommit };
    await signAndAttach(clinic, image, texts.filter(scan), other);
    await signAndAttach(
      clinic,
      image,
      texts.filter((text) => !scan(text)),
      genuine(),
    );
    const answered = await verify(image);
    expect([answered.code, missing(answered)]).toEqual([1, ['image scan by trivy']]);
    await signAndAttach(clinic, image, texts.filter(scan), genuine());
    const whole = await verify(image);
    expect([whole.code, linesOf(whole, 'counts:').length]).toEqual([0, 8]);
    expect(linesOf(whole, 'does not count: scan').join()).toContain(
      `it is of commit ${plantedCommit}; the image counts`,
    );
  });

  test('that are no in-toto statement do not count and break nothing', async () => {
    await signAndAttach(clinic, digest, ['{}', 'no JSON'], genuine());
    const answered = await verify(digest);
    expect(answered.code).toBe(0);
    expect(linesOf(answered, 'does not count: unreadable bundle')).toHaveLength(2);
  });
});

/** What a statement stands for, by its own words. */
function partOf(text: string): string {
  const { predicateType, predicate } = JSON.parse(text);
  if (predicateType === predicateTypes.scan) return `${predicate.summary.kind} scan by ${predicate.summary.tool}`;
  if (predicateType === predicateTypes.provenance) return 'provenance';
  return predicateType === predicateTypes.decision ? 'decision' : 'sbom';
}
