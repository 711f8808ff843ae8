import type { CartLine, LineNotice } from '@cashwrap/shared/contracts/cart'

/**
 * Something about a line that stands between the buyer and paying. `confirm` ones need a yes; `blocking` ones need the line
 * to be changed or taken out.
 */
export interface Obstacle {
  /** The same as long as the facts are the same: another price asks again. */
  key: string
  needs: 'confirm' | 'change'
  line: CartLine
  notice: LineNotice
}

const NEEDS = {
  'price-changed': 'confirm',
  'already-owned': 'confirm',
  unavailable: 'change',
  'seats-short': 'change',
} as const satisfies Record<LineNotice['kind'], Obstacle['needs']>

function keyOf(line: CartLine, notice: LineNotice): string {
  switch (notice.kind) {
    case 'price-changed':
      return `${notice.kind}-${line.id}-${notice.now.amount}`
    case 'seats-short':
      return `${notice.kind}-${line.id}-${notice.left}`
    default:
      return `${notice.kind}-${line.id}`
  }
}

/**
 * What has to be settled before paying. `alreadyOwned` are products the shop named when it refused to start: a guest's cart
 * does not know yet what the address typed into the form owns.
 */
export function obstaclesOf(lines: readonly CartLine[], alreadyOwned: ReadonlySet<string>): Obstacle[] {
  return lines.flatMap((line) => {
    const isNews = alreadyOwned.has(line.productId) && !line.notices.some((notice) => notice.kind === 'already-owned')
    const notices: LineNotice[] = isNews ? [...line.notices, { kind: 'already-owned' }] : line.notices
    return notices.map((notice) => ({ key: keyOf(line, notice), needs: NEEDS[notice.kind], line, notice }))
  })
}

export const unsettled = (obstacles: readonly Obstacle[], confirmed: ReadonlySet<string>): Obstacle[] =>
  obstacles.filter((obstacle) => obstacle.needs === 'change' || !confirmed.has(obstacle.key))

/** The buyer said yes to owning something twice. */
export const buysAgain = (obstacles: readonly Obstacle[], confirmed: ReadonlySet<string>): boolean =>
  obstacles.some((obstacle) => obstacle.notice.kind === 'already-owned' && confirmed.has(obstacle.key))
