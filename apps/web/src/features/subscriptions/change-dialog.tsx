import type { ChangeOption, ChangePreview, Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { useNotices } from '../../components/notices.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { readFailure, type ScreenFailure } from '../../lib/failure.ts'
import { trpc, trpcClient } from '../../lib/trpc.ts'
import { confirmWords, keyedLines, optionTitle, previewNotes } from './change-words.ts'
import type { Portal } from './use-portal.ts'

interface ChangeDialogProps {
  subscription: Subscription
  option: ChangeOption
  isOpen: boolean
  onClose: () => void
  onChanged: (subscription: Subscription) => void
  portal: Portal
}

/** What a change costs, line by line, before it is confirmed; what is shown is what is charged. */
export function ChangeDialog({ subscription, option, isOpen, onClose, onChanged, portal }: ChangeDialogProps) {
  const notices = useNotices()
  const { id: subscriptionId } = subscription
  const { priceId } = option
  const title = optionTitle(option, subscription)
  // Worked out for one instant: asked once each time it opens, and never again behind the reader's back.
  const preview = useQuery({
    queryKey: ['change-preview', subscriptionId, priceId],
    queryFn: ({ signal }) => trpcClient.subscriptions.previewChange.mutate({ subscriptionId, priceId }, { signal }),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const change = trpc.subscriptions.change.useMutation({
    onSuccess: (next) => {
      onChanged(next)
      onClose()
      notices.show(option.takesEffect === 'now' ? `You have ${title} now.` : `From the next period on: ${title}.`)
    },
  })
  const workOut = () => {
    change.reset()
    void preview.refetch()
  }
  const shown = preview.isFetching ? undefined : preview.data
  const failure = change.error ? readFailure(change.error) : null
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={`Change to ${title}?`}>
      {preview.error && !preview.isFetching ? (
        <FailureMessage failure={readFailure(preview.error)} actions={<Button onClick={workOut}>Try again</Button>} />
      ) : shown ? (
        <>
          <PreviewSums preview={shown} />
          {failure && <ChangeFailure failure={failure} portal={portal} onAgain={workOut} />}
          <div className="mt-6 flex flex-wrap gap-3">
            {failure?.kind !== 'price-changed' && (
              <Button
                className="tabular text-2!"
                isBusy={change.isPending}
                onClick={() =>
                  change.mutate({
                    subscriptionId,
                    priceId,
                    prorationAt: shown.prorationAt,
                    expectedDueNow: shown.dueNow,
                  })
                }
              >
                {confirmWords(shown)}
              </Button>
            )}
            <Button variant="quiet" className="text-2!" onClick={onClose}>
              Leave it as it is
            </Button>
          </div>
        </>
      ) : (
        <>
          <LoadingWords>Working out what it costs</LoadingWords>
          <Skeleton className="h-10 w-40" />
          <Skeleton className="mt-4 h-24 w-full" />
          <Skeleton className="mt-5 h-target w-56" />
        </>
      )}
    </Dialog>
  )
}

function PreviewSums({ preview }: { preview: ChangePreview }) {
  return (
    <>
      <p className="flex items-baseline justify-between gap-4">
        <span>Charged now</span>
        <MoneyText value={preview.dueNow} withCode className="font-semibold text-5" />
      </p>
      {preview.lines.length > 0 && (
        <ul aria-label="How it comes to that" className="mt-2 divide-y divide-hairline border-hairline border-y text-2">
          {keyedLines(preview).map((line) => (
            <li key={line.key} className="flex items-baseline justify-between gap-5 py-2">
              <span className="min-w-0 text-soft">{line.text}</span>
              <MoneyText value={line.amount} />
            </li>
          ))}
        </ul>
      )}
      <ul className="mt-4 space-y-1.5 text-2">
        {previewNotes(preview).map((note) => (
          <Note key={note}>{note}</Note>
        ))}
      </ul>
    </>
  )
}

const Note = ({ children }: { children: ReactNode }) => (
  <li className="flex items-start gap-2">
    <Icon name="forward" size={16} className="mt-1 text-soft" />
    <span>{children}</span>
  </li>
)

interface ChangeFailureProps {
  failure: ScreenFailure
  portal: Portal
  onAgain: () => void
}

/** Why nothing was changed, with the one thing to do about it. */
function ChangeFailure({ failure, portal, onAgain }: ChangeFailureProps) {
  if (failure.kind === 'price-changed') {
    return (
      <div role="alert" className="mt-4 border-amber border-l-4 bg-amber-wash px-4 py-3">
        <p className="flex items-start gap-2 font-semibold">
          <Icon name="alert" className="mt-0.5 text-amber" />
          The amount has changed
        </p>
        <p className="mt-0.5 text-2">
          It was <MoneyText value={failure.quoted} className="line-through" /> and is{' '}
          <MoneyText value={failure.now} className="font-semibold" /> by now. Nothing was charged and nothing changed.
        </p>
        <Button variant="quiet" className="mt-3 text-2!" onClick={onAgain}>
          Work it out again
        </Button>
      </div>
    )
  }
  return (
    <FailureMessage
      failure={failure}
      className="mt-4"
      actions={
        failure.kind === 'change-refused' && failure.reason === 'declined' ? (
          <Button variant="quiet" className="text-2!" isBusy={portal.isOpeningCard} onClick={portal.openCard}>
            Use another card
          </Button>
        ) : undefined
      }
    />
  )
}
