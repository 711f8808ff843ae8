/** The environment as it is: one flat reader, nothing decided. Empty strings count as unset. */
export type Env = Readonly<Record<string, string | undefined>>

export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''))
}
