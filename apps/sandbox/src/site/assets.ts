import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

const ASSETS_PATH = '/_sandbox/assets'

const CONTENT_TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
}

type Asset = { body: Buffer; type: string; tag: string }

/** `place` is relative to this file, or names a file of an installed package. */
function readAsset(place: string): Asset {
  const body = readFileSync(new URL(import.meta.resolve(place)))
  const extension = place.slice(place.lastIndexOf('.') + 1)
  return {
    body,
    type: CONTENT_TYPES[extension] ?? 'application/octet-stream',
    tag: createHash('sha256').update(body).digest('hex').slice(0, 12),
  }
}

const ASSETS = {
  'tokens.css': readAsset('./assets/tokens.css'),
  'site.css': readAsset('./assets/site.css'),
  'site.js': readAsset('./assets/site.js'),
  'account.css': readAsset('../hosted/assets/account.css'),
  'pay.css': readAsset('../hosted/assets/pay.css'),
  'portal.css': readAsset('../hosted/assets/portal.css'),
  'pay.js': readAsset('../hosted/assets/pay.js'),
  'display.woff2': readAsset('@fontsource-variable/besley/files/besley-latin-wght-normal.woff2'),
  'text.woff2': readAsset('@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2'),
} as const satisfies Record<string, Asset>

export type AssetName = keyof typeof ASSETS

/** Address of a stylesheet or script, with a tag of its content, so that browsers may keep it for good. */
export function assetUrl(name: AssetName): string {
  return `${ASSETS_PATH}/${name}?v=${ASSETS[name].tag}`
}

/** `GET /_sandbox/assets/:name`: the stylesheets, scripts and faces of the sandbox's own pages. */
export function registerAssets(http: FastifyInstance): void {
  http.get<{ Params: { name: string } }>(`${ASSETS_PATH}/:name`, async (request, reply) => {
    const { name } = request.params
    if (!isAssetName(name)) return reply.code(404).type('text/plain; charset=utf-8').send('Not found')
    const { body, type } = ASSETS[name]
    return reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(body)
  })
}

function isAssetName(name: string): name is AssetName {
  return Object.hasOwn(ASSETS, name)
}
