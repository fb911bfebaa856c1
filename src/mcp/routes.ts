import { Elysia, t } from 'elysia'
import type { Base } from '../base.ts'
import { access } from '../http/access.ts'
import type { DeclaredRoute } from '../http/route-table.ts'
import { TrashKinds } from '../modules/trash/queries.ts'
import type { Resource } from '../resources/resource.ts'
import type { Ask } from './answers.ts'
import { McpEndpoint } from './endpoint.ts'
import { ForeignOriginError, refusalAsRpc } from './rpc.ts'

/**
 * @param routes All of the application's, once they are there: the tools stand on them.
 * @param ask Asks the application, as a client would.
 */
export function mcpRoutes(
  {
    config,
    db,
    clock,
    newId,
    resources,
  }: Pick<Base, 'config' | 'db' | 'clock' | 'newId'> & { resources: readonly Resource[] },
  routes: () => readonly DeclaredRoute[],
  ask: Ask,
) {
  const endpoint = new McpEndpoint(routes, { db, clock, newId, ask, trash: new TrashKinds(resources) })
  const known = new Set([...config.allowed_origins, new URL(config.public_url).origin])
  return new Elysia({ detail: { hide: true } }).use(access).post(
    '/mcp',
    async ({ request, principal, body, status }) => {
      const origin = request.headers.get('origin')
      if (origin !== null && !known.has(origin)) throw new ForeignOriginError()
      const { status: code, content } = await endpoint.answer({ request, principal }, body)
      // Of an answer without content Elysia would send the words of its status.
      return content === undefined ? new Response(null, { status: code }) : status(code, content)
    },
    {
      requires: 'mcp.use',
      // What a tool does counts in the class of its route, too, and as a request to that.
      limit: 'read',
      unkeyed: true,
      unmeasured: true,
      refusalPage: refusalAsRpc,
      body: t.Unknown(),
    },
  )
}
