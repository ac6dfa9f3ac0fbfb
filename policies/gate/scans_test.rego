package safeguard.gate.scans_test

import data.safeguard.gate.rule_test
import rego.v1

all := {sprintf("gate.scans.%s", [name]) |
	some name in ["required", "proven", "target", "fresh", "findings", "secrets", "replayed", "consistent"]
}

now := 1795176000

none := {"none": "There is nothing of this kind."}

kinds := ["source", "dependencies", "image", "infrastructure", "secrets"]

test_required if {
	count(rule_test.wrong([
		["publish", [["/scans", []]], all],
		["publish", [["/scans/0/tool", "sarif"]], {"gate.scans.required"}],
		["publish", [["/policy/scans/infrastructure", none]], set()],
		["publish", [["/policy/scans/infrastructure", {}]], {"gate.scans.required", "gate.scans.fresh"}],
		["publish", [[concat("/", ["/policy/scans", kind]), none] | some kind in kinds], {"gate.scans.required"}],
		["publish", [["/policy/scans/secrets", none]], set()],
		["publish", [["/policy/scans/secrets", none], ["/scans/4", data.golden.publish.scans[0]]], set()],
		["publish", [["/scans/4", data.golden.publish.scans[0]]], {"gate.scans.required", "gate.scans.secrets"}],
	])) == 0
}

test_proven_and_target if {
	count(rule_test.wrong([
		["publish", [["/scans/1/proven", false]], {"gate.scans.proven"}],
		["publish", [["/scans/1/problem_code", "SCAN_FAILED"]], {"gate.scans.proven"}],
		["approval", [["/scans/2/target/digest", "sha256:0"]], {"gate.scans.target"}],
		["deploy", [["/scans/0/target/commit", "0"]], {"gate.scans.target"}],
		["publish", [["/run/commit", "0"]], {"gate.scans.target"}],
	])) == 0
}

test_fresh if {
	fresh := {"gate.scans.fresh"}
	count(rule_test.wrong([
		["publish", [["/scans/0/started_at", now - 86400], ["/scans/0/finished_at", now - 86400]], set()],
		["publish", [["/scans/0/started_at", now - 86401], ["/scans/0/finished_at", now - 86401]], fresh],
		["deploy", [["/scans/0/started_at", now - 86401], ["/scans/0/finished_at", now - 86401]], set()],
		["deploy", [["/policy/scans/source/max_age_seconds", 60]], fresh],
		["deploy", [["/scans/0/finished_at", now + 301]], fresh],
		["deploy", [["/scans/2/database_at", null]], fresh],
		["deploy", [["/scans/2/database_at", 0]], fresh],
		["deploy", [["/policy/scans/infrastructure", none], ["/scans/3/database_at", 0]], set()],
	])) == 0
}

test_replayed if {
	count(rule_test.wrong([
		["deploy", [["/scans/0/replay", true]], {"gate.scans.replayed"}],
		["deploy", [["/scans/0/replay", true], ["/policy/replayed_runs", "allow"]], set()],
	])) == 0
}

# Of two signed scans of one kind and tool the newest counts, whether it is the better one or the worse.
rescanned(finished_at) := rule_test.denied("approval", [
	["/scans/-", object.union(data.golden.approval.scans[0], {"finished_at": finished_at, "proven": false})],
	["/signatures/-", object.union(data.golden.approval.signatures[0], {"scan_index": 5})],
])

test_the_newest_scan_counts if {
	at := data.golden.approval.scans[0].finished_at
	rescanned(at - 1) == set()
	rescanned(at + 1) == {"gate.scans.proven"}
	rescanned(at) == {"gate.scans.proven"}
}
