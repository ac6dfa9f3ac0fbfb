// The JSON Schema of safeguard.yml, for editors and for naming what was expected. It is as strict as the zod schema
// wherever JSON Schema allows.
import * as z from 'zod';
import { ConfigShape } from './shape.ts';

/** JSON Schema (2020-12) of safeguard.yml as people write it: defaults are optional, ids may be unquoted. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(ConfigShape, {
    io: 'input',
    override: ({ jsonSchema }) => {
      acceptUnquoted(jsonSchema);
      keepKeysText(jsonSchema);
    },
  });
  const { $schema, ...body } = schema;
  return {
    $schema,
    $id: 'https://safeguard.dev/schemas/safeguard-config.v2.json',
    title: 'Safeguard configuration (safeguard.yml)',
    ...body,
  };
}

/** YAML reads an unquoted id as a number, and the parser takes its characters; an editor should not object either. */
function acceptUnquoted(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.type === 'string' && acceptsOnlyDigits(schema.pattern))
    Object.assign(schema, { type: ['string', 'integer'] });
}

/** Keys are always text; a schema with another key type stops a strict validator. */
function keepKeysText(schema: z.core.JSONSchema.BaseSchema): void {
  const { propertyNames } = schema;
  if (typeof propertyNames === 'object') schema.propertyNames = { ...propertyNames, type: 'string' };
}

function acceptsOnlyDigits(pattern: string | undefined): boolean {
  return pattern !== undefined && new RegExp(pattern).test('123456789012') && !new RegExp(pattern).test('12345678901a');
}
