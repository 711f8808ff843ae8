import type { TestSandbox } from '../support/sandbox.ts'

/** What a buyer types, by the names of the form's fields. */
export const CARD_FORM = {
  email: 'mika@example.com',
  method: 'card',
  number: '4242 4242 4242 4242',
  expiry: '12 / 40',
  cvc: '123',
  name: 'Mika Example',
}

export type Page = { status: number; location: string | null; headers: Headers; html: string }

/** Opens a page as a browser without scripts does, staying where a redirect starts. */
export async function open(sandbox: TestSandbox, path: string): Promise<Page> {
  return toPage(await fetch(new URL(path, sandbox.url), { redirect: 'manual' }))
}

/** Sends a page's form. */
export async function submit(sandbox: TestSandbox, path: string, form: Record<string, string>): Promise<Page> {
  const body = new URLSearchParams(form)
  return toPage(await fetch(new URL(path, sandbox.url), { method: 'POST', body, redirect: 'manual' }))
}

async function toPage(response: Response): Promise<Page> {
  const { status, headers } = response
  return { status, headers, location: headers.get('location'), html: await response.text() }
}
