import { z } from 'zod'

export type JsonObject = Record<string, unknown>

/**
 * A Zod schema as JSON Schema 2020-12, which is what OpenAPI 3.1 takes. Schemas with an id of their own are put into
 * `components` and referred to.
 */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output', components: JsonObject): JsonObject {
  const { $schema: _, $defs, ...own } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  Object.assign(components, inComponents($defs ?? {}))
  return inComponents(own)
}

const ObjectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
  required: z.array(z.string()).default([]),
})

/** The fields of an object's schema as its caller sends them. */
export function fieldsOf(
  schema: z.ZodObject,
  components: JsonObject,
): { name: string; isRequired: boolean; schema: JsonObject }[] {
  const { properties, required } = ObjectSchema.parse(jsonSchema(schema, 'input', components))
  return Object.entries(properties).map(([name, field]) => ({
    name,
    isRequired: required.includes(name),
    schema: field,
  }))
}

const inComponents = (schema: unknown): JsonObject =>
  JSON.parse(JSON.stringify(schema), (name, value) =>
    name === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value,
  )
