import type { SellerAccount } from '@cashwrap/shared/contracts/seller'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { type StatusTone, StatusWord } from '../../components/status-word.tsx'
import { requirementWords } from './requirement-words.ts'
import type { SellingSearch } from './selling-search.ts'
import type { SetupState } from './setup-state.ts'
import { useProviderPage } from './use-provider-page.ts'

interface SetupPanelProps {
  account: NonNullable<SellerAccount>
  state: SetupState
  onboarding: SellingSearch['onboarding']
}

interface StateWords {
  tone: StatusTone
  title: string
  words: string
}

const WORDS = {
  'not-started': {
    tone: 'waiting',
    title: 'Payments are not set up',
    words: 'Your products cannot be bought before the payment service knows who is paid for them.',
  },
  asking: {
    tone: 'waiting',
    title: 'Waiting for the payment service',
    words: 'You are back from its pages. What it says about your account comes here by itself, mostly within seconds.',
  },
  due: {
    tone: 'waiting',
    title: 'The setup is not complete',
    words: 'Your products cannot be bought until it is.',
  },
  checking: {
    tone: 'waiting',
    title: 'The payment service is checking',
    words: 'You gave everything it asked for. Its answer comes here by itself; it may take a while.',
  },
  held: {
    tone: 'waiting',
    title: 'You can sell, payouts are on hold',
    words: 'Sales are paid to your balance. The payment service does not pay out to your bank yet.',
  },
  ready: {
    tone: 'good',
    title: 'Ready to sell and to be paid',
    words: 'Your balance and your payouts are on the payment service’s pages.',
  },
} as const satisfies Record<SetupState, StateWords>

/** How a seller's account at the payment service stands, what is still due, and the way there. */
export function SetupPanel({ account, state, onboarding }: SetupPanelProps) {
  const { begin, openDashboard, isBeginning, isOpening, failure } = useProviderPage()
  const { tone, title, words } = WORDS[state]
  const due = state === 'asking' || state === 'checking' ? [] : requirementWords(account.requirementsDue)
  const setUp = (label: string, isQuiet = false) => (
    <Button variant={isQuiet ? 'quiet' : 'primary'} isBusy={isBeginning} onClick={() => begin(account.name)}>
      {label}
    </Button>
  )
  return (
    <section aria-labelledby="setup" className="border-hairline border-y py-5">
      <h2 id="setup" className="sr-only">
        Payments to you
      </h2>
      <div className="flex flex-wrap items-start justify-between gap-x-10 gap-y-4">
        <div className="min-w-0 max-w-measure grow basis-80">
          <div role="status">
            <StatusWord tone={tone}>
              <span className="text-4">{title}</span>
            </StatusWord>
            <p className="mt-1 text-2 text-soft">{words}</p>
            {onboarding === 'again' && state !== 'ready' && (
              <p className="mt-1 font-medium text-2">
                That way in was used already or is too old. Go on from here and you get a new one.
              </p>
            )}
          </div>
          {due.length > 0 && <StillDue due={due} isReady={state === 'ready'} />}
          <p className="mt-3 text-2">
            The shop keeps <strong className="tabular font-semibold">{account.feePercent} %</strong> of each sale.
          </p>
        </div>
        <div className="flex flex-wrap gap-3">
          <Ways
            state={state}
            hasDue={due.length > 0}
            setUp={setUp}
            dashboard={
              <Button variant={state === 'ready' ? 'primary' : 'quiet'} isBusy={isOpening} onClick={openDashboard}>
                Open your payout dashboard
              </Button>
            }
          />
        </div>
      </div>
      {failure && <FailureMessage failure={failure} className="mt-4" />}
    </section>
  )
}

interface WaysProps {
  state: SetupState
  hasDue: boolean
  setUp: (label: string, isQuiet?: boolean) => ReactNode
  dashboard: ReactNode
}

function Ways({ state, hasDue, setUp, dashboard }: WaysProps) {
  switch (state) {
    case 'not-started':
      return setUp('Set up payments')
    case 'due':
      return setUp('Go on with the setup')
    case 'asking':
    case 'checking':
      return setUp('Go on with the setup', true)
    case 'held':
      return (
        <>
          {setUp('Go on with the setup')}
          {dashboard}
        </>
      )
    case 'ready':
      return (
        <>
          {dashboard}
          {hasDue && setUp('Go on with the setup', true)}
        </>
      )
    default:
      return state satisfies never
  }
}

interface StillDueProps {
  due: ReturnType<typeof requirementWords>
  /** Asked for in time, before anything is held back. */
  isReady: boolean
}

const StillDue = ({ due, isReady }: StillDueProps) => (
  <div className="mt-3">
    <h3 id="still-due" className="font-semibold font-text! text-2">
      {isReady ? 'Asked for next' : 'Still asked for'}
    </h3>
    <ul aria-labelledby="still-due" className="mt-1 list-disc space-y-0.5 pl-5 text-2 marker:text-outline">
      {due.map(({ text, isPlain }) => (
        <li key={text}>{isPlain ? text : <code className="break-all text-1">{text}</code>}</li>
      ))}
    </ul>
  </div>
)
