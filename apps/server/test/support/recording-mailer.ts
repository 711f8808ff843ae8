import type { Mail, Mailer } from '../../src/modules/notifications/index.ts'

export interface RecordingMailer extends Mailer {
  /** What was sent, in order. */
  mails: readonly Mail[]
  /** Makes the next sends fail with these errors, one each. */
  failWith(...errors: readonly Error[]): void
}

/** A mail server in memory. */
export function recordingMailer(): RecordingMailer {
  const mails: Mail[] = []
  const failures: Error[] = []
  return {
    mails,
    failWith: (...errors) => {
      failures.push(...errors)
    },
    async send(mail) {
      const failure = failures.shift()
      if (failure) throw failure
      mails.push(mail)
    },
  }
}
