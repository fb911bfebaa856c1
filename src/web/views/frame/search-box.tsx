/** One box: what is found, where to go, what to do. */
import { signal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { FoundItem } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { whySearchFailed } from '../../parts/sentence-of.ts'
import { toggleTheme } from '../../state/preferences.ts'
import { address, addressOnDay, go, view } from '../../state/route.ts'
import { singleKeys } from '../../state/single-keys.ts'
import { boxes } from '../../texts/boxes.ts'
import { t } from '../../texts/texts.ts'
import { forInstanceAdmins, isAllowed, VIEWS } from '../registry.ts'
import { GO_TO } from './keys.tsx'
import { openSaveView } from './save-view.tsx'
import { closeSearch } from './search-open.ts'

interface Entry {
  key: string
  icon: IconName
  parts: readonly { text: string; match: boolean }[]
  aside: string
  run(): void
}

const WAIT_MS = 150
const SHOWN = 8

const typed = signal('')
const NOTHING = {
  of: '',
  items: [] as readonly FoundItem[],
  isIncomplete: false,
  failed: null as string | null,
}
const found = signal(NOTHING)
const chosen = signal(0)

export function SearchBox() {
  const field = useRef<HTMLInputElement>(null)
  // Before anything can be typed, or what is typed at once would be gone.
  useLayoutEffect(() => {
    begin()
    // The first time it comes when its dialog is open already, which then has the focus itself.
    field.current?.focus()
  }, [])
  useFinding()
  const groups = groupsOf(typed.value.trim())
  const entries = groups.flatMap(({ entries }) => entries)
  const at = Math.min(chosen.value, entries.length - 1)
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      chosen.value =
        (at + (event.key === 'ArrowDown' ? 1 : -1) + entries.length) % Math.max(1, entries.length)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      run(entries[at])
    }
  }
  return (
    <div onKeyDown={onKey}>
      <div class="q">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label={t.frame.search}
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={entries[at] ? `palette-${entries[at].key}` : undefined}
          ref={field}
          value={typed.value}
          placeholder={t.frame.search}
          onInput={(event) => {
            typed.value = event.currentTarget.value
            chosen.value = 0
          }}
        />
        <kbd>Esc</kbd>
      </div>
      <div id="palette-list" role="listbox" aria-label={t.frame.search}>
        {groups.map(({ title, entries: some }) => (
          <div key={title} role="group" aria-label={title}>
            <p class="h">{title}</p>
            {some.map((entry) => (
              <div
                key={entry.key}
                id={`palette-${entry.key}`}
                role="option"
                aria-selected={entries[at] === entry}
                class={entries[at] === entry ? 'entry on' : 'entry'}
                onClick={() => run(entry)}
                onPointerMove={() => {
                  chosen.value = entries.indexOf(entry)
                }}
              >
                <Icon name={entry.icon} />
                <span class="cut">
                  {entry.parts.map(({ text, match }, i) => (match ? <mark key={`${i}`}>{text}</mark> : text))}
                </span>
                <span class="r">{entry.aside}</span>
              </div>
            ))}
          </div>
        ))}
        {found.value.failed && <p class="none">{found.value.failed}</p>}
        {entries.length === 0 && !found.value.failed && (
          <p class="none">{boxes.search.nothing(typed.value.trim())}</p>
        )}
        {found.value.isIncomplete && <p class="none">{boxes.search.incomplete}</p>}
      </div>
    </div>
  )
}

function begin(): void {
  typed.value = ''
  found.value = NOTHING
  chosen.value = 0
}

function run(entry: Entry | undefined): void {
  if (!entry) return
  closeSearch()
  entry.run()
}

/** Asks once nobody has typed for a moment. */
function useFinding(): void {
  useEffect(() => {
    const q = typed.value.trim()
    if (q.length < 2) {
      found.value = { ...NOTHING, of: q }
      return
    }
    const stop = new AbortController()
    const timer = setTimeout(() => {
      call('GET /api/v1/search', { query: { q, limit: SHOWN }, signal: stop.signal })
        .then(({ items, incomplete = false }) => {
          found.value = { ...NOTHING, of: q, items, isIncomplete: incomplete }
        })
        .catch((error: Error) => {
          if (!stop.signal.aborted)
            found.value = { ...NOTHING, of: q, failed: whySearchFailed(error, stop.signal) }
        })
    }, WAIT_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [typed.value])
}

function groupsOf(q: string): { title: string; entries: Entry[] }[] {
  const groups = [
    {
      title: boxes.search.found,
      entries: found.value.of === q ? found.value.items.filter(isShown).map(entryOf) : [],
    },
    { title: boxes.search.goTo, entries: [...lookUp(q), ...matching(q, places())] },
    { title: boxes.search.do, entries: matching(q, commands()) },
  ]
  return groups.filter(({ entries }) => entries.length > 0)
}

/** Where what is found is shown, and with which icon. */
const PLACES = {
  task: ['tasks', ({ id }) => address('tasks', { task: id })],
  comment: ['tasks', ({ task_id }) => address('tasks', { task: task_id })],
  task_file: ['tasks', ({ task_id }) => address('tasks', { task: task_id })],
  project: ['projects', ({ id }) => address(`projects/${id}`)],
  label: ['tasks', ({ title }) => address('tasks', { label: title })],
  message: ['conversations', ({ conversation_id }) => address(`conversations/${conversation_id}`)],
  content: ['content', ({ id }) => address(`content/${id}`)],
  content_comment: ['content', ({ content_id }) => address(`content/${content_id}`)],
  lesson_comment: ['content', ({ lesson_id }) => address(`courses/-/${lesson_id}`)],
  lesson: ['content', ({ id }) => address(`courses/-/${id}`)],
  job: ['hiring', ({ id }) => address(`hiring/jobs/${id}`)],
  candidate: ['hiring', ({ id }) => address(`hiring/candidates/${id}`)],
  application: ['hiring', ({ id }) => address(`hiring/applications/${id}`)],
  application_file: ['hiring', ({ application_id }) => address(`hiring/applications/${application_id}`)],
  note: ['hiring', ({ application_id }) => address(`hiring/applications/${application_id}`)],
} as const satisfies Partial<Record<FoundItem['kind'], readonly [IconName, (item: FoundItem) => string]>>

type Shown = FoundItem & { kind: keyof typeof PLACES }

/** More kinds are searched than have a view. */
function isShown(item: FoundItem): item is Shown {
  return item.kind in PLACES
}

function entryOf(item: Shown): Entry {
  const { kind, id, title, highlights } = item
  const parts = highlights.title ?? highlights.text
  const [icon, placeOf] = PLACES[kind]
  return {
    key: id,
    icon,
    parts: parts.length > 0 ? parts : [{ text: title ?? '', match: false }],
    aside: boxes.search.kinds[kind],
    run: () => go(placeOf(item)),
  }
}

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** An id, such as stands in an error, for whoever may look it up. */
function lookUp(q: string): Entry[] {
  if (!ID.test(q) || !forInstanceAdmins()) return []
  const parts = [{ text: boxes.search.lookUp, match: false }]
  return [
    {
      key: 'look-up',
      icon: 'operations',
      parts,
      aside: '',
      run: () => go(address('operations/lookup', { id: q })),
    },
  ]
}

function places(): Entry[] {
  return Object.entries(VIEWS)
    .filter(([, view]) => isAllowed(view))
    .map(([path, { name, icon, has_days }]) => ({
      key: `go-${name}`,
      icon,
      parts: [{ text: t.frame.views[name], match: false }],
      aside: keysTo(path),
      run: () => go(has_days ? addressOnDay(path) : address(path)),
    }))
}

/** As "G T"; nothing where single keys are no commands. */
function keysTo(path: string): string {
  const [key] = Object.entries(GO_TO).find(([, to]) => to === path) ?? []
  return key && singleKeys.value ? `G ${key.toUpperCase()}` : ''
}

function commands(): Entry[] {
  const theme: Entry = {
    key: 'theme',
    icon: 'moon',
    parts: [{ text: boxes.search.theme, match: false }],
    aside: 'Shift T',
    run: toggleTheme,
  }
  const newTask: Entry = {
    key: 'new-task',
    icon: 'plus',
    parts: [{ text: boxes.search.newTask, match: false }],
    aside: 'C',
    run: () => go(address('tasks', { new: 1 })),
  }
  const day: Entry = {
    key: 'go-to-day',
    icon: 'calendar',
    parts: [{ text: t.days.goTo, match: false }],
    aside: 'D',
    // The box is gone from the page first.
    run: () => void setTimeout(() => document.querySelector<HTMLElement>('.go-to-day')?.click()),
  }
  const saveView: Entry = {
    key: 'save-view',
    icon: 'star',
    parts: [{ text: boxes.search.saveView, match: false }],
    aside: '',
    run: openSaveView,
  }
  const print: Entry = {
    key: 'print',
    icon: 'print',
    parts: [{ text: boxes.search.print, match: false }],
    aside: 'Ctrl P',
    // The box is gone from the page first.
    run: () => void setTimeout(() => globalThis.print()),
  }
  const wall: Entry = {
    key: 'wall',
    icon: 'wall',
    parts: [{ text: boxes.search.wall, match: false }],
    aside: '',
    run: () => go(addressOnDay('', { wall: 1 })),
  }
  const onDays = VIEWS[view.value]?.has_days ? [day] : []
  return [...(VIEWS.tasks ? [newTask] : []), ...onDays, saveView, theme, print, wall]
}

function matching(q: string, entries: Entry[]): Entry[] {
  const word = q.toLocaleLowerCase()
  return entries.filter(({ parts }) => parts.some(({ text }) => text.toLocaleLowerCase().includes(word)))
}
