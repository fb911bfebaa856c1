/** Keys that work everywhere, and the list of them. */
import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { undoLast } from '../../parts/toasts.tsx'
import { goToDay, step } from '../../state/go-to-day.ts'
import { readAgain } from '../../state/reading.ts'
import { address, addressOnDay, go, pastDay, view } from '../../state/route.ts'
import { today } from '../../state/session.ts'
import { singleKeys } from '../../state/single-keys.ts'
import { toggleTheme } from '../../state/theme.ts'
import { t } from '../../texts/texts.ts'
import { VIEWS } from '../registry.ts'
import { openSearch } from './search.tsx'

const isShown = signal(false)
/** After G, the next key names a view. */
let awaitsView = false

const GO_TO: Readonly<Record<string, string>> = {
  o: '',
  e: 'explore',
  r: 'retention',
  a: 'activity',
  t: 'tasks',
  p: 'projects',
  c: 'conversations',
  m: 'members',
}

export function Keys() {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  useEffect(() => {
    if (isShown.value) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isShown.value])
  return (
    <dialog ref={dialog} aria-label={t.keys.title} onClose={hide}>
      {isShown.value && (
        <div class="inner">
          <h2>{t.keys.title}</h2>
          <dl class="kv">
            {t.keys.list.map(([what, keys]) => (
              <Row key={what} what={what} keys={keys} />
            ))}
          </dl>
          <div class="actions">
            <button type="button" class="btn" onClick={hide}>
              {t.close}
            </button>
          </div>
        </div>
      )}
    </dialog>
  )
}

function Row({ what, keys }: { what: string; keys: readonly string[] }) {
  return (
    <>
      <dt>{what}</dt>
      <dd>
        {keys.map((key) => (
          <>
            {' '}
            <kbd>{key}</kbd>
          </>
        ))}
      </dd>
    </>
  )
}

function hide(): void {
  isShown.value = false
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
