import { expect, it } from 'vitest'
import { readCreditsQuery } from './read-credits-query.ts'

const SITE = 'site_url=https://shop.example'

it.each([
  ['ann@shop.example', 'ann@shop.example'],
  ['ann+blog@shop.example', 'ann+blog@shop.example'],
  ['ann blog@shop.example', 'ann+blog@shop.example'],
  ['ann%20blog@shop.example', 'ann+blog@shop.example'],
  ['Ann@Shop.Example', 'ann@shop.example'],
  ['r&d@shop.example', 'r&d@shop.example'],
  ['&@shop.example', '&@shop.example'],
  ['r&user_id=9@shop.example', 'r&user_id=9@shop.example'],
  ['r&amp;d@shop.example', 'r&d@shop.example'],
  ['r&amp;user_id=9@shop.example', 'r&user_id=9@shop.example'],
  ['50%off@shop.example', '50%off@shop.example'],
  ['50%25off@shop.example', '50%off@shop.example'],
  ['o%27hara@shop.example', "o'hara@shop.example"],
  ['%zz@shop.example', '%zz@shop.example'],
  ['%ff@shop.example', '%ff@shop.example'],
  // As a caller writes it who encodes.
  ['ann%2Bblog%40shop.example', 'ann+blog@shop.example'],
  ['r%26d%40shop.example', 'r&d@shop.example'],
  ['ann%40shop.example&lang=ja', 'ann@shop.example'],
  ['no address', null],
  ['r&d', null],
])('reads %j as %j', (written, email) => {
  expect(readCreditsQuery(`user_id=7&user_email=${written}&${SITE}`)).toEqual({ userId: '7', hasEmail: true, email })
})

it.each([
  // What curl leaves of `r#d@shop.example`, and what a server sees that is sent all of it.
  ['user_id=7&user_email=r', { userId: '7', hasEmail: true, email: null }],
  [`user_id=7&user_email=r#d@shop.example&${SITE}`, { userId: '7', hasEmail: true, email: 'r#d@shop.example' }],
  ['user_id=7&user_email=ann@shop.example', { userId: '7', hasEmail: true, email: null }],
  [`user_id=7&${SITE}`, { userId: '7', hasEmail: false, email: null }],
  [`user_id=7&user_email=&${SITE}`, { userId: '7', hasEmail: false, email: null }],
  [`user_email=ann@shop.example&${SITE}`, { userId: null, hasEmail: true, email: 'ann@shop.example' }],
  [`user_email=ann@shop.example&${SITE}&user_id=7`, { userId: '7', hasEmail: true, email: 'ann@shop.example' }],
  [`user_email=ann@shop.example&user_id=7&${SITE}`, { userId: '7', hasEmail: true, email: 'ann@shop.example' }],
  [`${SITE}&user_email=ann@shop.example&user_id=7`, { userId: '7', hasEmail: true, email: null }],
  ['', { userId: null, hasEmail: false, email: null }],
  ['my_user_id=7&other_user_email=a@b.example', { userId: null, hasEmail: false, email: null }],
])('reads %j', (search, query) => {
  expect(readCreditsQuery(search)).toEqual(query)
})
