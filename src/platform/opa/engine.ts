// The compiled policy, evaluated in process. It must never turn a failed evaluation into an answer.
import type { loadPolicySync } from '@open-policy-agent/opa-wasm';
import * as opaWasm from '@open-policy-agent/opa-wasm';
import * as z from 'zod';
import { sha256Hex } from '../../base/digest.ts';
import { Fault, textOf } from '../../base/fault.ts';
import { Sha256 } from '../../model/ids.ts';
import type { PolicyEngine } from '../../model/ports.ts';

const entryPoint = 'safeguard/gate/verdicts';

/** What the wasm answers: one result for the one entry point; an undefined one is an empty list. */
const Results = z.tuple([z.strictObject({ result: z.unknown() })]);

/**
 * The package's synchronous loader: the other one asks whether it was given a Response, and naming that loads Node's whole HTTP
 * client. The package's types name this one as an export; the ES module has it only inside its default export.
 */
const Package = z.looseObject({
  loadPolicySync: z.custom<typeof loadPolicySync>((value) => typeof value === 'function'),
});

/** Opens a policy compiled by OPA. Throws POLICY_FAILED for bytes that are no policy with our entry point, and when an evaluation fails. */
export async function openPolicy(wasm: Uint8Array): Promise<PolicyEngine> {
  const bytes = new Uint8Array(wasm);
  const opa = Package.parse(Reflect.get(opaWasm, 'default'));
  const policy = attempt('the policy cannot be loaded', () => opa.loadPolicySync(bytes));
  return {
    sha256: Sha256.parse(sha256Hex(bytes)),
    bytes,
    evaluate(json) {
      return attempt(
        'the policy cannot be evaluated',
        () => Results.parse(policy.evaluate(bufferOf(json), entryPoint))[0].result,
      );
    },
  };
}

/** Text as the package takes it without writing it again. */
function bufferOf(json: string): ArrayBuffer {
  const bytes = new TextEncoder().encode(json);
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

function attempt<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw failed(what, cause);
  }
}

const Thrown = z.looseObject({ message: z.string() });

/** The package throws texts and plain objects as well as errors. */
function failed(what: string, cause: unknown): Fault {
  const thrown = Thrown.safeParse(cause);
  return new Fault('POLICY_FAILED', `${what}: ${thrown.success ? thrown.data.message : textOf(cause)}`, { cause });
}
