const require = (name) => process.getBuiltinModule(name);
import {
  openFindings
} from "./gate-render.mjs";
import {
  decide
} from "./gate-decision-v1.mjs";
import {
  Sha256,
  canonicalBytes,
  sha256Hex
} from "./ground.mjs";

// src/flows/collect/decide.ts
async function decideBundle({ ports, loaded }, bundle) {
  ports.log.step("decide", `deciding ${bundle.phase}`);
  const engine = await ports.policy();
  const decision = decide(bundle, engine);
  const bytes = canonicalBytes(decision);
  return {
    decision,
    open: decision.verdict === "deny" ? openFindings(bundle, engine) : [],
    bytes,
    sha256: Sha256.parse(sha256Hex(bytes)),
    replayBlobs: [
      { bytes, type: "decision" },
      { bytes: canonicalBytes(bundle), type: "evidence-bundle" },
      { bytes: engine.bytes, type: "policy-wasm" },
      { bytes: loaded.bytes, type: "config" }
    ]
  };
}

export {
  decideBundle
};
