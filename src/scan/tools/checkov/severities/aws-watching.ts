// How bad a failed check of AWS resources is, as to what is recorded and watched, and what only keeps things running. Sources:
// the HIPAA Security Rule (45 CFR 164.312(b)), CIS AWS Foundations Benchmark
// 3.0, chapter 3, the AWS Foundational Security Best Practices, and each check's own guideline.
import type { RatedRules } from '../../../tool.ts';

/** Checks of AWS resources: what is recorded and watched, and what only keeps things running. */
export const awsWatching: readonly RatedRules[] = [
  {
    severity: 'high',
    reason: 'nobody could say who did what in the account (45 CFR 164.312(b), CIS AWS 3.1)',
    rules: ['CKV_AWS_67', 'CKV_AWS_251'],
  },
  {
    severity: 'medium',
    reason: 'a changed log would not be noticed (CIS AWS 3.2)',
    rules: ['CKV_AWS_36'],
  },
  {
    severity: 'medium',
    reason: 'who read or changed what is not logged (45 CFR 164.312(b))',
    rules: [
      ...['CKV_AWS_18', 'CKV_AWS_37', 'CKV_AWS_48', 'CKV_AWS_71', 'CKV_AWS_75', 'CKV_AWS_76'],
      ...['CKV_AWS_80', 'CKV_AWS_84', 'CKV_AWS_85', 'CKV_AWS_86', 'CKV_AWS_91', 'CKV_AWS_92'],
      ...['CKV_AWS_95', 'CKV_AWS_101', 'CKV_AWS_104', 'CKV_AWS_113', 'CKV_AWS_129', 'CKV_AWS_176'],
      ...['CKV_AWS_193', 'CKV_AWS_194', 'CKV_AWS_197', 'CKV_AWS_223', 'CKV_AWS_242', 'CKV_AWS_243'],
      ...['CKV_AWS_244', 'CKV_AWS_285', 'CKV_AWS_314', 'CKV_AWS_317', 'CKV_AWS_324', 'CKV_AWS_325'],
      ...['CKV2_AWS_4', 'CKV2_AWS_10', 'CKV2_AWS_11', 'CKV2_AWS_27', 'CKV2_AWS_30', 'CKV2_AWS_31'],
      ...['CKV2_AWS_39', 'CKV2_AWS_63'],
    ],
  },
  {
    severity: 'high',
    reason: 'whole requests and answers, patient data among them, are written to a log',
    rules: ['CKV_AWS_276'],
  },
  {
    severity: 'medium',
    reason: 'attacks and changes of settings are not watched for (CIS AWS 3.3)',
    rules: ['CKV_AWS_121', 'CKV_AWS_238', 'CKV2_AWS_3', 'CKV2_AWS_45', 'CKV2_AWS_48'],
  },
  {
    severity: 'medium',
    reason: 'logs are gone sooner than needed, or kept without an end',
    rules: ['CKV_AWS_66', 'CKV_AWS_338'],
  },
  {
    severity: 'low',
    reason: 'how it runs is measured less closely; who did what is logged elsewhere',
    rules: [
      ...['CKV_AWS_50', 'CKV_AWS_65', 'CKV_AWS_73', 'CKV_AWS_118', 'CKV_AWS_124', 'CKV_AWS_126'],
      ...['CKV_AWS_234', 'CKV_AWS_252', 'CKV_AWS_284', 'CKV_AWS_312', 'CKV_AWS_319', 'CKV_AWS_353'],
      ...['CKV2_AWS_62'],
    ],
  },
  {
    severity: 'low',
    reason: 'availability, load and cost, not confidentiality',
    rules: [
      ...['CKV_AWS_115', 'CKV_AWS_116', 'CKV_AWS_120', 'CKV_AWS_135', 'CKV_AWS_138', 'CKV_AWS_152'],
      ...['CKV_AWS_157', 'CKV_AWS_216', 'CKV_AWS_217', 'CKV_AWS_225', 'CKV_AWS_233', 'CKV_AWS_237'],
      ...['CKV_AWS_261', 'CKV_AWS_310', 'CKV_AWS_315', 'CKV_AWS_318', 'CKV2_AWS_15', 'CKV2_AWS_16'],
      ...['CKV2_AWS_50', 'CKV2_AWS_59'],
    ],
  },
  {
    severity: 'info',
    reason: 'order and names: descriptions, tags, and things that nothing uses',
    rules: [
      ...['CKV_AWS_23', 'CKV_AWS_153', 'CKV_AWS_313', 'CKV_AWS_320', 'CKV_AWS_362', 'CKV2_AWS_1'],
      ...['CKV2_AWS_5', 'CKV2_AWS_19', 'CKV2_AWS_60'],
    ],
  },
];
