package safeguard.gate.sbom_test

import data.safeguard.gate.rule_test
import rego.v1

both := {"gate.sbom.present", "gate.sbom.subject"}

test_cases if {
	count(rule_test.wrong([
		["publish", [["/sbom", null]], both],
		["approval", [["/sbom", null]], both],
		["deploy", [["/sbom", null]], set()],
		["publish", [["/sbom/subject_digest", "sha256:0"]], {"gate.sbom.subject"}],
	])) == 0
}
