/** The tools, each made once of its declaration and the route on which it stands. */
import type { DeclaredRoute } from '../http/route-table.ts'
import { nearestName } from '../lib/nearest-name.ts'
import { INVALID_PARAMS, RpcError } from './rpc.ts'
import { Tool, type ToolDeclaration } from './tool.ts'
import { HIRING } from './tools/hiring.ts'
import { KNOWLEDGE } from './tools/knowledge.ts'
import { NUMBERS } from './tools/numbers.ts'
import { PEOPLE } from './tools/people.ts'
import { WORK } from './tools/work.ts'

export const TOOLS: readonly ToolDeclaration[] = [...WORK, ...KNOWLEDGE, ...HIRING, ...PEOPLE, ...NUMBERS]

export class Toolbox {
  readonly #tools: ReadonlyMap<string, Tool>

  constructor(routes: readonly DeclaredRoute[]) {
    const byName = new Map(routes.map((route) => [`${route.method} ${withoutEndSlash(route.path)}`, route]))
    this.#tools = new Map(
      TOOLS.map((declaration) => {
        const route = byName.get(declaration.route)
        if (!route) throw new Error(`The tool ${declaration.name} stands on no route: ${declaration.route}.`)
        return [declaration.name, new Tool(declaration, route)]
      }),
    )
  }

  get all(): Tool[] {
    return [...this.#tools.values()]
  }

  /** @throws RpcError */
  named(name: unknown): Tool {
    const found = typeof name === 'string' ? this.#tools.get(name) : undefined
    if (found) return found
    if (typeof name !== 'string')
      throw new RpcError(INVALID_PARAMS, 'Invalid params: "name" must be that of a tool.', 200)
    const nearest = nearestName(name, this.#tools.keys())
    const hint = nearest === null ? 'tools/list has them all.' : `did you mean ${nearest}?`
    throw new RpcError(INVALID_PARAMS, `Unknown tool "${name.slice(0, 100)}": ${hint}`, 200)
  }
}

function withoutEndSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
