// What a SARIF result says: whether it is a problem at all, which rule it means, how bad it is, and where.
import { describe, expect, test } from '@jest/globals';
import { rawScan, read } from './raw-scans.ts';

function logOf(run: object) {
  const report = JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'T' } }, ...run }] });
  return rawScan({ tool: 'sarif', kind: 'source', report, argv: ['/opt/tools/sarif', '/src'] });
}

function findingsOf(run: object) {
  const reading = read(logOf(run));
  if (!reading.proven) throw new Error(`${reading.code}: ${reading.message}`);
  return reading.findings;
}

function ofTool(tool: object, ...results: object[]) {
  return findingsOf({ tool: { driver: { name: 'T' }, ...tool }, results });
}

describe('what is a problem', () => {
  test.each([
    [{ kind: 'pass' }],
    [{ kind: 'pass', level: 'error' }],
    [{ kind: 'informational', level: 'none' }],
    [{ kind: 'notApplicable' }],
    [{ baselineState: 'absent', level: 'error' }],
  ])('%j is none', (result) => {
    expect(findingsOf({ results: [result] })).toEqual([]);
  });

  test.each([
    [{ kind: 'open' }, 'medium', 'open'],
    [{ kind: 'review', level: 'none' }, 'medium', 'review'],
    [{ kind: 'fail', level: 'none' }, 'info', undefined],
    [{ kind: 'another' }, 'medium', 'another'],
    [{ baselineState: 'unchanged', level: 'error' }, 'high', 'unchanged'],
    [{ baselineState: 'new', kind: 'open', level: 'note' }, 'low', 'open new'],
  ])('%j is one', (result, severity, status) => {
    const [finding] = findingsOf({ results: [result] });
    expect(finding).toMatchObject({ severity });
    expect(finding?.status).toBe(status);
  });

  test('what waits for a person is as bad as its rule', () => {
    const rules = [{ id: 'R', defaultConfiguration: { level: 'error' } }];
    expect(ofTool({ driver: { name: 'T', rules } }, { ruleId: 'R', kind: 'review', level: 'none' })).toMatchObject([
      { severity: 'high' },
    ]);
  });

  test.each([
    [[{ kind: 'inSource' }], true],
    [[{ kind: 'external', status: 'accepted' }], true],
    [[{ kind: 'external', status: 'rejected' }], false],
    [[{ kind: 'external', status: 'underReview' }], false],
    [[{ kind: 'inSource' }, { kind: 'external', status: 'rejected' }], false],
    [[], false],
    [null, false],
  ])('suppressions %j suppress: %s', (suppressions, suppressed) => {
    expect(findingsOf({ results: [{ level: 'error', suppressions }] })).toMatchObject([{ suppressed }]);
  });
});

describe('severity', () => {
  test.each([
    ['high', 'high'],
    ['Critical', 'critical'],
    ['9.8', 'critical'],
    [9.8, 'critical'],
    ['9,8', 'critical'],
    ['9.8/10', 'critical'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'critical'],
    ['2.0', 'low'],
    ['n/a', 'low'],
  ])('a note of security-severity %j is %s', (score, severity) => {
    const properties = { 'security-severity': score };
    expect(findingsOf({ results: [{ level: 'note', properties }] })).toMatchObject([{ severity }]);
    const rules = [{ id: 'R', properties }];
    expect(ofTool({ driver: { name: 'T', rules } }, { ruleId: 'R', level: 'note' })).toMatchObject([{ severity }]);
  });

  test('an invocation may make a rule worse, and never milder', () => {
    const rules = [{ id: 'R', guid: 'AAAA', defaultConfiguration: { level: 'warning' } }, { id: 'S' }];
    const set = (descriptor: object, level: string) => {
      const invocations = [
        { executionSuccessful: true, ruleConfigurationOverrides: [{ descriptor, configuration: { level } }] },
      ];
      const tool = { driver: { name: 'T', rules } };
      return findingsOf({ tool, invocations, results: [{ ruleId: 'R' }] })[0]?.severity;
    };
    expect(set({ id: 'R' }, 'error')).toBe('high');
    expect(set({ index: 0 }, 'error')).toBe('high');
    expect(set({ guid: 'aaaa' }, 'error')).toBe('high');
    expect(set({ id: 'S' }, 'error')).toBe('medium');
    expect(set({ index: 1 }, 'error')).toBe('medium');
    expect(set({ id: 'R' }, 'note')).toBe('medium');
  });
});

describe('the rule', () => {
  const rule = {
    id: 'R1',
    guid: '0F6A7A1C-1111-4222-8333-444455556666',
    helpUri: 'https://example.com/R1',
    shortDescription: { text: 'Short' },
    defaultConfiguration: { level: 'error' },
  };
  const named = { rule: 'R1', severity: 'high', title: 'Short', url: 'https://example.com/R1' };
  const driver = { driver: { name: 'T', rules: [rule] } };
  const extensions = [{ name: 'E0' }, { name: 'E1', guid: 'BBBB', rules: [{ id: 'other' }, rule] }];

  test.each<[string, object, object]>([
    ['an empty id with an index', driver, { ruleId: '', ruleIndex: 0 }],
    ['a guid', driver, { rule: { guid: rule.guid.toLowerCase() } }],
    ['an empty id in the reference', driver, { rule: { id: '', index: 0 } }],
    ['an extension by index', { extensions }, { rule: { index: 1, toolComponent: { index: 1 } } }],
    ['an extension by guid', { extensions }, { rule: { index: 1, toolComponent: { guid: 'bbbb' } } }],
    ['an extension by name', { extensions }, { rule: { index: 1, toolComponent: { name: 'E1' } } }],
    ['the guid of a rule in an extension', { extensions }, { rule: { guid: rule.guid } }],
  ])('is found by %s', (_, tool, result) => {
    expect(ofTool(tool, result)).toMatchObject([named]);
  });

  test('may be a parent of the id, at any depth, and never a mere beginning of it', () => {
    expect(ofTool(driver, { ruleId: 'R1/a/b/c' })).toMatchObject([{ rule: 'R1/a/b/c', severity: 'high' }]);
    expect(ofTool(driver, { ruleId: 'R12' })).toMatchObject([{ severity: 'medium' }]);
  });

  test('that nothing names is unnamed, and an index outside is nobody', () => {
    expect(ofTool(driver, { ruleId: '', ruleIndex: 7 })).toMatchObject([{ rule: 'unnamed-rule', severity: 'medium' }]);
    expect(ofTool({ extensions }, { rule: { index: 1, toolComponent: { guid: 'cccc' } } })).toMatchObject([
      { rule: 'unnamed-rule' },
    ]);
  });

  test('of a vulnerability lists its other ids; former ids of other rules are none', () => {
    const of = (id: string, deprecatedIds: unknown[]) =>
      ofTool({ driver: { name: 'T', rules: [{ id, deprecatedIds }] } }, { ruleId: id })[0]?.aliases;
    expect(of('CVE-2026-1', ['CVE-2026-1', 'GHSA-aaaa-bbbb-cccc', 7])).toEqual(['GHSA-aaaa-bbbb-cccc']);
    expect(of('CA1000', ['CA1001', 'GHSA-aaaa-bbbb-cccc'])).toBeUndefined();
  });
});

describe('the place', () => {
  const at = (artifactLocation: object, region: object = { startLine: 7, startColumn: 3 }) => ({
    locations: [{ physicalLocation: { artifactLocation, region } }],
  });

  test('is below the bases that are relative, with line and column', () => {
    const originalUriBaseIds = {
      ROOT: { uri: 'file:///home/somebody/' },
      SRC: { uri: 'src/', uriBaseId: 'ROOT' },
      LIB: { uri: 'lib', uriBaseId: 'SRC' },
      LOOP: { uri: 'x/', uriBaseId: 'LOOP' },
    };
    const names = ['%SRCROOT%', 'ROOT', 'SRC', 'LIB', 'none', 'toString', 'a/b'];
    const places = names.map((uriBaseId) => at({ uri: 'a.c', uriBaseId }));
    const found = findingsOf({ originalUriBaseIds, results: places });
    const below = ['ROOT//a.c', 'ROOT//src/a.c', 'ROOT//src/lib/a.c', 'none//a.c', 'toString//a.c', 'a%2Fb//a.c'];
    expect(found.map(({ path }) => path)).toEqual(['a.c', ...below]);
    expect(found[0]).toMatchObject({ line: 7, column: 3 });
    expect(findingsOf({ originalUriBaseIds, results: [at({ uri: 'a.c', uriBaseId: 'LOOP' })] })).toHaveLength(1);
  });

  test('is of one file only, however the tool writes its URI', () => {
    const encoded = [
      'a/b',
      'a%2Fb',
      'a%2fb',
      'a%252Fb',
      'a b',
      'a%20b',
      'a%0Ab',
      'a\\b',
      'C:/a/b',
      '../a/b',
      'x/../a/b',
    ];
    const uris = [...encoded, 'file:///a/b', 'file:/a/b', 'file://host/a/b', 'ROOT//a/b'.replace('//', '/')];
    const paths = findingsOf({ results: uris.map((uri) => at({ uri })) }).map(({ path }) => path);
    expect(new Set(paths).size).toBe(uris.length);
    expect(paths.slice(0, 2)).toEqual(['a/b', 'a%2Fb']);
    expect(paths).toContain('/a/b');
  });

  test('may be a logical one, and tells findings apart', () => {
    const logical = (fullyQualifiedName: string) => ({
      ruleId: 'R',
      locations: [{ logicalLocations: [{ fullyQualifiedName }] }],
    });
    const found = findingsOf({ results: [logical('A.b'), logical('A.c')] });
    expect(found.map(({ resource }) => resource)).toEqual(['A.b', 'A.c']);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  test('moves without a new fingerprint where the tool has one of its own', () => {
    const print = (line: number, marks: object) =>
      findingsOf({ results: [{ ruleId: 'R', ...at({ uri: 'a.c' }, { startLine: line }), ...marks }] })[0]?.fingerprint;
    const partialFingerprints = { primaryLocationLineHash: '39fa2ee980eb94b0:1' };
    expect(print(7, { partialFingerprints })).toBe(print(90, { partialFingerprints }));
    expect(print(7, { fingerprints: { a: '1' } })).not.toBe(print(7, { fingerprints: { a: '2' } }));
    expect(print(7, {})).not.toBe(print(90, {}));
    const login = { fingerprints: { 'matchBasedId/v1': 'requires login' } };
    expect(print(7, login)).not.toBe(print(90, login));
    expect(print(7, { partialFingerprints: null, fingerprints: { a: 7 } })).toBe(print(7, {}));
  });
});
