/** How much is written, and by how many. */
import type { Dashboard } from '../../../../docs/api-types.ts'
import { count } from '../../format/numbers.ts'
import { lazily } from '../../parts/lazy.tsx'
import { Num } from '../../parts/num.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { readDashboard } from '../../state/numbers.ts'
import { reading } from '../../state/reading.ts'
import { address, pastDay } from '../../state/route.ts'
import { panels } from '../../texts/panels.ts'
import { t } from '../../texts/texts.ts'
import { VIEWS } from '../registry.ts'
import { Term } from './term.tsx'

/** Its place is there before it. */
const LatestMessage = lazily(
  async () => (await import('./latest-message.tsx')).LatestMessage,
  '–',
  async () => {},
)

export function ChatSheet() {
  const unread = reading(60_000, 'GET /api/v1/conversations/unread').value.value?.unread ?? 0
  return (
    <Sheet
      title={panels.conversations}
      right={
        unread > 0 && VIEWS.conversations && <a href={address('conversations')}>{panels.unread(unread)}</a>
      }
    >
      <Read from={readDashboard().value} height={120}>
        {(dashboard) => <Chat {...dashboard} />}
      </Read>
    </Sheet>
  )
}

function Chat({ chat_metrics: chat }: Dashboard) {
  const isPast = pastDay.value !== null
  return (
    <dl class="kv">
      <Term of="messages">{isPast ? panels.messagesThen : panels.messagesToday}</Term>
      <dd>
        <Num metric="messages_today" value={chat.messages_today}>
          {count(chat.messages_today)}
        </Num>
        {!isPast && <small>{t.plot.soFar}</small>}
      </dd>
      <Term of="active_chatters">{panels.writers}</Term>
      <dd>
        <Num metric="active_chatters" value={chat.active_chatters}>
          {count(chat.active_chatters)}
        </Num>
      </dd>
      <Term of="weekly_active_chatters">{panels.writers7}</Term>
      <dd>
        <Num metric="weekly_active_chatters" value={chat.weekly_active_chatters}>
          {count(chat.weekly_active_chatters)}
        </Num>
      </dd>
      {!isPast && (
        <>
          <dt>{panels.latest}</dt>
          <dd class="cut">
            <LatestMessage />
          </dd>
        </>
      )}
    </dl>
  )
}
