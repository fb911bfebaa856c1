import type { Principal } from '../../access/principal.ts'
import type { Serialised } from '../../cache/serialised.ts'
import type { UnchangedAnswers } from '../../changes/unchanged-answers.ts'
import { serialiserOf } from '../../http/serialise.ts'
import { enterTask } from './enter-tasks.ts'
import { holdsUntil, whoSees } from './list/serve-tasks.ts'
import { Task } from './schema.ts'
import { toWire } from './to-wire.ts'

const serialise = serialiserOf(Task)

/** A task, kept for as long as nothing changes. @throws NotVisibleError */
export function serveTask(
  { unchanged }: { unchanged: UnchangedAnswers },
  principal: Principal,
  id: string,
): Promise<Serialised> {
  return unchanged.get(principal.organization_id, `task ${whoSees(principal)} ${id}`, {
    read: (q, now) => enterTask(q, principal, id, now, 'view'),
    write: async ({ row, perspective }) => ({
      body: serialise(toWire(row, perspective.now)),
      holds_until: holdsUntil([row], perspective),
    }),
  })
}
