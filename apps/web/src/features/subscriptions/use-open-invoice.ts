import type { Invoice, InvoiceLinks } from '@cashwrap/shared/contracts/subscriptions'
import { useState } from 'react'
import { readFailure, type ScreenFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'

/**
 * Opens an invoice's page or PDF in a tab of its own. The tab is opened by the press itself, which browsers allow, and gets
 * its address when the shop has it; where a browser opens none, this page goes there.
 */
export function useOpenInvoice() {
  const [failure, setFailure] = useState<ScreenFailure | null>(null)
  const links = trpc.subscriptions.openInvoice.useMutation()
  const open = (invoiceId: Invoice['id'], what: keyof InvoiceLinks) => {
    if (links.isPending) return
    const tab = window.open('', '_blank')
    if (tab) tab.opener = null
    setFailure(null)
    links.mutate(
      { invoiceId },
      {
        onSuccess: (found) => {
          const url = found[what]
          if (url === null) {
            tab?.close()
            setFailure({ kind: 'not-found', what: 'invoice' })
          } else if (tab) tab.location.replace(url)
          else window.location.assign(url)
        },
        onError: (error) => {
          tab?.close()
          setFailure(readFailure(error))
        },
      },
    )
  }
  return { open, openingId: links.isPending ? links.variables.invoiceId : null, failure }
}
