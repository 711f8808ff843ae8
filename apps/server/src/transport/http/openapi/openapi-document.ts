import type { RouteOptions } from 'fastify'
import type { z } from 'zod'
import { fieldsOf, type JsonObject, jsonSchema } from './json-schema.ts'
import { type DocsAuth, type DocsTag, type Example, type RouteDocs, UNSAID } from './route-docs.ts'
import { WEBHOOKS_TAG, webhooksSection } from './webhook-docs.ts'

const JSON_TYPE = 'application/json'

const SECURITY = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  visitCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'session_id',
    description: 'The browser session that owns a cart.',
  },
  signInCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'cashwrap',
    description: 'Behind https it is `__Host-cashwrap`.',
  },
  stripeSignature: { type: 'apiKey', in: 'header', name: 'stripe-signature' },
  siteToken: { type: 'http', scheme: 'bearer', description: 'The token of the site’s registration.' },
  siteInstance: { type: 'apiKey', in: 'header', name: 'X-Instance-ID' },
} as const satisfies JsonObject

/** What is sent to say who calls, all of it together. */
const SCHEMES: Readonly<Record<DocsAuth, readonly (keyof typeof SECURITY)[]>> = {
  bearer: ['bearer'],
  visitCookie: ['visitCookie'],
  signInCookie: ['signInCookie'],
  stripeSignature: ['stripeSignature'],
  site: ['siteToken', 'siteInstance'],
}
const requirement = (name: DocsAuth | typeof UNSAID): JsonObject =>
  name === UNSAID ? {} : Object.fromEntries(SCHEMES[name].map((scheme) => [scheme, []]))

const KEY_PARAMETER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Kept 24 hours per route and caller. The same key and body give the same answer, another body 422, a key still in progress 409. Callers without session or sign-in send at least 128 random bits.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

/** The routes as they are registered, in OpenAPI 3.1; those without `docs` are left out. */
export function openApiDocument(
  routes: readonly RouteOptions[],
  { title, server }: { title: string; server: string },
): JsonObject {
  const schemas: JsonObject = {}
  const paths: Record<string, JsonObject> = {}
  const tags = new Map<string, DocsTag>()
  for (const { url, method, config } of routes) {
    const docs = config?.docs
    if (docs === undefined) continue
    if (docs.tag) tags.set(docs.tag.name, docs.tag)
    for (const one of [method].flat()) {
      const path = pathTemplate(url)
      paths[path] = { ...paths[path], [one.toLowerCase()]: operation(docs, one, url, schemas) }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: '1.0.0',
      description: 'The REST interfaces of this server, each in the words of its callers.',
    },
    servers: [{ url: server }],
    tags: [...tags.values(), WEBHOOKS_TAG],
    paths,
    webhooks: webhooksSection(schemas),
    components: { schemas, securitySchemes: SECURITY },
  }
}

/** `/api/x/:id` → `/api/x/{id}`. */
export const pathTemplate = (url: string): string => url.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}')

function operation(docs: RouteDocs, method: string, url: string, schemas: JsonObject): JsonObject {
  const examples = Object.entries(docs.examples ?? {}).filter(
    ([, { request }]) => request.method === method && pathValues(url, request.path) !== null,
  )
  const sent = named(examples, ({ request }) => request.body)
  return {
    summary: docs.summary,
    ...(docs.description && { description: docs.description }),
    ...(docs.tag && { tags: [docs.tag.name] }),
    ...(docs.auth && { security: docs.auth.map(requirement) }),
    parameters: parameters(docs, url, examples[0]?.[1].request.path ?? '', schemas),
    ...(docs.body && {
      requestBody: { content: { [JSON_TYPE]: { schema: jsonSchema(docs.body, 'input', schemas), ...sent } } },
    }),
    responses: answers(docs, examples, schemas),
  }
}

function parameters(docs: RouteDocs, url: string, examplePath: string, schemas: JsonObject): JsonObject[] {
  const inPath = docs.params ? fieldsOf(docs.params, schemas) : []
  const values = pathValues(url, examplePath) ?? {}
  const asked = new URL(examplePath, 'http://any.invalid').searchParams
  return [
    ...[...pathTemplate(url).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
      name,
      in: 'path',
      required: true,
      schema: inPath.find((field) => field.name === name)?.schema ?? { type: 'string' },
      ...(values[name] !== undefined && { example: values[name] }),
    })),
    ...(docs.query ? fieldsOf(docs.query, schemas) : []).map(({ name, isRequired, schema }) => ({
      name,
      in: 'query',
      required: isRequired,
      schema,
      ...(asked.has(name) && { example: asked.get(name) }),
    })),
    ...(docs.takesKey ? [KEY_PARAMETER] : []),
  ]
}

function answers(docs: RouteDocs, examples: [string, Example][], schemas: JsonObject): JsonObject {
  const statuses = new Set([...Object.keys(docs.answers), ...examples.map(([, { answer }]) => String(answer.status))])
  const responses: JsonObject = {}
  for (const status of [...statuses].sort()) {
    const shown = examples.filter(([, { answer }]) => String(answer.status) === status)
    const said = docs.answers[Number(status)]
    const schema = said ? said.schema : docs.error
    const type = said?.type ?? (schema === undefined ? null : JSON_TYPE)
    responses[status] = {
      description: said?.description ?? shown.map(([, { summary }]) => summary).join('; '),
      ...(type !== null && {
        content: {
          [type]: media(
            schema,
            schemas,
            named(shown, ({ answer }) => answer.body),
          ),
        },
      }),
    }
  }
  if (docs.error)
    responses['default'] = {
      description: 'Any other refusal.',
      content: { [JSON_TYPE]: media(docs.error, schemas, {}) },
    }
  return responses
}

const media = (schema: z.ZodType | undefined, schemas: JsonObject, examples: JsonObject): JsonObject => ({
  ...(schema && { schema: jsonSchema(schema, 'output', schemas) }),
  ...examples,
})

function named(examples: readonly [string, Example][], pick: (example: Example) => unknown): { examples?: JsonObject } {
  const shown = examples.filter(([, example]) => pick(example) !== undefined)
  if (shown.length === 0) return {}
  return {
    examples: Object.fromEntries(
      shown.map(([name, example]) => [name, { summary: example.summary, value: pick(example) }]),
    ),
  }
}

/** What stands in a path for each of the route's parameters; null if it is not a path of this route. */
function pathValues(url: string, path: string): Record<string, string> | null {
  const pattern = url
    .replace(/[.+?^$()|[\]\\]/g, '\\$&')
    .replace(/:(\w+)/g, '(?<$1>[^/]+)')
    .replace(/\*$/, '(?<path>.*)')
  const match = new RegExp(`^${pattern}$`).exec(path.split('?')[0] ?? '')
  return match ? { ...match.groups } : null
}
