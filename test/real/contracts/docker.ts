// Plays the docker command for a contract under act, by buildah: logging in and starting a builder do nothing, a build
// writes an OCI layout folder with the times of SOURCE_DATE_EPOCH. It knows only the options that build-sign.yml gives,
// and refuses any other.
import { parseArgs } from 'node:util';
import { buildImage } from './image-builder.ts';

const [command = '', ...rest] = process.argv.slice(2);
if (command === 'buildx' && rest[0] === 'build') build(rest.slice(1));
else if (command !== 'login' && `${command} ${rest[0]}` !== 'buildx create')
  refuse(`docker ${process.argv.slice(2).join(' ')}`);

function build(args: string[]): void {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      pull: { type: 'boolean' },
      'no-cache': { type: 'boolean' },
      provenance: { type: 'string' },
      sbom: { type: 'string' },
      file: { type: 'string' },
      output: { type: 'string' },
    },
  });
  const output = new URLSearchParams((values.output ?? '').replaceAll(',', '&'));
  const asked = { pull: values.pull, cache: values['no-cache'], provenance: values.provenance, sbom: values.sbom };
  const expected = { pull: true, cache: true, provenance: 'false', sbom: 'false' };
  const form = ['type', 'tar', 'rewrite-timestamp'].map((name) => output.get(name)).join(' ');
  if (JSON.stringify(asked) !== JSON.stringify(expected) || form !== 'oci false true') refuse(args.join(' '));
  const [context = '', ...more] = positionals;
  const epoch = Number(process.env['SOURCE_DATE_EPOCH']);
  if (context === '' || more.length > 0 || !Number.isSafeInteger(epoch)) refuse(args.join(' '));
  const digest = buildImage({ context, dockerfile: values.file ?? '', layout: output.get('dest') ?? '', epoch });
  process.stdout.write(`built ${digest} by buildah\n`);
}

function refuse(what: string): never {
  process.stderr.write(`this docker is played by buildah and does not know: ${what}\n`);
  process.exit(125);
}
