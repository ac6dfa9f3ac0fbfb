# Which releases of the contracts count: those listed, not revoked and not below the minimum, and the one that runs.
package safeguard.gate.contracts

import data.safeguard.gate.rule
import data.safeguard.gate.signatures
import rego.v1

# METADATA
# title: This run is by an accepted release of its contract
# description: The running workflow is build-sign.yml or a listed direct workflow when publishing, deploy-prod.yml later.
# custom:
#   id: gate.contracts.release
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Call the contract of the compliance repository by a release tag that is listed, not revoked and not below the minimum.
verdicts contains rule.judge(rego.metadata.rule(), refused, accepted)

# METADATA
# title: The image was signed by an accepted release of the build contract
# description: Every required statement comes from a listed (ref, commit) pair of build-sign.yml, a direct workflow or the pinned key.
# custom:
#   id: gate.contracts.signer_release
#   phases: [before-approval, before-deploy]
#   citation: ""
#   remedy: Publish the image again with a release of build-sign.yml that safeguard.yml lists.
verdicts contains rule.judge(rego.metadata.rule(), signatures.lacking(signatures.of_release, unreleased), released)

# How the running workflow would be named in a certificate; the host is the one the contracts have.
running := concat("/", array.concat(array.slice(split(input.policy.contracts.build, "/"), 0, 3), [input.run.job_workflow_ref]))

running_path := split(running, "@")[0]

running_ref := split(running, "@")[1]

expected_path := {
	"before-publish": input.policy.contracts.build,
	"before-approval": input.policy.contracts.deploy,
	"before-deploy": input.policy.contracts.deploy,
}

listed := {release.ref: release | some release in input.policy.contracts.releases}

# A release cannot list its own commit. The running one is trusted because the configuration that would have to list it was
# read beside its own bundle, and only while no release of the same name is listed with another commit.
runs_here(ref, sha) if {
	input.policy.config_origin == "beside-bundle"
	input.run.source == "token"
	running_path in {input.policy.contracts.build, input.policy.contracts.deploy}
	ref == running_ref
	sha == input.run.job_workflow_sha
	regex.match(`^refs/tags/v(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$`, ref)
	not listed[ref]
	count(listed) == count(input.policy.contracts.releases)
}

# The sentence for an accepted pair; undefined for every other.
release_proof(ref, sha) := sprintf("release %s (%s) is listed", [ref, sha]) if {
	listed[ref].sha == sha
	listed[ref].revoked == false
	listed[ref].below_minimum == false
}

release_proof(ref, sha) := sprintf("release %s (%s) is the running one", [ref, sha]) if runs_here(ref, sha)

release_problem(ref, sha) := sprintf("release %s is not listed", [ref]) if {
	not listed[ref]
	not runs_here(ref, sha)
}

release_problem(ref, sha) := sprintf("release %s is listed with commit %s, not %s", [ref, listed[ref].sha, sha]) if {
	listed[ref].sha != sha
} else := sprintf("release %s is revoked", [ref]) if {
	listed[ref].revoked != false
} else := sprintf("release %s is below the minimum", [ref]) if {
	listed[ref].below_minimum != false
}

default accepted := ""

accepted := sprintf("%s: %s", [running_path, release_proof(running_ref, input.run.job_workflow_sha)]) if {
	running_path == expected_path[input.phase]
}

accepted := sprintf("%s is a direct workflow of the service", [running]) if runs_directly

# A direct workflow is in the service's own repository, so its commit is the one that is built.
runs_directly if {
	input.phase == "before-publish"
	running in input.policy.service.direct_workflows
	input.run.job_workflow_sha == input.run.commit
}

refused contains sprintf("'%s' runs, expected %s", [input.run.job_workflow_ref, expected_path[input.phase]]) if {
	not running_path == expected_path[input.phase]
	not runs_directly
}

refused contains release_problem(running_ref, input.run.job_workflow_sha) if running_path == expected_path[input.phase]

default released := ""

released := rule.words(signer_releases) if count(signatures.missing(signatures.of_release)) == 0

signer_releases contains signatures.release_proof_of(input.signatures[i]) if some i in signatures.of_release

unreleased contains signatures.release_problem_of(input.signatures[i]) if {
	some i in (signatures.of_source - signatures.of_release)
}
