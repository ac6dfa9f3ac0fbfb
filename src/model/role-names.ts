// How roles are named by convention, and in which partition of AWS an account lies.

/** Most characters of a role's name (IAM quotas). */
export const longestRoleName = 64;

/** `PREFIX.SERVICE.pusher` or `PREFIX.SERVICE.ENVIRONMENT.writer`; none of the parts holds a dot. */
export function roleName(prefix: string, parts: readonly string[]): string {
  return [prefix, ...parts].join('.');
}

/** The partition of a region: GovCloud's, China's, or `aws`. */
export function partitionOf(region: string): 'aws' | 'aws-cn' | 'aws-us-gov' {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}
