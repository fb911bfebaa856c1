/** What a call of a tool is, and what it takes to answer one. */
import type { Principal } from '../access/principal.ts'
import type { Base } from '../base.ts'
import type { TrashKinds } from '../modules/trash/queries.ts'
import type { Ask } from './answers.ts'
import type { Json } from './rpc.ts'

export type Calling = Pick<Base, 'db' | 'clock' | 'newId'> & { ask: Ask; trash: TrashKinds }

export interface ToolCall {
  /** By which the call has come. */
  request: Request
  principal: Principal
  /** What the agent says it is. */
  client: string | null
  given: Json
}
