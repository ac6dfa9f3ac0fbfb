// The host names of Amazon's private registries, which say whose they are and where.

/** Account and region of a private ECR registry (also FIPS and dual-stack); undefined for any other host. */
export function parseEcrHost(host: string): { account: string; region: string } | undefined {
  const [, account, region] =
    /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.(?:aws|amazonwebservices\.com\.cn))$/.exec(
      host,
    ) ?? [];
  return account !== undefined && region !== undefined ? { account, region } : undefined;
}
