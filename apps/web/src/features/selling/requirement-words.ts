const PERSON = /^(individual|representative|owners|directors|executives|person_\w+)$/

/** Whose detail it is, when it may not be the reader's own. */
function whose(owner: string): string {
  if (owner === 'individual') return ''
  if (owner === 'representative') return ' of whoever represents the business'
  if (owner === 'owners') return ' of the owners'
  if (owner === 'directors') return ' of the directors'
  if (owner === 'executives') return ' of the executives'
  return ' of a person in the business'
}

const OF_A_PERSON: Readonly<Record<string, string>> = {
  address: 'Home address',
  dob: 'Date of birth',
  email: 'E-mail address',
  first_name: 'Name',
  last_name: 'Name',
  id_number: 'Personal identity number',
  id_numbers: 'Personal identity number',
  nationality: 'Nationality',
  phone: 'Phone number',
  relationship: 'Role in the business',
  ssn_last_4: 'Last four digits of the social security number',
  verification: 'Proof of identity',
}

const OF_A_COMPANY: Readonly<Record<string, string>> = {
  address: 'Address of the business',
  directors_provided: 'Confirmation that all directors are named',
  executives_provided: 'Confirmation that all executives are named',
  owners_provided: 'Confirmation that all owners are named',
  name: 'Name of the business',
  phone: 'Phone number of the business',
  registration_number: 'Registration number of the business',
  tax_id: 'Tax number of the business',
  vat_id: 'VAT number of the business',
  verification: 'Proof that the business exists',
}

const WHOLE: Readonly<Record<string, string>> = {
  business_type: 'Whether you sell as a person or as a business',
  country: 'Country',
  email: 'E-mail address',
  external_account: 'Bank account for your payouts',
  'business_profile.mcc': 'What kind of business it is',
  'business_profile.name': 'Name of the business',
  'business_profile.product_description': 'What you sell, in a sentence',
  'business_profile.support_email': 'E-mail address for buyers’ questions',
  'business_profile.support_phone': 'Phone number for buyers’ questions',
  'business_profile.support_url': 'Page for buyers’ questions',
  'business_profile.url': 'Your website, or what you sell in a sentence',
  'settings.payments.statement_descriptor': 'The name on buyers’ bank statements',
  'tos_acceptance.date': 'Your consent to the payment service’s terms',
  'tos_acceptance.ip': 'Your consent to the payment service’s terms',
}

/** One requirement in words; undefined for one nobody has put into words yet. */
function wordsOf(requirement: string): string | undefined {
  if (Object.hasOwn(WHOLE, requirement)) return WHOLE[requirement]
  const [owner = '', part = ''] = requirement.split('.')
  if (owner === 'company') return Object.hasOwn(OF_A_COMPANY, part) ? OF_A_COMPANY[part] : undefined
  if (!PERSON.test(owner) || !Object.hasOwn(OF_A_PERSON, part)) return undefined
  return `${OF_A_PERSON[part]}${whose(owner)}`
}

export interface RequirementWords {
  text: string
  /** False: nobody has put it into words, it is shown as the provider calls it. */
  isPlain: boolean
}

/** What the provider still asks for as a person reads it: each thing once, in its order. */
export function requirementWords(requirements: readonly string[]): RequirementWords[] {
  const words = new Map<string, RequirementWords>()
  for (const requirement of requirements) {
    const plain = wordsOf(requirement)
    const text = plain ?? requirement
    words.set(text, { text, isPlain: plain !== undefined })
  }
  return [...words.values()]
}
