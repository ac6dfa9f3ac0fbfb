package safeguard.gate.handover_test

import data.safeguard.gate.rule_test
import rego.v1

both := {"gate.handover.digest", "gate.handover.ledger_head"}

test_cases if {
	count(rule_test.wrong([
		["approval", [["/handed_over", null]], set()],
		["deploy", [["/handed_over", null]], both],
		["deploy", [["/handed_over/digest", "sha256:0"]], {"gate.handover.digest"}],
		["deploy", [["/handed_over/ledger_head", ""]], {"gate.handover.ledger_head"}],
	])) == 0
}
