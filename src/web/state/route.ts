/** Where one is: the address after `#/`, with everything that changes what is seen. */
import { computed, signal } from '@preact/signals'
import { isDay } from '../format/days.ts'

export interface Place {
  /** `explore/sessions` → `['explore', 'sessions']` */
  path: readonly string[]
  query: URLSearchParams
}

/**
 * What the provider of single sign-on has added to the address to which it sends people back. It is nobody's
 * who looks at the address afterwards.
 */
export const saidByProvider = takeSaid()

export const place = signal<Place>(placeOf(location.hash))

addEventListener('hashchange', () => {
  place.value = placeOf(location.hash)
})

export const view = computed(() => place.value.path[0] ?? '')

/** The day that is looked at; `null` is today. */
export const pastDay = computed(() => {
  const day = place.value.query.get('day')
  return day !== null && isDay(day) ? day : null
})

function takeSaid(): URLSearchParams | null {
  if (location.pathname !== '/sso') return null
  const said = new URLSearchParams(location.search)
  history.replaceState(null, '', '/#/sso')
  return said
}

function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  return {
    path: path.split('/').filter(Boolean).map(decodeURIComponent),
    query: new URLSearchParams(query),
  }
}

type Query = Record<string, string | number | null | undefined>

/** The address of a view. What is null or empty is left out. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  }
  return search.size > 0 ? `#/${path}?${search}` : `#/${path}`
}

/** The same of a page of numbers, on the day that is looked at now. */
export function addressOnDay(path: string, query: Query = {}): string {
  return address(path, { day: pastDay.value, ...query })
}

/** The address of this view with something changed; what stands in the address stays in its order. */
export function changed(query: Query): string {
  const now = Object.fromEntries(place.value.query)
  return address(place.value.path.map(encodeURIComponent).join('/'), { ...now, ...query })
}

/** At once: what is pressed next counts from there. */
export function go(to: string): void {
  if (location.hash === to) return
  location.hash = to
  place.value = placeOf(to)
}

/** Without a step for "back". */
export function replace(to: string): void {
  history.replaceState(null, '', to)
  place.value = placeOf(location.hash)
}
