/** How somebody wants the page to be: at once here, and in their account, so that it is so elsewhere. */
import type { Preferences } from '../../../docs/api-types.ts'
import { call } from '../api/client.ts'
import type { Language } from '../format/locale.ts'
import { speak } from '../texts/texts.ts'
import { keepLanguage } from './language.ts'
import { account } from './session.ts'
import { setSingleKeys } from './single-keys.ts'
import { chooseTheme, isDark, type Theme } from './theme.ts'

/** @param language `null` is that of the browser. */
export async function preferLanguage(language: Language | null): Promise<void> {
  await speak(keepLanguage(language))
  await keep({ language })
}

export async function preferTheme(theme: Theme): Promise<void> {
  chooseTheme(theme)
  await keep({ theme: theme === 'system' ? null : theme })
}

export function toggleTheme(): void {
  void preferTheme(isDark() ? 'light' : 'dark')
}

export async function preferSingleKeys(single_keys: boolean): Promise<void> {
  setSingleKeys(single_keys)
  await keep({ single_keys })
}

export async function saveViews(views: Preferences['views']): Promise<void> {
  await keep({ views })
}

async function keep(preferences: Partial<Preferences>): Promise<void> {
  const before = account.peek()
  if (!before) return
  const { user } = before
  account.value = { ...before, user: { ...user, preferences: { ...user.preferences, ...preferences } } }
  await call('PATCH /api/v1/auth/me', { body: { preferences } })
}
