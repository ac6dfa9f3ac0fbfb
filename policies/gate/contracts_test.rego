package safeguard.gate.contracts_test

import data.safeguard.gate.rule_test
import rego.v1

running := {"gate.contracts.release"}

contracts := "acme-health/compliance-workflows/.github/workflows"

direct := "acme-health/clinic-api/.github/workflows/custody.yml@refs/heads/main"

commit := "cccccccccccccccccccccccccccccccccccccccc"

other := "0000000000000000000000000000000000000000"

unlisted := concat("", [contracts, "/build-sign.yml@refs/tags/v1.3.0"])

test_running_cases if {
	count(rule_test.wrong([
		["publish", [["/policy/contracts/releases/0/revoked", true]], running],
		["publish", [["/policy/contracts/releases/0/below_minimum", true]], running],
		["publish", [["/run/job_workflow_sha", other]], running],
		["publish", [["/run/job_workflow_ref", ""]], running],
		["publish", [["/run/job_workflow_ref", unlisted]], set()],
		["publish", [["/run/job_workflow_ref", unlisted], ["/policy/config_origin", "flag"]], running],
		["publish", [["/run/job_workflow_ref", unlisted], ["/run/source", "local"]], running],
		["publish", [["/run/job_workflow_ref", unlisted], ["/policy/contracts/releases", []]], set()],
		["publish", [["/run/job_workflow_ref", direct], ["/run/job_workflow_sha", commit]], set()],
		["publish", [["/run/job_workflow_ref", direct], ["/run/job_workflow_sha", other]], running],
		["deploy", [["/run/job_workflow_ref", direct], ["/run/job_workflow_sha", commit]], running],
		["deploy", [["/run/job_workflow_ref", concat("", [contracts, "/build-sign.yml@refs/tags/v1.2.0"])]], running],
	])) == 0
}

test_a_signer_of_another_release if {
	every change in [
		["/signatures/5/signer/build_signer_digest", other],
		["/signatures/5/signer/san", concat("", ["https://github.com/", unlisted])],
	] {
		"gate.contracts.signer_release" in rule_test.denied("approval", [change])
	}
}
