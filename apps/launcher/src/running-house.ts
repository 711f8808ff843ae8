import { readFileSync } from 'node:fs'
import { type HouseFacts, houseFile } from './house.ts'
import type { Environment } from './settings.ts'

/** The settings of the house that runs on this data folder; undefined if none does. */
export function runningHouse(dataDir: string): Environment | undefined {
  try {
    const { pid, env } = JSON.parse(readFileSync(houseFile(dataDir), 'utf8')) as HouseFacts
    process.kill(pid, 0)
    return env
  } catch {
    return undefined
  }
}
