export type { Mail, Mailer } from './domain/mailer.ts'
