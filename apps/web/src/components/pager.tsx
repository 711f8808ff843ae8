import { Button } from './button.tsx'

interface PagerProps {
  isFirst: boolean
  hasMore: boolean
  onFirst: () => void
  onMore: () => void
}

/** Pages by cursor; the browser's own "back" goes to the page before. */
export function Pager({ isFirst, hasMore, onFirst, onMore }: PagerProps) {
  if (isFirst && !hasMore) return null
  return (
    <nav aria-label="Pages" className="mt-5 flex justify-end gap-3">
      {!isFirst && (
        <Button variant="quiet" className="text-2!" onClick={onFirst}>
          Newest
        </Button>
      )}
      {hasMore && (
        <Button variant="quiet" className="text-2!" onClick={onMore}>
          Older
        </Button>
      )}
    </nav>
  )
}
