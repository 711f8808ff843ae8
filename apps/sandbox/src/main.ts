import { startSandbox } from './app.ts'

// The one file that reads the environment and ends the process.
const { env } = process

function readPort(name: string, fallback: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`${name} must be a port number, not '${text}'.`)
  return port
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return `The sandbox could not start: ${String(error)}`
  const code = 'code' in error ? error.code : undefined
  const port = 'port' in error ? String(error.port) : 'of the sandbox'
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use: stop what listens there, or set SANDBOX_PORT and SANDBOX_SMTP_PORT to free ones.`
  }
  if (code === 'EACCES') return `Port ${port} may not be used by this user: set SANDBOX_PORT to one above 1023.`
  return `The sandbox could not start: ${error.message}`
}

try {
  const sandbox = await startSandbox({
    port: readPort('SANDBOX_PORT', 4242),
    smtpPort: readPort('SANDBOX_SMTP_PORT', 4225),
    dataDir: env.SANDBOX_DATA_DIR ?? null,
    ...(env.SANDBOX_PUBLIC_URL ? { publicUrl: env.SANDBOX_PUBLIC_URL } : {}),
    logLevel: env.LOG_LEVEL ?? 'warn',
  })
  const stop = async () => {
    await sandbox.close()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  process.stdout.write(`${JSON.stringify({ ready: true, url: sandbox.url, smtpUrl: sandbox.smtpUrl })}\n`)
} catch (error) {
  fail(explain(error))
}
