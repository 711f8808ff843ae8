import { expect, it } from 'vitest'
import { examples } from '../../../src/transport/dialects/cart-shop/cart-shop.examples.ts'
import { openHouse } from '../../support/house.ts'

it('the document shows every example at the route it belongs to', async () => {
  await using house = await openHouse({ work: false, webhooks: false })
  const { paths } = (await (await fetch(`${house.url}/docs/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { tags: string[]; responses: Record<string, object> }>>
  }
  for (const [name, { request, answer }] of Object.entries(examples)) {
    const path = request.path.replace(/(?<=items\/).+/, '{id}')
    const route = paths[path]?.[request.method.toLowerCase()]
    expect(route?.tags).toEqual(['Cart shop'])
    expect(route?.responses[answer.status]).toMatchObject({
      content: { 'application/json': { examples: { [name]: { value: answer.body } } } },
    })
  }
})
