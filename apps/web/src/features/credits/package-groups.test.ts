import type { CreditPackage } from '@cashwrap/shared/contracts/credits'
import { expect, it } from 'vitest'
import { groupPackages } from './package-groups.ts'

const one = (creditType: string, credits: number): CreditPackage => ({
  productId: `${creditType}-${credits}` as CreditPackage['productId'],
  slug: `${creditType}-${credits}`,
  externalId: `${creditType}_${credits}`,
  title: `${credits} of ${creditType}`,
  summary: '',
  pictureSeed: '',
  creditType,
  credits,
  price: { amount: 100, currency: 'JPY' },
  isPopular: false,
  discount: null,
})

const PACKAGES = [one('article', 10), one('image', 20), one('article', 50), one('rewrite', 5)]
const shown = (ownTypes: string[]) =>
  groupPackages(PACKAGES, ownTypes).map((group) => [group.creditType, ...group.packages.map(({ credits }) => credits)])

it('groups by type, in the shop’s order', () => {
  expect(shown([])).toEqual([
    ['article', 10, 50],
    ['image', 20],
    ['rewrite', 5],
  ])
})

it('has what the buyer uses first', () => {
  expect(shown(['rewrite', 'gone'])).toEqual([
    ['rewrite', 5],
    ['article', 10, 50],
    ['image', 20],
  ])
  expect(groupPackages([], ['article'])).toEqual([])
})
