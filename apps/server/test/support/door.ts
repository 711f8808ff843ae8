import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server that can be shut, as when that server is away, or made to swallow everything, as when it hangs. */
export interface Door extends AsyncDisposable {
  url: string
  shut(): Promise<void>
  /** Lets nothing through in either direction, and keeps connections. */
  jam(): void
  open(): Promise<void>
}

export async function openDoor(to: string): Promise<Door> {
  const target = new URL(to)
  const sockets = new Set<Socket>()
  let isJammed = false
  const server = createServer((inner) => {
    const outer = connect({ host: target.hostname, port: Number(target.port) })
    for (const [from, into] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk) => isJammed || into.write(chunk))
      from.on('error', () => into.destroy())
      from.on('close', () => {
        sockets.delete(from)
        into.destroy()
      })
    }
  })
  const listen = async (port: number) => {
    server.listen({ port, host: '127.0.0.1' })
    await once(server, 'listening')
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  const url = new URL(to)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  const shut = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    url: url.href,
    shut,
    jam() {
      isJammed = true
    },
    async open() {
      isJammed = false
      if (!server.listening) await listen(port)
    },
    [Symbol.asyncDispose]: shut,
  }
}
