import type { FastifyReply } from 'fastify'
import { type AssetName, assetUrl } from './assets.ts'
import { type Html, html } from './html.ts'

export type PageDocument = {
  title: string
  /** Classes of the body, which pick the page's layout. */
  layout: string
  styles: readonly AssetName[]
  scripts: readonly AssetName[]
  body: Html
  /** Where a browser without scripts goes on to, at once and by itself. */
  goOnTo?: string
}

/** A whole page as text, in English, in both colour schemes. */
export function renderDocument(page: PageDocument): string {
  const { markup } = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${page.goOnTo !== undefined && html`<noscript><meta http-equiv="refresh" content="0; url=${page.goOnTo}"></noscript>`}
<title>${page.title}</title>
<link rel="icon" href="data:,">
${page.styles.map((name) => html`<link rel="stylesheet" href="${assetUrl(name)}">`)}
${page.scripts.map((name) => html`<script type="module" src="${assetUrl(name)}"></script>`)}
</head>
<body class="${page.layout}">
${page.body}
</body>
</html>
`
  return `<!doctype html>\n${markup}`
}

/** What a page may load: our own styles, scripts and faces, pictures from anywhere, nothing inline. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  'img-src * data:',
  "base-uri 'none'",
  "frame-ancestors 'none'",
]

/** A mail shown in a frame made from `srcdoc` lives under its page's policy, and mails carry their styles inline. */
const MAIL_POLICY = CONTENT_POLICY.map((rule) => (rule.startsWith('style-src') ? `${rule} 'unsafe-inline'` : rule))

/** Sends a page with its headers. Pages are never stored: they hold addresses and mails. */
export function sendPage(reply: FastifyReply, status: number, page: string, showsMail = false): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', (showsMail ? MAIL_POLICY : CONTENT_POLICY).join('; '))
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .send(page)
}
