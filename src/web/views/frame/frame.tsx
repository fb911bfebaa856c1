/** What surrounds every view of somebody who is signed in. */

import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { longDate } from '../../format/dates.ts'
import { lazily, whenIdle } from '../../parts/lazy.tsx'
import { Toasts } from '../../parts/toasts.tsx'
import { address, pastDay, place, view } from '../../state/route.ts'
import { account, today } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { DayLine } from '../days/day-line.tsx'
import { LOADERS } from '../loaders.ts'
import { isAllowed, VIEWS, type View } from '../registry.ts'
import { Bands } from './bands.tsx'
import { Header } from './header.tsx'
import { Keys } from './keys.tsx'
import { Rail } from './rail.tsx'
import { SaveView } from './save-view.tsx'
import { Tabs } from './tabs.tsx'

const Wall = lazily(async () => (await import('../wall/wall.tsx')).Wall)
/** Once there is nothing else to do: who prints waits for nothing. */
const PrintedHead = lazily(async () => (await whenIdle(() => import('../print/printed.tsx'))).PrintedHead)
const PrintedNotes = lazily(async () => (await whenIdle(() => import('../print/printed.tsx'))).PrintedNotes)

export function Frame() {
  const isMenuOpen = useSignal(false)
  const shown = VIEWS[view.value]
  const Content = SHOWN[view.value]
  const isPast = Boolean(shown?.has_days && pastDay.value)
  useEffect(() => {
    if (isPast) document.documentElement.dataset.time = 'past'
    else delete document.documentElement.dataset.time
  }, [isPast])
  useEffect(() => {
    document.title = titleOf(shown)
    isMenuOpen.value = false
  }, [view.value, pastDay.value, shown, isMenuOpen])
  const title = shown ? t.frame.views[shown.name] : t.frame.notFound
  if (shown?.name === 'overview' && place.value.query.get('wall') === '1') return <Wall />
  return (
    <div class="app">
      <a class="skip" href="#content" onClick={skipToContent}>
        {t.frame.skip}
      </a>
      <Rail isOpen={isMenuOpen} />
      <div class="page-main" onClick={() => closeMenu(isMenuOpen)}>
        <PrintedHead title={title} has_days={shown?.has_days ?? false} />
        <Header title={title} isMenuOpen={isMenuOpen} />
        <Bands />
        {shown?.has_days && <DayLine />}
        <main id="content" tabIndex={-1} data-view={shown?.name}>
          {shown && isAllowed(shown) && Content ? <Content key={view.value} /> : <NotFound />}
        </main>
        {shown?.has_days && <PrintedNotes />}
      </div>
      <Tabs isMenuOpen={isMenuOpen} />
      <Keys />
      <SaveView />
      <Toasts />
    </div>
  )
}

function titleOf(shown: View | undefined): string {
  const name = account.value?.organization.name ?? ''
  const title = shown ? t.frame.views[shown.name] : t.frame.notFound
  const day = shown?.has_days ? pastDay.value : null
  return day ? t.frame.titleOfDay(longDate(day, today.value), title, name) : t.frame.title(title, name)
}

/** By hand: the part of the address behind # is the view's. */
function skipToContent(event: Event): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

function closeMenu(isOpen: Signal<boolean>): void {
  if (isOpen.value) isOpen.value = false
}

/** By the first word of their address. */
const SHOWN = Object.fromEntries(
  Object.entries(LOADERS).map(([path, load]) => {
    const isFirst = VIEWS[path]?.name === 'overview'
    const needs = isFirst ? [async () => {}] : []
    return [path, lazily(load, <div class="body" aria-busy="true" />, ...needs)]
  }),
)

function NotFound() {
  return (
    <div class="body">
      <section class="sheet">
        <div class="empty">
          <h2>{t.frame.notFound}</h2>
          <p class="small dim">
            <code>#/{place.value.path.join('/')}</code>
          </p>
          <a class="btn" href={address('')}>
            {t.frame.toOverview}
          </a>
        </div>
      </section>
    </div>
  )
}
