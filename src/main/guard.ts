// Stands between the ports and everything else: whatever a server, a program or a library put into an error loses our secrets before a
// flow can print or keep it. It never changes what a call returns: the gate decides on exactly what GitHub, a store or a registry said.
import { Fault, isFault, textOf } from '../base/fault.ts';
import type { Redactor } from '../base/redaction.ts';

/** The same port, whose errors hold no known secret. */
export function guarded<T extends object>(port: T, redactor: Redactor): T {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        try {
          const result: unknown = Reflect.apply(member, target, given);
          if (!(result instanceof Promise)) return result;
          return result.catch((error: unknown) => {
            throw withoutSecrets(error, redactor);
          });
        } catch (error) {
          throw withoutSecrets(error, redactor);
        }
      };
    },
  });
}

/** The error in the same words without the secrets, and without a cause, which may hold requests and answers. */
function withoutSecrets(error: unknown, redactor: Redactor): Error {
  if (!isFault(error)) return new Error(redactor.redact(textOf(error)));
  return new Fault(error.code, redactor.redact(error.message), { hint: redactor.redact(error.hint) });
}
