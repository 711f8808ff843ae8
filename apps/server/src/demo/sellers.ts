/**
 * Two outside sellers, named so that nobody takes them for real ones. Beside the sandbox they can be paid, as `npm start` plants
 * their accounts there, and one can sign in as them.
 */
export const DEMO_SELLERS = {
  'north-pier': {
    externalId: 'user_1AbCdEfGhIjKlMnOpQrStUvW',
    name: 'Demo seller: North Pier',
    about: 'A made-up seller of this demo shop, for trying out sales on behalf of others.',
    email: 'north-pier@sellers.example',
    accountId: 'acct_demoNorthPier',
  },
  'studio-tama': {
    externalId: 'user_2DemoSellerStudioTama',
    name: 'Demo seller: Studio Tama',
    about: 'A second made-up seller of this demo shop, so that one order can hold the goods of two.',
    email: 'studio-tama@sellers.example',
    accountId: 'acct_demoStudioTama',
  },
} as const
