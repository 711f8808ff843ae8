import { describe, expect, it } from 'vitest'
import { packageNameFault } from './package-name.ts'

describe('the id of a package', () => {
  it.each([
    ['article_starter', 'article'],
    ['pkg_article_10', 'article'],
    ['starter-10', 'article'],
    ['image_starter', 'image'],
    ['rewrite_image_pack', 'image'],
    ['rewrite_pro', 'rewrite'],
    ['credit_unit', 'credit'],
    ['image_credit', 'credit'],
  ])('%s may give %s credits', (externalId, creditType) => {
    expect(packageNameFault(externalId, creditType)).toBeNull()
  })
  it.each([
    ['image_starter', 'article'],
    ['rewrite_pro', 'article'],
    ['starter', 'image'],
    ['rewrite_image_pack', 'rewrite'],
    ['article_starter', 'rewrite'],
    ["article'starter", 'article'],
    ['article starter', 'article'],
    ['', 'article'],
  ])('%s may not give %s credits', (externalId, creditType) => {
    expect(packageNameFault(externalId, creditType)).not.toBeNull()
  })
})
