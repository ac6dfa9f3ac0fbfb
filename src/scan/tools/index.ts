// The register of scanners: one folder each, bound to the list in `src/model/scanners.ts`, so that neither can have one that the other lacks.
import type { ScanTool } from '../../model/finding.ts';
import type { ToolDescriptor } from '../tool.ts';
import { checkov } from './checkov/descriptor.ts';
import { gitleaks } from './gitleaks/descriptor.ts';
import { grype } from './grype/descriptor.ts';
import { osvScanner } from './osv-scanner/descriptor.ts';
import { sarif } from './sarif/descriptor.ts';
import { semgrep } from './semgrep/descriptor.ts';
import { trivy } from './trivy/descriptor.ts';

/** Every scanner by its name. */
export const tools: Readonly<Record<ScanTool, ToolDescriptor>> = {
  semgrep,
  'osv-scanner': osvScanner,
  checkov,
  trivy,
  gitleaks,
  grype,
  sarif,
};
