import type { FastifyInstance } from 'fastify'
import type { Sandbox } from './context.ts'
import { registerHostedPages } from './hosted/register-hosted-pages.ts'
import { registerMailbox } from './mailbox/register-mailbox.ts'
import { registerSite } from './site/register-site.ts'
import { registerWhatsapp } from './whatsapp/register-whatsapp.ts'

/**
 * A part of the sandbox that serves something of its own. It is registered before the server listens, and may return
 * how to close what it opened.
 */
export type Part = (sandbox: Sandbox, http: FastifyInstance) => Promise<PartHandle | undefined>
export type PartHandle = { close(): Promise<void> }

/** All parts, in the order of their registration. */
export const PARTS: readonly Part[] = [registerHostedPages, registerMailbox, registerWhatsapp, registerSite]
