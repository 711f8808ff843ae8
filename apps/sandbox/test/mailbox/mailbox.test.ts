import { createTransport } from 'nodemailer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Mail } from '../../src/mailbox/mail-store.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})

afterEach(async () => {
  await sandbox.control('DELETE', 'mail')
})

afterAll(async () => {
  await sandbox.close()
})

const listMail = async (query = '') => (await sandbox.control<{ data: Mail[] }>('GET', `mail${query}`)).data

async function send(message: Parameters<ReturnType<typeof createTransport>['sendMail']>[0]) {
  const transport = createTransport(sandbox.smtpUrl)
  try {
    return await transport.sendMail({ from: 'Kendama Counter <shop@example.com>', ...message })
  } finally {
    transport.close()
  }
}

describe('the mailbox', () => {
  it('keeps a mail with both of its parts as they were written', async () => {
    await send({
      to: 'mika@example.com',
      subject: 'Ihre Quittung – 領収書',
      text: 'Paid: €49.99 ✓',
      html: '<h1>Paid</h1><p>領収書</p>',
    })

    const [mail, ...others] = await listMail()
    expect(others).toEqual([])
    expect(mail).toMatchObject({
      id: expect.stringMatching(/^mail_[0-9a-f]{32}$/),
      from: 'shop@example.com',
      from_name: 'Kendama Counter',
      to: ['mika@example.com'],
      subject: 'Ihre Quittung – 領収書',
      text: expect.stringContaining('Paid: €49.99 ✓'),
      html: expect.stringContaining('<p>領収書</p>'),
    })
    expect(Math.abs(Date.parse(mail?.received_at ?? '') - Date.now())).toBeLessThan(5000)
  })

  it('lists newest first, by address in any case, up to a limit', async () => {
    for (const [to, subject] of [
      ['mika@example.com', 'one'],
      ['Jo@Example.com', 'two'],
      ['mika@example.com', 'three'],
    ]) {
      await send({ to, subject, text: '.' })
    }
    expect((await listMail()).map(({ subject }) => subject)).toEqual(['three', 'two', 'one'])
    expect((await listMail('?to=MIKA@example.com')).map(({ subject }) => subject)).toEqual(['three', 'one'])
    expect((await listMail('?to=jo@example.com')).map(({ subject }) => subject)).toEqual(['two'])
    expect((await listMail('?limit=1')).map(({ subject }) => subject)).toEqual(['three'])
    await expect(sandbox.control('GET', 'mail?limit=0')).rejects.toThrow()
  })

  it('knows hidden copies by the envelope', async () => {
    await send({ to: 'mika@example.com', bcc: 'archive@example.com', subject: 'Copy', text: '.' })
    expect((await listMail('?to=archive@example.com')).map(({ subject }) => subject)).toEqual(['Copy'])
  })

  it('shows pictures that travel inside the mail, and names what is attached', async () => {
    await send({
      to: 'mika@example.com',
      subject: 'With a picture',
      html: '<img src="cid:tama">',
      attachments: [
        { cid: 'tama', filename: 'tama.png', content: Buffer.from('picture'), contentType: 'image/png' },
        { filename: 'sheet.pdf', content: Buffer.from('twelve bytes'), contentType: 'application/pdf' },
      ],
    })
    const [mail] = await listMail()
    expect(mail?.html).toContain(`data:image/png;base64,${Buffer.from('picture').toString('base64')}`)
    expect(mail?.attachments).toEqual([{ filename: 'sheet.pdf', content_type: 'application/pdf', bytes: 12 }])
  })

  it('refuses what is larger than five megabytes and keeps none of it', async () => {
    const content = Buffer.alloc(5 * 1024 * 1024, 'x')
    const sent = send({ to: 'mika@example.com', subject: 'Large', attachments: [{ filename: 'x', content }] })
    await expect(sent).rejects.toMatchObject({ responseCode: 552 })
    expect(await listMail()).toEqual([])
  })

  it('is emptied on demand and by a reset', async () => {
    await send({ to: 'mika@example.com', subject: 'One', text: '.' })
    expect(await sandbox.control('DELETE', 'mail')).toEqual({ deleted: 1 })
    await send({ to: 'mika@example.com', subject: 'Two', text: '.' })
    await sandbox.control('POST', 'reset', {})
    expect(await listMail()).toEqual([])
  })
})
