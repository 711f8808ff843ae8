import { trpc } from './trpc.ts'

/** The signed-in account, null for a guest, undefined while it loads. */
export function useAccount() {
  return trpc.auth.me.useQuery(undefined, { staleTime: 60_000 }).data?.account
}
