import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An outside issuer's published keys, on this machine. */
export interface KeyServer extends AsyncDisposable {
  url: string
  /** How often it was asked. */
  asked(): number
  publish(keys: readonly object[]): void
  /** From now on it answers with this status and nothing of use; null is well again. */
  fail(status: number | null): void
}

export async function openKeyServer(): Promise<KeyServer> {
  let published: readonly object[] = []
  let failing: number | null = null
  let asked = 0
  const server = createServer((_, response) => {
    asked++
    response.writeHead(failing ?? 200, { 'content-type': 'application/json', connection: 'close' })
    response.end(failing === null ? JSON.stringify({ keys: published }) : 'not now')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    asked: () => asked,
    publish: (keys) => {
      published = keys
    },
    fail: (status) => {
      failing = status
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
    },
  }
}
