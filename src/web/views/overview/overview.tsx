/** The overview: what is to be said, eight numbers, the days, and what else there is. */
import { lazily } from '../../parts/lazy.tsx'
import { Rich } from '../../parts/rich.tsx'
import { SentenceToCome } from '../../parts/sentence-to-come.tsx'
import { readDashboard, readNotable, readSparklines } from '../../state/numbers.ts'
import { addressOnDay, pastDay } from '../../state/route.ts'
import { shownDay } from '../../state/session.ts'
import { overview } from '../../texts/overview.ts'
import { VIEWS } from '../registry.ts'
import { ActiveDays } from './active-days.tsx'
import { Cards } from './cards.tsx'
import { ChatSheet } from './chat-sheet.tsx'
import { LastHours } from './last-hours.tsx'
import { storyOf } from './story.ts'
import { SystemSheet } from './system-sheet.tsx'
import { isWaitingForEvents } from './waiting.ts'
import { WorkSheet } from './work-sheet.tsx'

export { Cards }

const FirstEvent = lazily(async () => (await import('./first-event.tsx')).FirstEvent)

export function Overview() {
  const isWaiting = isWaitingForEvents()
  return (
    <div class="body">
      {isWaiting ? <FirstEvent /> : <Story />}
      <Cards />
      <div class="cols two">
        <ActiveDays />
        <LastHours />
      </div>
      <div class="cols three">
        <WorkSheet />
        <ChatSheet />
        <SystemSheet />
      </div>
    </div>
  )
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
  return (
    <div aria-live="polite">
      <p class="say" data-story>
        <Rich text={told.say} />
      </p>
      <p>
        {told.rests}{' '}
        {VIEWS.explore && (
          <a class="under" href={addressOnDay(`explore/${told.metric}`)}>
            {overview.story.see}
          </a>
        )}
      </p>
    </div>
  )
}
