import './checkout-result.css'
import { KendamaState } from './kendama-state.tsx'

/** Before the first answer: the page's place is taken and nothing is claimed. */
export function AskingResult({ cameFrom }: { cameFrom: 'success' | 'cancel' }) {
  return (
    <div className="mx-auto flex max-w-[40rem] flex-col items-center pt-8 pb-10 text-center sm:pt-14">
      <KendamaState pose="swinging" tone="waiting" />
      <div role="status" className="flex flex-col items-center">
        <h1 className="mt-5 text-6">{cameFrom === 'success' ? 'Confirming your payment' : 'One moment'}</h1>
        <p className="mt-3 max-w-[46ch] text-soft">
          We are asking the payment service how it stands. This page changes by itself.
        </p>
      </div>
    </div>
  )
}
