import { BeginForm } from './begin-form.tsx'

const STEPS = [
  {
    title: 'You give a name',
    words: 'Buyers read it beside everything you sell here.',
  },
  {
    title: 'The payment service asks who you are',
    words: 'On its own pages, not here: who sells, and the bank account for your payouts.',
  },
  {
    title: 'Each sale is shared out as it is paid',
    words:
      'The shop keeps its fee, a part of the price, and the rest is yours. You see the fee in percent before the first sale.',
  },
]

/** For somebody who does not sell yet: what it means, and the way in. */
export function BeginSelling() {
  return (
    <div className="grid gap-x-16 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <div>
        <h1 className="mb-4 text-6">Sell here</h1>
        <p className="mb-7 max-w-measure text-4 text-soft">
          Your own work on this shelf, paid in the same checkout, with your share paid out to you.
        </p>
        <BeginForm />
      </div>
      <ol className="divide-y divide-hairline self-start border-hairline border-y lg:mt-3">
        {STEPS.map((step, index) => (
          <li key={step.title} className="grid grid-cols-[2.25rem_minmax(0,1fr)] py-5">
            <span aria-hidden="true" className="tabular font-display font-semibold text-4 text-vermilion">
              {index + 1}
            </span>
            <span>
              <span className="block font-display font-semibold text-4">{step.title}</span>
              <span className="mt-1 block max-w-[52ch] text-2 text-soft">{step.words}</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
