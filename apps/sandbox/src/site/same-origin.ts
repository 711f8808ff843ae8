import type { FastifyReply, FastifyRequest } from 'fastify'

/** Turns away forms that another website posts to the sandbox on somebody's machine. */
export async function refuseForeignForms(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const site = request.headers['sec-fetch-site']
  if (request.method === 'GET' || site === undefined || site === 'same-origin' || site === 'none') return undefined
  return reply.code(403).type('text/plain; charset=utf-8').send('This form was sent from another website.')
}
