package safeguard.gate.ledger_test

import data.safeguard.gate.rule_test
import rego.v1

all := {"gate.ledger.readable", "gate.ledger.chain", "gate.ledger.open_intent"}

intent := {"seq": 0, "deploy_id": "500/6900", "actor": "erin", "actor_id": "1004", "time": 1795175000, "digest": "sha256:0"}

first := [["/ledger/head", ""], ["/ledger/next_seq", 0], ["/ledger/last_success", null]]

test_cases if {
	count(rule_test.wrong([
		["approval", [["/ledger", null]], all],
		["approval", [["/ledger/readable", false]], {"gate.ledger.readable", "gate.ledger.open_intent"}],
		["approval", [["/ledger/problem", "a gap"]], {"gate.ledger.chain"}],
		["approval", [["/ledger/next_seq", 0]], {"gate.ledger.chain"}],
		["approval", [["/ledger/open_intent", intent]], {"gate.ledger.open_intent"}],
		["approval", first, set()],
		["approval", array.concat(first, [["/ledger/next_seq", 1]]), {"gate.ledger.chain"}],
		[
			"approval",
			array.concat(first, [["/ledger/next_seq", 1], ["/ledger/open_intent", intent]]),
			{"gate.ledger.open_intent"},
		],
	])) == 0
}

test_the_loser_is_told_who_was_first if {
	said := rule_test.message("approval", [["/ledger/open_intent", intent]], "gate.ledger.open_intent")
	contains(said, "500/6900 by \"erin\" (id 1004)")
}

test_words_of_an_entry_are_in_quotes_and_short if {
	long := concat("", [sprintf("%d", [number]) | some number in numbers.range(1000, 3000)])
	forged := object.union(intent, {"actor": concat("", ["ines\" (id 1). No exception was used. \"", long])})
	said := rule_test.message("approval", [["/ledger/open_intent", forged]], "gate.ledger.open_intent")
	contains(said, "by \"ines' (id 1). No exception was used. '1000")
	count(said) < 300
}
