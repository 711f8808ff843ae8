import { registerAccountPages } from './hosted/register-account-pages.ts'
import { registerHostedPages } from './hosted/register-hosted-pages.ts'
import { registerIntentPages } from './hosted/register-intent-pages.ts'
import { registerInvoicePages } from './hosted/register-invoice-pages.ts'
import { registerPortalCardPages } from './hosted/register-portal-card-pages.ts'
import { registerPortalPages } from './hosted/register-portal-pages.ts'
import { registerMailbox } from './mailbox/register-mailbox.ts'
import type { Part } from './part.ts'
import { registerSite } from './site/register-site.ts'
import { registerWhatsapp } from './whatsapp/register-whatsapp.ts'

/** All parts, in the order of their registration. */
export const PARTS: readonly Part[] = [
  registerHostedPages,
  registerIntentPages,
  registerAccountPages,
  registerInvoicePages,
  registerPortalPages,
  registerPortalCardPages,
  registerMailbox,
  registerWhatsapp,
  registerSite,
]
