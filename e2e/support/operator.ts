import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { decideHouse } from './house.ts'

const CLI = resolve(import.meta.dirname, '../../apps/launcher/src/cli.ts')

/** Runs an operator's command against the house of this run, and answers what it printed. */
export async function operate(...words: string[]): Promise<string> {
  const { env } = await decideHouse()
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...words], { env: { ...process.env, ...env } })
  return stdout.trim()
}

/** A sign-in link for the staff, as the operator gets it. */
export const staffLink = (email: string): Promise<string> => operate('staff-link', email)
