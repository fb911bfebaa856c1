/** The overview: what is to be said, eight numbers, the days, and what else there is. */
import { useSignal } from '@preact/signals'
import { lazily, nothing, whenIdle } from '../../parts/lazy.tsx'
import { Rich } from '../../parts/rich.tsx'
import { SentenceToCome } from '../../parts/sentence-to-come.tsx'
import { readDashboard, readNotable, readSparklines } from '../../state/numbers.ts'
import { addressOnDay, changed, pastDay } from '../../state/route.ts'
import { account, isAtLeast, shownDay } from '../../state/session.ts'
import { overview } from '../../texts/overview.ts'
import { VIEWS } from '../registry.ts'
import { ActiveDays } from './active-days.tsx'
import { Cards } from './cards.tsx'
import { LastHours } from './last-hours.tsx'
import { storyOf } from './story.ts'
import { isWaitingForEvents } from './waiting.ts'

export { Cards }

/** Of fewer late tasks nobody needs to be told first. */
const LEAST_LATE = 4

const Pressing = lazily(async () => (await import('./pressing.tsx')).Pressing, <SentenceToCome />)
const Panels = lazily(async () => (await whenIdle(() => import('./panels.tsx'))).Panels, null, nothing)
const FirstEvent = lazily(async () => (await import('./first-event.tsx')).FirstEvent)

const Definition = lazily(async () => (await import('./definition-card.tsx')).DefinitionCard)

export function Overview() {
  const isWaiting = isWaitingForEvents()
  const asked = useSignal<HTMLAnchorElement | null>(null)
  return (
    <div
      class="body"
      onClick={(event) => {
        asked.value = definitionLink(event) ?? asked.value
      }}
    >
      {asked.value && (
        <Definition
          at={asked.value}
          onClose={() => {
            asked.value = null
          }}
        />
      )}
      {isWaiting ? <FirstEvent /> : <Story />}
      <Cards />
      <div class="cols two">
        <ActiveDays />
        <LastHours />
      </div>
      <Panels />
    </div>
  )
}

/** Of the number whose meaning is asked for in its place, and not on a page of its own. */
function definitionLink(event: MouseEvent): HTMLAnchorElement | null {
  const { target, ctrlKey, metaKey, shiftKey } = event
  if (ctrlKey || metaKey || shiftKey || !(target instanceof Element)) return null
  const link = target.closest<HTMLAnchorElement>('a.def')
  if (link) event.preventDefault()
  return link
}

export function Story() {
  const parts = [readDashboard().value, readNotable().value, readSparklines().value] as const
  const [{ value: dashboard }, { value: notable }, { value: sparklines }] = parts
  const newcomers = sparklines?.series.new_users
  // Without all of it there is nothing to be said, and what stands below does not wait for it.
  if (parts.some(({ value, error }) => value === undefined && error)) return null
  if (!dashboard || !notable || !newcomers) {
    return <SentenceToCome />
  }
  const day = shownDay.value
  const told = storyOf({ dashboard, notable, newcomers, day, is_past: pastDay.value !== null })
  const said = (
    <Said
      say={told.say}
      rests={told.rests}
      href={
        told.about ? changed({ day: told.about }) : VIEWS.explore && addressOnDay(`explore/${told.metric}`)
      }
      link={overview.story.see(told.about)}
    />
  )
  const overdue = isAtLeast('member') ? (dashboard.work_metrics.overdue ?? 0) : 0
  const late = overdue < LEAST_LATE ? 0 : overdue
  if (!told.is_quiet || !(late || account.value?.user.is_instance_admin)) return said
  return (
    <Pressing late={late} meanwhile={<SentenceToCome />} show={Said}>
      {said}
    </Pressing>
  )
}

interface SaidProps {
  say: string
  rests: string
  href: string | undefined
  link: string
}

function Said({ say, rests, href, link }: SaidProps) {
  return (
    <div aria-live="polite">
      <p class="say" data-story>
        <Rich text={say} />
      </p>
      <p>
        {rests}{' '}
        {href && (
          <a class="under" href={href}>
            {link}
          </a>
        )}
      </p>
    </div>
  )
}
