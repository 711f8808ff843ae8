/** From how few seats on it is worth saying so aloud. */
const FEW = 6

export interface SeatWords {
  text: string
  tone: 'neutral' | 'waiting' | 'bad'
}

export function seatWords(seatsLeft: number): SeatWords {
  if (seatsLeft <= 0) return { text: 'Sold out', tone: 'bad' }
  if (seatsLeft <= FEW) return { text: seatsLeft === 1 ? '1 seat left' : `${seatsLeft} seats left`, tone: 'waiting' }
  return { text: `${seatsLeft} seats left`, tone: 'neutral' }
}
