/** What a site says of itself: on the wire, and to us. */
const NAMES = {
  instance_id: 'instanceId',
  site_url: 'siteUrl',
  admin_email: 'adminEmail',
  site_title: 'siteTitle',
  wordpress_version: 'wordpressVersion',
  plugin_version: 'pluginVersion',
  php_version: 'phpVersion',
  theme: 'theme',
  timezone: 'timezone',
  language: 'language',
  post_count: 'postCount',
  page_count: 'pageCount',
} as const
type Name = (typeof NAMES)[keyof typeof NAMES]

/** What is there of these; the rest is nobody's. */
export const fromSiteFields = (fields: Readonly<Record<string, unknown>>): { readonly [Field in Name]?: unknown } =>
  Object.fromEntries(Object.entries(NAMES).flatMap(([wire, ours]) => (wire in fields ? [[ours, fields[wire]]] : [])))

export const toSiteField = (ours: string): string =>
  Object.entries(NAMES).find(([, name]) => name === ours)?.[0] ?? ours
