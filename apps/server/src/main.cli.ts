import { createContext } from './app/context.ts'
import { ConfigError, readConfig } from './config/config.ts'
import { readEnv } from './config/env.ts'
import { COMMANDS, usage } from './transport/cli/commands.ts'
import { misused } from './transport/cli/misused.ts'

/** Operator commands over the same use-cases as the web; the exit code is the command's. */
async function main(words: readonly string[]): Promise<number> {
  const [name = '', ...rest] = words
  const command = COMMANDS[name]
  if (!command) return misused(usage())
  const env = readEnv()
  await using context = await createContext(readConfig({ ...env, LOG_LEVEL: env['LOG_LEVEL'] ?? 'warn' }))
  // Awaited here: returning the promise alone would dispose of the context while the command still uses it.
  return await command.run(context.deps, rest)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(
    error instanceof ConfigError
      ? error.faults.join('\n')
      : `The command could not run: ${error instanceof Error ? error.message : 'unknown error'}`,
  )
  process.exitCode = 3
}
