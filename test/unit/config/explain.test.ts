// The sentences about a configuration, and its JSON Schema. Values are asserted, wording is not.
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { explainConfig } from '../../../src/config/explain.ts';
import { configJsonSchema } from '../../../src/config/schema.ts';
import { configOf, edited, fixtureText } from './fixture.ts';

function explained(text: string): { notes: string[]; all: string } {
  const lines = explainConfig(configOf(text));
  return { notes: lines.filter((line) => line.startsWith('Note:')), all: lines.join('\n') };
}

describe('explain', () => {
  test('the full file names tools, ages, people, commands, roles, releases and where evidence lies', () => {
    const { all } = explained(fixtureText('full'));
    for (const part of [
      'acme-evidence',
      '7 calendar years and 45 days',
      'osv-scanner and trivy',
      '168 hours',
      'ada (501) and grace (502)',
      '"/usr/local/bin/deploy" "--image" "{image}"',
      'arn:aws:iam::333344445555:role/safeguard.clinic-api.production.deployer',
      'arn:aws:iam::111122223333:role/clinic-api-pusher',
      'v1.1.0 and v1.2.0',
      'cd'.repeat(32),
    ]) {
      expect(all).toContain(part);
    }
  });

  test('the release that runs counts, from the minimum, beside those listed or none', () => {
    expect(explained(fixtureText('full')).all).toContain('the release that runs, from v1.1.0');
    const { all } = explained(edited(fixtureText('full'), 'minimum: v1.1.0', 'minimum: v1.2.0'));
    expect(all).toContain('the release that runs, from v1.2.0');
    expect(all).not.toContain('the release that runs, from v1.1.0');
  });

  test('the key of an encrypted bucket, and what is built, are named', () => {
    const key = 'arn:aws:kms:eu-central-1:444455556666:key/00000000-0000-4000-8000-0000000000aa';
    const text = edited(
      fixtureText('full'),
      '  bucket: acme-evidence\n',
      `  bucket: acme-evidence\n  kms-key: ${key}\n`,
    );
    const build = '    build: { context: app, dockerfile: app/Dockerfile }\n    branches: [main]\n';
    const { all } = explained(edited(text, '    branches: [main]\n', build));
    expect(all).toContain(key);
    expect(all).toContain('kms:GenerateDataKey');
    expect(all).toContain('builds app/Dockerfile in app from');
    expect(explained(fixtureText('full')).all).not.toContain('kms:');
    expect(explained(fixtureText('full')).all).toContain('builds Dockerfile in . from');
  });

  test('what weakens something is a note', () => {
    const { notes } = explained(fixtureText('full'));
    expect(notes.filter((note) => note.includes('EX-2026-014') && note.includes('2026-12-30'))).toHaveLength(1);
    expect(notes.filter((note) => note.includes('custody.yml'))).toHaveLength(1);
    expect(notes.filter((note) => note.includes('infrastructure'))).toHaveLength(1);
    expect(notes.filter((note) => note.includes('acme-evidence'))).toHaveLength(0);
  });

  test.each([
    ['minimal', '        lock: none\n', '        lock: none\n', /store without locks/],
    ['full', 'version: 2\n', 'version: 2\nlocal: true\n', /local is true/],
    ['full', 'replayed-runs: refuse', 'replayed-runs: allow', /recorded earlier/],
    ['full', 'instance: private', 'instance: public\n  accept-public-logs: true', /published for ever/],
  ] as const)('%s with %j -> %j has its note', (name, from, to, words) => {
    expect(explained(edited(fixtureText(name), from, to)).notes.join('\n')).toMatch(words);
    expect(explained(fixtureText('full')).notes.join('\n')).not.toMatch(words);
  });

  test('keys are explained as keys, and a person nobody listed by the number', () => {
    const key = (hex: string) => `{ id: key-0-${hex}, public-key: keys/k.pem, spki-sha256: ${hex.repeat(64)} }`;
    const keyless = /(?<=signing:\n)[\s\S]*?store:/.exec(fixtureText('minimal'))?.[0] ?? '';
    const kms = edited(fixtureText('minimal'), keyless, '  mode: kms\n  region: eu-central-1\nstore:');
    const { all } = explained(
      edited(kms, '    branches', `    keys: { build: ${key('a')}, deploy: ${key('b')} }\n    branches`),
    );
    expect(all).toContain('KMS');
    expect(all).toContain('user 501');
  });

  test('no line holds a control character', () => {
    expect(explained(edited(fixtureText('full'), 'name: Acme Health', 'name: "Acme\\e[31m"')).all).not.toContain(
      '\u001b',
    );
  });
});

describe('the JSON Schema', () => {
  const Node = z.looseObject({
    type: z.unknown().optional(),
    required: z.array(z.string()).optional(),
    default: z.unknown().optional(),
    description: z.string().optional(),
    propertyNames: z.looseObject({ pattern: z.string().optional() }).optional(),
    get properties() {
      return z.record(z.string(), Node).optional();
    },
    get additionalProperties() {
      return z.union([z.boolean(), Node]).optional();
    },
  });
  const schema = z.looseObject({ $id: z.url(), title: z.string() }).and(Node).parse(configJsonSchema());

  test('defaults are optional, and every scan kind is required in the defaults alone', () => {
    expect(schema.required).toEqual([
      'version',
      'organization',
      'signing',
      'store',
      'contracts',
      'defaults',
      'services',
    ]);
    expect(schema.properties?.['local']).toMatchObject({ default: false });
    expect(schema.properties?.['defaults']?.properties?.['scans']?.required).toHaveLength(5);
    const service = Node.parse(schema.properties?.['services']?.additionalProperties);
    expect(service.properties?.['policy']?.properties?.['scans']?.required).toBeUndefined();
    expect(schema.properties?.['services']?.propertyNames?.pattern).toBe('^[a-z][a-z0-9-]{0,31}$');
  });

  test('an id may stand without quotes, other text may not; descriptions are kept', () => {
    expect(schema.properties?.['organization']?.properties?.['owner-id']?.type).toEqual(['string', 'integer']);
    expect(schema.properties?.['organization']?.properties?.['name']?.type).toBe('string');
    const account = Node.parse(schema.properties?.['accounts']?.additionalProperties);
    expect(account.properties?.['id']?.type).toEqual(['string', 'integer']);
    expect(schema.properties?.['local']?.description).toContain('http');
    expect(schema.additionalProperties).toBe(false);
  });
});
