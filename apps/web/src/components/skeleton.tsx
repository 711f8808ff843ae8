/** The place of something that is coming, in its final size. */
export function Skeleton({ className = '' }: { className?: string }) {
  return <span aria-hidden="true" className={`waiting block rounded-1 bg-sunk ${className}`} />
}

/** Says once that something is loading; the shapes beside it are for the eye. */
export function LoadingWords({ children = 'Loading' }: { children?: string }) {
  return (
    <p role="status" className="sr-only">
      {children}
    </p>
  )
}
