/** Of texts that were found, those that the caller may see: each kind asks whom it belongs to. */

import type { Principal } from '../../access/principal.ts'
import { readViewer, type Viewer } from '../../access/viewer.ts'
import type { Read } from '../../db/handle.ts'
import type { FoundText, TextKind } from '../../db/search/texts.ts'
import { conversationsSeenBy, messageTextsSeenIn } from '../conversations/messages/message-texts.ts'
import { projectTextsSeenBy } from '../projects/visibility.ts'
import { taskTextsSeenBy } from '../tasks/task-texts.ts'

export interface VisibleText extends FoundText {
  title: string | null
  body: string
  project_id: string | null
  created_at: number
}

/** Whom the search is for. */
export interface Visibility {
  viewer: Viewer
  /** The conversations whose messages are seen. */
  conversations: ReadonlySet<string>
}

export async function readVisibility(q: Read, principal: Principal): Promise<Visibility> {
  const viewer = await readViewer(q, principal)
  return { viewer, conversations: await conversationsSeenBy(q, principal) }
}

/** @param length How much is read of each body. @returns In the same order. */
export async function listVisible(
  q: Read,
  { viewer, conversations }: Visibility,
  found: FoundText[],
  length: number,
): Promise<VisibleText[]> {
  const idsOf = (kind: TextKind) => found.filter((one) => one.kind === kind).map(({ id }) => id)
  const [tasks, projects] = [idsOf('task'), idsOf('project')]
  const messages = found
    .filter(({ conversation_id }) => conversations.has(conversation_id ?? ''))
    .map(({ id }) => id)
  const seen = new Map<string, Omit<VisibleText, keyof FoundText>>()
  if (tasks.length > 0) {
    for (const { id, description: body, ...task } of await taskTextsSeenBy(q, viewer, tasks, length)) {
      seen.set(`task ${id}`, { ...task, body })
    }
  }
  if (projects.length > 0) {
    for (const row of await projectTextsSeenBy(q, viewer, projects, length)) {
      const { id, name: title, description: body, created_at } = row
      seen.set(`project ${id}`, { title, body, created_at, project_id: null })
    }
  }
  if (messages.length > 0) {
    for (const { id, body, created_at } of await messageTextsSeenIn(q, conversations, messages, length)) {
      seen.set(`message ${id}`, { title: null, body, created_at, project_id: null })
    }
  }
  return found.flatMap((one) => {
    const text = seen.get(`${one.kind} ${one.id}`)
    return text ? [{ ...one, ...text }] : []
  })
}
