import type { DemoProduct } from '../demo-product.ts'

interface Package {
  externalId: string
  slug: string
  title: string
  creditType: 'article' | 'image' | 'rewrite' | 'credit'
  credits: number
  what: string
  isPopular?: boolean
  discount?: string
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
    creditType: 'article',
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
    creditType: 'article',
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
    creditType: 'image',
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
    creditType: 'rewrite',
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
    creditType: 'rewrite',
    what: 'rewrites',
    isPopular: true,
    discount: '17% off',
    amount: 6000,
    currency: 'JPY',
    pictureSeed: 'rewrite-polish',
  },
  {
    externalId: 'rewrite_business',
    slug: 'rewrite-credits-business',
    title: 'Rewrite Credits, Business',
    credits: 300,
    creditType: 'rewrite',
    what: 'rewrites',
    discount: '33% off',
    amount: 12000,
    currency: 'JPY',
    pictureSeed: 'rewrite-business',
  },
  {
    externalId: 'credit_unit',
    slug: 'single-credit',
    title: 'Single Credit',
    credits: 1,
    creditType: 'credit',
    what: 'anything a credit buys',
    amount: 100,
    currency: 'USD',
    pictureSeed: 'single-credit-coin',
  },
]

/** Credits for texts and pictures, for people here and for users of connected sites. */
export const creditPackages: readonly DemoProduct[] = PACKAGES.map((item) => {
  const amount = item.credits === 1 ? 'One credit' : `${item.credits} credits`
  return {
    externalId: item.externalId,
    slug: item.slug,
    kind: 'credit_package',
    title: item.title,
    summary: item.credits === 1 ? 'One credit, as many as you need.' : `${amount} for ${item.what}.`,
    description: `${amount} for ${item.what}. Credits are used up one by one; what is left is kept, without an end date.

Bought here they are on your account, where every change can be read. Bought on a connected WordPress site they belong to your account there.`,
    includes: [amount, 'No end date'],
    pictureSeed: item.pictureSeed,
    prices: [{ amount: item.amount, currency: item.currency }],
    credits: {
      creditType: item.creditType,
      credits: item.credits,
      ...(item.isPopular && { isPopular: true }),
      ...(item.discount !== undefined && { discount: item.discount }),
    },
  }
})
