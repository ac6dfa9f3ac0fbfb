# The time of a decision must fit everything that was seen before it.
package safeguard.gate.time

import data.safeguard.gate.rule
import data.safeguard.gate.signatures
import rego.v1

# METADATA
# title: Nothing in the evidence lies in the future
# description: The decision's own time is plausible, and no signature, deploy or approval is dated more than 300 seconds after it.
# custom:
#   id: gate.time.sane
#   phases: [before-publish, before-approval, before-deploy]
#   citation: ""
#   remedy: Mend the clock of the machine that is wrong, then run again.
verdicts contains rule.judge(rego.metadata.rule(), future, sane)

# 2026-01-01, before the first run of Safeguard.
earliest := 1767225600

default sane := ""

sane := sprintf("decided for %d", [input.time]) if input.time >= earliest

future contains sprintf("the decision time %d is before 2026", [input.time]) if input.time < earliest

future contains sprintf("a signature is dated %d, the decision %d", [at, input.time]) if {
	some i in signatures.of_commit
	at := input.signatures[i].signer.signed_at
	at > input.time + rule.skew
}

future contains sprintf("the last deploy is dated %d, the decision %d", [input.ledger.last_success.time, input.time]) if {
	input.ledger.last_success.time > input.time + rule.skew
}

future contains sprintf("an approval was observed at %d, the decision is for %d", [review.observed_at, input.time]) if {
	some review in input.approvals
	review.observed_at > input.time + rule.skew
}
