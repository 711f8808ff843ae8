import type { ReactNode } from 'react'
import { LoadingWords, Skeleton } from './skeleton.tsx'

export interface LedgerColumn {
  title: string
  /** Classes of its cells: alignment, and from which width on it is shown. */
  className?: string
}

interface LedgerProps {
  caption: string
  columns: readonly LedgerColumn[]
  isLoading: boolean
  children: ReactNode
}

const SKELETON_ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** A dense table that reads like a ledger. The caller gives the rows, with cells of `ledgerCell`. */
export function Ledger({ caption, columns, isLoading, children }: LedgerProps) {
  return (
    <>
      {isLoading && <LoadingWords>{`Loading: ${caption}`}</LoadingWords>}
      <table className="w-full border-collapse text-2">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-outline border-b">
            {columns.map((column) => (
              <th
                key={column.title}
                scope="col"
                className={`py-2 pr-4 text-left font-medium text-1 text-soft ${column.className ?? ''}`}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {isLoading
            ? SKELETON_ROWS.map((row) => (
                <tr key={row} className="border-hairline border-b">
                  {columns.map((column) => (
                    <td key={column.title} className={`h-target pr-4 ${column.className ?? ''}`}>
                      <Skeleton className="h-4 w-full max-w-28" />
                    </td>
                  ))}
                </tr>
              ))
            : children}
        </tbody>
      </table>
    </>
  )
}

export const ledgerRow = 'relative border-hairline border-b hover:bg-sunk has-[a[data-row-link]:focus-visible]:bg-sunk'
export const ledgerCell = (extra = '') => `h-target py-0.5 pr-4 align-middle ${extra}`
