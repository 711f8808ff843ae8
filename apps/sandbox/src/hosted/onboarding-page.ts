import { platformApplication } from '../connect/platform.ts'
import { type Html, html } from '../site/html.ts'
import { renderHostedDocument } from './hosted-document.ts'
import { ONBOARDING_STEPS, type OnboardingField, type OnboardingStep, TRADES } from './onboarding-form.ts'
import type { OnboardingView } from './onboarding-view.ts'

const TITLES: Record<OnboardingStep, string> = {
  business: 'Your business',
  person: 'About you',
  payouts: 'Where your money goes',
}

/** One step of what a seller tells before being paid. Whole and usable without a script. */
export function renderOnboardingPage(view: OnboardingView): string {
  const hasErrors = view.errors.length > 0
  const isLast = view.due.every((step) => step === view.step)
  return renderHostedDocument(
    `${hasErrors ? 'Error: ' : ''}${TITLES[view.step]} · Get paid through ${platformApplication.name}`,
    html`<main class="counter setup">
<section class="bill" aria-labelledby="setup-title">
<div class="bill-sheet">
<p class="merchant">${platformApplication.name}</p>
<h1 id="setup-title">Get paid for what you sell</h1>
<p class="setup-lead">Three short pages. Buyers see your name; the rest is for payouts only.</p>
<ol class="steps">
${ONBOARDING_STEPS.map((step) => renderStepLink(view, step))}
</ol>
</div>
</section>
<section class="till" aria-labelledby="step-title">
<div>
${hasErrors && renderErrors(view)}
<form class="pay-form" method="post" action="${view.path}" novalidate data-pay-form>
<h2 id="step-title">${TITLES[view.step]}</h2>
<p class="test-data"><a href="${view.path}?step=${view.step}&amp;fill=yes">Use test data</a></p>
<input type="hidden" name="step" value="${view.step}">
${FORMS[view.step](view)}
<button class="pay-button" type="submit" data-once="Saving…">${!isLast ? 'Save and continue' : view.step === 'payouts' ? 'Agree and submit' : 'Submit'}</button>
<button class="quiet-button" type="submit" name="later" value="yes">Save and finish later</button>
</form>
<p class="foot">This page stands in for Stripe’s onboarding. Nothing you type here leaves this machine.</p>
</div>
</section>
</main>`,
    { styles: ['account.css'] },
  )
}

function renderStepLink({ path, step: current, due }: OnboardingView, step: OnboardingStep): Html {
  const isDue = due.includes(step)
  return html`<li${step === current && html` aria-current="step"`}><a href="${path}?step=${step}">${TITLES[step]}</a>
<span class="step-state${!isDue && ' is-done'}">${isDue ? 'to do' : 'done'}</span></li>
`
}

function renderErrors(view: OnboardingView): Html {
  return html`<div class="summary" role="alert" tabindex="-1" autofocus>
<p>Please check what you entered. Nothing of this page is saved yet.</p>
<ul>
${view.errors.map((error) => html`<li><a href="#${error.field}">${error.message}</a></li>`)}
</ul>
</div>`
}

const FORMS: Record<OnboardingStep, (view: OnboardingView) => Html> = {
  business: (
    view,
  ) => html`<fieldset class="choice" id="business_type" role="radiogroup"${stateOf(view, 'business_type')}>
<legend class="group-name">You sell as</legend>
<div class="methods">
${radio(view, 'individual', 'A person')}
${radio(view, 'company', 'A company')}
</div>
${errorOf(view, 'business_type')}
</fieldset>
${text(view, 'name', 'Name buyers know you by', html` autocomplete="organization" maxlength="100"`)}
<div class="field">
<label for="mcc">What you sell</label>
<select class="entry" id="mcc" name="mcc" required${stateOf(view, 'mcc')}>
<option value="">Choose…</option>
${TRADES.map(([mcc, name]) => html`<option value="${mcc}"${view.typed.mcc === mcc && html` selected`}>${name}</option>`)}
</select>
${errorOf(view, 'mcc')}
</div>
${text(view, 'url', 'Website', html` type="url" autocomplete="url" inputmode="url" maxlength="300" placeholder="https://example.com"`)}
<div class="field">
<label for="product_description">No website? Describe what you sell</label>
<textarea class="entry" id="product_description" name="product_description" rows="3" maxlength="2000"${stateOf(view, 'product_description')}>${view.typed.product_description}</textarea>
${errorOf(view, 'product_description')}
</div>
${text(view, 'statement_descriptor', 'Name on the buyer’s bank statement', html` maxlength="22" spellcheck="false" required`)}`,

  person: (view) => html`<div class="pair">
${text(view, 'first_name', 'First name', html` autocomplete="given-name" maxlength="100" spellcheck="false" required`)}
${text(view, 'last_name', 'Last name', html` autocomplete="family-name" maxlength="100" spellcheck="false" required`)}
</div>
${text(view, 'email', 'Email', html` type="email" autocomplete="email" inputmode="email" maxlength="200" spellcheck="false" required`)}
<fieldset class="birth">
<legend class="group-name">Date of birth</legend>
<div class="triple">
${text(view, 'day', 'Day', html` autocomplete="bday-day" inputmode="numeric" maxlength="2" placeholder="DD" required`)}
${text(view, 'month', 'Month', html` autocomplete="bday-month" inputmode="numeric" maxlength="2" placeholder="MM" required`)}
${text(view, 'year', 'Year', html` autocomplete="bday-year" inputmode="numeric" maxlength="4" placeholder="YYYY" required`)}
</div>
</fieldset>`,

  payouts: (view) => html`<p class="step-note">Your share is paid out in ${view.currency.toUpperCase()}.</p>
${text(view, 'routing_number', 'Routing number', html` inputmode="numeric" autocomplete="off" maxlength="15" placeholder="110000000" required`)}
${text(view, 'account_number', 'Account number', html` inputmode="numeric" autocomplete="off" maxlength="30" placeholder="000123456789" required`)}
<div class="field">
<label class="check" for="terms"><input id="terms" type="checkbox" name="terms" value="yes"${view.typed.terms === 'yes' && html` checked`} required${stateOf(view, 'terms')}><span>I agree to the terms of the payment service, and what I entered is true.</span></label>
${errorOf(view, 'terms')}
</div>`,
}

function radio(view: OnboardingView, value: string, label: string): Html {
  const isChosen = view.typed.business_type === value
  return html`<div class="method"><label for="type-${value}"><input id="type-${value}" type="radio" name="business_type" value="${value}"${isChosen && html` checked`}><span>${label}</span></label></div>`
}

function text(view: OnboardingView, name: OnboardingField, label: string, traits: Html): Html {
  return html`<div class="field">
<label for="${name}">${label}</label>
<input class="entry" id="${name}" name="${name}" value="${view.typed[name]}"${traits}${stateOf(view, name)}>
${errorOf(view, name)}
</div>`
}

function errorOf(view: OnboardingView, name: OnboardingField): Html | false {
  const error = view.errors.find(({ field }) => field === name)
  return error !== undefined && html`<p class="field-error" id="${name}-error">${error.message}</p>`
}

function stateOf(view: OnboardingView, name: OnboardingField): Html | false {
  const isWrong = view.errors.some(({ field }) => field === name)
  return isWrong && html` aria-invalid="true" aria-describedby="${name}-error"`
}
