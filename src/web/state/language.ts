/** Which language the page speaks: that of the account, or the one spoken here last, or the browser's. */
import { isLanguage, type Language, languageOfBrowser } from '../format/locale.ts'

const KEY = 'language'

/** Before it is known who is there. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(KEY)
  return isLanguage(kept) ? kept : languageOfBrowser()
}

/** @param language `null` is that of the browser. */
export function keepLanguage(language: Language | null): Language {
  if (language === null) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, language)
  return language ?? languageOfBrowser()
}
