import { expect, it } from 'vitest'
import { killIngest } from './kill.ts'
import { randomFrom } from './random.ts'

const KILLS = 3

it(
  'a killed ingest leaves a whole store, and the next run ends where an undisturbed one does',
  { timeout: 600_000 },
  async () => {
    const { kills, equal, damage } = await killIngest(KILLS, 120, randomFrom(11))
    expect({ kills, equal, damage }).toEqual({ kills: KILLS, equal: KILLS, damage: [] })
  },
)
