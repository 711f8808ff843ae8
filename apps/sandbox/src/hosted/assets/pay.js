// The payment page works without this script. It groups what is typed, fills test cards and sends a form once.

const form = document.querySelector('[data-pay-form]')

for (const button of document.querySelectorAll('[data-once]')) {
  button.closest('form').addEventListener('submit', (event) => {
    if (button.getAttribute('aria-disabled') === 'true') {
      event.preventDefault()
      return
    }
    button.setAttribute('aria-disabled', 'true')
    button.dataset.label = button.textContent
    button.textContent = button.dataset.once
  })
}

// A page that the browser kept and shows again must be usable again.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  for (const button of document.querySelectorAll('[data-once][aria-disabled="true"]')) {
    button.removeAttribute('aria-disabled')
    button.textContent = button.dataset.label
  }
})

// The page of a payment that went through: wait here until the shop has been told, then go back to it.
const onward = document.querySelector('[data-onward]')
if (onward) {
  try {
    await fetch(onward.href, { redirect: 'manual' })
  } finally {
    location.replace(`${onward.href}?waited=yes`)
  }
}

// Putting a code on the bill loads the page anew: what was typed so far comes along, but for the card's code.
const codeForm = document.querySelector('[data-code-form]')
if (form && codeForm) {
  codeForm.addEventListener('formdata', (event) => {
    for (const [name, value] of new FormData(form)) if (name !== 'cvc') event.formData.append(name, value)
  })
}

if (form) {
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.addEventListener('input', () => forgiveField(field))
  }

  const number = form.elements.namedItem('number')
  const expiry = form.elements.namedItem('expiry')
  const cvc = form.elements.namedItem('cvc')
  const name = form.elements.namedItem('name')

  if (number && expiry && cvc) {
    const brand = form.querySelector('[data-brand]')
    const showBrand = () => {
      brand.textContent = brandName(digitsOf(number.value))
    }

    keepGrouped(number, groupNumber)
    keepGrouped(expiry, groupExpiry)
    number.addEventListener('input', showBrand)
    cvc.addEventListener('input', () => {
      cvc.value = digitsOf(cvc.value).slice(0, 4)
    })
    showBrand()

    for (const link of document.querySelectorAll('[data-fill-number]')) {
      link.addEventListener('click', (event) => {
        event.preventDefault()
        const method = form.elements.namedItem('method')
        if (method) method.value = 'card'
        number.value = groupNumber(link.dataset.fillNumber)
        expiry.value = link.dataset.fillExpiry
        cvc.value = link.dataset.fillCvc
        if (name.value === '') name.value = link.dataset.fillName
        showBrand()
        for (const field of [number, expiry, cvc, name]) forgiveField(field)
        form.querySelector('[data-pay-button]').focus()
      })
    }
  }
}

/** Takes a field's error away once the field is being corrected. */
function forgiveField(field) {
  document.getElementById(`${field.id}-error`)?.remove()
  field.removeAttribute('aria-invalid')
  field.removeAttribute('aria-describedby')
}

function digitsOf(text) {
  return text.replace(/\D/g, '')
}

function groupNumber(text) {
  const digits = digitsOf(text).slice(0, 19)
  if (!/^3[47]/.test(digits)) return digits.replace(/(\d{4})(?=\d)/g, '$1 ')
  return [digits.slice(0, 4), digits.slice(4, 10), digits.slice(10, 15)].filter(Boolean).join(' ')
}

function groupExpiry(text) {
  let digits = digitsOf(text)
  if (/^[2-9]/.test(digits)) digits = `0${digits}`
  // Browsers fill in MM/YYYY at times.
  if (/^\d{2}20\d{2}$/.test(digits)) digits = digits.slice(0, 2) + digits.slice(4)
  if (digits.length < 2 || (digits.length === 2 && !/\d\s*\/?\s$/.test(text) && text.includes('/'))) return digits
  return `${digits.slice(0, 2)} / ${digits.slice(2, 4)}`
}

function brandName(digits) {
  if (/^4/.test(digits)) return 'Visa'
  if (/^(5[1-5]|2[2-7])/.test(digits)) return 'Mastercard'
  if (/^3[47]/.test(digits)) return 'American Express'
  if (/^3(0[0-5]|[689])/.test(digits)) return 'Diners Club'
  if (/^35/.test(digits)) return 'JCB'
  if (/^(6011|64[4-9]|65)/.test(digits)) return 'Discover'
  if (/^62/.test(digits)) return 'UnionPay'
  return ''
}

/** Rewrites a field as it is typed and leaves the caret behind the same digit. */
function keepGrouped(field, group) {
  let before = field.value
  field.addEventListener('input', () => {
    const caret = field.selectionStart
    const isErasing = field.value.length < before.length
    const digitsToCaret = digitsOf(field.value.slice(0, caret)).length
    const isAtEnd = caret === field.value.length
    field.value = isErasing && isAtEnd ? group(field.value).trimEnd().replace(/ \/$/, '') : group(field.value)
    before = field.value
    if (isAtEnd) return
    let position = 0
    for (let digits = 0; position < field.value.length && digits < digitsToCaret; position += 1) {
      if (/\d/.test(field.value[position])) digits += 1
    }
    field.setSelectionRange(position, position)
  })
}
