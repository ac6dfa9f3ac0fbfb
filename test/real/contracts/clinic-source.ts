// The example as a repository that can be built without a network: its dependencies lie in a base image that the test pushes to its
// own registry, and its Dockerfile starts from that image by digest. Nothing else of the example is changed.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { installedTool } from '../servers/program.ts';
import { buildImage } from './image-builder.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const Package = z.looseObject({ dependencies: z.record(z.string(), z.string()) });

/** One of the two examples; the second is the first with planted problems. */
export type Example = 'clinic-api' | 'clinic-api-planted';

/** Builds the base image of an example, with its dependencies, pushes it to a registry and returns its name with its digest. */
export function pushBaseImage(example: Example, host: string): string {
  const place = mkdtempSync(join(tmpdir(), 'safeguard-base-'));
  try {
    const [source, context, layout] = [join(root, 'examples', example), join(place, 'context'), join(place, 'layout')];
    const { dependencies } = Package.parse(JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')));
    mkdirSync(context);
    for (const name of Object.keys(dependencies)) {
      const vendored = join(source, 'vendor', name);
      const installed = existsSync(vendored) ? vendored : join(root, 'node_modules', name);
      cpSync(installed, join(context, 'node_modules', name), { recursive: true });
    }
    writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY node_modules /app/node_modules\n');
    const digest = buildImage({ context, dockerfile: join(context, 'Dockerfile'), layout, epoch: 1_700_000_000 });
    crane('push', '--insecure', layout, `${host}/base/${example}:24`);
    return `${host}/base/${example}@${digest}`;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Copies an example to `folder`, with a Dockerfile that starts from `base`. */
export function copyExample(example: Example, folder: string, base: string): void {
  cpSync(join(root, 'examples', example), folder, { recursive: true });
  const lines = readFileSync(join(folder, 'Dockerfile'), 'utf8').split('\n');
  const kept = lines.filter((line) => !/^(FROM|RUN) /.test(line));
  // A user's name needs a passwd file, which an image from scratch has not.
  const own = kept.map((line) => line.replace(/^USER node$/, 'USER 10001'));
  writeFileSync(join(folder, 'Dockerfile'), [`FROM ${base}`, ...own].join('\n'));
}

/** Runs crane and returns what it printed. Throws an Error with its words when it fails. */
export function crane(...args: string[]): string {
  const home = mkdtempSync(join(tmpdir(), 'safeguard-crane-'));
  try {
    const ended = spawnSync(installedTool('crane'), args, { env: { HOME: home, TMPDIR: home }, encoding: 'utf8' });
    if (ended.status !== 0) throw new Error(`crane ${args.join(' ')} ended with ${ended.status}:\n${ended.stderr}`);
    return ended.stdout;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
