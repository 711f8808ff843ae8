import Fastify, { LogController } from 'fastify'
import pino from 'pino'
import { ENDPOINTS } from './api/endpoints.ts'
import type { Sandbox } from './context.ts'
import { createFaults } from './control/faults.ts'
import { registerControl } from './control/register.ts'
import type { PartHandle } from './part.ts'
import { PARTS } from './parts.ts'
import { handleTimers } from './payments/handle-timers.ts'
import { openDatabase } from './state/database.ts'
import { createStore } from './state/store.ts'
import { createClock } from './time/clock.ts'
import { createTimers } from './time/timers.ts'
import { createDeliveries } from './webhooks/deliver.ts'
import { answerPreflight, serveEndpoint, unknownUrl } from './wire/serve.ts'

export type SandboxOptions = {
  /** 0 is any free port. */
  port: number
  smtpPort: number
  /** A folder for the state, or null to keep it in memory. */
  dataDir: string | null
  /** What links start with when the sandbox is not reached as http://localhost:<port>. */
  publicUrl?: string
  logLevel?: string
  /** The address to listen on; only this machine unless told otherwise. */
  host?: string
}

export type RunningSandbox = { url: string; smtpUrl: string; close(): Promise<void> }

const LARGEST_BODY = 1024 * 1024

/** Starts the sandbox: Stripe's API, its control API and every other part, ready when the promise resolves. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const host = options.host ?? '127.0.0.1'
  const log = pino({ level: options.logLevel ?? 'warn' })
  const store = createStore(openDatabase(options.dataDir))
  const clock = createClock(store)
  const faults = createFaults(store)
  const sandbox: Sandbox = {
    store,
    clock,
    faults,
    timers: createTimers(store, clock),
    deliveries: createDeliveries({ store, clock, faults, log }),
    log,
    urls: { public: '', smtp: '' },
    smtpPort: options.smtpPort,
    host,
  }

  const http = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_BODY,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 512 },
  })
  const handles: PartHandle[] = []
  const close = async () => {
    sandbox.timers.stop()
    await http.close()
    for (const handle of handles.reverse()) await handle.close()
    await sandbox.deliveries.stop()
    store.db.close()
  }
  try {
    await http.register(async (api) => {
      api.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
        done(null, body),
      )
      const keysInFlight = new Set<string>()
      for (const endpoint of ENDPOINTS) {
        api.route({
          method: endpoint.method,
          url: endpoint.path,
          handler: serveEndpoint(sandbox, endpoint, keysInFlight),
        })
        if (endpoint.forBuyers) api.options(endpoint.path, answerPreflight)
      }
      api.all('/v1', unknownUrl)
      api.all('/v1/*', unknownUrl)
    })
    await http.register(async (control) => registerControl(sandbox, control))
    for (const part of PARTS) {
      await http.register(async (scope) => {
        const handle = await part(sandbox, scope)
        if (handle) handles.push(handle)
      })
    }
    const url = await http.listen({ port: options.port, host })
    sandbox.urls.public = (options.publicUrl ?? url.replace('127.0.0.1', 'localhost')).replace(/\/$/, '')
    handleTimers(sandbox)
    sandbox.timers.refresh()
    sandbox.deliveries.wake()
    return { url: sandbox.urls.public, smtpUrl: sandbox.urls.smtp, close }
  } catch (error) {
    await close()
    throw error
  }
}
