import { REASONS } from '../portal/configurations.ts'
import { portalPath } from '../portal/sessions.ts'
import { type Html, html } from '../site/html.ts'
import type { CustomerObject } from '../state/object-types.ts'
import { renderTill } from './pay-page.ts'
import type { TillView } from './pay-view.ts'
import { renderPortalFrame } from './portal-page.ts'
import type { PlanView } from './portal-view.ts'

export type Frame = { token: string; merchant: string; backUrl: string; backText: string }

/** The step that adds a card. */
export function renderCardStep(frame: Frame, till: TillView): string {
  return renderPortalFrame(
    frame,
    'Add a card',
    'Nothing is charged now. The card is kept for what falls due later.',
    renderTill(till),
  )
}

/** Asked with a new card unless it is the only one, or what the customer came for. */
export const defaultQuestion = html`<div class="field"><label class="check"><input type="checkbox" name="default" value="yes" checked> <span>Charge this card from now on</span></label></div>`

const REASON_TEXTS: Record<string, string> = {
  customer_service: 'Customer service was less than expected',
  low_quality: 'Quality was less than expected',
  missing_features: 'Something I need is missing',
  other: 'Another reason',
  switched_service: 'I use something else now',
  too_complex: 'It is too hard to use',
  too_expensive: 'It costs too much',
  unused: 'I do not use it enough',
}

export type CancelView = {
  plan: PlanView
  endsOn: string
  mode: 'at_period_end' | 'immediately'
  /** The reasons that the shop asks for; empty when it asks for none. */
  reasons: readonly string[]
}

/** The step that cancels a plan: what happens, and the button. */
export function renderCancelStep(frame: Frame, { plan, endsOn, mode, reasons }: CancelView): string {
  const when =
    mode === 'immediately'
      ? 'It ends at once. What is paid for already is not paid back.'
      : `It stays yours until ${endsOn}, and nothing more is charged. You can take this back until then.`
  return renderPortalFrame(
    frame,
    'Cancel plan',
    null,
    html`<div class="plan"><p class="plan-name">${plan.name}</p><p class="plan-price">${plan.price}</p></div>
<p class="plan-next">${when}</p>
<form class="pay-form" method="post" action="${portalPath(frame.token, `subscriptions/${plan.id}/cancel`)}">
${reasons.length > 0 && renderReasons(reasons)}
<button class="pay-button" type="submit" data-once="Cancelling…">Cancel plan</button>
<a class="quiet-button" href="${frame.backUrl}">Keep it</a>
</form>`,
  )
}

function renderReasons(reasons: readonly string[]): Html {
  return html`<fieldset class="reasons">
<legend class="group-name">Why do you leave? (You need not say.)</legend>
${REASONS.filter((reason) => reasons.includes(reason)).map(
  (
    reason,
  ) => html`<label><input type="radio" name="feedback" value="${reason}"><span>${REASON_TEXTS[reason]}</span></label>
`,
)}
</fieldset>
<div class="field"><label for="comment">Anything else?</label><textarea class="entry" id="comment" name="comment" rows="2" maxlength="500"></textarea></div>`
}

export type InformationField =
  | 'name'
  | 'email'
  | 'phone'
  | 'line1'
  | 'line2'
  | 'postal_code'
  | 'city'
  | 'state'
  | 'country'
export type TypedInformation = Record<InformationField, string>
export type InformationError = { field: InformationField; message: string }

const FIELDS: readonly { name: InformationField; label: string; part: string; type?: string; auto: string }[] = [
  { name: 'name', label: 'Name', part: 'name', auto: 'name' },
  { name: 'email', label: 'Email', part: 'email', type: 'email', auto: 'email' },
  { name: 'phone', label: 'Phone', part: 'phone', type: 'tel', auto: 'tel' },
  { name: 'line1', label: 'Address', part: 'address', auto: 'address-line1' },
  { name: 'line2', label: 'Address, second line', part: 'address', auto: 'address-line2' },
  { name: 'postal_code', label: 'Postal code', part: 'address', auto: 'postal-code' },
  { name: 'city', label: 'City', part: 'address', auto: 'address-level2' },
  { name: 'state', label: 'State or prefecture', part: 'address', auto: 'address-level1' },
  { name: 'country', label: 'Country, in two letters', part: 'address', auto: 'country' },
]

/** The step that changes whom invoices are for; `parts` are those that the shop lets customers change. */
export function renderInformationStep(
  frame: Frame,
  typed: TypedInformation,
  parts: readonly string[],
  errors: readonly InformationError[],
): string {
  const asked = FIELDS.filter(({ part }) => parts.includes(part))
  return renderPortalFrame(
    frame,
    'Billing information',
    'It is on your next invoices.',
    html`${
      errors.length > 0 &&
      html`<div class="summary" role="alert" tabindex="-1" autofocus><p>Please check what you entered. Nothing was changed.</p><ul>${errors.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}</ul></div>`
    }
<form class="pay-form" method="post" action="${portalPath(frame.token, 'information')}" novalidate>
${asked.map(({ name, label, type, auto }) => {
  const error = errors.find(({ field }) => field === name)?.message
  return html`<div class="field"><label for="${name}">${label}</label>
<input class="entry" id="${name}" name="${name}" type="${type ?? 'text'}" value="${typed[name]}" autocomplete="${auto}" maxlength="200"${error !== undefined && html` aria-invalid="true" aria-describedby="${name}-error"`}>
${error !== undefined && html`<p class="field-error" id="${name}-error">${error}</p>`}</div>
`
})}
<button class="pay-button" type="submit" data-once="Saving…">Save</button>
</form>`,
  )
}

export function informationOf({ address, email, name, phone }: CustomerObject): TypedInformation {
  return {
    name: name ?? '',
    email: email ?? '',
    phone: phone ?? '',
    line1: address?.line1 ?? '',
    line2: address?.line2 ?? '',
    postal_code: address?.postal_code ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    country: address?.country ?? '',
  }
}
