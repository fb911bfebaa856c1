import type { Signal } from '@preact/signals'
import { Brand, Icon } from '../../parts/icon.tsx'
import { lazily } from '../../parts/lazy.tsx'
import { Menu } from '../../parts/menu.tsx'
import { reading } from '../../state/reading.ts'
import { address, addressOnDay, go, view } from '../../state/route.ts'
import { account, instance, organizations, switchTo } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { forInstanceAdmins, isAllowed, VIEWS, type View } from '../registry.ts'

/** Of one line from the beginning, so that nothing moves when it comes. */
const InstanceFoot = lazily(
  async () => (await import('./instance-foot.tsx')).InstanceFoot,
  <div>&nbsp;</div>,
  async () => {},
)

const GROUPS = ['numbers', 'work', 'administration', 'instance'] as const
const MINUTE_MS = 60_000

export function Rail({ isOpen }: { isOpen: Signal<boolean> }) {
  const views = Object.entries(VIEWS).filter(([, one]) => isAllowed(one))
  return (
    <aside class={isOpen.value ? 'rail open' : 'rail'}>
      <a class="brand" href={address('')} aria-label="Almanac">
        <Brand />
      </a>
      <Organizations />
      <nav aria-label={t.frame.main}>
        {GROUPS.map((group) => {
          const members = views.filter(([, one]) => one.group === group)
          if (members.length === 0) return null
          return (
            <div key={group}>
              <h2>{t.frame.groups[group]}</h2>
              {members.map(([path, one]) => (
                <Entry key={path} path={path} view={one} />
              ))}
            </div>
          )
        })}
      </nav>
      <SavedViews />
      <div class="foot">
        {instance.value && t.version(instance.value.version)}
        {forInstanceAdmins() && <InstanceFoot />}
      </div>
    </aside>
  )
}

function SavedViews() {
  const views = account.value?.user.preferences.views ?? []
  if (views.length === 0) return null
  return (
    <nav aria-label={t.frame.saved}>
      <div>
        <h2>{t.frame.saved}</h2>
        {views.map(({ name, address }) => (
          <a key={name} href={address} title={name}>
            <Icon name="star" />
            <span class="cut">{name}</span>
          </a>
        ))}
      </div>
    </nav>
  )
}

function Entry({ path, view: { name, icon, has_days } }: { path: string; view: View }) {
  return (
    <a
      href={has_days ? addressOnDay(path) : address(path)}
      aria-current={(VIEWS[view.value]?.within ?? view.value) === path ? 'page' : undefined}
      title={t.frame.views[name]}
    >
      <Icon name={icon} />
      {t.frame.views[name]}
      {name === 'tasks' && <LateTasks />}
      {name === 'conversations' && <UnreadMessages />}
    </a>
  )
}

/** As many as the list has that are late. */
function LateTasks() {
  const { value } = reading(5 * MINUTE_MS, 'GET /api/v1/tasks/stats/counts', { query: {} }).value
  const late = value?.open.by_due.late ?? 0
  if (late === 0) return null
  const [number, word] = t.frame.late(late)
  return (
    <span class="count red">
      {number}
      <span> {word}</span>
    </span>
  )
}

function UnreadMessages() {
  const { value } = reading(2 * MINUTE_MS, 'GET /api/v1/conversations/unread').value
  return value && value.unread > 0 ? <span class="count">{value.unread}</span> : null
}

function Organizations() {
  const here = account.value?.organization
  if (!here) return null
  const button = (
    <>
      <span>
        <b class="cut">{here.name}</b>
        <span class="cut">{here.time_zone}</span>
      </span>
      <Icon name="updown" />
    </>
  )
  return (
    <Menu is_labelled label={t.frame.yourOrganizations} className="org" button={button} side="left">
      <p class="note">{t.frame.yourOrganizations}</p>
      {organizations.value.map((one) => (
        <button key={one.id} type="button" role="menuitem" onClick={() => void move(one.id, here.id)}>
          <span class="cut">{one.name}</span>
          <span class="right">{one.id === here.id ? <Icon name="check" /> : null}</span>
        </button>
      ))}
    </Menu>
  )
}

async function move(to: string, from: string): Promise<void> {
  if (to === from) return
  await switchTo(to)
  go(address(''))
}
