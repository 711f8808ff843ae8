import { describe, expect, it } from 'vitest'
import { requirementWords } from './requirement-words.ts'

const textsOf = (requirements: string[]) => requirementWords(requirements).map(({ text }) => text)

describe('requirementWords', () => {
  it('says once what the provider asks for in parts', () => {
    expect(
      textsOf([
        'external_account',
        'individual.dob.day',
        'individual.dob.month',
        'individual.dob.year',
        'individual.first_name',
        'individual.last_name',
        'tos_acceptance.date',
        'tos_acceptance.ip',
      ]),
    ).toEqual(['Bank account for your payouts', 'Date of birth', 'Name', 'Your consent to the payment service’s terms'])
  })

  it('tells the reader’s own details from those of others', () => {
    expect(textsOf(['representative.dob.day', 'owners.email', 'person_1Ab2.verification.document'])).toEqual([
      'Date of birth of whoever represents the business',
      'E-mail address of the owners',
      'Proof of identity of a person in the business',
    ])
  })

  it.each(['business_profile.annual_revenue', 'individual.constructor', 'constructor', 'company.toString', 'toString'])(
    'shows %s as it is, having no words for it',
    (requirement) => {
      expect(requirementWords([requirement])).toEqual([{ text: requirement, isPlain: false }])
    },
  )

  it('has words for everything the test provider asks a new account for', () => {
    const asked = [
      'business_profile.mcc',
      'business_profile.url',
      'business_type',
      'external_account',
      'representative.dob.day',
      'representative.email',
      'representative.first_name',
      'settings.payments.statement_descriptor',
      'tos_acceptance.date',
    ]
    expect(requirementWords(asked).filter(({ isPlain }) => !isPlain)).toEqual([])
  })
})
