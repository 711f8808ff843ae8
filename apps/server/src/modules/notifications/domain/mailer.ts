/** One mail to one person. `html` and `text` say the same. */
export interface Mail {
  to: string
  subject: string
  html: string
  text: string
  /** Stays the same when a mail is tried again, so that a mail server can tell a repeat. */
  messageId: string
}

export interface Mailer {
  /** Resolves when the mail server took responsibility; throws otherwise. */
  send(mail: Mail): Promise<void>
}
