import cookie from '@fastify/cookie'
import { fastify } from 'fastify'
import { expect, it } from 'vitest'
import { cookieJar } from './cookies.ts'

const TOKEN = 'a'.repeat(43)

async function setBehind(baseUrl: string): Promise<unknown> {
  await using app = fastify()
  await app.register(cookie)
  app.get('/', async (request, reply) => {
    const jar = cookieJar({ baseUrl }, request, reply)
    jar.set('visit', TOKEN, null)
    jar.set('signIn', TOKEN, null)
    return {}
  })
  return (await app.inject('/')).headers['set-cookie']
}

it('behind https both cookies go over https alone, and no subdomain can plant the account’s', async () => {
  expect(await setBehind('https://shop.test')).toEqual([
    `session_id=${TOKEN}; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax`,
    `__Host-cashwrap=${TOKEN}; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax`,
  ])
})

it('without https they are what a browser takes there', async () => {
  expect(await setBehind('http://localhost:4321')).toEqual([
    `session_id=${TOKEN}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax`,
    `cashwrap=${TOKEN}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax`,
  ])
})
