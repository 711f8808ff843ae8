import type { Examples } from '../../http/openapi/route-docs.ts'
export const examples = {} as const satisfies Examples
