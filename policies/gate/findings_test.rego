package safeguard.gate.findings_test

import data.safeguard.gate.rule_test
import rego.v1

now := 1795176000

test_findings if {
	findings := {"gate.scans.findings"}
	mild := [["/scans/2/findings/0/severity", "low"], ["/scans/2/counts/high", 0], ["/scans/2/counts/low", 1]]
	count(rule_test.wrong([
		["deploy", [["/scans/2/findings/0/rule", "CVE-1"]], findings],
		["deploy", [["/policy/exceptions/0/package", "openssl"]], findings],
		["deploy", [["/policy/exceptions/0/until_at", now]], findings],
		["deploy", [["/policy/exceptions/0/approved-by", "1001"]], findings],
		["deploy", array.concat(mild, [["/policy/exceptions/0/until_at", now]]), set()],
		["deploy", [["/scans/2/findings/0/severity", "terrible"], ["/policy/exceptions/0/until_at", now]], findings],
	])) == 0
}

ghsa(aliases) := [[
	"/scans/2/findings/0",
	object.union(
		data.golden.deploy.scans[2].findings[0],
		{"rule": "GHSA-aaaa-bbbb-cccc", "aliases": aliases},
	),
]]

in_sarif(path) := [
	["/scans/0/tool", "sarif"],
	["/scans/0/counts/high", 1],
	["/scans/0/findings/-", object.union(
		data.golden.deploy.scans[2].findings[0],
		{"tool": "sarif", "rule": "GHSA-a", "aliases": ["CVE-2026-9"], "package": "", "path": path},
	)],
	["/policy/exceptions/-", object.union(
		object.remove(data.golden.deploy.policy.exceptions[0], ["package"]),
		{"id": "EX-2026-003", "tool": "sarif", "rule": "CVE-2026-9", "path": "a.lock"},
	)],
]

test_an_exception_covers_every_id_of_a_vulnerability if {
	findings := {"gate.scans.findings"}
	count(rule_test.wrong([
		["deploy", ghsa(["CVE-2026-1001"]), set()],
		["deploy", ghsa(["CVE-2026-1002"]), findings],
		["deploy", ghsa("CVE-2026-1001"), findings],
		["deploy", ghsa([["CVE-2026-1001"]]), findings],
	])) == 0
}

test_an_exception_covers_every_id_in_sarif if {
	not "gate.scans.findings" in rule_test.denied("publish", in_sarif("a.lock"))
	"gate.scans.findings" in rule_test.denied("publish", in_sarif("b.lock"))
}

test_an_exception_in_use_is_named if {
	contains(rule_test.message("deploy", [], "gate.scans.findings"), "EX-2026-001, EX-2026-002")
	contains(rule_test.message("deploy", [], "gate.scans.secrets"), "EX-2026-002")
}

leak := {"kind": "secrets", "tool": "semgrep", "severity": "info", "rule": "key", "package": "", "path": "a.ts"}

test_secrets if {
	both := {"gate.scans.findings", "gate.scans.secrets"}
	count(rule_test.wrong([
		["deploy", [["/policy/exceptions/1/path", "test"]], both],
		["deploy", [["/scans/4/counts/info", 1]], {"gate.scans.secrets"}],
		["deploy", [["/scans/0/findings/-", leak], ["/scans/0/counts/info", 1]], {"gate.scans.secrets"}],
	])) == 0
}

test_consistent if {
	count(rule_test.wrong([
		["deploy", [["/scans/0/counts/critical", 1]], {"gate.scans.consistent"}],
		["deploy", [["/policy/threshold", "medium"]], {"gate.scans.consistent"}],
	])) == 0
}
