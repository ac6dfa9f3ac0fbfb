// How bad a failed check of a Dockerfile is. Sources: CIS Docker Benchmark 1.6, chapter 4 (4.1, 4.2 and 4.9 are level 1; 4.6 is level 1
// and says of itself that an orchestrator may probe instead), Docker's "Building best practices", and each check's own guideline.
import type { RatedRules } from '../../../tool.ts';

/** Checks of Dockerfiles. */
export const docker: readonly RatedRules[] = [
  {
    severity: 'high',
    reason: 'the process runs as root, so a break-out starts with every right (CIS 4.1)',
    rules: ['CKV_DOCKER_8'],
  },
  {
    severity: 'medium',
    reason: 'no user is named, so that of the base image runs; where that is root, CKV_DOCKER_8 says so as well',
    rules: ['CKV_DOCKER_3'],
  },
  {
    severity: 'high',
    reason: 'certificates are not checked while the image is built, so that anyone on the way can put code into it',
    rules: [
      ...['CKV2_DOCKER_2', 'CKV2_DOCKER_3', 'CKV2_DOCKER_4', 'CKV2_DOCKER_12', 'CKV2_DOCKER_13'],
      ...['CKV2_DOCKER_14', 'CKV2_DOCKER_15', 'CKV2_DOCKER_16'],
    ],
  },
  {
    severity: 'critical',
    reason: 'the variable stays in the image, so that the running program checks no certificate either',
    rules: ['CKV2_DOCKER_5', 'CKV2_DOCKER_6'],
  },
  {
    severity: 'high',
    reason: 'packages are installed though their signature is missing or wrong',
    rules: ['CKV2_DOCKER_7', 'CKV2_DOCKER_8', 'CKV2_DOCKER_9', 'CKV2_DOCKER_10', 'CKV2_DOCKER_11'],
  },
  { severity: 'high', reason: 'a password becomes part of a layer', rules: ['CKV2_DOCKER_17'] },
  {
    severity: 'medium',
    reason: 'a remote shell in a container is a way in that nothing records',
    rules: ['CKV_DOCKER_1'],
  },
  { severity: 'medium', reason: 'sudo gives back the rights that USER took away', rules: ['CKV2_DOCKER_1'] },
  {
    severity: 'medium',
    reason: 'a moving tag lets the base change unseen; the image itself is scanned and known by its digest',
    rules: ['CKV_DOCKER_7'],
  },
  {
    severity: 'low',
    reason: 'ADD also fetches and unpacks; what it took in is scanned (CIS 4.9)',
    rules: ['CKV_DOCKER_4'],
  },
  {
    severity: 'low',
    reason: 'a cached list may bring old packages; those are found by the image scan',
    rules: ['CKV_DOCKER_5'],
  },
  {
    severity: 'low',
    reason: 'availability only, and orchestrators probe by their own definition (CIS 4.6)',
    rules: ['CKV_DOCKER_2'],
  },
  {
    severity: 'low',
    reason: 'a mistake of the build, which stays without effect on what runs',
    rules: ['CKV_DOCKER_11'],
  },
  { severity: 'info', reason: 'style: apt warns that its command line may change', rules: ['CKV_DOCKER_9'] },
  {
    severity: 'info',
    reason: 'style: a deprecated instruction, or a path that depends on the one before',
    rules: ['CKV_DOCKER_6', 'CKV_DOCKER_10'],
  },
];
