# What the approver was shown must still be true at the deploy: the same image, and nothing deployed in between.
package safeguard.gate.handover

import data.safeguard.gate.rule
import rego.v1

# METADATA
# title: The image is the one that was verified before the approval
# description: The digest handed over by the job before the approval is the one that is decided about now (threat D7).
# custom:
#   id: gate.handover.digest
#   phases: [before-deploy]
#   citation: ""
#   remedy: Start a new run, so that the approver sees the digest that will be deployed.
verdicts contains rule.judge(rego.metadata.rule(), other_digest, digest)

# METADATA
# title: Nothing was deployed since the approver looked
# description: The ledger head handed over by the job before the approval is still the head (threats D7, D11).
# custom:
#   id: gate.handover.ledger_head
#   phases: [before-deploy]
#   citation: ""
#   remedy: Another deploy came first. Start a new run, so that the approver decides on what is deployed now.
verdicts contains rule.judge(rego.metadata.rule(), other_head, ledger_head)

other_digest contains missing if input.handed_over == null

other_head contains missing if input.handed_over == null

missing := "nothing was handed over by the job before the approval"

default digest := ""

digest := sprintf("handed over and now: %s", [input.handed_over.digest]) if {
	input.handed_over.digest == input.artifact.digest
}

other_digest contains sprintf("handed over %s, now %s", [input.handed_over.digest, input.artifact.digest]) if {
	input.handed_over.digest != input.artifact.digest
}

default ledger_head := ""

ledger_head := sprintf("handed over and now: '%s'", [input.handed_over.ledger_head]) if {
	input.handed_over.ledger_head == input.ledger.head
}

other_head contains sprintf("handed over '%s', now '%s'", [input.handed_over.ledger_head, input.ledger.head]) if {
	input.handed_over.ledger_head != input.ledger.head
}
