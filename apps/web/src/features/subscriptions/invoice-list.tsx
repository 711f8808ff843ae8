import type { Invoice, InvoiceLinks, Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { readFailure } from '../../lib/failure.ts'
import { INVOICE_REASONS, INVOICE_STATUSES, invoiceDetails } from './invoice-words.ts'
import { useInvoices } from './use-invoices.ts'
import { useOpenInvoice } from './use-open-invoice.ts'

/** Every invoice of a subscription, each with its page and its PDF. */
export function InvoiceList({ subscriptionId }: { subscriptionId: Subscription['id'] }) {
  const { invoices, ...pages } = useInvoices(subscriptionId)
  const { open, openingId, failure } = useOpenInvoice()
  return (
    <section aria-labelledby="invoices">
      <h2 id="invoices" className="mb-2 text-4">
        Invoices
      </h2>
      {pages.isPending && (
        <>
          <LoadingWords>Loading the invoices</LoadingWords>
          <Skeleton className="h-16 w-full" />
          <Skeleton className="mt-2 h-16 w-full" />
        </>
      )}
      {pages.isSuccess && invoices.length === 0 && (
        <p className="border-hairline border-y py-5 text-soft">
          There is none yet. The first one comes with the first payment.
        </p>
      )}
      {failure && <FailureMessage failure={failure} className="mb-3" />}
      {invoices.length > 0 && (
        <ol aria-label="Invoices, newest first" className="divide-y divide-hairline border-hairline border-y">
          {invoices.map((invoice) => (
            <InvoiceRow
              key={invoice.id}
              invoice={invoice}
              isOpening={openingId === invoice.id}
              onOpen={(what) => open(invoice.id, what)}
            />
          ))}
        </ol>
      )}
      {pages.error && (
        <FailureMessage
          className="mt-4"
          failure={readFailure(pages.error)}
          actions={
            <Button onClick={() => void (invoices.length > 0 ? pages.fetchNextPage() : pages.refetch())}>
              Try again
            </Button>
          }
        />
      )}
      {pages.hasNextPage && !pages.error && (
        <div className="mt-5 text-center">
          <Button variant="quiet" isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Show older invoices
          </Button>
        </div>
      )}
    </section>
  )
}

interface InvoiceRowProps {
  invoice: Invoice
  isOpening: boolean
  onOpen: (what: keyof InvoiceLinks) => void
}

function InvoiceRow({ invoice, isOpening, onOpen }: InvoiceRowProps) {
  const status = INVOICE_STATUSES[invoice.status]
  const name = invoice.number ?? 'without a number'
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-5 py-3">
      <p className="min-w-0">
        <span className="font-semibold">{INVOICE_REASONS[invoice.reason]}</span>{' '}
        <TimeText value={invoice.createdAt} className="text-2 text-soft" />
      </p>
      <MoneyText value={invoice.total} className="text-right font-semibold" />
      <p className="flex flex-wrap gap-x-3 text-2 text-soft">
        {invoice.number !== null && <span className="tabular">{invoice.number}</span>}
        {invoiceDetails(invoice).map((detail) => (
          <span key={detail}>{detail}</span>
        ))}
      </p>
      <p className="text-right">
        <StatusWord tone={status.tone}>{status.word}</StatusWord>
      </p>
      {invoice.status !== 'draft' && (
        <p className="col-span-full flex flex-wrap gap-x-5">
          <Button variant="plain" className="text-2!" isBusy={isOpening} onClick={() => onOpen('page')}>
            {invoice.status === 'open' ? 'Open and pay it' : 'Open it'}
            <span className="sr-only"> (invoice {name}, in a new tab)</span>
          </Button>
          <Button variant="plain" className="text-2!" isBusy={isOpening} onClick={() => onOpen('pdf')}>
            <Icon name="download" size={18} />
            PDF<span className="sr-only"> of invoice {name}, in a new tab</span>
          </Button>
          {invoice.orderId !== null && (
            <Link
              to="/orders/$orderId"
              params={{ orderId: invoice.orderId }}
              className="link tabular inline-flex min-h-target items-center text-2 text-soft"
            >
              Order {invoice.orderNumber}
            </Link>
          )}
        </p>
      )}
    </li>
  )
}
