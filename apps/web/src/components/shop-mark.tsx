/** The shop's mark: a ken seen from the front with the ball on its spike. */
export function ShopMark({ size = 34 }: { size?: number }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 34 40" width={size * 0.85} height={size} className="shrink-0">
      <path
        fill="currentColor"
        d="M3 19.500c6 0 8 2 14 2s8-2 14-2v10c-6 0-8-2-14-2s-8 2-14 2zM15 27h4c-.5 4-.5 6 1 8l2 4H12l2-4c1.5-2 1.5-4 1-8z"
      />
      <circle cx="17" cy="11" r="10" fill="var(--vermilion)" />
      <path d="M7.5 8.500c6 2.5 13 2.5 19 0" fill="none" stroke="var(--paper)" strokeWidth="1.8" />
    </svg>
  )
}
