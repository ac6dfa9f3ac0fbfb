// Asks the forge which of the service's branches hold the commit of a tag. What is not known for certain is `unknown`, which counts for nothing.
import { inParallel } from '../../base/parallel.ts';
import type { Config, Service } from '../../model/config.ts';
import type { HeldBy } from '../../model/held-by.ts';
import type { Commit } from '../../model/ids.ts';
import type { Ports } from '../../model/ports.ts';
import { branchesOf, branchPrefix, needsBranch } from '../../model/source-refs.ts';

/** What was asked and answered; undefined where no branch has to hold the commit. Throws GITHUB_UNREADABLE, REMOTE_UNREACHABLE. */
export async function readHeldBy(
  ports: Pick<Ports, 'forge'>,
  config: Config,
  service: Service,
  { ref, commit }: { ref: string; commit: Commit },
): Promise<HeldBy | undefined> {
  const refs = service['source-refs'];
  if (!needsBranch(refs, ref)) return undefined;
  const forge = await ports.forge(config);
  const branches = await inParallel(branchesOf(refs), async (branch) => ({
    ref: `${branchPrefix}${branch}`,
    ...(await forge.standing(service.repository, branch, commit)),
  }));
  return { commit, branches };
}
