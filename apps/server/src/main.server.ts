import { createContext } from './app/context.ts'
import { type Config, ConfigError, readConfig } from './config/config.ts'
import { readEnv } from './config/env.ts'
import { buildServer } from './transport/http/build-server.ts'
import { jobHandlers } from './transport/jobs/job-handlers.ts'
import { startSweeping } from './transport/jobs/sweep.ts'

const JOBS_AT_ONCE = 4

/** Runs one process in its role until it is told to stop: unready first, then what is under way, then the connections. */
export async function run(config: Config): Promise<AsyncDisposable & { url: string }> {
  await using stack = new AsyncDisposableStack()
  const { deps, queue, readEvent } = stack.use(await createContext(config))
  // A worker begins all the same: it finishes purchases, which do not wait for carts.
  if (config.role !== 'worker' && !(await deps.carts.isReachable()))
    throw new ConfigError(['Redis does not answer at REDIS_URL, or refuses its user or password.'])
  let isStopping = false
  let url = config.baseUrl
  if (config.role !== 'web') {
    await queue.work(jobHandlers(deps), JOBS_AT_ONCE)
    stack.use(startSweeping(deps))
  }
  const app = await buildServer(deps, { readEvent, isStopping: () => isStopping })
  stack.defer(() => app.close())
  if (config.role !== 'worker') url = await app.listen({ port: config.port, host: config.host })
  stack.defer(() => {
    isStopping = true
  })
  const owned = stack.move()
  return { url, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

function sentenceFor(error: unknown): string {
  if (error instanceof ConfigError) return error.faults.join('\n')
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'EADDRINUSE') return 'The port is in use: stop what listens there, or set PORT to another one.'
    if (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN')
      return 'The database does not answer at DATABASE_URL.'
    if (error.code === '28P01' || error.code === '28000')
      return 'The database refuses the user or password of DATABASE_URL.'
    if (error.code === '3D000') return 'The database named in DATABASE_URL does not exist.'
  }
  return `The server could not start: ${error instanceof Error ? error.message : 'unknown error'}`
}

if (import.meta.main) {
  // What is broken beyond knowing must not go on taking work: the process ends, and what it held is taken up again.
  process.on('unhandledRejection', (error) => {
    console.error(sentenceFor(error))
    process.exit(1)
  })
  try {
    const running = await run(readConfig(readEnv()))
    console.log(JSON.stringify({ ready: true, url: running.url }))
    const stop = () => {
      running[Symbol.asyncDispose]().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(sentenceFor(error))
          process.exit(1)
        },
      )
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  } catch (error) {
    console.error(sentenceFor(error))
    process.exit(1)
  }
}
