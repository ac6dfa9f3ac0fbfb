// How bad a failed check of Terraform's own language is. Sources: HashiCorp's "Module sources" and each check's own guideline.
import type { RatedRules } from '../../../tool.ts';

/** Checks of where modules come from. */
export const terraform: readonly RatedRules[] = [
  { severity: 'medium', reason: 'a module may change under the same name', rules: ['CKV_TF_1', 'CKV_TF_2'] },
];
