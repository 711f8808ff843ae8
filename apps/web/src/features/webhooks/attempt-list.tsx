import type { WebhookAttempt } from '@cashwrap/shared/contracts/webhooks'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../../components/icon.tsx'
import type { StatusTone } from '../../components/status-word.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { attemptWords } from './answer-words.ts'
import { formatDuration } from './format-duration.ts'
import { HeaderList } from './header-list.tsx'
import { showBody } from './show-body.ts'

const MARK = {
  good: { className: 'bg-green-wash text-green', icon: 'check' },
  bad: { className: 'bg-vermilion-wash text-vermilion', icon: 'alert' },
  waiting: { className: 'bg-amber-wash text-amber', icon: 'clock' },
  neutral: { className: 'bg-sunk text-soft', icon: 'send' },
} as const satisfies Record<StatusTone, { className: string; icon: IconName }>

/** Every attempt, the newest first; what was sent and what came back opens below. */
export function AttemptList({ attempts }: { attempts: readonly WebhookAttempt[] }) {
  return (
    <ol
      aria-label="Attempts, newest first"
      className="relative before:absolute before:inset-y-4 before:left-[0.9375rem] before:w-px before:bg-hairline"
    >
      {attempts.toReversed().map((attempt) => (
        <Attempt key={attempt.number} attempt={attempt} />
      ))}
    </ol>
  )
}

function Attempt({ attempt }: { attempt: WebhookAttempt }) {
  const { word, tone } = attemptWords(attempt)
  const mark = MARK[tone]
  return (
    <li className="relative flex gap-3 py-2.5">
      <span className={`grid size-8 shrink-0 place-items-center rounded-round ${mark.className}`}>
        <Icon name={mark.icon} size={16} />
      </span>
      <div className="min-w-0 grow">
        <p className="font-medium text-2">{word}</p>
        <p className="flex flex-wrap gap-x-3 text-1 text-soft">
          <span>Attempt {attempt.number}</span>
          <TimeText value={attempt.at} style="date-clock" />
          {attempt.durationMs !== null && <span className="tabular">took {formatDuration(attempt.durationMs)}</span>}
        </p>
        <Part title="What was sent with it">
          <p className="mb-2 break-all">
            <code>POST {attempt.url}</code>
          </p>
          <HeaderList headers={attempt.requestHeaders} />
        </Part>
        {attempt.status !== null && (
          <Part title="What came back">
            {attempt.answerHeaders && <HeaderList headers={attempt.answerHeaders} />}
            {attempt.answerBody ? (
              <pre className="mt-2 whitespace-pre-wrap break-all border-hairline border-t pt-2">
                {showBody(attempt.answerBody)}
              </pre>
            ) : (
              <p className="mt-2 text-soft">Nothing besides.</p>
            )}
          </Part>
        )}
      </div>
    </li>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group text-1">
      <summary className="inline-flex min-h-8 list-none items-center gap-1.5 font-medium text-2 [&::-webkit-details-marker]:hidden">
        <Icon name="down" size={16} className="-rotate-90 transition-transform group-open:rotate-0" />
        <span className="link">{title}</span>
      </summary>
      <div className="mt-1 mb-2 rounded-1 bg-sunk px-3 py-2.5">{children}</div>
    </details>
  )
}
