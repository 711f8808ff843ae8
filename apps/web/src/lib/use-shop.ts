import { trpc } from './trpc.ts'

/** Name, mode, tax and clock of the shop; asked once per visit. Undefined while it loads. */
export function useShop() {
  return trpc.catalogue.shopInfo.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY }).data
}
