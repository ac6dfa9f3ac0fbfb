// How bad a failed check of a Kubernetes manifest is. Sources: the Pod Security Standards (a breach of Baseline is high or worse, of Restricted
// mostly medium), CIS Kubernetes Benchmark 1.8, chapter 5, the NSA/CISA Kubernetes Hardening Guide, and each check's own guideline.
import type { RatedRules } from '../../../tool.ts';

/** Checks of workloads, roles and policies in a cluster. */
export const kubernetes: readonly RatedRules[] = [
  {
    severity: 'critical',
    reason: 'a privileged container is root on its node (Baseline)',
    rules: ['CKV_K8S_2', 'CKV_K8S_16'],
  },
  { severity: 'critical', reason: 'who reaches the Docker socket owns the node', rules: ['CKV_K8S_27'] },
  { severity: 'critical', reason: 'CAP_SYS_ADMIN is close to root on the node (Baseline)', rules: ['CKV_K8S_39'] },
  {
    severity: 'critical',
    reason: 'Tiller rules the cluster and asks nobody who he is; Helm 2 ended in 2020',
    rules: ['CKV_K8S_34', 'CKV_K8S_44', 'CKV_K8S_45'],
  },
  {
    severity: 'high',
    reason: 'processes, memory or network of the node are shared (Baseline)',
    rules: ['CKV_K8S_1', 'CKV_K8S_3', 'CKV_K8S_4', 'CKV_K8S_17', 'CKV_K8S_18', 'CKV_K8S_19'],
  },
  {
    severity: 'high',
    reason: 'the container may run as root, or gain rights while it runs (Restricted, CIS 5.2)',
    rules: ['CKV_K8S_5', 'CKV_K8S_6', 'CKV_K8S_20', 'CKV_K8S_23'],
  },
  {
    severity: 'high',
    reason: 'capabilities are added to those that the runtime gives (Baseline)',
    rules: ['CKV_K8S_24', 'CKV_K8S_25'],
  },
  {
    severity: 'medium',
    reason: 'capabilities that few programs need are not dropped (Restricted)',
    rules: ['CKV_K8S_7', 'CKV_K8S_28', 'CKV_K8S_36', 'CKV_K8S_37'],
  },
  {
    severity: 'medium',
    reason: 'the default seccomp profile or security context is not asked for (Restricted)',
    rules: ['CKV_K8S_29', 'CKV_K8S_30', 'CKV_K8S_31', 'CKV_K8S_32'],
  },
  { severity: 'medium', reason: 'a port of the node goes past network policies (Baseline)', rules: ['CKV_K8S_26'] },
  { severity: 'high', reason: 'the dashboard is a known way into clusters', rules: ['CKV_K8S_33'] },
  {
    severity: 'medium',
    reason: 'an intruder can write to the file system, which only makes the next step easier',
    rules: ['CKV_K8S_22'],
  },
  {
    severity: 'medium',
    reason: 'the pod holds a token of the API that it may not need',
    rules: ['CKV_K8S_38', 'CKV_K8S_41', 'CKV_K8S_42'],
  },
  {
    severity: 'low',
    reason: 'a user number may be one of the node as well, which matters after a break-out',
    rules: ['CKV_K8S_40'],
  },
  {
    severity: 'medium',
    reason: 'variables end up in crash dumps and child processes (CIS 5.4.1, level 2)',
    rules: ['CKV_K8S_35'],
  },
  {
    severity: 'medium',
    reason: 'a tag may come to mean another image than the one that was decided on',
    rules: ['CKV_K8S_14', 'CKV_K8S_43'],
  },
  { severity: 'low', reason: 'an image by digest is the same whether pulled again or not', rules: ['CKV_K8S_15'] },
  {
    severity: 'low',
    reason: 'namespaces order things; no right follows from the default one (CIS 5.7.4, level 2)',
    rules: ['CKV_K8S_21'],
  },
  {
    severity: 'low',
    reason: 'availability and planning, not confidentiality',
    rules: ['CKV_K8S_8', 'CKV_K8S_9', 'CKV_K8S_10', 'CKV_K8S_11', 'CKV_K8S_12', 'CKV_K8S_13'],
  },
  { severity: 'high', reason: 'a wildcard gives rights that nobody listed (CIS 5.1.3)', rules: ['CKV_K8S_49'] },
  {
    severity: 'high',
    reason: 'the role can raise itself or others to every right (CIS 5.1.8 to 5.1.13)',
    rules: ['CKV_K8S_155', 'CKV_K8S_156', 'CKV_K8S_157', 'CKV_K8S_158', 'CKV2_K8S_1', 'CKV2_K8S_2', 'CKV2_K8S_3'],
  },
  {
    severity: 'high',
    reason: 'traffic of others can be drawn to an address of choice (CVE-2020-8554)',
    rules: ['CKV2_K8S_4'],
  },
  { severity: 'high', reason: 'every secret of the cluster can be read (CIS 5.1.2)', rules: ['CKV2_K8S_5'] },
  { severity: 'medium', reason: 'every pod may talk to this one (CIS 5.3.2, level 2)', rules: ['CKV2_K8S_6'] },
  {
    severity: 'high',
    reason: 'whoever may write an ingress can run code in the controller (CVE-2021-25742)',
    rules: ['CKV_K8S_152', 'CKV_K8S_153', 'CKV_K8S_154'],
  },
  {
    severity: 'high',
    reason: 'a repository that somebody else can write to becomes code in the pod',
    rules: ['CKV_K8S_159'],
  },
];
