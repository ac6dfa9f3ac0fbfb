// A file of version 1 becomes one of version 2 that means the same.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { migrateConfig } from '../../../src/config/migrate.ts';
import { writeYaml } from '../../../src/config/yaml-text.ts';
import { readYamlTree } from '../../../src/config/yaml-tree.ts';
import { configOf, edited, problemsOf } from './fixture.ts';

const older = (name: 'full' | 'safeguard') =>
  readFileSync(new URL(`../../fixtures/config/v1/${name}.yml`, import.meta.url), 'utf8');

function migrated(text: string): string {
  const migration = migrateConfig(readYamlTree(text));
  if (!migration) throw new Error('the file is not of version 1');
  return writeYaml(migration.file);
}

describe('a file of version 1', () => {
  test.each(['full', 'safeguard'] as const)(
    '%s.yml is refused by its version alone, and becomes one without mistakes',
    (name) => {
      expect(problemsOf(older(name)).map(({ rule }) => rule)).toEqual(['version']);
      expect(problemsOf(migrated(older(name)))).toEqual([]);
    },
  );

  const config = configOf(migrated(older('full')));

  test('keeps every id with every digit, whether it stood in quotes or not', () => {
    expect(Object.values(config.services).map((one) => one['repository-id'])).toEqual(['4711', '4712']);
    expect(config.organization['owner-id']).toBe('2222');
    expect(config.contracts.releases.map(({ sha }) => sha.slice(0, 4))).toEqual(['1010', '1111', '1a1a', '1212']);
    const large = migrated(edited(older('full'), '- id: 502', '- id: 9007199254740993'));
    expect(configOf(large).people[1]?.id).toBe('9007199254740993');
  });

  test('keeps its roles by their ARNs, and finds the accounts in what it says', () => {
    const service = config.services['clinic-api'];
    expect(service?.roles?.pusher).toMatchObject({
      arn: 'arn:aws:iam::111122223333:role/clinic-api-pusher',
      region: 'eu-central-1',
    });
    expect(service?.environments['staging']?.roles?.writer.arn).toMatch(/role\/clinic-api-staging-writer$/);
    expect(config.store).toMatchObject({ bucket: 'acme-evidence', account: '444455556666', region: 'eu-central-1' });
  });

  test('keeps refs, policy, exceptions, people and commands', () => {
    const service = config.services['clinic-api'];
    expect(config.services['lab-results']?.['source-refs']).toEqual(['refs/heads/main', 'refs/heads/release']);
    expect(service?.policy.threshold).toBe('medium');
    expect(service?.exceptions.map(({ id }) => id)).toEqual(['EX-2026-014']);
    expect(config.people[0]?.emails).toEqual(['ada@acme.example', 'ada.l@acme.example']);
    expect(service?.environments['production']?.deploy).toMatchObject({
      'timeout-minutes': 20,
      environment: { CLUSTER: 'blue', PORT: '8443' },
    });
  });

  test('says of each environment what a person has to decide', () => {
    const notes = migrateConfig(readYamlTree(older('full')))?.notes ?? [];
    for (const place of ['clinic-api to production', 'clinic-api to staging', 'lab-results to production'])
      expect(notes.filter((note) => note.startsWith(`${place}: `))).toHaveLength(1);
    expect(config.services['clinic-api']?.environments['staging']).toMatchObject({ production: false, phi: true });
  });

  test('with two repositories of one name gives each service a name of its own', () => {
    const twins = edited(older('full'), 'repository: acme/lab-results', 'repository: other/Clinic-API');
    expect(Object.keys(configOf(migrated(twins)).services)).toEqual(['clinic-api', 'service-4712']);
  });

  test('a mistake in it stays one in the new file', () => {
    const wrong = migrated(edited(older('full'), 'threshold: high', 'threshold: hgih'));
    expect(problemsOf(wrong).map(({ path }) => path)).toEqual(['defaults.threshold']);
  });
});

test.each(['version: 2\n', 'version: 3\n', '[]', '', 'version: one\n'])('%j is none of version 1', (text) => {
  expect(migrateConfig(readYamlTree(text))).toBeUndefined();
});
