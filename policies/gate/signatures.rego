# Which signatures count. Each check keeps a subset of the one before, so that no two statements can share the work of one:
# subject, signer, source, release of the contract, commit. Other statements are ignored and counted, because anybody may
# attach a decoy to an image, and a decoy must not block a deploy.
package safeguard.gate.signatures

import data.safeguard.gate.contracts
import data.safeguard.gate.refs
import data.safeguard.gate.rule
import rego.v1

# METADATA
# title: Every required statement is verified and about this image
# description: Scans, SBOM, provenance (or, for an image handed in, its acceptance) and publish decision have each a verified signature whose only subject is the digest.
# custom:
#   id: gate.signatures.subject
#   phases: [before-approval, before-deploy]
#   citation: ""
#   remedy: Publish the image with build-sign.yml; deploy it by the digest that build-sign printed.
verdicts contains rule.judge(rego.metadata.rule(), lacking(of_subject, off_subject), shown(of_subject))

# METADATA
# title: Every required statement was signed by the build contract
# description: The certificate names build-sign.yml or a listed direct workflow, from GitHub's issuer; or the key is the pinned one.
# custom:
#   id: gate.signatures.signer
#   phases: [before-approval, before-deploy]
#   citation: ""
#   remedy: Publish the image with build-sign.yml of the compliance repository, or list the workflow under direct-workflows.
verdicts contains rule.judge(rego.metadata.rule(), lacking(of_signer, off_signer), shown(of_signer))

# METADATA
# title: Every required statement comes from this service, its repository and an allowed ref
# description: One contract serves every repository and service, so its name alone would let any of their images pass (threat B12).
# custom:
#   id: gate.signatures.source
#   phases: [before-approval, before-deploy]
#   citation: ""
#   remedy: Build the image from the service's own repository, on one of its branches or tags in safeguard.yml.
verdicts contains rule.judge(rego.metadata.rule(), lacking(of_source, off_source), shown(of_source))

# METADATA
# title: Every required statement is of one source commit
# description: Provenance, scans, SBOM and decision were made in builds of the same commit.
# custom:
#   id: gate.signatures.commit
#   phases: [before-approval, before-deploy]
#   citation: ""
#   remedy: Publish the image again, so that one run of build-sign.yml makes every statement.
verdicts contains rule.judge(rego.metadata.rule(), lacking(of_commit, off_commit), one_commit)

names := {
	"https://safeguard.dev/scan-summary/v1": "scan",
	"https://cyclonedx.org/bom": "sbom",
	"https://spdx.dev/Document": "sbom",
	"https://slsa.dev/provenance/v1": "provenance",
	"https://safeguard.dev/image-acceptance/v1": "provenance",
	"https://safeguard.dev/gate-decision/v1": "decision",
}

scan_slot(scan) := concat("", [scan.kind, " scan by ", scan.tool])

required_scans contains scan_slot({"kind": kind, "tool": tool}) if {
	some kind, requirement in input.policy.scans
	some tool in requirement.tools
}

required := {"sbom", "provenance", "decision"} | required_scans

# The part that a statement provides; scans by kind and tool. Undefined for a foreign predicate type.
slot(fact) := names[fact.predicate_type] if {
	names[fact.predicate_type] != "scan"
} else := scan_slot(input.scans[fact.scan_index]) if {
	names[fact.predicate_type] == "scan"
}

missing(kept) := required - {slot(input.signatures[i]) | some i in kept}

# Why a level denies: what is missing there, and what was ignored on the way.
lacking(kept, ignored) := {lack(kept)} | ignored if {
	count(missing(kept)) > 0
} else := set()

lack(kept) := sprintf("none of the %d required statements counts", [count(required)]) if {
	missing(kept) == required
} else := sprintf("missing: %s", [rule.words(missing(kept))])

default shown(_) := ""

shown(kept) := sprintf("%s; ignored: %d of %d", [rule.words(required), count(input.signatures) - count(kept), count(input.signatures)]) if {
	count(missing(kept)) == 0
}

of_subject contains i if {
	some i, fact in input.signatures
	fact.verified == true
	fact.problem == ""
	fact.subject_digests == [input.artifact.digest]
	fact.statement_sha256 != null
	slot(fact)
}

off_subject contains sprintf("ignored an unverified signature: %s", [fact.problem]) if {
	some fact in input.signatures
	fact.verified == false
}

troubled[input.signatures[i].problem] contains i if {
	some i, fact in input.signatures
	fact.verified == true
	fact.problem != ""
}

off_subject contains sprintf("ignored %d statements: %s", [count(statements), problem]) if {
	some problem, statements in troubled
}

off_subject contains sprintf("ignored %s of %s", [rule.quoted(fact.predicate_type), rule.words(fact.subject_digests)]) if {
	some fact in input.signatures
	fact.verified == true
	fact.subject_digests != [input.artifact.digest]
}

san_path(signer) := split(signer.san, "@")[0]

san_ref(signer) := split(signer.san, "@")[1]

# The contract, from GitHub's issuer.
by_contract(signer) if {
	signer.type == "certificate"
	signer.issuer == input.policy.issuer
	san_path(signer) == input.policy.contracts.build
}

# A listed workflow of the service itself; its file is at the commit that it built.
by_workflow(signer) if {
	signer.type == "certificate"
	signer.issuer == input.policy.issuer
	signer.san in input.policy.service.direct_workflows
}

by_key(signer) if {
	signer.type == "key"
	signer.spki_sha256 == input.policy.service.keys.build
}

of_signer contains i if {
	some i in of_subject
	by_contract(input.signatures[i].signer)
}

of_signer contains i if {
	some i in of_subject
	by_workflow(input.signatures[i].signer)
}

of_signer contains i if {
	some i in of_subject
	by_key(input.signatures[i].signer)
}

signer_name(signer) := sprintf("%s (issuer %s)", [signer.san, signer.issuer]) if {
	signer.type == "certificate"
} else := sprintf("key %s", [signer.spki_sha256])

foreign_signers[signer_name(input.signatures[i].signer)] contains i if some i in (of_subject - of_signer)

off_signer contains sprintf("ignored %d statements signed by %s", [count(statements), name]) if {
	some name, statements in foreign_signers
}

of_source contains i if {
	some i in of_signer
	of_service(input.signatures[i])
	signer := input.signatures[i].signer
	signer.type == "certificate"
	signer.source_repository_id == input.policy.service.repository_id
	signer.source_owner_id == input.policy.service.owner_id
	refs.accepts(input.policy.service.source_refs, signer.source_ref)
	certified_provenance(input.signatures[i])
}

# A key does not identify the source; there is one key per service, and the signed provenance names the rest.
of_source contains i if {
	some i in of_signer
	fact := input.signatures[i]
	of_service(fact)
	fact.signer.type == "key"
	keyed_provenance(fact)
}

# Services of one repository have the same certificates, so each statement says for which it was made. The format of an SBOM
# has no place for that; it is about the digest alone.
of_service(fact) if fact.service == input.policy.service.name

of_service(fact) if {
	names[fact.predicate_type] == "sbom"
	fact.service == ""
}

certified_provenance(fact) if names[fact.predicate_type] != "provenance"

certified_provenance(fact) if {
	fact.provenance_repository_id == input.policy.service.repository_id
	fact.provenance_commit == fact.signer.source_commit
}

keyed_provenance(fact) if names[fact.predicate_type] != "provenance"

keyed_provenance(fact) if {
	fact.provenance_repository_id == input.policy.service.repository_id
	regex.match(`^[0-9a-f]{40}$`, fact.provenance_commit)
}

source_name(signer) := sprintf("repository id %s of owner id %s on %s, expected repository id %s", [
	signer.source_repository_id,
	signer.source_owner_id,
	signer.source_ref,
	input.policy.service.repository_id,
])

foreign_sources[source_name(input.signatures[i].signer)] contains i if some i in (of_signer - of_source)

off_source contains sprintf("ignored %d statements from %s", [count(statements), name]) if {
	some name, statements in foreign_sources
}

foreign_services[input.signatures[i].service] contains i if {
	some i in (of_signer - of_source)
	not of_service(input.signatures[i])
}

off_source contains sprintf("ignored %d statements about service '%s', expected '%s'", [
	count(statements),
	name,
	input.policy.service.name,
]) if {
	some name, statements in foreign_services
}

off_source contains sprintf("ignored provenance that names repository id '%s' and commit '%s'", [
	fact.provenance_repository_id,
	fact.provenance_commit,
]) if {
	some i in (of_signer - of_source)
	fact := input.signatures[i]
	names[fact.predicate_type] == "provenance"
	not certified_provenance(fact)
}

of_release contains i if {
	some i in of_source
	release_proof_of(input.signatures[i])
}

release_proof_of(fact) := contracts.release_proof(san_ref(fact.signer), fact.signer.build_signer_digest) if {
	by_contract(fact.signer)
} else := sprintf("%s is a direct workflow of the service", [fact.signer.san]) if {
	by_workflow(fact.signer)
	fact.signer.build_signer_digest == fact.signer.source_commit
} else := sprintf("key %s is pinned and names no release", [fact.signer.spki_sha256]) if {
	by_key(fact.signer)
}

release_problem_of(fact) := contracts.release_problem(san_ref(fact.signer), fact.signer.build_signer_digest) if {
	by_contract(fact.signer)
} else := sprintf("%s ran at %s, not at the commit it built", [fact.signer.san, fact.signer.build_signer_digest])

# The commits that provenance names, each with the time it was last signed.
signed_at[fact_commit(fact)] contains fact.signer.signed_at if {
	some i in of_release
	fact := input.signatures[i]
	names[fact.predicate_type] == "provenance"
}

# Of what a key signs, only provenance names a commit.
fact_commit(fact) := fact.signer.source_commit if {
	fact.signer.type == "certificate"
} else := fact.provenance_commit if {
	fact.signer.type == "key"
}

of_one(commit) := {i | some i in of_release; fits(input.signatures[i], commit)}

fits(fact, commit) if fact_commit(fact) == commit

fits(fact, _) if {
	fact.signer.type == "key"
	names[fact.predicate_type] != "provenance"
}

# The same bytes may have been built and signed from several commits: the last complete one counts.
whole[at] contains name if {
	some name, times in signed_at
	count(missing(of_one(name))) == 0
	at := max(times)
}

# The source commit of the image. Undefined unless there is exactly one.
commit := name if {
	candidates := whole[max({at | some at, _ in whole})]
	count(candidates) == 1
	some name in candidates
}

of_commit contains i if some i in of_one(commit)

default one_commit := ""

one_commit := sprintf("commit %s", [commit]) if count(missing(of_commit)) == 0

off_commit contains sprintf("provenance names commit %s", [name]) if some name, _ in signed_at

# Indexes of the signed scan summaries; the later phases accept no other scans.
signed_scans contains input.signatures[i].scan_index if {
	some i in of_commit
	names[input.signatures[i].predicate_type] == "scan"
}
