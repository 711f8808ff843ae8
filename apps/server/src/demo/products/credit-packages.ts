import type { DemoProduct } from '../demo-product.ts'

interface Package {
  externalId: string
  slug: string
  title: string
  credits: number
  what: string
  amount: number
  currency: 'JPY' | 'USD'
  pictureSeed: string
}

const PACKAGES: readonly Package[] = [
  {
    externalId: 'article_starter',
    slug: 'article-credits-starter',
    title: 'Article Credits, Starter',
    credits: 10,
    what: 'articles',
    amount: 750,
    currency: 'JPY',
    pictureSeed: 'article-starter',
  },
  {
    externalId: 'pkg_article_10',
    slug: 'article-credits-ten',
    title: 'Article Credits, Ten',
    credits: 10,
    what: 'articles',
    amount: 750,
    currency: 'JPY',
    pictureSeed: 'article-ten-coin',
  },
  {
    externalId: 'image_starter',
    slug: 'image-credits-starter',
    title: 'Image Credits, Starter',
    credits: 20,
    what: 'images',
    amount: 300,
    currency: 'JPY',
    pictureSeed: 'image-photo',
  },
  {
    externalId: 'rewrite_starter',
    slug: 'rewrite-credits-starter',
    title: 'Rewrite Credits, Starter',
    credits: 50,
    what: 'rewrites',
    amount: 3000,
    currency: 'JPY',
    pictureSeed: 'rewrite-edit',
  },
  {
    externalId: 'rewrite_pro',
    slug: 'rewrite-credits-pro',
    title: 'Rewrite Credits, Pro',
    credits: 120,
    what: 'rewrites',
    amount: 6000,
    currency: 'JPY',
    pictureSeed: 'rewrite-polish',
  },
  {
    externalId: 'rewrite_business',
    slug: 'rewrite-credits-business',
    title: 'Rewrite Credits, Business',
    credits: 300,
    what: 'rewrites',
    amount: 12000,
    currency: 'JPY',
    pictureSeed: 'rewrite-business',
  },
  {
    externalId: 'credit_unit',
    slug: 'single-credit',
    title: 'Single Credit',
    credits: 1,
    what: 'anything a credit buys',
    amount: 100,
    currency: 'USD',
    pictureSeed: 'single-credit-coin',
  },
]

/** What the shop's older clients sell: credits for texts and pictures on their own sites. */
export const creditPackages: readonly DemoProduct[] = PACKAGES.map((item) => ({
  externalId: item.externalId,
  slug: item.slug,
  kind: 'credit_package',
  title: item.title,
  summary:
    item.credits === 1
      ? 'One credit, as many as you need.'
      : `${item.credits} credits for ${item.what} on a connected site.`,
  description: `${item.credits === 1 ? 'One credit' : `${item.credits} credits`} for ${item.what}. Credits belong to a connected site or account and are used up one by one; what is left is kept.

Credits are shown here with their prices and cannot be bought from this page yet.`,
  includes: [item.credits === 1 ? 'One credit' : `${item.credits} credits`, 'No end date'],
  pictureSeed: item.pictureSeed,
  prices: [{ amount: item.amount, currency: item.currency }],
}))
