/** What was written last in one's conversations, and by whom. */
import { Mentions } from '../../parts/mentions.tsx'
import { nameOfMember } from '../../state/people.ts'
import { reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { t } from '../../texts/texts.ts'

const FIVE_MINUTES_MS = 300_000

export function LatestMessage() {
  const { value } = reading(FIVE_MINUTES_MS, 'GET /api/v1/conversations', { query: { limit: 1 } }).value
  const [conversation] = value?.items ?? []
  const last = conversation?.last_message
  if (!conversation || !last?.preview) return <>–</>
  const [name = ''] = (last.author_id ? nameOfMember(last.author_id) : t.anApp).split(' ')
  return (
    <a href={address(`conversations/${conversation.id}`)}>
      {name}: <Mentions text={last.preview} />
    </a>
  )
}
