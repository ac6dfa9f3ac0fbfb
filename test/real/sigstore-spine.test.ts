// The spine through its doors with a real Fulcio, Rekor v2, timestamp authority and registry: an image is published, passes the gate
// and is deployed; beside that, gates that differ by one thing and deny. GitHub and AWS are stand-ins here.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Clinic, clinicFolder, names, openClinic, people } from '../../local-cloud/clinic.ts';
import { sharedClock } from '../../local-cloud/clock.ts';
import { packImage } from '../../local-cloud/journey/pack-image.ts';
import type { Job } from '../../local-cloud/oidc.ts';
import { openTrust } from '../../src/attest/trust.ts';
import { type VerifiedBundle, verifyBundle } from '../../src/attest/verify.ts';
import { decodeManifest } from '../../src/evidence/manifest.ts';
import { attachStatements, signStatements } from '../../src/flows/image/statements.ts';
import { Digest } from '../../src/model/ids.ts';
import type { Registry } from '../../src/model/ports.ts';
import { predicateTypes } from '../../src/model/statement.ts';
import { openIdentity } from '../../src/platform/forge/github/identity.ts';
import { openRegistry } from '../../src/platform/registry/registry.ts';
import { openKeylessSigner } from '../../src/platform/sigstore/keyless.ts';
import {
  act,
  type BuildWorld,
  buildStep,
  commit,
  deniedRules,
  editRun,
  newRun,
  recordedAt,
  runNames,
  serviceSection,
  someRuns,
  withConfig,
} from '../spine/build-world.ts';
import { hangingOn, part } from '../unit/platform/registry/image.ts';
import { type Cosign, openCosign } from './servers/cosign.ts';
import { type RealRegistry, startRealRegistry } from './servers/registry.ts';
import { type RealSigstore, startRealSigstore } from './servers/sigstore.ts';

jest.setTimeout(180_000);

const root = fileURLToPath(new URL('../..', import.meta.url));
const clock = sharedClock();
let clinic: Clinic;
let world: BuildWorld;
let sigstore: RealSigstore;
let server: RealRegistry;
let registry: Registry;
let cosign: Cosign;

beforeAll(async () => {
  clinic = await openClinic(clock, { deployCommand: ['/bin/true', '{image}'] });
  [sigstore, server] = await Promise.all([
    startRealSigstore(clinic.cloud.sigstore.oidc.url),
    startRealRegistry('referrers'),
  ]);
  cosign = await openCosign(sigstore);
  registry = openRegistry(`${server.host}/clinic-api`, { kind: 'anonymous', local: true });
  clinic.addCommit(commit, people.maria);
  const layout = clinicFolder(clinic, 'layout');
  const { digest } = packImage(join(root, 'examples/clinic-api'), join(root, 'node_modules'), layout);
  world = { clinic, layout, digest };
  writeFileSync(join(clinic.folder, 'local-root.json'), clinic.cloud.sigstore.trustedRoot.bytes);
  writeFileSync(join(clinic.folder, 'trusted-root.json'), sigstore.trustedRoot.bytes);
  clinic.config['signing'] = sigstore.signing;
  serviceSection(clinic.config)['registry'] = { repository: registry.repository, auth: 'anonymous' };
  clinic.writeConfig();
});
afterAll(async () => {
  await Promise.all([sigstore.stop(), server.stop(), cosign.close(), clinic.close()]);
});

/** The recorded runs as if they had been made five minutes ago: real servers know no other time than now. */
function recentRuns(): string {
  const folder = someRuns(world, runNames);
  const later = clock.now() - 300 - recordedAt;
  for (const name of runNames) {
    const moved = (value: unknown) => (typeof value === 'number' ? value + later : value);
    const run = (it: Record<string, unknown>) => {
      const { started_at, finished_at, database_at } = it;
      const times = { started_at, finished_at, database_at };
      return { ...it, ...Object.fromEntries(Object.entries(times).map(([key, value]) => [key, moved(value)])) };
    };
    editRun(folder, name, { run });
  }
  return folder;
}

const byInes = { actor: people.ines.login, actorId: String(people.ines.id) };
function gate(digest: string, runId = newRun()) {
  const inputs = { phase: 'before-approval', digest, environment: names.environment };
  return act(world, 'gate', clinic.deployStep(commit, runId, inputs, { ...byInes, environment: undefined }));
}

const trust = () =>
  openTrust({
    trustedRoot: sigstore.trustedRoot.bytes,
    keys: [],
    certificateTransparency: false,
    requireLogForKeys: false,
  });

function verified(bytes: Uint8Array): VerifiedBundle {
  const bundle = verifyBundle(bytes, trust());
  if (!bundle.verified) throw new Error(bundle.problem);
  return bundle;
}

async function statementsOn(digest: string): Promise<VerifiedBundle[]> {
  const { found } = await hangingOn(registry, Digest.parse(digest));
  return found.map(({ bytes }) => verified(bytes));
}

const contract = (file: string) => `https://github.com/${names.contracts}/.github/workflows/${file}@${names.release}`;

test('an image is published with eight statements that count for us and for cosign', async () => {
  const published = await act(world, 'publish', buildStep(world, { runs: recentRuns() }));
  expect({ code: published.code, denied: deniedRules(published) }).toEqual({ code: 0, denied: [] });
  expect(published.outputs).toMatchObject({ verdict: 'allow', repository: registry.repository, digest: world.digest });
  const statements = await statementsOn(world.digest);
  expect(statements.map(({ predicateType }) => predicateType).sort()).toEqual(
    [
      ...Array(5).fill(predicateTypes.scan),
      predicateTypes.cyclonedx,
      predicateTypes.provenance,
      predicateTypes.decision,
    ].sort(),
  );
  for (const { signer } of statements)
    expect(signer).toMatchObject({ san: contract('build-sign.yml'), source_repository_id: names.repositoryId });
  const issuer = ['--certificate-oidc-issuer', clinic.cloud.sigstore.oidc.url, '--insecure-ignore-sct'];
  const image = `${registry.repository}@${world.digest}`;
  const attached = new Set(statements.map(({ predicateType }) => predicateType));
  // What cosign calls the predicate types of the field; the others are named whole.
  const words = { cyclonedx: 'accepted', slsaprovenance1: 'accepted', spdxjson: 'predicate type' };
  for (const type of [...Object.values(predicateTypes), ...Object.keys(words)]) {
    const ask = (file: string) => {
      const identity = ['--certificate-identity', contract(file), ...issuer, '--type', type];
      return cosign.verify('verify-attestation', ...identity, image);
    };
    const expected = Object.hasOwn(words, type)
      ? Object.entries(words).find(([word]) => word === type)?.[1]
      : // Manifests are records and never pushed; this image has no SPDX document, and was built.
        attached.has(type)
        ? 'accepted'
        : 'predicate type';
    expect([type, await ask('build-sign.yml')]).toEqual([type, expected]);
    expect([type, await ask('deploy-prod.yml')]).toEqual([type, 'identity']);
  }
});

test('it passes the gate before approval, and is deployed under manifests signed in the environment', async () => {
  const runId = newRun();
  const gated = await gate(world.digest, runId);
  expect({ code: gated.code, denied: deniedRules(gated) }).toEqual({ code: 0, denied: [] });
  clinic.approve(runId, people.jonas);
  const handed = { 'approved-digest': world.digest, 'ledger-head': gated.outputs['ledger-head'] || 'none' };
  const asked = { digest: world.digest, environment: names.environment, ...handed };
  const deployed = await act(world, 'deploy', clinic.deployStep(commit, runId, asked, byInes));
  expect({ code: deployed.code, denied: deniedRules(deployed) }).toEqual({ code: 0, denied: [] });
  const manifests = clinic.bucket.list('manifests/').filter(({ key }) => key.includes(`/${runId}-1-deploy-`));
  expect(manifests.length).toBeGreaterThan(0);
  for (const { bytes } of manifests) {
    const manifest = decodeManifest(bytes);
    const bundle = manifest.ok ? manifest.value.bundle : undefined;
    expect(bundle && verified(bundle).signer).toMatchObject({
      san: contract('deploy-prod.yml'),
      environment: names.environment,
    });
  }
});

describe('the gate denies', () => {
  test('under another Sigstore than the one that signed', async () => {
    const gated = await withConfig(
      world,
      (config) => {
        const { sha256 } = clinic.cloud.sigstore.trustedRoot;
        config['signing'] = { ...sigstore.signing, 'trusted-root': { path: 'local-root.json', sha256 } };
      },
      () => gate(world.digest),
    );
    expect(gated.code).toBe(1);
    expect(deniedRules(gated)).toContain('gate.signatures.signer');
  });

  /** The published statements about another image of the same repository, signed anew in a job. */
  async function resigned(name: string, job: Partial<Job>): Promise<string> {
    const original = await registry.manifest(Digest.parse(world.digest));
    const copy = part({ ...JSON.parse(Buffer.from(original.bytes).toString()), annotations: { name } });
    await registry.pushManifest(copy.digest, original.mediaType, copy.bytes);
    const [from, to] = [world.digest, copy.digest].map((digest) => digest.slice('sha256:'.length));
    const step = clinic.buildStep(commit, {}, job);
    const signer = openKeylessSigner(sigstore.signing, openIdentity(step.variables, true), clock);
    const prepared = (await statementsOn(world.digest)).map(({ predicateType, statementBytes }) => ({
      predicateType,
      bytes: Buffer.from(
        Buffer.from(statementBytes)
          .toString()
          .replaceAll(from ?? '', to ?? ''),
      ),
    }));
    const ports = { log: { step: () => {}, info: () => {}, warn: () => {} } };
    await attachStatements(ports, registry, copy.digest, await signStatements(ports, signer, prepared));
    return copy.digest;
  }

  test('what the same contract signed for another repository, and allows what it signed for this one', async () => {
    const [own, foreign] = [
      await gate(await resigned('own', {})),
      await gate(await resigned('foreign', { repository: names.sandbox, repositoryId: names.sandboxId })),
    ];
    expect({ code: own.code, denied: deniedRules(own) }).toEqual({ code: 0, denied: [] });
    expect(foreign.code).toBe(1);
    // The signer's name is the right one: only where it was asked to sign tells them apart.
    expect(deniedRules(foreign)).toContain('gate.signatures.subject');
    expect(foreign.lines.join('\n')).toContain('source_repository_id: expected');
    expect(foreign.lines.join('\n')).not.toContain('san: expected');
  });
});
