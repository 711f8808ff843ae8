const SENTENCES: Readonly<Record<string, string>> = {
  card_declined: 'The bank declined the card. Another card or another way to pay may work.',
  expired_card: 'The card has expired. Another card is needed.',
  incorrect_cvc: 'The security code did not match the card. Check the three or four digits and try again.',
  processing_error: 'The bank could not process the card just now. Try again in a moment.',
  incorrect_number: 'The card number is not right. Check the digits and try again.',
  insufficient_funds: 'The card does not have enough money available. Another card may work.',
  authentication_required:
    'The bank wants the payment confirmed by its owner. Try again and complete the bank’s check.',
}

/** A refused attempt in words for the person who paid; a code we do not know gets a general sentence. */
export const declineSentence = (code: string): string =>
  SENTENCES[code] ?? 'The payment was not accepted. Try again or use another way to pay.'
