import type { FastifyInstance } from 'fastify'
import type { Sandbox } from './context.ts'

/**
 * A part of the sandbox that serves something of its own. It is registered before the server listens, and may return
 * how to close what it opened.
 */
export type Part = (sandbox: Sandbox, http: FastifyInstance) => Promise<PartHandle | undefined>
export type PartHandle = { close(): Promise<void> }
