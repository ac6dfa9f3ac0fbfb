// Every fault code there is, with its kind and the default advice. Codes are API for six years: add, never rename.

/** usage: the caller can fix it; remote: a server; tool: a program; integrity: bytes are not what they claim; bug: ours. */
export type FaultKind = 'usage' | 'remote' | 'tool' | 'integrity' | 'bug';

type Entry = { kind: FaultKind; hint: string };

/** The register: code -> kind and default hint. The documentation anchor of a code is `docs/reference/faults.md#<code>`. */
export const faultRegister = {
  // base
  BUG: { kind: 'bug', hint: 'Please report this with the full log; it is a defect of Safeguard.' },
  JSON_INVALID: {
    kind: 'integrity',
    hint: 'The file is not whole, valid JSON. Produce it again; do not edit it by hand.',
  },
  JSON_TOO_LARGE: {
    kind: 'integrity',
    hint: 'No setting raises this limit. Make the file smaller, or find out what made it so large.',
  },
  JSON_TOO_DEEP: { kind: 'integrity', hint: 'No known tool nests this deep; treat the file as hostile.' },
  JSON_DUPLICATE_KEY: { kind: 'integrity', hint: 'Two readers would disagree about this file; produce it again.' },
  TIME_INVALID: {
    kind: 'usage',
    hint: 'Give the time as YYYY-MM-DDTHH:MM:SSZ, in UTC; where a day is asked for, as YYYY-MM-DD.',
  },
  DIGEST_INVALID: { kind: 'usage', hint: 'Give a digest as sha256:<64 lower-case hexadecimal characters>.' },

  // commands and main
  INPUT_INVALID: { kind: 'usage', hint: 'See --help for each input and its form.' },
  COMMAND_UNKNOWN: { kind: 'usage', hint: 'Run safeguard --help for the list of commands.' },
  ENVIRONMENT_OVERRIDE: {
    kind: 'usage',
    hint: 'Remove the variable from the job; what this process loads, trusts and talks to comes from the release and safeguard.yml alone.',
  },

  // config
  CONFIG_MISSING: {
    kind: 'usage',
    hint: 'Put safeguard.yml at the root of the compliance repository, or give --config on the command line.',
  },
  CONFIG_INVALID: {
    kind: 'usage',
    hint: 'Fix every listed line; safeguard config check prints all of them, config explain what is in force.',
  },
  SERVICE_UNKNOWN: {
    kind: 'usage',
    hint: 'Add the repository id under services: in safeguard.yml of the compliance repository.',
  },
  SERVICE_ENVIRONMENT_UNKNOWN: { kind: 'usage', hint: 'Add the environment to this service in safeguard.yml.' },

  // files
  FILE_MISSING: { kind: 'usage', hint: 'Check the path.' },
  FILE_IS_FOLDER: { kind: 'usage', hint: 'Name the file itself, not the folder that it is in.' },
  FILE_TOO_LARGE: {
    kind: 'integrity',
    hint: 'No setting raises this limit. Name the right file, or make it smaller.',
  },
  FILE_UNSAFE: {
    kind: 'integrity',
    hint: 'The path leaves its folder or is not a regular file; treat its origin as hostile.',
  },
  FILE_FAILED: { kind: 'remote', hint: 'Check disk space and permissions of the path, then start a new run.' },

  // tools
  TOOL_MISSING: {
    kind: 'tool',
    hint: 'Name the tool in scanners/lock.json beside safeguard.yml; or install it with npm run tools and let SAFEGUARD_TOOLS name the folder.',
  },
  TOOL_SIGNATURE_INVALID: {
    kind: 'integrity',
    hint: 'Do not run this program. Compare the lock with what the project says of its signatures, and tell the project when it is right.',
  },
  TOOL_CHECKSUM_MISMATCH: {
    kind: 'integrity',
    hint: 'The program is not the pinned one. Do not run it; install it again and find out who changed it.',
  },
  TOOL_LOCK_INVALID: {
    kind: 'usage',
    hint: 'Fix every listed line of scanners/lock.json, beside safeguard.yml in the compliance repository.',
  },
  TOOL_FAILED: { kind: 'tool', hint: 'See the log of the tool in the run folder.' },
  TOOL_TIMEOUT: {
    kind: 'tool',
    hint: 'No setting raises this limit. Make what is scanned smaller, or the runner faster.',
  },

  // remote services
  REMOTE_UNREACHABLE: {
    kind: 'remote',
    hint: 'Check the name of the server, the network and any proxy, then try again. A job needs a new run: an approval counts for the first attempt of its run alone.',
  },
  REMOTE_REFUSED: { kind: 'remote', hint: 'The server refused the request; see the message for what it wanted.' },
  REMOTE_UNEXPECTED: {
    kind: 'remote',
    hint: 'The answer does not have the documented form, so no decision used it. Check the address of the server, then start a new run.',
  },
  GITHUB_UNREADABLE: {
    kind: 'remote',
    hint: 'Grant the permissions listed in the table of the README to the calling job.',
  },
  OIDC_MISSING: {
    kind: 'usage',
    hint: 'In a GitHub Actions job, grant permissions: id-token: write. Elsewhere nothing can say who runs: only check, gate --replay, verify, the audits and config work there.',
  },
  OIDC_INVALID: {
    kind: 'integrity',
    hint: 'The token does not have the claims that GitHub documents, so no decision used it. Check where the job gets its token.',
  },
  ROLE_REFUSED: { kind: 'remote', hint: 'Compare the named claim with the trust policy of the role.' },
  ACCOUNT_MISMATCH: {
    kind: 'integrity',
    hint: 'The credentials belong to another AWS account than safeguard.yml names.',
  },

  // scan
  SBOM_INVALID: {
    kind: 'integrity',
    hint: 'Make the SBOM again from the image layout, named LAYOUT@sha256:DIGEST, as CycloneDX JSON 1.4 to 1.7 or SPDX 2.2, 2.3 or 3.0.',
  },

  HANDOVER_INCOMPLETE: {
    kind: 'integrity',
    hint: 'An artifact of this run was removed or lost. Find out which job wrote artifacts, then start a new run.',
  },

  HANDOVER_INVALID: {
    kind: 'integrity',
    hint: 'A scan job named a run of another kind, or one run twice; treat its scanner as compromised.',
  },

  // registry
  IMAGE_INVALID: {
    kind: 'integrity',
    hint: 'The OCI layout is incomplete or its bytes differ from their digests; build the image again.',
  },
  IMAGE_MISSING: { kind: 'remote', hint: 'The registry has no manifest of this digest; publish it first.' },
  REGISTRY_FAILED: { kind: 'remote', hint: 'See the status and the text of the registry in the message.' },

  // signing and verifying
  SIGN_FAILED: { kind: 'remote', hint: 'Check the Sigstore endpoints and the key named in safeguard.yml.' },
  KEY_MISMATCH: {
    kind: 'integrity',
    hint: 'The key is not the one pinned in safeguard.yml; find out who changed it before anything is signed.',
  },
  STATEMENT_TOO_LARGE: {
    kind: 'integrity',
    hint: 'The message names the limit and what fills it. Reduce that before you publish: fewer findings, or a smaller SBOM.',
  },
  TRUST_ROOT_UNVERIFIED: {
    kind: 'integrity',
    hint: 'Check the address and the root file you started from. If both are right, do not use the answer; ask the operators of the instance.',
  },
  TRUST_ROOT_INVALID: {
    kind: 'integrity',
    hint: 'Fetch the trusted root again and pin its new sha256 in safeguard.yml or the anchor.',
  },
  BUNDLE_INVALID: { kind: 'integrity', hint: 'The file is not a Sigstore bundle this version can read.' },

  // policy
  POLICY_MISSING: {
    kind: 'integrity',
    hint: 'dist/policies.wasm is missing or not the one that was built. Use a release as it was published; in a clone, run npm run build.',
  },
  POLICY_FAILED: {
    kind: 'integrity',
    hint: 'The policy could not be evaluated on this input; the input is kept for replay.',
  },
  BUNDLE_INPUT_INVALID: {
    kind: 'integrity',
    hint: 'The collected evidence does not fit its schema, so no decision used it. See the message for the field.',
  },
  REPLAY_MISMATCH: {
    kind: 'integrity',
    hint: 'The stored decision does not follow from its own inputs; treat the store as altered.',
  },

  // store and evidence
  STORE_INVALID: { kind: 'usage', hint: 'Name the store as dir:PATH or s3:BUCKET?region=REGION&account=ACCOUNT.' },
  STORE_UNLOCKED: {
    kind: 'integrity',
    hint: 'Enable Object Lock in COMPLIANCE mode with versioning on the bucket; GOVERNANCE is not enough.',
  },
  STORE_LOCK_SHORT: {
    kind: 'integrity',
    hint: 'The store kept the object for less time than asked; fix the bucket before the next run.',
  },
  STORE_CONFLICT: {
    kind: 'integrity',
    hint: 'This key already holds another object; list its versions and find out who wrote it.',
  },
  STORE_CORRUPT: {
    kind: 'integrity',
    hint: 'The stored bytes do not have the digest in their key; treat the store as altered.',
  },
  STORE_FAILED: {
    kind: 'remote',
    hint: 'The error of the store says what it refused. Once that is fixed, start a new run; what is locked stays.',
  },
  OBJECT_MISSING: {
    kind: 'integrity',
    hint: 'The store lacks an object it should hold; tell the owner of the bucket its key.',
  },
  OBJECT_UNREADABLE: {
    kind: 'remote',
    hint: 'The object is there and cannot be read: restore it from its archive, or give the reader its key or permission.',
  },
  RECORD_INVALID: { kind: 'integrity', hint: 'The record does not fit its schema; it does not count as evidence.' },
  EVIDENCE_TOO_LARGE: {
    kind: 'integrity',
    hint: 'No setting raises these limits: 16 MiB per object, 500 objects per job. Make what the message names smaller; leave the entries of single files out of an SBOM.',
  },
  RETENTION_INVALID: {
    kind: 'usage',
    hint: 'Retention is between 6 and 10 calendar years plus the margin; a longer lock cannot be undone.',
  },
  CLOCK_SKEW: {
    kind: 'integrity',
    hint: 'The clock of this machine differs from the server by more than 5 minutes; correct it.',
  },
  INTENT_OPEN: {
    kind: 'integrity',
    hint: 'Start deploy-prod with `reconcile` (succeeded, failed or unknown) and `reason`; it closes the open intent before the next deploy.',
  },
  RECONCILE_REFUSED: {
    kind: 'usage',
    hint: 'Only an open intent whose run has ended can be reconciled, with a named person and a reason.',
  },

  // audit
  ANCHOR_INVALID: {
    kind: 'usage',
    hint: 'Print the anchor again with safeguard config anchor; docs/guide/audit.md describes its fields.',
  },
  DEPLOY_UNKNOWN: { kind: 'usage', hint: 'Give <repository id>/<run id> of a deploy in this store.' },
} as const satisfies Record<string, Entry>;

/** A code of the register. */
export type FaultCode = keyof typeof faultRegister;
