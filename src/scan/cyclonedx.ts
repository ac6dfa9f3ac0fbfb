// CycloneDX documents (ECMA-424), as JSON: what they are about, as far as it names an image digest.
import * as z from 'zod';
import { checkVersion, parseAs, type SbomFacts } from './sbom-reading.ts';

const Named = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  purl: z.string().optional(),
  'bom-ref': z.string().optional(),
  properties: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).optional(),
});

const Component = z.looseObject({
  get components() {
    return z.array(Component).optional();
  },
});

const Bom = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.looseObject({ component: Named }),
  components: z.array(Component).optional(),
});

const bomVersions = ['1.4', '1.5', '1.6', '1.7'];

/** Reads what a CycloneDX document states about itself. Throws SBOM_INVALID. */
export function readBom(document: unknown): SbomFacts {
  const { specVersion } = parseAs(Bom.pick({ specVersion: true }), 'CycloneDX JSON', document);
  checkVersion('CycloneDX', specVersion, bomVersions);
  const { metadata, components } = parseAs(Bom, 'CycloneDX JSON', document);
  return {
    format: 'cyclonedx',
    spec_version: specVersion,
    components: countComponents(components),
    subjectTexts: textsNamed(metadata.component),
  };
}

function countComponents(components: readonly z.infer<typeof Component>[] = []): number {
  return components.reduce((count, component) => count + 1 + countComponents(component.components), 0);
}

/** The property of CycloneDX's own register of names that holds it. */
const repositoryDigest = 'aquasecurity:trivy:RepoDigest';

/** The subject's name, version, reference and what names it a digest of a repository; an image id is a config's digest and not one. */
function textsNamed(component: z.infer<typeof Named>): string[] {
  const repoDigests = (component.properties ?? []).filter((p) => p.name === repositoryDigest).map((p) => p.value);
  return [component.name, component.version, component.purl, component['bom-ref'], ...repoDigests].flatMap(
    (text) => text ?? [],
  );
}
