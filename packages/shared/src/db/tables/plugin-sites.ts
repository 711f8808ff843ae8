import type { Generated } from 'kysely'
import type { SiteId } from '../../ids/ids.ts'

/** One installation of the WordPress plugin. Its token is kept as a hash, its webhook secret sealed. */
export interface PluginSitesTable {
  id: SiteId
  /** What the installation calls itself: it made this up, and copies of its database carry it along. */
  instance_id: string
  site_url: string
  admin_email: string
  site_title: string | null
  wordpress_version: string | null
  plugin_version: string | null
  php_version: string | null
  theme: string | null
  timezone: string | null
  language: string | null
  post_count: number | null
  page_count: number | null
  token_hash: Buffer
  webhook_secret: Buffer
  status: Generated<'active' | 'disabled'>
  disabled_reason: string | null
  registered_at: Date
  /** When the credentials that are good now were handed out. */
  issued_at: Date
  /** When those were first used; null while nobody has shown that they arrived. */
  first_used_at: Date | null
  /** Until then the operator lets the installation register once more. */
  reopened_until: Date | null
}
