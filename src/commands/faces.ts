// The faces of a declaration that are data: facts about inputs and outputs, action.yml, JSON Schema. The generator and the
// command line's help read them here, so that they cannot disagree.
import * as z from 'zod';
import type { Command } from './define.ts';

/** One input or output as a reader needs it. */
export type FieldFact = { name: string; description: string; required: boolean; initial: string };

const JsonField = z.looseObject({
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
});
const JsonFields = z.looseObject({
  properties: z.record(z.string(), JsonField).default({}),
  required: z.array(z.string()).default([]),
});

/** The JSON Schema of a set of inputs or outputs, as given by a caller (all values are text). */
export function fieldsSchema(fields: Command['inputs']): Record<string, unknown> {
  return z.toJSONSchema(fields, { io: 'input', unrepresentable: 'any' });
}

/**
 * What action.yml declares beside the inputs of a command that asks GitHub: the runner gives an action no token of its own.
 * The default is the job's token with the permissions it was granted.
 */
export function tokenInput({ asksForge }: Pick<Command, 'asksForge'>): FieldFact[] {
  if (!asksForge) return [];
  const description = "Token that reads GitHub's API with the permissions of the job.";
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, not of JavaScript
  return [{ name: 'token', description, required: false, initial: '${{ github.token }}' }];
}

/** Name, description, whether required, and default of every field. */
export function inputFacts(fields: Command['inputs']): FieldFact[] {
  const schema = JsonFields.parse(fieldsSchema(fields));
  return Object.entries(schema.properties).map(([name, field]) => ({
    name,
    description: `${field.description ?? ''}${field.enum ? ` One of: ${field.enum.join(', ')}.` : ''}`,
    required: schema.required.includes(name),
    initial: typeof field.default === 'string' ? field.default : '',
  }));
}
