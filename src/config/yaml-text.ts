// Writes YAML, for people to look at. It is apart from the reader, which every command loads.
import { stringify } from 'yaml';

/** Plain data as YAML; text that another reader could take for a number is quoted. */
export function writeYaml(value: unknown): string {
  return stringify(value, { schema: 'core', lineWidth: 0, aliasDuplicateObjects: false });
}
