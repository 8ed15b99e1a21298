/**
 * Building the page: one script, one style sheet, the fonts; nothing inline, so that a strict CSP holds.
 */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.CANCU_SERVER ?? 'http://127.0.0.1:4000'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Data URLs would need an exception in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/graphql': server, '/health': server } },
})
