// How bad a failed check of AWS resources is, as to who can reach and use it: exposure, rights, networks. Sources:
// CIS AWS Foundations Benchmark 3.0, chapters 1, 2 and 5, the AWS Foundational Security Best
// Practices, and each check's own guideline.
import type { RatedRules } from '../../../tool.ts';

/** Checks of AWS resources: who can reach and use it: exposure, rights, networks. */
export const awsAccess: readonly RatedRules[] = [
  {
    severity: 'critical',
    reason: 'anyone on the internet can read or write the data',
    rules: [
      ...['CKV_AWS_20', 'CKV_AWS_57', 'CKV_AWS_70', 'CKV_AWS_167', 'CKV_AWS_168', 'CKV_AWS_169'],
      ...['CKV_AWS_375', 'CKV_AWS_387', 'CKV2_AWS_43'],
    ],
  },
  {
    severity: 'critical',
    reason: 'a snapshot or an image of disks is open to every AWS account',
    rules: ['CKV_AWS_205', 'CKV_AWS_302'],
  },
  {
    severity: 'critical',
    reason: 'the store answers the whole internet',
    rules: [
      ...['CKV_AWS_17', 'CKV_AWS_69', 'CKV_AWS_87', 'CKV_AWS_89', 'CKV_AWS_102', 'CKV_AWS_164'],
      ...['CKV_AWS_391', 'CKV2_AWS_66'],
    ],
  },
  {
    severity: 'critical',
    reason: 'images can be pulled or replaced by any AWS account',
    rules: ['CKV_AWS_32'],
  },
  {
    severity: 'critical',
    reason: 'any principal may use the key, and with it all that it protects',
    rules: ['CKV_AWS_33'],
  },
  {
    severity: 'critical',
    reason: 'whoever holds it can do everything in the account (CIS AWS 1.16)',
    rules: ['CKV_AWS_1', 'CKV_AWS_62', 'CKV_AWS_274', 'CKV_AWS_275', 'CKV2_AWS_40', 'CKV2_AWS_56'],
  },
  {
    severity: 'critical',
    reason: 'a key or password stands in clear in the code',
    rules: ['CKV_AWS_41', 'CKV_AWS_45', 'CKV_AWS_46', 'CKV_AWS_295', 'CKV_AWS_384'],
  },
  {
    severity: 'critical',
    reason: 'the root user has an access key, which no policy limits (CIS AWS 1.4)',
    rules: ['CKV_AWS_348'],
  },
  {
    severity: 'critical',
    reason: 'any repository could take the role by a token of GitHub',
    rules: ['CKV_AWS_358', 'CKV_AWS_393'],
  },
  {
    severity: 'critical',
    reason: 'any principal may take the role, or use the resource',
    rules: ['CKV_AWS_60', 'CKV_AWS_61', 'CKV_AWS_283'],
  },
  {
    severity: 'critical',
    reason: 'the function answers anyone, without a signature',
    rules: ['CKV_AWS_258', 'CKV_AWS_301'],
  },
  {
    severity: 'high',
    reason: 'every action is allowed, also those that come later (CIS AWS 1.16)',
    rules: ['CKV_AWS_49', 'CKV_AWS_63', 'CKV_AWS_72'],
  },
  {
    severity: 'high',
    reason: 'the policy lets its holder gain rights, credentials or data beyond its task',
    rules: [
      ...['CKV_AWS_107', 'CKV_AWS_108', 'CKV_AWS_109', 'CKV_AWS_110', 'CKV_AWS_286', 'CKV_AWS_287'],
      ...['CKV_AWS_288', 'CKV_AWS_289'],
    ],
  },
  {
    severity: 'medium',
    reason: 'a wildcard names resources that nobody listed',
    rules: ['CKV_AWS_111', 'CKV_AWS_290', 'CKV_AWS_355', 'CKV_AWS_356', 'CKV_AWS_364', 'CKV2_AWS_68'],
  },
  {
    severity: 'high',
    reason: 'another account may publish to or read from the topic',
    rules: ['CKV_AWS_385'],
  },
  {
    severity: 'high',
    reason: 'a bucket is not shut against public policies and ACLs (CIS AWS 2.1.4)',
    rules: [
      ...['CKV_AWS_53', 'CKV_AWS_54', 'CKV_AWS_55', 'CKV_AWS_56', 'CKV_AWS_390', 'CKV_AWS_392'],
      ...['CKV2_AWS_6'],
    ],
  },
  {
    severity: 'high',
    reason: 'the port of an administrator is open to the internet (CIS AWS 5.1 to 5.3)',
    rules: [
      ...['CKV_AWS_24', 'CKV_AWS_25', 'CKV_AWS_100', 'CKV_AWS_231', 'CKV_AWS_232', 'CKV_AWS_277'],
      ...['CKV_AWS_352', 'CKV2_AWS_7'],
    ],
  },
  {
    severity: 'medium',
    reason: 'an old protocol, or plain HTTP, is open to the internet',
    rules: ['CKV_AWS_229', 'CKV_AWS_230', 'CKV_AWS_260'],
  },
  {
    severity: 'high',
    reason: 'the API server of the cluster can be reached from the internet',
    rules: ['CKV_AWS_38'],
  },
  {
    severity: 'medium',
    reason: 'the API server has a public address; who may reach it is limited by CKV_AWS_38',
    rules: ['CKV_AWS_39'],
  },
  {
    severity: 'high',
    reason: 'credentials of the machine can be had by one forged request (CIS AWS 5.6)',
    rules: ['CKV_AWS_79', 'CKV_AWS_371'],
  },
  {
    severity: 'medium',
    reason: 'a container may reach the credentials of its machine',
    rules: ['CKV_AWS_341'],
  },
  {
    severity: 'medium',
    reason: 'the machine has a public address; what can be reached is for the security group to say',
    rules: ['CKV_AWS_88', 'CKV_AWS_130', 'CKV_AWS_333', 'CKV_AWS_389'],
  },
  {
    severity: 'high',
    reason: 'an API can be called without proving who calls',
    rules: ['CKV_AWS_59', 'CKV_AWS_309', 'CKV_AWS_366', 'CKV2_AWS_70'],
  },
  {
    severity: 'high',
    reason: 'the document, notebook or job is open to others, or runs without limits',
    rules: ['CKV_AWS_122', 'CKV_AWS_303', 'CKV_AWS_307'],
  },
  {
    severity: 'high',
    reason: 'a privileged container is root on its machine',
    rules: ['CKV_AWS_210', 'CKV_AWS_316', 'CKV_AWS_334', 'CKV_AWS_335'],
  },
  {
    severity: 'medium',
    reason: 'the file system can be written to, or is not kept to one folder and user',
    rules: ['CKV_AWS_329', 'CKV_AWS_330', 'CKV_AWS_336'],
  },
  {
    severity: 'medium',
    reason: 'one role for starting and for running gives the program more than it needs',
    rules: ['CKV_AWS_249'],
  },
  {
    severity: 'medium',
    reason: 'people have lasting keys or passwords instead of single sign-on (CIS AWS 1.15)',
    rules: ['CKV_AWS_40', 'CKV_AWS_273', 'CKV2_AWS_22'],
  },
  {
    severity: 'medium',
    reason: 'rules for passwords of IAM users; of no effect where people sign in elsewhere (CIS AWS 1.8, 1.9)',
    rules: [...['CKV_AWS_9', 'CKV_AWS_10', 'CKV_AWS_11', 'CKV_AWS_12', 'CKV_AWS_13', 'CKV_AWS_14'], ...['CKV_AWS_15']],
  },
  {
    severity: 'medium',
    reason: 'the default network or group lets everything pass that is not told otherwise (CIS AWS 5.4)',
    rules: ['CKV_AWS_148', 'CKV_AWS_196', 'CKV_AWS_198', 'CKV_AWS_248', 'CKV_AWS_323', 'CKV2_AWS_12'],
  },
  {
    severity: 'medium',
    reason: 'traffic takes a way that is wider than needed',
    rules: [
      ...['CKV_AWS_123', 'CKV_AWS_137', 'CKV_AWS_154', 'CKV_AWS_291', 'CKV_AWS_306', 'CKV_AWS_321'],
      ...['CKV_AWS_331', 'CKV2_AWS_35', 'CKV2_AWS_44'],
    ],
  },
  {
    severity: 'low',
    reason: 'traffic to the outside is not limited; many services need that',
    rules: ['CKV_AWS_382'],
  },
  {
    severity: 'low',
    reason: 'the function has no network of its own, which one without private targets does not need',
    rules: ['CKV_AWS_117'],
  },
  {
    severity: 'medium',
    reason: 'no web application firewall stands before a public entry',
    rules: ['CKV_AWS_68', 'CKV_AWS_175', 'CKV_AWS_342', 'CKV2_AWS_28', 'CKV2_AWS_29', 'CKV2_AWS_33'],
  },
  {
    severity: 'medium',
    reason: 'the firewall does not know the Log4j attack, which dependency scans find at its root',
    rules: ['CKV_AWS_192', 'CKV2_AWS_47', 'CKV2_AWS_76', 'CKV2_AWS_77', 'CKV2_AWS_78'],
  },
  {
    severity: 'medium',
    reason: 'any site may call it from a browser',
    rules: ['CKV2_AWS_75'],
  },
  {
    severity: 'high',
    reason: 'the bucket behind the distribution can be reached past it',
    rules: ['CKV2_AWS_46'],
  },
  {
    severity: 'medium',
    reason: 'a name that looks like the wanted image may be taken instead of it',
    rules: ['CKV_AWS_386'],
  },
  {
    severity: 'high',
    reason: 'the database may read files of its server (log_fdw)',
    rules: ['CKV_AWS_250', 'CKV_AWS_388'],
  },
  {
    severity: 'medium',
    reason: 'the database is reached by passwords alone, or its users share all rights',
    rules: ['CKV_AWS_161', 'CKV_AWS_162', 'CKV_AWS_170', 'CKV_AWS_359', 'CKV2_AWS_52'],
  },
  {
    severity: 'medium',
    reason: 'no client certificate or code signature is asked for, which other proofs may make up for',
    rules: ['CKV_AWS_272', 'CKV2_AWS_51'],
  },
  {
    severity: 'low',
    reason: 'a wildcard certificate covers more names than are used',
    rules: ['CKV2_AWS_71'],
  },
  {
    severity: 'low',
    reason: 'no role is attached, or a group is empty; nothing is opened by that',
    rules: ['CKV2_AWS_14', 'CKV2_AWS_21', 'CKV2_AWS_41'],
  },
  {
    severity: 'medium',
    reason: 'a change needs no second person',
    rules: ['CKV_AWS_257', 'CKV2_AWS_37'],
  },
  {
    severity: 'low',
    reason: 'a policy may lock out everyone but the root user',
    rules: ['CKV_AWS_93'],
  },
  {
    severity: 'medium',
    reason: 'the key has the policy that AWS gives, which leaves all to IAM',
    rules: ['CKV2_AWS_64'],
  },
  {
    severity: 'medium',
    reason: 'requests that are read in two ways may slip past a check',
    rules: ['CKV_AWS_131', 'CKV_AWS_328', 'CKV2_AWS_53'],
  },
  {
    severity: 'medium',
    reason: 'a domain can be moved away, or its answers forged',
    rules: ['CKV_AWS_377', 'CKV2_AWS_23', 'CKV2_AWS_38'],
  },
  {
    severity: 'low',
    reason: 'where visitors come from, and what they get without a path, is not limited',
    rules: ['CKV_AWS_305', 'CKV_AWS_374'],
  },
  {
    severity: 'low',
    reason: 'answers lack headers that guard browsers',
    rules: ['CKV_AWS_259', 'CKV2_AWS_32'],
  },
];
