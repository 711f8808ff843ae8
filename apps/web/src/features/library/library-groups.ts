import type { LibraryItem } from '@cashwrap/shared/contracts/library'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'

export interface LibraryGroup {
  title: string
  items: LibraryItem[]
}

const GROUPS: ReadonlyArray<{ title: string; kinds: readonly ProductKind[] }> = [
  { title: 'Courses', kinds: ['course'] },
  { title: 'Videos and lessons', kinds: ['video', 'lesson'] },
  { title: 'Downloads', kinds: ['digital_product'] },
  { title: 'Events', kinds: ['event'] },
  { title: 'Credits and plans', kinds: ['credit_package', 'plan'] },
]

/** By kind, in the shop's order, the newest first; kinds that are not there have no heading. */
export function groupLibrary(items: readonly LibraryItem[], search = ''): LibraryGroup[] {
  const wanted = search.trim().toLowerCase()
  const found = items.filter((item) => `${item.title} ${item.sellerName ?? ''}`.toLowerCase().includes(wanted))
  return GROUPS.map(({ title, kinds }) => ({
    title,
    items: found.filter((item) => kinds.includes(item.kind)).sort((a, b) => b.grantedAt.localeCompare(a.grantedAt)),
  })).filter((group) => group.items.length > 0)
}
