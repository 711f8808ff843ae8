import type { ProductId, UserId } from '@cashwrap/shared/ids'

/** Who has which plan: unique while a subscription lives. An address says who somebody is better than an account that has none. */
export const livingKey = (owner: { userId: UserId | null; email: string | null }, productId: ProductId): string =>
  `${productId}:${owner.email ?? owner.userId ?? ''}`
