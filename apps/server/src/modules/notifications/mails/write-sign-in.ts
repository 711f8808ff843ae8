import type { SignInSecrets } from '../../auth/index.ts'
import type { MailBlock, MailContent, MailContext } from './mail-content.ts'

/** The code is in the body alone: a subject line is read on locked screens. */
export function writeSignIn(context: MailContext & { secrets: SignInSecrets }): MailContent {
  const { shopName } = context
  return {
    subject: `Sign in to ${shopName}`,
    preview: 'A link and a code, good for 15 minutes.',
    title: `Sign in to ${shopName}`,
    blocks: [
      ...signInBlocks(context.secrets, context, 'Sign in'),
      {
        kind: 'note',
        text: 'If you did not ask for this, nothing happened and you need not do anything. Nobody gets in without this mail.',
      },
    ],
  }
}

export function signInBlocks(secrets: SignInSecrets, context: MailContext, label: string): MailBlock[] {
  return [
    { kind: 'button', label, url: secrets.url },
    {
      kind: 'code',
      label: `Or enter this code with your address at ${context.frontUrl}/sign-in`,
      code: secrets.code,
    },
    { kind: 'note', text: 'Link and code are for you alone. They work once, for 15 minutes from when this was sent.' },
  ]
}
