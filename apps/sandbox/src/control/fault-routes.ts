import type { FastifyInstance } from 'fastify'
import { ENDPOINTS } from '../api/endpoints.ts'
import type { Sandbox } from '../context.ts'
import { invalidParameter } from '../wire/errors.ts'
import { FaultInput } from './faults.ts'

/** Deliberate failures of the API and of webhooks. */
export function registerFaults(sandbox: Sandbox, http: FastifyInstance): void {
  http.get('/_sandbox/faults', () => ({ data: sandbox.faults.list() }))

  http.post('/_sandbox/faults', (request) => {
    const fault = FaultInput.parse(request.body)
    // A misspelt operation would never strike, and the test that planted it would pass for nothing.
    if (fault.operation !== undefined && !ENDPOINTS.some(({ operation }) => operation === fault.operation)) {
      throw invalidParameter(`There is no operation '${fault.operation}'. Name it as the README does.`, 'operation')
    }
    return sandbox.faults.add(fault)
  })

  http.delete('/_sandbox/faults', () => {
    sandbox.faults.clear()
    return { data: [] }
  })

  http.delete<{ Params: { id: string } }>('/_sandbox/faults/:id', (request) => {
    sandbox.faults.clear(request.params.id)
    return { data: sandbox.faults.list() }
  })
}
