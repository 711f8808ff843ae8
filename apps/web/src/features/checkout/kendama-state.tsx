import type { KendamaPose, ResultTone } from './result-view.ts'

/** Where the ball's middle is, and the string from the ken's side to it. */
const POSES = {
  swinging: { ball: [50, 156], string: 'M63 108L52 140' },
  hanging: { ball: [50, 156], string: 'M63 108L52 140' },
  resting: { ball: [36, 162], string: 'M63 108C76 130 52 150 42 146' },
  flying: { ball: [44, 42], string: 'M100 118C70 118 52 84 44 42' },
  landed: { ball: [100, 38], string: 'M100 118C62 116 62 70 86 52' },
} as const satisfies Record<KendamaPose, { ball: readonly [number, number]; string: string }>

const BALL = {
  good: 'fill-green',
  waiting: 'fill-amber',
  bad: 'fill-vermilion',
  neutral: 'fill-vermilion',
} as const satisfies Record<ResultTone, string>

interface KendamaStateProps {
  pose: KendamaPose
  tone: ResultTone
}

/** The state of a payment as a catch: the ball swings while it is asked for, flies while money travels, lands when paid. */
export function KendamaState({ pose, tone }: KendamaStateProps) {
  const { ball, string } = POSES[pose]
  const isCaught = pose === 'landed'
  return (
    <svg aria-hidden="true" viewBox="0 0 200 200" width="168" height="168" className="overflow-visible">
      <ellipse cx="100" cy="190" rx="52" ry="4" className="fill-sunk" />
      {pose === 'flying' && (
        <path
          d="M62 160C26 140 24 84 40 58"
          fill="none"
          strokeDasharray="1 8"
          strokeLinecap="round"
          strokeWidth="2.5"
          className="stroke-outline"
        />
      )}
      <g className="fill-ink">
        <path d="M97 54h6l3 34h-12z" />
        <path d="M62 86c14 0 22 5 38 5s24-5 38-5v26c-14 0-22-5-38-5s-24 5-38 5z" />
        <path d="M93 106h14c-2 24-2 42 3 56l5 22H85l5-22c5-14 5-32 3-56z" />
      </g>
      <g className={pose === 'swinging' ? 'kendama-swing' : ''}>
        <path d={string} fill="none" strokeWidth="2" strokeLinecap="round" className="stroke-outline" />
        <g
          className={`transition-transform duration-500 ease-(--ease) ${BALL[tone]}`}
          style={{ transform: `translate(${ball[0]}px, ${ball[1]}px)` }}
        >
          <circle r="27" className="transition-colors duration-500" />
          <path d="M-25 -6c14 6 36 6 50 0" fill="none" strokeWidth="3.5" className="stroke-paper opacity-80" />
          {isCaught ? (
            <path
              d="M-9 10l7 7 13-14"
              fill="none"
              strokeWidth="4"
              strokeLinecap="round"
              strokeLinejoin="round"
              className="kendama-check stroke-paper"
            />
          ) : (
            <circle cx={pose === 'flying' ? 8 : -4} cy="16" r="4.5" className="fill-paper" />
          )}
        </g>
      </g>
    </svg>
  )
}
