import type { StaffSite } from '@cashwrap/shared/contracts/sites'
import { useNavigate } from '@tanstack/react-router'
import { useNotices } from '../../components/notices.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'

/** What the operator decides about a site. */
export function useSiteChanges(siteId: string) {
  const notices = useNotices()
  const navigate = useNavigate()
  const utils = trpc.useUtils()
  // Nothing is waited for here: what was asked closes at once, and the lists follow.
  const changed = (words: string) => (site: StaffSite) => {
    utils.staff.sites.one.setData({ site: siteId }, site)
    notices.show(words)
    void utils.staff.sites.list.invalidate()
    void utils.webhooks.deliveries.invalidate()
  }
  const disable = trpc.staff.sites.disable.useMutation({ onSuccess: changed('Disabled. Its calls are refused.') })
  const enable = trpc.staff.sites.enable.useMutation({ onSuccess: changed('Enabled. It may go on as before.') })
  const reopen = trpc.staff.sites.reopen.useMutation({ onSuccess: changed('It may register once more.') })
  const sendTest = trpc.webhooks.sendTest.useMutation({
    onSuccess: async ({ deliveryId }) => {
      await navigate({ to: '/staff/webhooks/deliveries/$deliveryId', params: { deliveryId } })
      await utils.webhooks.deliveries.invalidate()
    },
  })
  const stepOf = ({ isPending, error }: { isPending: boolean; error: unknown }) => ({
    isBusy: isPending,
    failure: error ? readFailure(error) : null,
  })
  return {
    disable: {
      ...stepOf(disable),
      run: (reason: string, onSuccess: () => void) =>
        disable.mutate({ site: siteId, ...(reason && { reason }) }, { onSuccess }),
    },
    enable: { ...stepOf(enable), run: () => enable.mutate({ site: siteId }) },
    reopen: {
      ...stepOf(reopen),
      run: (minutes: number, onSuccess: () => void) => reopen.mutate({ site: siteId, minutes }, { onSuccess }),
    },
    sendTest: { ...stepOf(sendTest), run: () => sendTest.mutate({ side: 'shop', siteId }) },
  }
}
