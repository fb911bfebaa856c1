import type { Signal } from '@preact/signals'
import { timeIn } from '../../format/dates.ts'
import { initials } from '../../format/names.ts'
import { attempt } from '../../parts/attempt.ts'
import { Icon } from '../../parts/icon.tsx'
import { lazily } from '../../parts/lazy.tsx'
import { Menu } from '../../parts/menu.tsx'
import { now, stoodAt } from '../../state/clock.ts'
import { preferTheme } from '../../state/preferences.ts'
import { connection, isRefreshing, told } from '../../state/reading.ts'
import { address, pastDay, view } from '../../state/route.ts'
import { account, offlineSince, signOut, zone } from '../../state/session.ts'
import { chosenTheme } from '../../state/theme.ts'
import { t } from '../../texts/texts.ts'
import { VIEWS } from '../registry.ts'
import { Bell } from './bell.tsx'
import { Search } from './search.tsx'
import { openSearch } from './search-open.ts'

const Connection = lazily(async () => (await import('./connection.tsx')).Connection)

export function Header({ title, isMenuOpen }: { title: string; isMenuOpen: Signal<boolean> }) {
  return (
    <header class="top">
      <button
        type="button"
        class="icon narrow"
        aria-label={t.frame.menu}
        aria-expanded={isMenuOpen.value}
        onClick={(event) => {
          event.stopPropagation()
          isMenuOpen.value = !isMenuOpen.value
        }}
      >
        <Icon name="menu" />
      </button>
      <h1>{title}</h1>
      <button
        type="button"
        class="find"
        aria-label={t.frame.search}
        aria-keyshortcuts="/"
        onClick={openSearch}
      >
        <Icon name="search" />
        <span>{t.frame.search}</span>
        <kbd>/</kbd>
      </button>
      <Live />
      <Bell />
      <Yourself />
      <Search name={t.frame.search} />
    </header>
  )
}

function Live() {
  const { answered_at, lost_at } = connection.value
  const isPast = VIEWS[view.value]?.has_days && pastDay.value !== null
  const [dot, words] = stateWords(isPast === true, lost_at, answered_at)
  return (
    <Menu
      label={words}
      className="live"
      button={
        <>
          <span class={`dot ${dot}`} />
          <span class="wide">{words}</span>
        </>
      }
      isPanel
    >
      <Connection />
    </Menu>
  )
}

function stateWords(
  isPast: boolean,
  lost_at: number | null,
  answered_at: number,
): [dot: string, words: string] {
  const at = (ms: number) => timeIn(zone.value, new Date(ms))
  if (stoodAt.value) return ['amber', t.frame.offline(offlineSince(stoodAt.value))]
  if (lost_at !== null) return ['amber', t.frame.lostSince(at(lost_at))]
  if (isPast) return ['off', t.frame.notLive]
  if (isRefreshing.value) return ['', t.frame.refreshing]
  // What is told as it happens is of now, whenever it was read.
  return told.value
    ? ['', t.frame.live(at(now.value.getTime()))]
    : ['', t.frame.asOf(at(answered_at || Date.now()))]
}

const THEMES = ['light', 'dark', 'system'] as const

function Yourself() {
  const user = account.value?.user
  if (!user) return null
  return (
    <Menu
      is_labelled
      label={t.frame.account}
      className="who"
      button={
        <>
          <span aria-hidden="true">{initials(user.name)}</span>
          <span class="hidden">{t.frame.account}</span>
        </>
      }
    >
      <p class="small">
        <b>{user.name}</b>
        <br />
        <span class="faint">{user.email}</span>
      </p>
      <hr />
      {VIEWS.account && (
        <a href={address('account')} role="menuitem">
          {t.frame.account}
        </a>
      )}
      {THEMES.map((theme) => (
        <button
          key={theme}
          type="button"
          role="menuitemradio"
          aria-checked={chosenTheme.value === theme}
          onClick={() => void preferTheme(theme)}
        >
          {t.frame.theme[theme]}
          <span class="right">{chosenTheme.value === theme && <Icon name="check" />}</span>
        </button>
      ))}
      <hr />
      <a href="/docs" role="menuitem">
        {t.apiDocuments}
      </a>
      <button type="button" role="menuitem" onClick={() => void attempt(signOut)}>
        {t.frame.signOut}
      </button>
    </Menu>
  )
}
