// How bad a failed check of AWS resources is, as to how data is kept: encryption, keys, backups, versions. Sources:
// the HIPAA Security Rule (45 CFR 164.308 and 164.312), CIS AWS Foundations Benchmark 3.0,
// chapters 2 and 3, the AWS Foundational Security Best Practices, and each check's own guideline.
import type { RatedRules } from '../../../tool.ts';

/** Checks of AWS resources: how data is kept: encryption, keys, backups, versions. */
export const awsData: readonly RatedRules[] = [
  {
    severity: 'high',
    reason: 'data at rest is not encrypted (45 CFR 164.312(a)(2)(iv))',
    rules: [
      ...['CKV_AWS_3', 'CKV_AWS_5', 'CKV_AWS_8', 'CKV_AWS_16', 'CKV_AWS_19', 'CKV_AWS_22'],
      ...['CKV_AWS_26', 'CKV_AWS_27', 'CKV_AWS_29', 'CKV_AWS_42', 'CKV_AWS_43', 'CKV_AWS_44'],
      ...['CKV_AWS_47', 'CKV_AWS_58', 'CKV_AWS_64', 'CKV_AWS_74', 'CKV_AWS_77', 'CKV_AWS_78'],
      ...['CKV_AWS_94', 'CKV_AWS_96', 'CKV_AWS_98', 'CKV_AWS_99', 'CKV_AWS_106', 'CKV_AWS_140'],
      ...['CKV_AWS_146', 'CKV_AWS_155', 'CKV_AWS_156', 'CKV_AWS_159', 'CKV_AWS_171', 'CKV_AWS_186'],
      ...['CKV_AWS_195', 'CKV_AWS_201', 'CKV_AWS_214', 'CKV_AWS_235', 'CKV_AWS_240', 'CKV_AWS_253'],
      ...['CKV_AWS_255', 'CKV_AWS_279', 'CKV_AWS_292', 'CKV_AWS_308', 'CKV_AWS_311', 'CKV_AWS_349'],
      ...['CKV_AWS_350', 'CKV2_AWS_2', 'CKV2_AWS_34'],
    ],
  },
  {
    severity: 'high',
    reason: 'data in transit is not encrypted (45 CFR 164.312(e)(1))',
    rules: [
      ...['CKV_AWS_2', 'CKV_AWS_6', 'CKV_AWS_30', 'CKV_AWS_31', 'CKV_AWS_34', 'CKV_AWS_81'],
      ...['CKV_AWS_83', 'CKV_AWS_90', 'CKV_AWS_97', 'CKV_AWS_105', 'CKV_AWS_112', 'CKV_AWS_202'],
      ...['CKV_AWS_215', 'CKV_AWS_220', 'CKV_AWS_239', 'CKV_AWS_351', 'CKV_AWS_357', 'CKV_AWS_365'],
      ...['CKV_AWS_369', 'CKV_AWS_376', 'CKV_AWS_378', 'CKV_AWS_379', 'CKV2_AWS_20', 'CKV2_AWS_36'],
      ...['CKV2_AWS_49', 'CKV2_AWS_69', 'CKV2_AWS_72'],
    ],
  },
  {
    severity: 'high',
    reason: 'old versions of TLS or weak ciphers are taken',
    rules: [
      ...['CKV_AWS_103', 'CKV_AWS_174', 'CKV_AWS_206', 'CKV_AWS_213', 'CKV_AWS_218', 'CKV_AWS_228'],
      ...['CKV_AWS_380', 'CKV2_AWS_54', 'CKV2_AWS_74'],
    ],
  },
  {
    severity: 'low',
    reason: 'the certificate is not the newest kind, or not of AWS; it is still checked',
    rules: ['CKV_AWS_127', 'CKV_AWS_211', 'CKV2_AWS_42'],
  },
  {
    severity: 'medium',
    reason: 'a client may write results without encryption',
    rules: ['CKV_AWS_82'],
  },
  {
    severity: 'medium',
    reason: 'AWS encrypts with a key of its own: who may use it cannot be limited, nor its use seen key by key',
    rules: [
      ...['CKV_AWS_35', 'CKV_AWS_119', 'CKV_AWS_136', 'CKV_AWS_142', 'CKV_AWS_145', 'CKV_AWS_147'],
      ...['CKV_AWS_149', 'CKV_AWS_158', 'CKV_AWS_160', 'CKV_AWS_166', 'CKV_AWS_173', 'CKV_AWS_177'],
      ...['CKV_AWS_178', 'CKV_AWS_179', 'CKV_AWS_180', 'CKV_AWS_181', 'CKV_AWS_182', 'CKV_AWS_183'],
      ...['CKV_AWS_184', 'CKV_AWS_185', 'CKV_AWS_187', 'CKV_AWS_189', 'CKV_AWS_190', 'CKV_AWS_191'],
      ...['CKV_AWS_199', 'CKV_AWS_200', 'CKV_AWS_203', 'CKV_AWS_204', 'CKV_AWS_209', 'CKV_AWS_212'],
      ...['CKV_AWS_219', 'CKV_AWS_221', 'CKV_AWS_224', 'CKV_AWS_236', 'CKV_AWS_241', 'CKV_AWS_245'],
      ...['CKV_AWS_246', 'CKV_AWS_247', 'CKV_AWS_254', 'CKV_AWS_256', 'CKV_AWS_262', 'CKV_AWS_263'],
      ...['CKV_AWS_264', 'CKV_AWS_265', 'CKV_AWS_266', 'CKV_AWS_267', 'CKV_AWS_268', 'CKV_AWS_269'],
      ...['CKV_AWS_270', 'CKV_AWS_271', 'CKV_AWS_278', 'CKV_AWS_280', 'CKV_AWS_281', 'CKV_AWS_282'],
      ...['CKV_AWS_294', 'CKV_AWS_296', 'CKV_AWS_297', 'CKV_AWS_298', 'CKV_AWS_327', 'CKV_AWS_337'],
      ...['CKV_AWS_345', 'CKV_AWS_346', 'CKV_AWS_347', 'CKV_AWS_354', 'CKV_AWS_367', 'CKV_AWS_368'],
      ...['CKV_AWS_372', 'CKV_AWS_373', 'CKV_AWS_381', 'CKV2_AWS_73'],
    ],
  },
  {
    severity: 'medium',
    reason: 'a key or secret stays the same for years (CIS AWS 3.6)',
    rules: ['CKV_AWS_7', 'CKV_AWS_304', 'CKV2_AWS_57'],
  },
  {
    severity: 'low',
    reason: 'a key that is switched off protects nothing new, and opens nothing',
    rules: ['CKV_AWS_227'],
  },
  {
    severity: 'medium',
    reason: 'a record can be changed or removed without a trace (45 CFR 164.312(c)(1))',
    rules: ['CKV_AWS_21', 'CKV_AWS_51'],
  },
  {
    severity: 'medium',
    reason: 'no backup, or one that is kept too short (45 CFR 164.308(a)(7)(ii)(A))',
    rules: [
      ...['CKV_AWS_28', 'CKV_AWS_133', 'CKV_AWS_134', 'CKV_AWS_165', 'CKV_AWS_343', 'CKV_AWS_360'],
      ...['CKV_AWS_361', 'CKV2_AWS_8', 'CKV2_AWS_9', 'CKV2_AWS_18'],
    ],
  },
  {
    severity: 'low',
    reason: 'a copy in another region, or a lock against removal, which not every bucket needs',
    rules: ['CKV_AWS_143', 'CKV_AWS_144'],
  },
  {
    severity: 'low',
    reason: 'one mistaken command can remove it',
    rules: [
      ...['CKV_AWS_139', 'CKV_AWS_150', 'CKV_AWS_172', 'CKV_AWS_293', 'CKV_AWS_326', 'CKV_AWS_344'],
      ...['CKV2_AWS_58'],
    ],
  },
  {
    severity: 'low',
    reason: 'how long objects and failed uploads are kept is not said',
    rules: ['CKV_AWS_300', 'CKV2_AWS_61'],
  },
  {
    severity: 'low',
    reason: 'ACLs still work beside policies; whether they open anything is said by other checks',
    rules: ['CKV2_AWS_65'],
  },
  {
    severity: 'medium',
    reason: 'images are not scanned by the registry; here a scan is required before they get there',
    rules: ['CKV_AWS_163'],
  },
  {
    severity: 'medium',
    reason: 'a version or runtime no longer gets fixes',
    rules: ['CKV_AWS_208', 'CKV_AWS_332', 'CKV_AWS_339', 'CKV_AWS_363'],
  },
  {
    severity: 'low',
    reason: 'small updates wait for a person',
    rules: ['CKV_AWS_141', 'CKV_AWS_207', 'CKV_AWS_222', 'CKV_AWS_226', 'CKV_AWS_322', 'CKV_AWS_340'],
  },
  {
    severity: 'medium',
    reason: 'answers of a model are not filtered, or it can reach the network',
    rules: ['CKV_AWS_370', 'CKV_AWS_383'],
  },
  {
    severity: 'medium',
    reason: 'a cluster of machines lacks its security settings',
    rules: ['CKV_AWS_114', 'CKV2_AWS_55'],
  },
];
