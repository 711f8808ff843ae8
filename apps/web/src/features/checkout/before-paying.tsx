import type { LineNotice } from '@cashwrap/shared/contracts/cart'
import { Button } from '../../components/button.tsx'
import { Checkbox } from '../../components/checkbox.tsx'
import { Icon } from '../../components/icon.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import type { Obstacle } from './cart-obstacles.ts'

interface BeforePayingProps {
  obstacles: readonly Obstacle[]
  confirmed: ReadonlySet<string>
  /** Says at each open obstacle what it needs, after a try to pay. */
  showsFaults: boolean
  isChanging: boolean
  onConfirm: (key: string, isConfirmed: boolean) => void
  onRemove: (lineId: string) => void
  onQuantity: (lineId: string, quantity: number) => void
}

export const obstacleFieldId = (obstacle: Obstacle): string => `before-${obstacle.key}`

/** What changed about the cart, each with what can be done about it. */
export function BeforePaying({ obstacles, ...rest }: BeforePayingProps) {
  if (obstacles.length === 0) return null
  return (
    <section aria-labelledby="before-paying" className="border-amber border-l-4 bg-amber-wash px-4 pt-3 pb-1">
      <h2 id="before-paying" className="text-3">
        Before you pay
      </h2>
      <ul className="divide-y divide-outline/30">
        {obstacles.map((obstacle) => (
          <li key={obstacle.key} className="py-3">
            <ObstacleEntry obstacle={obstacle} {...rest} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ObstacleEntry({
  obstacle,
  confirmed,
  showsFaults,
  isChanging,
  onConfirm,
  onRemove,
  onQuantity,
}: Omit<BeforePayingProps, 'obstacles'> & { obstacle: Obstacle }) {
  const { line, notice } = obstacle
  const isConfirmed = confirmed.has(obstacle.key)
  const fieldId = obstacleFieldId(obstacle)
  const removeIds = obstacle.needs === 'change' && !hasSeats(notice) ? { id: fieldId } : {}
  return (
    <>
      <p className="flex items-start gap-2 text-2">
        <Icon name="alert" size={18} className="mt-0.5 text-amber" />
        <span>
          <strong className="font-semibold">{line.title}</strong> <NoticeWords notice={notice} />
        </span>
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-x-5 pl-6.5">
        {obstacle.needs === 'confirm' && (
          <Checkbox
            id={fieldId}
            checked={isConfirmed}
            onCheckedChange={(checked) => onConfirm(obstacle.key, checked)}
            label={CONFIRM[notice.kind as keyof typeof CONFIRM]}
            error={showsFaults && !isConfirmed ? 'Tick this or take it out' : undefined}
          />
        )}
        {hasSeats(notice) && (
          <Button
            id={fieldId}
            variant="quiet"
            className="text-2!"
            isBusy={isChanging}
            onClick={() => onQuantity(line.id, notice.left)}
          >
            Take {notice.left === 1 ? 'the last seat' : `${notice.left} seats`}
          </Button>
        )}
        <Button
          {...removeIds}
          variant="plain"
          className="text-2!"
          isBusy={isChanging}
          onClick={() => onRemove(line.id)}
        >
          Take it out<span className="sr-only"> of the cart: {line.title}</span>
        </Button>
      </div>
      {showsFaults && obstacle.needs === 'change' && (
        <p className="pl-6.5 font-medium text-2 text-vermilion">This has to be settled before you can pay.</p>
      )}
    </>
  )
}

const CONFIRM = { 'price-changed': 'The new price is fine', 'already-owned': 'Buy it again' } as const

const hasSeats = (notice: LineNotice): notice is Extract<LineNotice, { kind: 'seats-short' }> =>
  notice.kind === 'seats-short' && notice.left > 0

const GONE = {
  unpublished: 'is no longer sold.',
  'sold-out': 'is sold out.',
  'not-on-sale-yet': 'is not on sale yet.',
} as const

function NoticeWords({ notice }: { notice: LineNotice }) {
  switch (notice.kind) {
    case 'price-changed':
      return (
        <>
          cost <MoneyText value={notice.was} /> when you put it in. It costs <MoneyText value={notice.now} /> now.
        </>
      )
    case 'already-owned':
      return <>is yours already. You can open it in your library without paying again.</>
    case 'unavailable':
      return GONE[notice.availability]
    case 'seats-short':
      return notice.left === 0 ? (
        <>has no seat left.</>
      ) : (
        <>has only {notice.left === 1 ? 'one seat' : `${notice.left} seats`} left.</>
      )
    default:
      return notice satisfies never
  }
}
