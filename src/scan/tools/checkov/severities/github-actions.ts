// How bad a failed check of a GitHub workflow is. Sources: GitHub's "Secure use reference", SLSA 0.1 and 1.0 (which dropped the rule that a
// build takes no parameters), and each check's own guideline.
import type { RatedRules } from '../../../tool.ts';

/** Checks of GitHub workflows. */
export const githubActions: readonly RatedRules[] = [
  { severity: 'critical', reason: 'text from outside is run by the shell of a job', rules: ['CKV_GHA_2'] },
  {
    severity: 'high',
    reason: 'output of a step may set variables of later ones (CVE-2020-15228); runners refuse it unless asked',
    rules: ['CKV_GHA_1'],
  },
  { severity: 'high', reason: 'a secret may leave the job', rules: ['CKV_GHA_3'] },
  { severity: 'critical', reason: 'the form of a reverse shell', rules: ['CKV_GHA_4'] },
  {
    severity: 'low',
    reason:
      'images are signed and described by the contract, which this check cannot see; the gate holds the signatures',
    rules: ['CKV_GHA_5', 'CKV_GHA_6'],
  },
  {
    severity: 'medium',
    reason: 'inputs of a start by hand are recorded with the run, and a caller that only deploys builds nothing',
    rules: ['CKV_GHA_7'],
  },
  {
    severity: 'high',
    reason: 'every job of the workflow may write to the repository and its packages',
    rules: ['CKV2_GHA_1'],
  },
];
