/** Line drawings on a 24 by 24 grid, stroked in the text's colour. */
const PATHS = {
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20.5 20.5',
  bag: 'M5 8h14l-1 12.500H6zM8.5 10.500V7a3.5 3.5 0 0 1 7 0v3.5',
  person: 'M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.500c1-4 4-5.5 7.5-5.500s6.5 1.5 7.5 5.5',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4',
  moon: 'M19.5 14.500A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z',
  screen: 'M3.5 5h17v11.500h-17zM9 20h6M12 16.500V20',
  check: 'M4.5 12.5 9.5 17.5 19.5 6.5',
  cross: 'M6 6 18 18M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  alert: 'M12 3.5 21.5 20h-19zM12 10v4.500M12 17v.5',
  back: 'M19.5 12h-15M10.5 6l-6 6 6 6',
  forward: 'M4.5 12h15M13.5 6l6 6-6 6',
  down: 'M6 9.500l6 6 6-6',
  clock: 'M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7v5l3.5 2',
  seat: 'M6 4v9h10l1 7M6 13l-1 7M6 13h10V10H6',
  play: 'M7.5 4.5 19 12 7.5 19.500z',
  file: 'M6 3h8l4.5 4.500V21H6zM14 3v4.500h4.5',
  course: 'M4 5.500c3-1 5.5-.5 8 1.5 2.5-2 5-2.5 8-1.500v13c-3-1-5.5-.5-8 1.5-2.5-2-5-2.5-8-1.500zM12 7v13',
  credits:
    'M12 9.500c4 0 7-1.1 7-2.800S16 4 12 4 5 5 5 6.700s3 2.8 7 2.800zM5 6.700v10.500C5 18.9 8 20 12 20s7-1.1 7-2.800V6.700M5 12c0 1.7 3 2.8 7 2.800s7-1.1 7-2.8',
  plan: 'M4 12a8 8 0 0 1 14-5.300M20 12a8 8 0 0 1-14 5.300M18.5 3v4h-4M5.5 21v-4h4',
  mail: 'M3.5 5.500h17v13h-17zM3.5 6.5 12 13l8.5-6.5',
  lock: 'M6 11h12v9.500H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  place:
    'M12 21c4.500-5 7-8.500 7-11.500a7 7 0 0 0-14 0C5 12.5 7.500 16 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  turn: 'M12 3.500a8.5 8.5 0 1 1-8.5 8.5',
  stall:
    'M4 9.500 5.500 4h13L20 9.500a2.700 2.700 0 0 1-5.300 0 2.700 2.700 0 0 1-5.400 0 2.700 2.700 0 0 1-5.300 0zM5.500 12v8.500h13V12M9.500 20.500v-5h5v5',
  download: 'M12 4v11M6.5 10 12 15.5 17.5 10M4.5 20h15',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.500v-4h-11v11h4',
  send: 'M20.5 3.500 3.500 10.500l7 3 3 7zM10.5 13.500l4.5-4.500',
  globe:
    'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM3.500 12h17M12 3.500c2.500 2.500 3.500 5.500 3.500 8.500s-1 6-3.500 8.500c-2.500-2.500-3.500-5.500-3.500-8.500s1-6 3.500-8.500z',
} as const

export type IconName = keyof typeof PATHS

interface IconProps {
  name: IconName
  /** Edge length in px. */
  size?: number
  className?: string
}

/** Always beside words that say the same: hidden from screen readers. */
export function Icon({ name, size = 20, className = '' }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
