import { trpc } from './trpc.ts'

/** Name, mode, tax and clock of the shop; asked once per visit. Undefined while it loads. */
export function useShop() {
  return trpc.shop.info.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY }).data
}
