// Advice that works: no hint names a setting that does not exist, or a step whose repetition is refused.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Fault } from '../../../src/base/fault.ts';
import { type FaultCode, faultRegister } from '../../../src/base/fault-register.ts';
import { adviceAfterPush } from '../../../src/gate/push-advice.ts';

const src = fileURLToPath(new URL('../../../src', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

/** Every text that is written behind `hint:`, with where it stands. */
const hints = files.flatMap((file) =>
  [...readFileSync(join(src, file), 'utf8').matchAll(/hint:\s*(?:'([^']*)'|"([^"]*)"|`([^`]*)`)/g)].map(
    ([, one = '', two = '', three = '']) => [file, one || two || three] as const,
  ),
);

const codes = Object.keys(faultRegister).filter((code): code is FaultCode => Object.hasOwn(faultRegister, code));

describe('hints', () => {
  test('are found where they are written', () => {
    expect(hints.length).toBeGreaterThan(codes.length);
  });

  // A run's second attempt is refused once an approval was given (gate.approval.first_attempt), and GitHub repeats no single step.
  test.each(hints.filter(([file]) => !file.startsWith('platform/registry')))('%s: %s', (_file, hint) => {
    expect(hint).not.toMatch(/run the step again|(?:can|may) be repeated|re-run/i);
    // No limit is a setting, but for the time of a deploy command.
    expect(hint).not.toMatch(/raise the/i);
  });
});

describe('advice after a push', () => {
  const hopeless: FaultCode[] = ['BUG', 'EVIDENCE_TOO_LARGE', 'RECORD_INVALID', 'STATEMENT_TOO_LARGE'];
  const adviceOf = (code: FaultCode) => adviceAfterPush(new Fault(code, 'text'));

  test.each(codes)('%s', (code) => {
    const advice = adviceOf(code);
    if (hopeless.includes(code)) expect(advice).toContain('cannot work');
    else expect(advice).toMatch(/publish again/);
  });

  test('a server that failed may answer next time; what is wrong has to be corrected first', () => {
    expect(adviceOf('STORE_FAILED')).toMatch(/^Then publish again/);
    expect(adviceOf('STORE_CONFLICT')).toMatch(/^Once that is corrected, publish again/);
  });
});
