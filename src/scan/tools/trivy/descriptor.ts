// Everything about Trivy that code outside this folder needs.
import type { FetchedByProgram } from '../../../model/ports.ts';
import type { ToolDescriptor } from '../../tool.ts';
import { adapter } from './adapter.ts';
import { invokeDependencies, invokeImage, invokeInfrastructure, optionsFor } from './invocation.ts';
import { lacksJavaDatabase } from './proof.ts';

const fetching = ['--no-progress', '--skip-version-check', '--disable-telemetry'];

const vulnerabilities: FetchedByProgram = {
  title: "Trivy's database",
  fetch: (cache, from) => ({
    args: ['image', '--download-db-only', '--cache-dir', cache, '--db-repository', from.join(','), ...fetching],
  }),
  built: { key: 'UpdatedAt', file: 'db/metadata.json' },
  file: 'db/trivy.db',
};

const jarFiles: FetchedByProgram = {
  title: "Trivy's Java database",
  fetch: (cache, from) => ({
    args: [
      ...['image', '--download-java-db-only', '--cache-dir', cache, '--java-db-repository', from.join(',')],
      ...fetching,
    ],
  }),
  built: { key: 'UpdatedAt', file: 'java-db/metadata.json' },
  file: 'java-db/trivy-java.db',
};

/** Trivy 0.x, never with `--exit-code`; its Java database is large, and needed only where it meets a JAR file. */
export const trivy: ToolDescriptor = {
  adapter,
  versions: ['0'],
  exitCodes: [0],
  version: { args: ['--version'], label: /^version: */i },
  invocations: { image: invokeImage, dependencies: invokeDependencies, infrastructure: invokeInfrastructure },
  options: optionsFor,
  database: { kinds: ['image', 'dependencies'], fetch: vulnerabilities, fetchSecond: jarFiles },
  lacksSecondDatabase: lacksJavaDatabase,
};
