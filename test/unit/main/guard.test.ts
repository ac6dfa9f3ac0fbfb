// The guard between the ports and the flows: no error leaves a port with a known secret in its message, its hint or its
// cause, and GitHub's answers lose them too; other answers stay unchanged.
import { expect, test } from '@jest/globals';
import { Fault } from '../../../src/base/fault.ts';
import { openRedactor } from '../../../src/base/redaction.ts';
import { guarded } from '../../../src/main/guard.ts';

const secret = 'ghs_16C7e42F292c6912E7710c838347Ae178B4a';
const redactor = openRedactor();
redactor.know(secret);
const fault = new Fault('REGISTRY_FAILED', `refused ${secret}`, { hint: `ask about ${secret}`, cause: secret });
const port = {
  later: async () => {
    throw fault;
  },
  now: () => {
    throw fault;
  },
  defect: async () => {
    throw new Error(`sent ${secret}`);
  },
  told: async () => ({ label: secret, size: 1 }),
};
const errorOf = async (work: () => unknown): Promise<unknown> => {
  try {
    return await work();
  } catch (error) {
    return error;
  }
};

test.each(['later', 'now'] as const)('a fault thrown %s keeps its code and loses the secret', async (name) => {
  const error = await errorOf(() => guarded(port, redactor)[name]());
  expect(error).toMatchObject({ code: 'REGISTRY_FAILED', message: 'refused ***', hint: 'ask about ***' });
  expect(Object(error).cause).toBeUndefined();
});

test('so does a defect', async () => {
  expect(await errorOf(() => guarded(port, redactor).defect())).toMatchObject({ message: 'sent ***' });
});

test('answers stay as they are: what is decided is decided on what was answered', async () => {
  expect(await guarded(port, redactor).told()).toEqual({ label: secret, size: 1 });
});
