/** How much is unread; what it is comes when it is opened. */
import { Icon } from '../../parts/icon.tsx'
import { lazily } from '../../parts/lazy.tsx'
import { Menu } from '../../parts/menu.tsx'
import { reading } from '../../state/reading.ts'
import { t } from '../../texts/texts.ts'

const Notifications = lazily(async () => (await import('./notifications.tsx')).Notifications)

export function Bell() {
  const { value } = reading(120_000, 'GET /api/v1/notifications/unread-count').value
  const unread = value?.unread ?? 0
  const button = (
    <>
      <Icon name="bell" />
      {unread > 0 && <i>{unread}</i>}
    </>
  )
  return (
    <Menu label={t.frame.unread(unread)} className="icon bell" button={button} isPanel>
      <Notifications />
    </Menu>
  )
}
