import type { OrderState as State } from '@cashwrap/shared/contracts/primitives'
import { orderStateWords } from '../lib/order-state-words.ts'
import { StatusWord } from './status-word.tsx'

export function OrderState({ state }: { state: State }) {
  const { word, tone } = orderStateWords(state)
  return <StatusWord tone={tone}>{word}</StatusWord>
}
