// How Grype is run: offline on a database that was built before, from an empty folder without a `.grype.yaml` (threat
// A14).
import { Fault } from '../../../base/fault.ts';
import { any, type Invoke, needed, type Options, type Places, type ToolInvocation } from '../../tool.ts';

/** What keeps it from calling home; the age of the database is the gate's to judge, by the date that the database itself gives. */
export const offline = {
  GRYPE_CHECK_FOR_APP_UPDATE: 'false',
  GRYPE_DB_AUTO_UPDATE: 'false',
  GRYPE_DB_VALIDATE_AGE: 'false',
  GRYPE_EXTERNAL_SOURCES_ENABLE: 'false',
};

/** A scan of dependencies. */
export const invokeDependencies: Invoke = (places, environment) => invoke(`dir:${places.target}`, places, environment);

/** A scan of an image, with its SBOM from a second run. The layout has to hold that one image; the report says which it was. */
export const invokeImage: Invoke = (places, environment) => {
  if (places.digest === undefined) throw new Fault('INPUT_INVALID', 'an image scan needs the digest of the image');
  const target = `oci-dir:${places.target}`;
  return { ...invoke(target, places, environment), sbom: ['-o', 'cyclonedx-json', target] };
};

function invoke(target: string, places: Places, environment: Record<string, string>): ToolInvocation {
  const database = needed(places.database, 'grype needs a cache folder with its vulnerability database');
  return {
    // Only from information upwards does the log say how many packages were looked at.
    args: ['-v', '-o', 'json', '--file', places.report, target],
    environment: { ...environment, ...offline, GRYPE_DB_CACHE_DIR: database },
    reportFrom: 'file',
  };
}

/** The options with which it leaves nothing out. */
export const options: Options = {
  commands: [],
  flags: ['-v', '-vv', '--verbose', '--show-suppressed', '--by-cve', '--add-cpes-if-none'],
  values: { '-o': any, '--output': any, '--file': any, '--name': any, '--sort-by': any },
  targets: 1,
};
