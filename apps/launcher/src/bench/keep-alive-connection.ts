import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Call {
  method: 'GET' | 'POST'
  path: string
  headers: Readonly<Record<string, string>>
  body?: unknown
}

export interface Answered {
  status: number
  body: string
}

/**
 * One connection that is kept, with one request on it at a time. It does no more than measuring needs (answers that say their
 * length), so that it leaves the processor to what is measured.
 */
export class KeepAliveConnection {
  readonly #socket: Socket
  readonly #host: string
  #received = ''
  #settle: { done: (answer: Answered) => void; failed: (error: Error) => void } | undefined

  private constructor(socket: Socket, host: string) {
    this.#socket = socket
    this.#host = host
    socket.setNoDelay(true).setEncoding('latin1')
    socket.on('data', (chunk) => this.#take(String(chunk)))
    const fail = (error: Error) => {
      this.#settle?.failed(error)
      this.#settle = undefined
    }
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('the connection was closed before the answer')))
  }

  static async open(port: number): Promise<KeepAliveConnection> {
    const socket = connect({ host: '127.0.0.1', port })
    await once(socket, 'connect')
    return new KeepAliveConnection(socket, `127.0.0.1:${port}`)
  }

  close(): void {
    this.#socket.destroy()
  }

  send({ method, path, headers, body }: Call): Promise<Answered> {
    const text = body === undefined ? '' : JSON.stringify(body)
    const lines = Object.entries({
      host: this.#host,
      accept: 'application/json',
      ...headers,
      ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    }).map(([name, value]) => `${name}: ${value}\r\n`)
    return new Promise((done, failed) => {
      if (this.#socket.destroyed) throw new Error('the connection was closed while nobody used it')
      this.#settle = { done, failed }
      this.#socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`)
    })
  }

  #take(chunk: string): void {
    this.#received += chunk
    const head = this.#received.indexOf('\r\n\r\n') + 4
    if (head < 4) return
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#received.slice(0, head))?.[1]
    if (length === undefined) return void this.#socket.destroy(new Error('an answer that does not say its length'))
    if (this.#received.length < head + Number(length)) return
    const answer = { status: Number(this.#received.slice(9, 12)), body: this.#received.slice(head) }
    this.#received = ''
    const { done } = this.#settle ?? {}
    this.#settle = undefined
    done?.(answer)
  }
}

/** Opens so many, and closes them again at the end. */
export async function openConnections(
  port: number,
  count: number,
): Promise<{ lanes: KeepAliveConnection[] } & Disposable> {
  const lanes = await Promise.all(Array.from({ length: count }, () => KeepAliveConnection.open(port)))
  return {
    lanes,
    [Symbol.dispose]() {
      for (const lane of lanes) lane.close()
    },
  }
}
