import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ReceiverKind, WebhookPoster } from '../../modules/webhooks-out/index.ts'
import { guardedConnector, type Resolve } from './guarded-connector.ts'
import { isPublicAddress } from './public-address.ts'
import { allowedHosts } from './url-form.ts'
import { createWebhookPoster } from './webhook-poster.ts'

/** Everything that reaches this machine; a refused request must not be among it. */
let heard: { url: string; body: string }[] = []
let connections = 0
const answers = {
  '/ok': { status: 200, headers: {}, body: '{"success":true}' },
  '/away': { status: 302, headers: { location: '/ok' }, body: '' },
  '/huge': { status: 200, headers: {}, body: 'x'.repeat(5_000_000) },
  '/nul': { status: 200, headers: { 'set-cookie': 'a=b', 'x-two': ['1', '2'] as string[] }, body: 'a\0b' },
} as const
const receiver = createServer(async (request, response) => {
  const url = request.url ?? ''
  heard.push({ url, body: Buffer.concat(await request.toArray()).toString() })
  if (url === '/hang') return
  if (url === '/half') return void response.writeHead(200, { 'content-length': '100' }).write('half')
  const { status, headers, body } = answers[url as keyof typeof answers] ?? answers['/ok']
  response.writeHead(status, headers).end(body)
})
receiver.on('connection', () => {
  connections += 1
})
const listen = (server: Server, host: string) => new Promise<void>((resolve) => server.listen(0, host, resolve))
let port = 0
beforeAll(async () => {
  await listen(receiver, '::')
  port = (receiver.address() as AddressInfo).port
})
afterAll(() => {
  receiver.closeAllConnections()
  receiver.close()
})
beforeEach(() => {
  heard = []
  connections = 0
})

const post = async (poster: WebhookPoster & AsyncDisposable, url: string, to: ReceiverKind = 'site') => {
  await using owned = poster
  return await owned.post({ to, url, headers: { 'x-a': 'b' }, body: '{"ü":1}', timeoutMs: 400 })
}
const allowing = (...hosts: string[]) => createWebhookPoster({ allowedHosts: hosts })
const resolving = (...addresses: string[]): Resolve => {
  return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}

const INSIDE = {
  decimal: '2130706433',
  hex: '0x7f000001',
  'hex by parts': '0x7f.0x0.0x0.0x1',
  octal: '0177.0.0.1',
  'long octal': '00000177.1',
  short: '127.1',
  'shorter still': '127.0.1',
  zero: '0',
  'all zeroes': '0.0.0.0',
  'another of the loop': '127.8.8.8',
  'root dot': '127.0.0.1.',
  'full-width digits': '１２７.０.０.１',
  'percent encoded': '%31%32%37.0.0.1',
  private: '10.0.0.1',
  'private by twelve': '172.16.0.1',
  'private by sixteen': '192.168.1.1',
  metadata: '169.254.169.254',
  'shared by a carrier': '100.64.0.1',
  benchmark: '198.18.0.1',
  documentation: '203.0.113.7',
  multicast: '224.0.0.1',
  reserved: '240.0.0.1',
  broadcast: '255.255.255.255',
  'IPv6 loop': '[::1]',
  'IPv6 nothing': '[::]',
  'v4 in v6': '[::ffff:127.0.0.1]',
  'v4 in v6, in hex': '[::ffff:7f00:1]',
  'v4 in v6, the old way': '[::127.0.0.1]',
  'v4 translated': '[::ffff:0:127.0.0.1]',
  NAT64: '[64:ff9b::7f00:1]',
  'local NAT64': '[64:ff9b:1::7f00:1]',
  '6to4': '[2002:7f00:1::1]',
  Teredo: '[2001:0:7f00:1::1]',
  'unique local': '[fd00:ec2::254]',
  'link-local': '[fe80::1]',
  'site-local': '[fec0::1]',
  'documentation of IPv6': '[2001:db8::1]',
  localhost: 'localhost',
  'localhost with its dot': 'localhost.',
  'LOCALHOST in capitals': 'LOCALHOST',
  'a name of localhost': 'shop.localhost',
  'a name alone': 'redis',
  'a name of this network': 'printer.local',
  'the metadata name': 'metadata.google.internal',
}

describe('what is not on the internet', () => {
  it.each(Object.entries(INSIDE))('is never sent anything: %s', async (_name, host) => {
    const url = `http://${host}:${port}/ok`
    expect(await post(allowing(), url)).toMatchObject({
      kind: 'unanswered',
      error: expect.stringMatching(/^refused: /),
    })
    expect(allowing().refusalOf(url, 'site')).not.toBeNull()
    expect(allowing().refusalOf(`https://${host}/ok`, 'endpoint')).not.toBeNull()
    expect([heard, connections]).toEqual([[], 0])
  })

  it.each([
    ['the loop', ['127.0.0.1']],
    ['the loop of IPv6', ['::1']],
    ['the loop in v6', ['::ffff:127.0.0.1']],
    ['a private one', ['10.1.2.3']],
    ['a public and a private one', ['93.184.215.14', '127.0.0.1']],
    ['metadata', ['169.254.169.254']],
    ['link-local of IPv6, with its zone', ['fe80::1%lo']],
    ['no address', []],
    ['no address at all but words', ['localhost']],
  ])('is never sent anything by a name for %s', async (_name, addresses) => {
    const poster = createWebhookPoster({ allowedHosts: [], resolve: resolving(...addresses) })
    expect(await post(poster, `http://shop.example:${port}/ok`)).toMatchObject({ kind: 'unanswered' })
    expect([heard, connections]).toEqual([[], 0])
  })

  it('is refused where a name leads elsewhere the second time it is asked, for it is asked once for each connection', async () => {
    const asked: string[] = []
    const resolve: Resolve = async (name) => {
      asked.push(name)
      return [
        { address: asked.length % 2 === 1 ? '2001:4860:ffff::1' : '127.0.0.1', family: asked.length % 2 === 1 ? 6 : 4 },
      ]
    }
    const url = `http://rebinding.example:${port}/ok`
    for (const times of [1, 2, 3, 4]) {
      expect(await post(createWebhookPoster({ allowedHosts: [], resolve }), url)).toMatchObject({ kind: 'unanswered' })
      expect(asked).toHaveLength(times)
    }
    expect([heard, connections]).toEqual([[], 0])
  })

  it('is refused also where a connection ends there all the same', async () => {
    const elsewhere = guardedConnector(allowedHosts([]), resolving('93.184.215.14'), () => (_options, callback) => {
      const socket = connect(port, '127.0.0.1', () => callback(null, socket))
    })
    const outcome = await new Promise<unknown>((resolve) =>
      elsewhere({ hostname: 'shop.example', protocol: 'http:', port: '80' }, (error, socket) =>
        resolve(error ?? socket),
      ),
    )
    expect(outcome).toMatchObject({ code: 'REFUSED_ADDRESS' })
    expect(heard).toEqual([])
  })

  it('is told from the internet', () => {
    for (const address of ['93.184.215.14', '8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])
      expect(isPublicAddress(address), address).toBe(true)
  })
})

describe('the form of an address', () => {
  const refusalOf = (url: string, to: ReceiverKind, ...hosts: string[]) => allowing(...hosts).refusalOf(url, to)
  it.each([
    'https://hooks.example.com/a?b=c',
    'https://hooks.example.com:8443/',
    'https://hooks.example.com:443/',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://bücher.example/',
  ])('fits an endpoint: %s', (url) => expect(refusalOf(url, 'endpoint')).toBeNull())
  it.each([
    'http://hooks.example.com/',
    'https://hooks.example.com:8080/',
    'https://hooks.example.com:22/',
    'https://a:b@hooks.example.com/',
    'https://a@hooks.example.com/',
    'ftp://hooks.example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'hooks.example.com',
    '/relative',
    '',
  ])('does not fit an endpoint: %s', (url) => expect(refusalOf(url, 'endpoint')).toMatch(/./))
  it('may be plain and at any port for a plugin site', () => {
    expect(refusalOf('http://blog.example.com:8080/wp', 'site')).toBeNull()
    expect(refusalOf('http://a:b@blog.example.com/', 'site')).toMatch(/password/)
  })
  it('is free for a host that is allowed by name, and for that one only', () => {
    expect(refusalOf('http://127.0.0.1:9000/', 'endpoint', '127.0.0.1:9000')).toBeNull()
    expect(refusalOf('http://127.0.0.1:9001/', 'endpoint', '127.0.0.1:9000')).not.toBeNull()
    expect(refusalOf('http://127.0.0.2:9000/', 'endpoint', '127.0.0.1:9000')).not.toBeNull()
    expect(refusalOf('http://127.0.0.1:9001/', 'endpoint', '127.0.0.1')).toBeNull()
    expect(refusalOf('http://wordpress/', 'site', 'wordpress')).toBeNull()
    expect(refusalOf('http://wordpress/', 'site', 'wordpress:80')).toBeNull()
    expect(refusalOf('https://wordpress/', 'site', 'wordpress:80')).not.toBeNull()
    expect(refusalOf('http://[::1]:9000/', 'site', '[::1]:9000')).toBeNull()
    expect(refusalOf('http://a:b@127.0.0.1:9000/', 'site', '127.0.0.1:9000')).toMatch(/password/)
  })
})

describe('a host that is allowed', () => {
  const sent = (path: string) => post(allowing(`127.0.0.1:${port}`), `http://127.0.0.1:${port}${path}`, 'endpoint')
  it('gets the bytes and gives its answer', async () => {
    expect(await sent('/ok?x=1')).toMatchObject({ kind: 'answered', status: 200, body: '{"success":true}' })
    expect(heard).toEqual([{ url: '/ok?x=1', body: '{"ü":1}' }])
  })
  it('is allowed as a name too, wherever that leads', async () => {
    const poster = createWebhookPoster({ allowedHosts: ['wordpress'], resolve: resolving('127.0.0.1') })
    expect(await post(poster, `http://wordpress:${port}/ok`)).toMatchObject({ kind: 'answered', status: 200 })
  })
  it('sends nobody elsewhere: a redirect is an answer', async () => {
    expect(await sent('/away')).toMatchObject({ kind: 'answered', status: 302, headers: { location: '/ok' } })
    expect(heard).toHaveLength(1)
  })
  it('is read so far and no further', async () => {
    const outcome = await sent('/huge')
    expect(outcome).toMatchObject({ kind: 'answered', status: 200, body: 'x'.repeat(64 * 1024) })
  })
  it('gives text that can be kept, and no cookies', async () => {
    const outcome = await sent('/nul')
    expect(outcome).toMatchObject({ body: 'a\uFFFDb', headers: { 'x-two': '1, 2' } })
    expect(JSON.stringify(outcome)).not.toContain('set-cookie')
  })
  it.each(['/hang', '/half'])('is waited for so long and no longer: %s', async (path) => {
    expect(await sent(path)).toMatchObject({ kind: 'unanswered', error: 'timed out' })
  })
  it('that is not there is a failure', async () => {
    const gone = createServer()
    await listen(gone, '127.0.0.1')
    const { port: nobody } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    const outcome = await post(allowing('127.0.0.1'), `http://127.0.0.1:${nobody}/`)
    expect(outcome).toMatchObject({ kind: 'unanswered', error: 'ECONNREFUSED' })
  })
})
