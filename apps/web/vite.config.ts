import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'
import { precompress } from './vite/precompress.ts'
import { preloadLatinFonts } from './vite/preload-latin-fonts.ts'

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, import.meta.dirname, 'VITE_PROXY_')
  const target = env.VITE_PROXY_TARGET ?? 'http://localhost:4321'
  const proxy = Object.fromEntries(
    ['/trpc', '/api', '/pictures', '/downloads'].map((path) => [path, { target, changeOrigin: false }]),
  )
  return {
    plugins: [react(), tailwindcss(), preloadLatinFonts(), precompress()],
    // `default-src 'self'` allows no data: URLs, so nothing is inlined.
    build: { outDir: 'dist', assetsInlineLimit: 0, target: 'baseline-widely-available', manifest: true },
    server: { port: 5173, proxy },
    preview: { proxy },
  }
})
