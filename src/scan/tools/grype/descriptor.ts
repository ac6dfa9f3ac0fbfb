// Everything about Grype that code outside this folder needs.
import type { FetchedByProgram } from '../../../model/ports.ts';
import type { ToolDescriptor } from '../../tool.ts';
import { adapter } from './adapter.ts';
import { invokeDependencies, invokeImage, offline, options } from './invocation.ts';

/**
 * `db update` of its own accord completes the address of the listing, fails when it cannot ask, checks the archive by the digest in the listing,
 * and looks for no newer Grype. What it writes beside the database says when that was fetched; when it was built says the database alone,
 * so Grype is asked for it, and answers what the report of a scan says.
 */
const vulnerabilities: FetchedByProgram = {
  title: "Grype's database",
  fetch: (cache, [listing = '']) => ({
    args: ['db', 'update'],
    variables: { GRYPE_DB_CACHE_DIR: cache, GRYPE_DB_UPDATE_URL: listing },
  }),
  built: {
    key: 'built',
    print: (cache) => ({
      args: ['db', 'status', '-o', 'json'],
      variables: { ...offline, GRYPE_DB_CACHE_DIR: cache },
    }),
  },
  file: '6/vulnerability.db',
};

/** Grype 0.x, never with `--fail-on`. */
export const grype: ToolDescriptor = {
  adapter,
  versions: ['0'],
  exitCodes: [0],
  version: { args: ['--version'], label: /^grype +/ },
  invocations: { image: invokeImage, dependencies: invokeDependencies },
  options: () => options,
  database: { kinds: ['image', 'dependencies'], fetch: vulnerabilities },
};
