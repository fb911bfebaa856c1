/** What an account says of how its page is to be, as it comes in. What it says nothing of stays as it is here. */
import type { Preferences } from '../../../docs/api-types.ts'
import { speak } from '../texts/texts.ts'
import { keepLanguage } from './language.ts'
import { setSingleKeys } from './single-keys.ts'
import { chooseTheme } from './theme.ts'

export function appear({ language, theme, single_keys }: Preferences): void {
  if (language) void speak(keepLanguage(language))
  if (theme) chooseTheme(theme)
  setSingleKeys(single_keys)
}
