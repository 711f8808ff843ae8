import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type StatusTone = 'good' | 'waiting' | 'bad' | 'neutral'

const TONE = {
  good: { className: 'text-green', icon: 'check' },
  waiting: { className: 'text-amber', icon: 'clock' },
  bad: { className: 'text-vermilion', icon: 'alert' },
  neutral: { className: 'text-soft', icon: null },
} as const satisfies Record<StatusTone, { className: string; icon: IconName | null }>

interface StatusWordProps {
  tone: StatusTone
  children: ReactNode
  icon?: IconName
}

/** A state in a word; the colour and the mark only repeat what the word says. */
export function StatusWord({ tone, children, icon }: StatusWordProps) {
  const mark = icon ?? TONE[tone].icon
  return (
    <span className={`inline-flex items-baseline gap-1.5 font-semibold text-2 ${TONE[tone].className}`}>
      {mark && <Icon name={mark} size={16} className="translate-y-[0.14em]" />}
      {children}
    </span>
  )
}
