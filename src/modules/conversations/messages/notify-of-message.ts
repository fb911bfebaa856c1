/** Who is told of a message. */
import type { Act } from '../../../access/act.ts'
import { newMentionsIn } from '../../../lib/mentions.ts'
import { notify } from '../../notifications/notify.ts'
import { listMemberIds } from '../member-queries.ts'
import type { MessageRow } from './queries.ts'

/** Those whom it mentions now and who are in the conversation: to others it is not there. */
export async function notifyOfMessage(
  act: Act,
  { id: message, conversation_id: conversation, body }: MessageRow,
  before?: string,
): Promise<void> {
  const mentioned = newMentionsIn(body, before)
  if (mentioned.length === 0) return
  const members = new Set(await listMemberIds(act.tx, conversation))
  const to = mentioned.filter((id) => members.has(id))
  await notify(act, [{ kind: 'mention', to, about: { conversation, message } }])
}
