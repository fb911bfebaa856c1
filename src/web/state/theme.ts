/** Light or dark, as chosen here; `theme.ts` applies it before the first paint. */
import { signal } from '@preact/signals'

export type Theme = 'light' | 'dark' | 'system'

function stored(): Theme {
  const theme = localStorage.getItem('theme')
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

export const chosenTheme = signal<Theme>(stored())

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem('theme')
  else localStorage.setItem('theme', theme)
  chosenTheme.value = theme
  // The listener of theme.ts hears only what other tabs do.
  dispatchEvent(new StorageEvent('storage'))
}

export function isDark(): boolean {
  return document.documentElement.dataset.theme === 'dark'
}
