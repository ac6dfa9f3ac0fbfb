// Which real programs are installed, and in which versions. The committed go.mod and go.sum, or the hash-locked requirements, say
// the rest; a version here that they do not say is an error. A version is raised here and there together.

/** A program built by Go from `test/tools/go/<name>`; `go` is its package, `.` for a small program of our own. */
export type GoProgram = {
  name: string;
  version: string;
  /** The module whose version is pinned. */
  module: string;
  go: string;
  toolchain?: string;
  experiment?: string;
  /** Build tags: what is left out because this machine's C libraries would be needed for it. */
  tags?: string;
  versionVariable?: string;
  /** A file of the module that tests need beside the program; it is kept as `data/<name>/<last part>`. */
  keep?: string;
};

/** A program installed by pip from `scanners/python/<name>.txt` (scanners) or `test/tools/python/<name>.txt` into a virtual environment of its own. */
export type PythonProgram = { name: string; version: string; python: string };

/** One real program. */
export type Program = GoProgram | PythonProgram;

function goTool(
  name: string,
  module: string,
  version: string,
  more: { command?: string } & Partial<GoProgram> = {},
): GoProgram {
  const { command, ...rest } = more;
  return { name, version, module, go: command ? `${module}/${command}` : module, ...rest };
}

/** In this order: what others need first, the quick ones early, the long builds last. */
export const programs: readonly Program[] = [
  goTool('opa', 'github.com/open-policy-agent/opa', '1.22.0'),
  goTool('gitleaks', 'github.com/zricethezav/gitleaks/v8', '8.30.1', {
    versionVariable: 'github.com/zricethezav/gitleaks/v8/version.Version',
  }),
  goTool('trivy-db', 'github.com/aquasecurity/trivy-db', '0.0.0-20260813095258-0e0340a01b57', {
    command: 'cmd/trivy-db',
  }),
  // Ours, around the module's handler: with the referrers API, which the module's own command leaves off.
  goTool('registry', 'github.com/google/go-containerregistry', '0.22.1', { go: '.' }),
  goTool('crane', 'github.com/google/go-containerregistry', '0.22.1', { command: 'cmd/crane' }),
  // Ours, around the module's handler: without the fixed metrics port, so that two can run on one machine.
  goTool('timestamp-server', 'github.com/sigstore/timestamp-authority/v2', '2.1.5', { go: '.' }),
  // 2.4.1 pins versions that the module proxy does not have.
  goTool('rekor-tiles', 'github.com/sigstore/rekor-tiles/v2', '2.3.0', { command: 'cmd/rekor-server/posix' }),
  goTool('fulcio', 'github.com/sigstore/fulcio', '1.8.8', { keep: 'config/identity/config.yaml' }),
  goTool('ct-server', 'github.com/google/certificate-transparency-go', '1.4.0', {
    command: 'trillian/ctfe/ct_server',
  }),
  // Ours: what the log above keeps its tree in, in memory. The module's own servers are two programs around a database.
  goTool('trillian', 'github.com/google/trillian', '1.8.0', { go: '.' }),
  goTool('rekor', 'github.com/sigstore/rekor', '1.5.5', { command: 'cmd/rekor-server' }),
  { name: 'ministack', version: '1.5.33', python: 'ministack' },
  { name: 'zizmor', version: '1.32.0', python: 'zizmor' },
  goTool('actionlint', 'github.com/rhysd/actionlint', '1.7.12', { command: 'cmd/actionlint' }),
  goTool('act', 'github.com/nektos/act', '0.2.89'),
  // Without btrfs, and with OpenPGP in Go: then it needs no C compiler, and it reads no signatures here anyway.
  goTool('buildah', 'github.com/containers/buildah', '1.43.0', {
    command: 'cmd/buildah',
    tags: 'containers_image_openpgp exclude_graphdriver_btrfs',
  }),
  goTool('mc', 'github.com/minio/mc', '0.0.0-20250313080218-cf909e1063a9'),
  { name: 'semgrep', version: '1.182.0', python: 'semgrep' },
  { name: 'checkov', version: '3.3.0', python: 'checkov' },
  goTool('osv-scanner', 'github.com/google/osv-scanner/v2', '2.6.0', { command: 'cmd/osv-scanner' }),
  // A release that the module proxy has whole, with the compiler that the recordings were made with.
  goTool('grype', 'github.com/anchore/grype', '0.110.0', {
    command: 'cmd/grype',
    toolchain: 'go1.26.8',
    versionVariable: 'main.version',
  }),
  // Ours, around the module's writer of databases, whose own program is no module that the proxy has.
  goTool('grype-db', 'github.com/anchore/grype', '0.110.0', { go: '.', toolchain: 'go1.26.8' }),
  // Only `npm run bench` asks it: it is a peer of the gate.
  goTool('conftest', 'github.com/open-policy-agent/conftest', '0.71.1'),
  goTool('cosign', 'github.com/sigstore/cosign/v3', '3.1.3', { command: 'cmd/cosign' }),
  goTool('minio', 'github.com/minio/minio', '0.0.0-20260212201848-7aac2a2c5b7c'),
  // Go 1.27 changed the experiment that this release is written against.
  goTool('trivy', 'github.com/aquasecurity/trivy', '0.74.0', {
    command: 'cmd/trivy',
    toolchain: 'go1.26.8',
    experiment: 'jsonv2',
    versionVariable: 'github.com/aquasecurity/trivy/pkg/version/app.ver',
  }),
];
