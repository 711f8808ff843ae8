import type { CheckoutStatus } from '@cashwrap/shared/contracts/checkout'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { Picture } from '../../components/picture.tsx'

type Yours = NonNullable<CheckoutStatus['yours']>

/** A plan has a way of its own, to the subscription. */
const OPEN = {
  course: 'Open',
  video: 'Open',
  lesson: 'Open',
  digital_product: 'Download',
  event: 'Details',
  credit_package: 'See your credits',
} as const satisfies Record<Exclude<ProductKind, 'plan'>, string>

const HAS_LESSONS: ReadonlySet<ProductKind> = new Set(['course', 'video', 'lesson'])

interface BoughtItemsProps {
  yours: Yours
  /** Paid and signed in: each item has the way to it. */
  isOpen: boolean
}

/** What the checkout was about, and when it is yours, the way in. */
export function BoughtItems({ yours, isOpen }: BoughtItemsProps) {
  return (
    <section aria-label="What you bought" className="w-full text-left">
      <ul className="divide-y divide-hairline border-hairline border-y">
        {yours.items.map((item) => (
          <li key={item.productId} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5">
            <Picture seed={item.pictureSeed} kind={item.kind} className="w-18 shrink-0" />
            <span className="min-w-0 grow basis-24">
              <span className="block font-medium leading-snug">{item.title}</span>
              <span className="text-2 text-soft">
                {item.quantity > 1 && `${item.quantity} × · `}
                <MoneyText value={item.total} />
              </span>
            </span>
            {isOpen && item.kind !== 'plan' && <OpenLink item={item} kind={item.kind} />}
          </li>
        ))}
      </ul>
      <p className="flex items-baseline justify-between gap-4 py-3">
        <span className="text-2 text-soft">Order {yours.orderNumber}</span>
        <MoneyText value={yours.total} withCode className="font-display font-semibold text-4" />
      </p>
    </section>
  )
}

interface OpenLinkProps {
  item: Yours['items'][number]
  kind: keyof typeof OPEN
}

function OpenLink({ item, kind }: OpenLinkProps) {
  const words = (
    <>
      {OPEN[kind]}
      <span className="sr-only"> {item.title}</span>
    </>
  )
  const face = buttonClass('quiet', 'rise shrink-0')
  if (kind === 'credit_package') {
    return (
      <Link to="/credits" className={`${face} max-sm:w-full`}>
        {words}
      </Link>
    )
  }
  return HAS_LESSONS.has(kind) ? (
    <Link to="/library/$slug" params={{ slug: item.slug }} className={face}>
      {words}
    </Link>
  ) : (
    <Link to="/library" hash={item.slug} className={face}>
      {words}
    </Link>
  )
}
