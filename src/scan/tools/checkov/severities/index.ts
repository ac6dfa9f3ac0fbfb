// How bad a failed check is: offline Checkov says nothing of that, since its severities come from the vendor's service. Who rates what, and after
// which sources, is said at the head of each file. What no file names stays critical, and what Checkov rates itself keeps its rating.
//
// critical: anyone reaches data or rules the account. high: data is unprotected, or one step is missing to reach it. medium: a second safeguard
// is missing. low: availability and hygiene. info: style.
import type { RatedRules } from '../../../tool.ts';
import { awsAccess } from './aws-access.ts';
import { awsData } from './aws-data.ts';
import { awsWatching } from './aws-watching.ts';
import { controlPlane } from './control-plane.ts';
import { docker } from './docker.ts';
import { githubActions } from './github-actions.ts';
import { kubernetes } from './kubernetes.ts';
import { terraform } from './terraform.ts';

/** Every check that is rated here, each in one group. */
export const severities: readonly RatedRules[] = [
  ...docker,
  ...githubActions,
  ...kubernetes,
  ...controlPlane,
  ...terraform,
  ...awsAccess,
  ...awsData,
  ...awsWatching,
];
