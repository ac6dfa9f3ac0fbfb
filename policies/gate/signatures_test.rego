package safeguard.gate.signatures_test

import data.safeguard.gate.rule_test
import rego.v1

levels := [
	"gate.signatures.subject",
	"gate.signatures.signer",
	"gate.signatures.source",
	"gate.contracts.signer_release",
	"gate.signatures.commit",
]

# The SBOM's statement is dropped at this level, and is missing from there on.
falls_out_at(level, change) if {
	denied := rule_test.denied("approval", [change])
	{id | some id in levels; id in denied} == {id | some i, id in levels; i >= level}
}

direct := "https://github.com/acme-health/clinic-api/.github/workflows/custody.yml@refs/heads/main"

build := "https://github.com/acme-health/compliance-workflows/.github/workflows/build-sign.yml"

zeros := "0000000000000000000000000000000000000000"

key := {"type": "key", "spki_sha256": "k", "signed_at": 1795170000}

test_levels if {
	falls_out_at(0, ["/signatures/5/verified", false])
	falls_out_at(0, ["/signatures/5/problem", "identity differs"])
	falls_out_at(0, ["/signatures/5/subject_digests", ["sha256:0"]])
	falls_out_at(0, ["/signatures/5/subject_digests", []])
	falls_out_at(0, ["/signatures/2/scan_index", null])
	falls_out_at(1, ["/signatures/5/signer/issuer", "https://evil.example"])
	falls_out_at(1, ["/signatures/5/signer/san", "https://github.com/evil/x/.github/workflows/build-sign.yml@refs/tags/v1"])
	falls_out_at(1, ["/signatures/5/signer", key])
	falls_out_at(2, ["/signatures/5/signer/source_repository_id", "501"])
	falls_out_at(2, ["/signatures/5/signer/source_ref", "refs/heads/x"])
	falls_out_at(2, ["/signatures/6/service", "clinic-web"])
	falls_out_at(2, ["/signatures/0/service", ""])
	falls_out_at(2, ["/signatures/5/service", "clinic-web"])
	falls_out_at(2, ["/signatures/6/provenance_commit", zeros])
	falls_out_at(3, ["/signatures/5/signer/san", concat("@", [build, "refs/heads/main"])])
	falls_out_at(3, ["/signatures/5/signer/san", direct])
	falls_out_at(4, ["/signatures/5/signer/source_commit", zeros])
}

test_pinned_key if {
	keys := [["/policy/service/keys", {"build": "k", "deploy": "d"}]]
	signers := [[sprintf("/signatures/%d/signer", [i]), key] | some i in numbers.range(0, 7)]
	rule_test.denied("approval", array.concat(keys, signers)) == set()
	without_commit := [["/signatures/6/provenance_commit", ""]]
	"gate.signatures.source" in rule_test.denied("approval", array.concat(array.concat(keys, signers), without_commit))
}

test_direct_workflow if {
	changes := [change |
		some i in numbers.range(0, 7)
		some [field, value] in [["san", direct], ["build_signer_digest", "cccccccccccccccccccccccccccccccccccccccc"]]
		change := [sprintf("/signatures/%d/signer/%s", [i, field]), value]
	]
	rule_test.denied("approval", changes) == set()
}

# The same bytes, built and signed from two commits: the one signed last counts.
twice(signed_at) := json.patch(data.golden.approval, [
	{"op": "add", "path": "/scans", "value": array.concat(data.golden.approval.scans, others)},
	{"op": "add", "path": "/signatures", "value": array.concat(data.golden.approval.signatures, signatures)},
]) if {
	others := [json.patch(scan, [{"op": "add", "path": "/target", "value": target}]) |
		some scan in data.golden.approval.scans
		target := {"image": scan.target, "source": {"type": "source", "commit": zeros}}[scan.target.type]
	]
	signatures := [json.patch(fact, [
		{"op": "add", "path": "/signer/source_commit", "value": zeros},
		{"op": "add", "path": "/signer/signed_at", "value": signed_at},
		{"op": "add", "path": "/scan_index", "value": index_of(fact)},
		{"op": "add", "path": "/provenance_commit", "value": {"": "", "c": zeros}[substring(fact.provenance_commit, 0, 1)]},
	]) |
		some fact in data.golden.approval.signatures
	]
}

index_of(fact) := fact.scan_index + 5 if is_number(fact.scan_index)

index_of(fact) := null if fact.scan_index == null

commit_for(signed_at) := name if {
	name := data.safeguard.gate.signatures.commit with input as twice(signed_at)
}

test_the_commit_signed_last_counts if {
	signed_at := data.golden.approval.signatures[6].signer.signed_at
	commit_for(signed_at + 1) == zeros
	commit_for(signed_at - 1) == data.golden.approval.run.commit
	not commit_for(signed_at)
}
