import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { Fact, Facts } from '../../components/facts.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { creditTypeName, formatCount } from '../../lib/credit-words.ts'
import { EACH } from '../../lib/plan-interval.ts'
import { cardEnd, cardWords } from './card-words.ts'
import { nextWords } from './stage-words.ts'
import type { Portal } from './use-portal.ts'

interface SubscriptionFactsProps {
  subscription: Subscription
  portal: Portal
}

/** Price, next charge, card and credits, a line each. */
export function SubscriptionFacts({ subscription, portal }: SubscriptionFactsProps) {
  const { price, priceFrom, interval, nextCharge, card, credits, stage, startedAt } = subscription
  const end = card && cardEnd(card)
  return (
    <Facts title="At a glance">
      <Fact term="Price">
        <MoneyText value={price} className="font-semibold" /> {EACH[interval]}
        {priceFrom !== null && (
          <span className="text-soft">
            {' '}
            from <TimeText value={priceFrom} />
          </span>
        )}
      </Fact>
      <Fact term="Next charge">
        {nextCharge ? (
          <>
            <MoneyText value={nextCharge.amount} className="font-semibold" /> on{' '}
            <TimeText value={nextCharge.at} className="font-semibold" />
          </>
        ) : (
          nextWords(subscription)
        )}
      </Fact>
      <Fact term="Paid with">
        {card ? (
          <>
            {cardWords(card)}
            {end !== null && <span className="tabular text-soft">, good until {end}</span>}
          </>
        ) : (
          <span className="text-soft">No card is kept</span>
        )}
        {subscription.cardEndsSoon && (
          <span className="block">
            <StatusWord tone="waiting">It ends before the next charge</StatusWord>
          </span>
        )}
        {stage !== 'ended' && (
          <span className="block">
            <Button variant="plain" className="text-2!" isBusy={portal.isOpeningCard} onClick={portal.openCard}>
              Use another card
            </Button>
          </span>
        )}
      </Fact>
      {credits && (
        <Fact term="Credits">
          <span className="tabular">
            <span className="font-semibold">{formatCount(credits.left)}</span> left, {formatCount(credits.perPeriod)}{' '}
            with each {interval}
          </span>{' '}
          <Link to="/credits" className="link whitespace-nowrap">
            {creditTypeName(credits.creditType)}
          </Link>
        </Fact>
      )}
      <Fact term="Since">
        <TimeText value={startedAt} />
      </Fact>
    </Facts>
  )
}
