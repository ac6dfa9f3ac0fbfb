// The input by which a caller says for which service of its repository it acts. It is found by the repository's id; nothing is trusted
// by name.
import { ServiceName } from '../model/ids.ts';

/** The input `service`. */
export const whichService = {
  service: ServiceName.optional().describe(
    'Service, by its name in safeguard.yml; only where the repository has several.',
  ),
};
