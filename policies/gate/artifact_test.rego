package safeguard.gate.artifact_test

import data.safeguard.gate.rule_test
import rego.v1

single := "application/vnd.oci.image.manifest.v1+json"

tagged := [["/run/ref", "refs/tags/v1"], ["/policy/service/source_refs", ["refs/heads/main", "refs/tags/v*"]]]

held(standing) := [["/held_by", {
	"commit": "cccccccccccccccccccccccccccccccccccccccc",
	"branches": [{"ref": "refs/heads/main", "head": null, "standing": standing}],
}]]

test_a_branch_holds_the_commit_of_a_tag if {
	count(rule_test.wrong([
		["publish", array.concat(tagged, held("identical")), set()],
		["publish", array.concat(tagged, held("behind")), set()],
		["publish", array.concat(tagged, held("ahead")), {"gate.artifact.source"}],
		["publish", array.concat(tagged, held("unknown")), {"gate.artifact.source"}],
		["publish", tagged, {"gate.artifact.source"}],
		[
			"publish",
			array.concat(array.concat(tagged, held("identical")), [["/held_by/commit", "0"]]),
			{"gate.artifact.source"},
		],
		["publish", [["/run/ref", "refs/tags/v1"], ["/policy/service/source_refs", ["refs/tags/v1"]]], set()],
	])) == 0
}

test_cases if {
	count(rule_test.wrong([
		["publish", [["/run/repository_id", "501"]], {"gate.artifact.service"}],
		["publish", [["/run/ref", "refs/heads/x"]], {"gate.artifact.source"}],
		["approval", [["/run/ref", "refs/heads/x"]], set()],
		["deploy", [["/artifact/registry", "elsewhere.example/x"]], {"gate.artifact.registry"}],
		["deploy", [["/artifact/rehashed", "sha256:0"]], {"gate.artifact.digest"}],
		["deploy", [["/artifact/children", []]], {"gate.artifact.children"}],
		["publish", [["/artifact/children", ["sha256:a", "sha256:b"]]], {"gate.artifact.children"}],
		["deploy", [["/artifact/media_type", single]], {"gate.artifact.children"}],
		["deploy", [["/artifact/media_type", "text/plain"]], {"gate.artifact.children"}],
		["deploy", [["/artifact/media_type", single], ["/artifact/children", []]], set()],
		["publish", [["/artifact/origin", "prebuilt"]], {"gate.artifact.origin"}],
		["deploy", [["/artifact/origin", "unknown"]], {"gate.artifact.origin"}],
		["approval", [["/artifact/origin", "prebuilt"], ["/policy/prebuilt_images", "allow"]], set()],
	])) == 0
}
