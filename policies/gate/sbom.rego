# The list of components must exist, and must be of the image that is decided about.
package safeguard.gate.sbom

import data.safeguard.gate.rule
import rego.v1

# METADATA
# title: The image has an SBOM
# description: A CycloneDX document was produced for the image, and is named by content.
# custom:
#   id: gate.sbom.present
#   phases: [before-publish, before-approval]
#   citation: ""
#   remedy: Run the image scan again; it writes the SBOM. At approval, publish the image again with build-sign.yml.
verdicts contains rule.judge(rego.metadata.rule(), set(), present)

# METADATA
# title: The SBOM is of exactly this image
# description: The digest the SBOM names as its subject is the digest that is decided about.
# custom:
#   id: gate.sbom.subject
#   phases: [before-publish, before-approval]
#   citation: ""
#   remedy: Produce the SBOM from this image, by digest, and hand in nothing from an earlier build.
verdicts contains rule.judge(rego.metadata.rule(), other_subject, subject)

default present := ""

present := sprintf("SBOM sha256:%s, %s %s, with %d components", [
	input.sbom.sha256,
	input.sbom.format,
	input.sbom.spec_version,
	input.sbom.components,
])

default subject := ""

subject := sprintf("the SBOM describes %s", [input.sbom.subject_digest]) if {
	input.sbom.subject_digest == input.artifact.digest
}

other_subject contains sprintf("the SBOM describes %s, not %s", [input.sbom.subject_digest, input.artifact.digest]) if {
	input.sbom.subject_digest != input.artifact.digest
}
