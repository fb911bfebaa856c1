/** Whether the search is open. */
import { signal } from '@preact/signals'

export const isSearchOpen = signal(false)

export function openSearch(): void {
  isSearchOpen.value = true
}

export function closeSearch(): void {
  isSearchOpen.value = false
}
