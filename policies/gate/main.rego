# The entry point: the verdicts of all rules, one each. It adds no further judgment.
package safeguard.gate

import rego.v1

verdicts := union({
	data.safeguard.gate.approval.verdicts,
	data.safeguard.gate.artifact.verdicts,
	data.safeguard.gate.contracts.verdicts,
	data.safeguard.gate.environment.verdicts,
	data.safeguard.gate.handover.verdicts,
	data.safeguard.gate.ledger.verdicts,
	data.safeguard.gate.sbom.verdicts,
	data.safeguard.gate.scans.verdicts,
	data.safeguard.gate.signatures.verdicts,
	data.safeguard.gate.time.verdicts,
})
