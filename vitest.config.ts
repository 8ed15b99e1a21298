/**
 * Three projects
 * ==============
 *
 *   unit       everything that needs no service; many files at once
 *   services   tests against real servers and programs, one file after the other; the servers are started once, and
 *              only when one of these files is run
 *   browser    the web page in a real Chromium, one file after the other
 *
 * `npx vitest run --project unit` is the quick round.
 */
import { defineConfig } from 'vitest/config'

const SERVICES = ['tests/contract/neo4j*.test.ts', 'tests/services/**/*.test.ts', 'tests/**/*.service.test.ts']
const BROWSER = ['tests/web/**/*.test.ts', 'tests/web/**/*.test.tsx', 'tests/browser/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...SERVICES, ...BROWSER],
          testTimeout: 20_000,
          // Groups run one after the other: the services have the machine for themselves.
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: SERVICES,
          exclude: BROWSER,
          globalSetup: 'tests/services/global-setup.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: BROWSER,
          fileParallelism: false,
          testTimeout: 60_000,
          // Chromium may have to be installed first.
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
