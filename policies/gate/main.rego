# The entry point: what every rule says, once each. It adds no judgement of its own.
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
