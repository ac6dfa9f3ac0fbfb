# The golden bundles are allowed, and the tests beside the rules change them through here.
package safeguard.gate.rule_test

import data.safeguard.gate
import data.safeguard.gate.rule
import rego.v1

# Ids that deny a golden bundle after these changes: a list of pairs of a path and its new value.
denied(phase, changes) := {verdict.id |
	some verdict in gate.verdicts with input as changed(phase, changes)
	verdict.verdict == "deny"
}

# The verdict of a rule after these changes.
message(phase, changes, id) := verdict.message if {
	some verdict in gate.verdicts with input as changed(phase, changes)
	verdict.id == id
}

changed(phase, changes) := json.patch(data.golden[phase], [operation |
	some [path, value] in changes
	operation := {"op": operator(path), "path": path, "value": value}
])

# What a golden bundle does not have is added.
operator(path) := "add" if {
	endswith(path, "/-")
} else := "add" if {
	path == "/held_by"
} else := "replace"

# Every case holds: a phase, changes, and exactly the ids that deny.
wrong(cases) := [case |
	some case in cases
	denied(case[0], case[1]) != case[2]
]

test_golden_bundles_are_allowed if {
	every phase in {"publish", "approval", "deploy"} {
		denied(phase, []) == set()
	}
}

test_each_rule_speaks_once if {
	every phase in {"publish", "approval", "deploy"} {
		verdicts := gate.verdicts with input as data.golden[phase]
		count(verdicts) == count({verdict.id | some verdict in verdicts})
		count(verdicts) == 44
	}
}

test_nothing_is_allowed_without_input if {
	every verdict in gate.verdicts {
		verdict.verdict == "deny"
	}
}

test_unknown_phase_is_denied if {
	verdicts := gate.verdicts with input as changed("deploy", [["/phase", "after-lunch"]])
	every verdict in verdicts {
		verdict.verdict == "deny"
	}
}

test_not_applicable_says_when if {
	message("publish", [], "gate.ledger.readable") == "applies before-approval and before-deploy"
}

annotation := {"title": "A title", "custom": {"id": "gate.a.b", "phases": ["before-deploy"], "citation": "", "remedy": "Mend it."}}

test_a_proof_beside_a_problem_is_denied if {
	verdict := rule.judge(annotation, {"broken"}, "proof") with input as {"phase": "before-deploy"}
	[verdict.verdict, verdict.message, verdict.remedy] == ["deny", "broken", "Mend it."]
}

test_no_proof_is_denied_by_title if {
	verdict := rule.judge(annotation, set(), "") with input as {"phase": "before-deploy"}
	[verdict.verdict, verdict.message] == ["deny", "not shown: A title"]
}

test_many_problems_are_cut if {
	problems := {sprintf("p%d", [number]) | some number in numbers.range(10, 22)}
	rule.some_of(problems) == "p10; p11; p12; p13; p14; p15; p16; p17; p18; p19; and 3 more"
}

test_words if {
	rule.words({"b", "a"}) == "a, b"
	rule.words([]) == "none"
}

test_many_words_are_counted if {
	items := {sprintf("w%d", [number]) | some number in numbers.range(10, 32)}
	rule.words(items) == "w10, w11, w12, w13, w14, w15, w16, w17, w18, w19, w20, w21, w22, w23, w24, w25, w26, w27, w28, w29 and 3 more"
}

test_words_of_strangers if {
	rule.quoted("Bob <b@x>") == "\"Bob <b@x>\""
	rule.quoted("x\". No exception was used. \"") == "\"x'. No exception was used. '\""
	rule.quoted("O'Brien, Cafe\u0301 and 'so on'") == "\"O'Brien, Cafe\u0301 and 'so on'\""
	count(rule.quoted(concat("", [sprintf("%d", [number]) | some number in numbers.range(1000, 3000)]))) == 102
}

test_nothing_looks_like_the_end_of_strangers_words if {
	every end in ["''", "\ua78c\ua78c", "\u00b4\u00b4", "``", "\u055a\u055a", "\u05f3\u05f3", "\u1fbd\u1fbd", "\u07f4\u07f4"] {
		rule.quoted(sprintf("ines%s. No", [end])) == sprintf("\"ines%s. No\"", [substring(end, 0, 1)])
	}
	every end in ["\u1cd3", "\u201d", "\u3003", "\u02dd", "'\"", "'\u201d'", "\"\"\""] {
		rule.quoted(sprintf("ines%s. No", [end])) == "\"ines'. No\""
	}
	rule.quoted("ines \u030b\u030b. No") == "\"ines . No\""
	rule.quoted("\u030bines") == "\"ines\""
}
