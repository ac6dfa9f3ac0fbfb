// Names of chunks last: they follow from what a file is about, not from its content, and are never shared.
import { expect, test } from '@jest/globals';
import { chunkNames } from '../../../scripts/chunk-names.ts';

function output(inputs: Record<string, number>, entryPoint?: string) {
  return {
    bytes: 1,
    imports: [],
    exports: [],
    inputs: Object.fromEntries(Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
    ...(entryPoint === undefined ? {} : { entryPoint }),
  };
}

const outputs = {
  'dist/cli.mjs': output({ 'src/main/cli.ts': 5 }),
  'dist/chunks/scan-AAAAAAAA.mjs': output(
    { 'src/commands/scan.ts': 1, 'src/flows/scan.ts': 9 },
    'src/commands/scan.ts',
  ),
  'dist/chunks/chunk-BBBBBBBB.mjs': output({ 'src/base/text.ts': 2, 'node_modules/zod/v4/core.js': 90 }),
  'dist/chunks/chunk-CCCCCCCC.mjs': output({ 'node_modules/@aws-sdk/core/index.js': 4 }),
  'dist/chunks/chunk-DDDDDDDD.mjs': output({ 'node_modules/zod/v4/locales.js': 3 }),
};

test('a lazily loaded file names its chunk, else the largest input does; a second one of a name is numbered', () => {
  expect(Object.fromEntries(chunkNames({ outputs }))).toEqual({
    'scan-AAAAAAAA': 'commands-scan',
    'chunk-BBBBBBBB': 'vendor-zod',
    'chunk-CCCCCCCC': 'vendor-aws-sdk-core',
    'chunk-DDDDDDDD': 'vendor-zod-2',
  });
});

test('other content and other hashes change no name', () => {
  const later = Object.fromEntries(
    Object.entries(outputs).map(([path, facts]) => [path.replace(/([A-D])\1{7}/, 'ZZZZZZZ$1'), facts]),
  );
  expect([...chunkNames({ outputs: later }).values()].sort()).toEqual([...chunkNames({ outputs }).values()].sort());
});
