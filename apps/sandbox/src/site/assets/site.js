// Pages of the sandbox work without this script. It renews their lists while something happens.

const POLL_MS = 2500

let pulse = null

async function look() {
  if (document.hidden) return
  const answer = await fetch('/_sandbox/ui/pulse', { cache: 'no-store' })
  if (!answer.ok) return
  const text = await answer.text()
  if (pulse !== null && text !== pulse) await renew()
  pulse = text
}

async function renew() {
  const answer = await fetch(location.href, { cache: 'no-store' })
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const region of document.querySelectorAll('[data-live]')) {
    const fresh = page.getElementById(region.id)
    if (!fresh || region.contains(document.activeElement) || fresh.innerHTML === region.innerHTML) continue
    region.replaceChildren(...fresh.childNodes)
  }
}

async function keepLooking() {
  try {
    await look()
  } catch {
    // The sandbox is being restarted; the next look will tell.
  }
  setTimeout(keepLooking, POLL_MS)
}

if (document.querySelector('[data-live]')) keepLooking()
