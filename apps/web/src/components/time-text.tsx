import { type FormatTimeOptions, formatTime } from '../lib/format-time.ts'

interface TimeTextProps extends FormatTimeOptions {
  /** ISO 8601 in UTC. */
  value: string
  className?: string
}

export function TimeText({ value, className = '', ...options }: TimeTextProps) {
  return (
    <time dateTime={value} className={`tabular ${className}`}>
      {formatTime(value, options)}
    </time>
  )
}
