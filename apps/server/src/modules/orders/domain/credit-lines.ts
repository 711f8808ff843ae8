import type { OrderItemId } from '@cashwrap/shared/ids'

/** The lines that give credits, with what all their units give together. */
export const creditLines = (
  items: readonly { id: OrderItemId; quantity: number; credits: { creditType: string; credits: number } | null }[],
): { itemId: OrderItemId; creditType: string; credits: number }[] =>
  items.flatMap(({ id, quantity, credits }) =>
    credits === null ? [] : [{ itemId: id, creditType: credits.creditType, credits: credits.credits * quantity }],
  )
