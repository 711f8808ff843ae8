import { expect } from '@playwright/test'
import { decideHouse } from './house.ts'

export interface Mail {
  subject: string
  text: string
}

/** Waits for the newest mail to an address whose subject has these words. */
export async function waitForMail(to: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined
  await expect
    .poll(
      async () => {
        const mails = await mailsTo(to)
        found = mails.find((mail) => subject.test(mail.subject))
        return found?.subject ?? mails.map((mail) => mail.subject)
      },
      { message: `a mail to ${to}` },
    )
    .toMatch(subject)
  if (!found) throw new Error('unreachable: the poll above ends with a mail')
  return found
}

/** Everything sent to an address, newest first. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const { sandboxUrl } = await decideHouse()
  const answer = await fetch(`${sandboxUrl}/_sandbox/mail?to=${encodeURIComponent(address)}`)
  const { data } = (await answer.json()) as { data: { subject: string; text: string | null }[] }
  return data.map(({ subject, text }) => ({ subject, text: text ?? '' }))
}

export const codeIn = (mail: Mail): string => first(mail, /^ {4}(\d{6})$/m)
export const linkIn = (mail: Mail): string => first(mail, /^(https?:\/\/\S+#token=\S+)$/m)
export const orderNumberIn = (mail: Mail): string => first({ ...mail, text: mail.subject }, /order (\d+)/)

function first(mail: Mail, pattern: RegExp): string {
  const [, found] = pattern.exec(mail.text) ?? []
  if (found === undefined) throw new Error(`"${mail.subject}" holds no ${pattern}:\n${mail.text}`)
  return found
}
