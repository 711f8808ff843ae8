import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A shop that is told and does not answer until it is let. */
export async function startSlowShop() {
  const told = Promise.withResolvers<ServerResponse>()
  const server = createServer((_request, response) => told.resolve(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    isTold: told.promise.then(() => undefined),
    answer: () => void told.promise.then((response) => response.end('{}')),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
