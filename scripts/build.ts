// Builds dist/: the policy as wasm, the two doors as split ES modules, one stub per action, the licenses of what is bundled.
// The same bytes come out from any folder and on any machine; nothing is minified, so that a reviewer can read it.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import * as z from 'zod';
import { commands } from '../src/commands/index.ts';
import { chunkNames } from './chunk-names.ts';
import { buildPolicies } from './policies.ts';
import { findTool } from './tools-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Name of the entry of an action below dist/. */
export function actionEntry(name: string): string {
  return `action-${name.replace(' ', '-')}.mjs`;
}

/** Writes dist/ below `target` (the repository itself by default); whatever lay there before is gone, but for the policies. */
export async function buildDist(target: string = root): Promise<void> {
  const dist = join(target, 'dist');
  for (const name of existsSync(dist) ? readdirSync(dist) : [])
    if (!name.startsWith('policies.')) rmSync(join(dist, name), { recursive: true });
  mkdirSync(dist, { recursive: true });
  refuseYamlBuiltins();
  const result = await build({
    absWorkingDir: root,
    entryPoints: { action: 'src/main/action.ts', cli: 'src/main/cli.ts' },
    outdir: dist,
    outExtension: { '.js': '.mjs' },
    entryNames: '[name]',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    legalComments: 'none',
    plugins: [withoutPolicyYaml, withYamlModules, withoutUnusedCore, withGround()],
    metafile: true,
    write: false,
    logLevel: 'warning',
    // Some bundled packages are CommonJS and ask for builtins by require; this gives them those and can load nothing else.
    banner: { js: 'const require = (name) => process.getBuiltinModule(name);' },
  });
  refuseForeignImports(result.metafile);
  writeOutputs(dist, result.outputFiles, chunkNames(result.metafile));
  writeFileSync(join(dist, 'LICENSES.txt'), licenseTexts(Object.keys(result.metafile.inputs)));
  writeStubs(dist, await actionNames());
}

/**
 * The policy engine's package brings a second YAML reader, 180 KB that every decision would load, for three builtins that no rule of
 * ours calls. Without it they throw, which is no answer and so a fault; that no rule calls them is looked up in the policy.
 */
const withoutPolicyYaml: Plugin = {
  name: 'without-policy-yaml',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^yaml$/ }, ({ importer }) =>
      importer.includes('opa-wasm') ? { path: 'yaml', namespace: 'left-out' } : undefined,
    );
    onLoad({ filter: /^yaml$/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * Node is given the YAML reader as CommonJS, of which esbuild can leave nothing out; other programs are given the same code as modules, and of
 * those it keeps what reading needs, half of it.
 */
const withYamlModules: Plugin = {
  name: 'with-yaml-modules',
  setup({ onResolve }) {
    const path = join(root, 'node_modules/yaml/browser/dist/index.js');
    onResolve({ filter: /^yaml$/ }, ({ importer }) =>
      importer.includes('/node_modules/') ? undefined : { path, sideEffects: false },
    );
  },
};

/**
 * Importing @actions/core does nothing but define functions, which its package does not say. Told so, esbuild leaves out what we do not
 * call: the client of OIDC tokens and the runner of programs, and with them 800 KB of HTTP that every action would load.
 */
const withoutUnusedCore: Plugin = {
  name: 'without-unused-core',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^(@actions\/core$|\.\/)/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      const own = path === '@actions/core' || importer.includes('node_modules/@actions/core/');
      if (!own || pluginData === 'asked') return undefined;
      return { ...(await resolve(path, { importer, kind, resolveDir, pluginData: 'asked' })), sideEffects: false };
    });
  },
};

/** Folders whose modules every command needs, and which import nothing outside of themselves and packages. */
const ground = ['src/base', 'src/model', 'src/formats', 'src/image', 'src/evidence'];

/**
 * esbuild gives a file of its own to each set of modules that the same entries reach, and a command would read some fifty of them before its
 * first line. Every other module of ours is told that it needs the ground, so that all of the ground is one file.
 */
function withGround(): Plugin {
  const folders = ground.map((folder) => join(root, folder));
  const names = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  return {
    name: 'with-ground',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^ground:$/ }, () => ({ path: 'ground', namespace: 'ground' }));
      onLoad({ filter: /.*/, namespace: 'ground' }, () => ({
        contents: names
          .sort()
          .map((name) => `import ${JSON.stringify(name)};`)
          .join('\n'),
        resolveDir: root,
        loader: 'ts',
      }));
      onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const own = folders.some((folder) => path.startsWith(`${folder}/`));
        return { contents: own ? text : `${text}\nimport 'ground:';\n`, loader: 'ts' };
      });
    },
  };
}

/** A policy holds the names of the builtins that it asks its host for. */
function refuseYamlBuiltins(): void {
  const policy = readFileSync(join(root, 'dist/policies.wasm'), 'latin1');
  if (policy.includes('yaml.'))
    throw new Error('a rule calls a YAML builtin, which dist leaves out (scripts/build.ts)');
}

/** Whatever is not bundled must be a builtin of Node, or the program would look for it on a user's machine. */
function refuseForeignImports({ outputs }: Metafile): void {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  const foreign = imports.filter(({ external, path }) => external && !isBuiltin(path)).map(({ path }) => path);
  if (foreign.length > 0) throw new Error(`not bundled and no builtin of Node: ${foreign.join(', ')}`);
}

/** Writes the bundled files under their lasting names; what one file imports of another is named by a literal, and follows. */
function writeOutputs(dist: string, files: readonly OutputFile[], names: ReadonlyMap<string, string>): void {
  mkdirSync(join(dist, 'chunks'), { recursive: true });
  for (const file of files) {
    const path = relative(dist, file.path);
    const text = file.text.replace(/(?<=["'/])[\w-]+-[A-Z0-9]{8}(?=\.mjs["'])/g, (name) => names.get(name) ?? name);
    writeFileSync(
      join(dist, dirname(path), `${names.get(basename(path, '.mjs')) ?? basename(path, '.mjs')}.mjs`),
      text,
    );
  }
}

async function actionNames(): Promise<string[]> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  return all.filter((command) => command.surfaces.includes('action')).map((command) => command.name);
}

function writeStubs(dist: string, names: readonly string[]): void {
  for (const name of names) {
    writeFileSync(
      join(dist, actionEntry(name)),
      `import { main } from './action.mjs';\n\nawait main('${name}', new URL('..', import.meta.url));\n`,
    );
  }
  const cli = join(dist, 'cli.mjs');
  writeFileSync(
    cli,
    `#!/usr/bin/env node\n${readFileSync(cli, 'utf8')}\nawait main(new URL('..', import.meta.url));\n`,
  );
  chmodSync(cli, 0o755);
}

const PackageFacts = z.looseObject({ name: z.string(), version: z.string(), license: z.string().default('unknown') });

function licenseTexts(inputs: readonly string[]): string {
  const packages = new Map<string, string>();
  for (const input of inputs) {
    const found = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found?.[1]) packages.set(found[1], licenseOf(join(root, found[1])));
  }
  const byName = [...packages.values()].sort();
  return `${[...new Set(byName)].join('\n\n')}\n`;
}

function licenseOf(folder: string): string {
  const { name, version, license } = PackageFacts.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '(the package holds no license text)';
  return `=== ${name} ${version} (${license})\n${text}`;
}

if (import.meta.main) {
  await buildPolicies({ opa: findTool('opa') });
  await buildDist();
}
