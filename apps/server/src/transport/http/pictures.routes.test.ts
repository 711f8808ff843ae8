import { fastify } from 'fastify'
import { afterAll, describe, expect, it } from 'vitest'
import { picturesRoutes } from './pictures.routes.ts'

const app = fastify()
picturesRoutes(app)
afterAll(() => app.close())
const get = (url: string) => app.inject({ url })

describe('pictures', () => {
  it('draws a product once and for all', async () => {
    const first = await get('/pictures/spike-course-course.svg?theme=dark&w=1200&h=630')
    expect(first.statusCode).toBe(200)
    expect(first.headers['content-type']).toBe('image/svg+xml; charset=utf-8')
    expect(first.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(first.headers['cross-origin-resource-policy']).toBe('cross-origin')
    expect(first.body).toMatch(/^<svg [^>]*width="1200" height="630"/)
    expect((await get('/pictures/spike-course-course.svg?theme=dark&w=1200&h=630')).body).toBe(first.body)
    expect((await get('/pictures/spike-course-course.svg?w=1200&h=630')).body).not.toBe(first.body)
    expect((await get('/pictures/trick-sheets-digital_product.svg')).statusCode).toBe(200)
  })

  it.each([
    '/pictures/spike.svg',
    '/pictures/spike-nothing.svg',
    '/pictures/spike-course.png',
    `/pictures/${'a'.repeat(61)}-course.svg`,
    '/pictures/%3Cscript%3E-course.svg',
    '/pictures/..%2f..%2fx-course.svg',
    '/pictures/spike-course.svg?theme=red',
    '/pictures/spike-course.svg?w=2001',
    '/pictures/spike-course.svg?w=15',
    '/pictures/spike-course.svg?h=1e9',
    '/pictures/spike-course.svg?w=10.5',
    '/pictures/spike-course.svg?w=NaN',
    '/pictures/spike-course.svg?w=100&w=200',
  ])('has none at %s', async (url) => {
    const answer = await get(url)
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['cache-control']).toBe('no-store')
  })
})
