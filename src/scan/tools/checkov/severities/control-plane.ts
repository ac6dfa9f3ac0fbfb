// How bad a failed check of a cluster's own programs is (API server, controller manager, scheduler, etcd, kubelet). Sources: CIS Kubernetes
// Benchmark 1.8, chapters 1, 2 and 4, with its levels, and each check's own guideline. A managed cluster has none of these in its manifests.
import type { RatedRules } from '../../../tool.ts';

/** Checks of the control plane and of kubelets. */
export const controlPlane: readonly RatedRules[] = [
  {
    severity: 'critical',
    reason: 'requests are let in without asking who sends them or what he may do (CIS 1.2.1, 1.2.6, 4.2.1, 4.2.2)',
    rules: ['CKV_K8S_68', 'CKV_K8S_74', 'CKV_K8S_79', 'CKV_K8S_86', 'CKV_K8S_88', 'CKV_K8S_138', 'CKV_K8S_139'],
  },
  {
    severity: 'critical',
    reason: 'etcd, which holds every secret, asks for no certificate (CIS 2.2, 2.3, 2.5)',
    rules: ['CKV_K8S_117', 'CKV_K8S_118', 'CKV_K8S_121'],
  },
  {
    severity: 'high',
    reason: 'passwords or tokens in a file stay valid until a restart (CIS 1.2.2)',
    rules: ['CKV_K8S_69', 'CKV_K8S_70'],
  },
  {
    severity: 'high',
    reason:
      'traffic between the parts is not encrypted, or its end is not proven (CIS 1.2.4, 1.2.24 to 1.2.28, 2.1, 2.4, 4.2.3)',
    rules: [
      ...['CKV_K8S_71', 'CKV_K8S_72', 'CKV_K8S_73', 'CKV_K8S_89', 'CKV_K8S_99', 'CKV_K8S_100', 'CKV_K8S_102'],
      ...['CKV_K8S_116', 'CKV_K8S_119', 'CKV_K8S_140', 'CKV_K8S_148'],
    ],
  },
  {
    severity: 'high',
    reason: 'rights are not checked by role, or not kept to the node (CIS 1.2.7, 1.2.8, 1.2.15)',
    rules: ['CKV_K8S_75', 'CKV_K8S_77', 'CKV_K8S_85'],
  },
  { severity: 'high', reason: 'secrets lie in etcd in clear (CIS 1.2.30)', rules: ['CKV_K8S_104'] },
  { severity: 'high', reason: 'anyone on the network reads what runs on the node (CIS 4.2.4)', rules: ['CKV_K8S_141'] },
  {
    severity: 'high',
    reason: 'a token of a deleted account, or signed by a foreign key, is taken (CIS 1.2.21, 1.2.22, 1.3.3 to 1.3.5)',
    rules: ['CKV_K8S_96', 'CKV_K8S_97', 'CKV_K8S_108', 'CKV_K8S_110', 'CKV_K8S_111'],
  },
  {
    severity: 'medium',
    reason: 'no audit log, or one that is gone too soon (CIS 1.2.17 to 1.2.20)',
    rules: ['CKV_K8S_91', 'CKV_K8S_92', 'CKV_K8S_93', 'CKV_K8S_94'],
  },
  {
    severity: 'medium',
    reason: 'an admission plugin that guards pods is off (CIS 1.2.11 to 1.2.14)',
    rules: ['CKV_K8S_80', 'CKV_K8S_81', 'CKV_K8S_82', 'CKV_K8S_83', 'CKV_K8S_84'],
  },
  {
    severity: 'medium',
    reason: 'old ciphers are taken, or certificates never change (CIS 1.2.31, 1.3.6, 4.2.10, 4.2.12)',
    rules: ['CKV_K8S_105', 'CKV_K8S_112', 'CKV_K8S_149', 'CKV_K8S_151'],
  },
  {
    severity: 'medium',
    reason: 'a port that only the node needs is open to its network (CIS 1.3.7, 1.4.2)',
    rules: ['CKV_K8S_113', 'CKV_K8S_115'],
  },
  {
    severity: 'medium',
    reason: 'settings of the kernel or the packet filter are left to chance (CIS 4.2.6, 4.2.7)',
    rules: ['CKV_K8S_144', 'CKV_K8S_145'],
  },
  {
    severity: 'low',
    reason: 'load, timing and names; nothing is opened by them (CIS 1.2.9, 1.2.16, 1.3.1, 1.3.2, 4.2.5, 4.2.8, 4.2.9)',
    rules: [
      ...['CKV_K8S_78', 'CKV_K8S_90', 'CKV_K8S_95', 'CKV_K8S_106', 'CKV_K8S_107', 'CKV_K8S_114', 'CKV_K8S_143'],
      ...['CKV_K8S_146', 'CKV_K8S_147'],
    ],
  },
];
