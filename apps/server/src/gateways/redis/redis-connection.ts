import { once } from 'node:events'
import { createClient } from '@redis/client'
import type { Logger } from '../../platform/logger.ts'

const CONNECT_MS = 3_000
/** A server that hangs is found out by a ping without an answer; what waits for it then fails. */
const PING_MS = 1_000
const SILENCE_MS = 3_000
const LONGEST_RETRY_MS = 1_000

/** A client that connects by itself, again and again; while it cannot, commands fail at once instead of waiting. */
const clientFor = (url: string) =>
  createClient({
    url,
    name: 'cashwrap',
    disableOfflineQueue: true,
    pingInterval: PING_MS,
    socket: {
      connectTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (retries) => Math.min(25 * 2 ** Math.min(retries, 10), LONGEST_RETRY_MS),
    },
  })
export type RedisClient = ReturnType<typeof clientFor>

export interface RedisConnection extends AsyncDisposable {
  client: RedisClient
}

/** Resolves when it is connected or the first try has failed; it goes on trying. Losing and finding the server is logged once each. */
export async function openRedis(url: string, log: Logger): Promise<RedisConnection> {
  const client = clientFor(url)
  let isLost = false
  client.on('error', (err: Error) => {
    if (!isLost) log.error({ err }, 'Redis does not answer; trying again until it does')
    isLost = true
  })
  client.on('ready', () => {
    if (isLost) log.info('Redis answers again')
    isLost = false
  })
  const connecting = client.connect().then(
    () => undefined,
    () => undefined,
  )
  await Promise.race([connecting, once(client, 'error').catch(() => undefined)])
  return {
    client,
    async [Symbol.asyncDispose]() {
      if (client.isReady) await client.close()
      else if (client.isOpen) client.destroy()
      await connecting
    },
  }
}
