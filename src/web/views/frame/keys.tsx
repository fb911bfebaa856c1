/** Keys that work everywhere, and the list of them. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { lazily } from '../../parts/lazy.tsx'
import { undoLast } from '../../parts/toasts.tsx'
import { goToDay, step } from '../../state/go-to-day.ts'
import { toggleTheme } from '../../state/preferences.ts'
import { readAgain } from '../../state/reading.ts'
import { address, addressOnDay, go, pastDay, view } from '../../state/route.ts'
import { today } from '../../state/session.ts'
import { singleKeys } from '../../state/single-keys.ts'
import { VIEWS } from '../registry.ts'
import { openSearch } from './search-open.ts'

const isShown = signal(false)
const wasAsked = signal(false)
/** After G, the next key names a view. */
let awaitsView = false

export const GO_TO: Readonly<Record<string, string>> = {
  o: '',
  e: 'explore',
  r: 'retention',
  a: 'activity',
  t: 'tasks',
  p: 'projects',
  c: 'conversations',
  m: 'members',
}

const List = lazily(async () => (await import('./keys-list.tsx')).KeysList)

export function Keys() {
  useEffect(() => {
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return wasAsked.value ? <List isOpen={isShown} /> : null
}

function onKey(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault()
    openSearch()
    return
  }
  if (!singleKeys.value || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return
  const action = actionOf(event.key)
  if (!action) return
  event.preventDefault()
  action()
}

/** A key that is typed into something is no command. */
function isTyping({ target }: Event): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, dialog[open], [contenteditable]') !== null
  )
}

function actionOf(key: string): (() => void) | undefined {
  if (awaitsView) {
    awaitsView = false
    const path = GO_TO[key.toLowerCase()]
    if (path !== undefined && VIEWS[path])
      return () => go(VIEWS[path]?.has_days ? addressOnDay(path) : address(path))
  }
  return EVERYWHERE[key] ?? (VIEWS[view.value]?.has_days ? ON_DAYS[key] : undefined)
}

const EVERYWHERE: Readonly<Record<string, () => void>> = {
  '/': () => openSearch(),
  '?': () => {
    wasAsked.value = true
    isShown.value = true
  },
  g: () => {
    awaitsView = true
  },
  n: () => document.querySelector<HTMLElement>('.bell')?.click(),
  r: () => void readAgain(),
  z: undoLast,
  T: toggleTheme,
}

const ON_DAYS: Readonly<Record<string, () => void>> = {
  '[': () => step(-1),
  ']': () => {
    if (pastDay.value) step(1)
  },
  '{': () => step(-7),
  '}': () => {
    if (pastDay.value) step(7)
  },
  t: () => goToDay(today.value),
  d: () => document.querySelector<HTMLElement>('.go-to-day')?.click(),
}
