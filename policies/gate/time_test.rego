package safeguard.gate.time_test

import data.safeguard.gate.rule_test
import rego.v1

now := 1795176000

test_cases if {
	count(rule_test.wrong([
		["approval", [["/signatures/6/signer/signed_at", now + 300]], set()],
		["approval", [["/signatures/6/signer/signed_at", now + 301]], {"gate.time.sane"}],
		["approval", [["/ledger/last_success/time", now + 301]], {"gate.time.sane"}],
		["deploy", [["/approvals/0/observed_at", now + 301]], {"gate.time.sane"}],
	])) == 0
}

test_a_clock_before_2026 if {
	"gate.time.sane" in rule_test.denied("publish", [["/time", 1767225599]])
}
