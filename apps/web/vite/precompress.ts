import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)
/** Faces are compressed already. */
const COMPRESSES = /\.(js|css|svg)$/

/** Puts `.br` and `.gz` beside each asset, so that the server never compresses while someone waits. */
export function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle: {
      sequential: true,
      handler: async ({ dir }, bundle) => {
        if (!dir) return
        const files = Object.keys(bundle).filter((file) => file.startsWith('assets/') && COMPRESSES.test(file))
        await Promise.all(
          files.map(async (file) => {
            const path = join(dir, file)
            const text = await readFile(path)
            const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
            await writeFile(`${path}.br`, await toBrotli(text, { params }))
            await writeFile(`${path}.gz`, await toGzip(text, { level: constants.Z_BEST_COMPRESSION }))
          }),
        )
      },
    },
  }
}
