/** The language of the texts, and within it the reader's way of writing dates and numbers. */

/** How each calls itself. Another is a folder of texts/ (texts/languages.ts), and its lines here. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES

const FALLBACKS: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' }
const asked: readonly string[] = globalThis.navigator?.languages ?? []

/** Changes with `setLanguage` only; whatever is written asks anew. */
export const spoken: { language: Language; locale: string } = { language: 'en', locale: localeIn('en') }

export function setLanguage(language: Language): void {
  spoken.language = language
  spoken.locale = localeIn(language)
}

export function isLanguage(text: string | null | undefined): text is Language {
  return typeof text === 'string' && Object.hasOwn(LANGUAGES, text)
}

/** The first of the browser's languages that the page speaks. */
export function languageOfBrowser(): Language {
  return asked.map((one) => one.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en'
}

function localeIn(language: Language): string {
  return asked.find((one) => one.toLowerCase().split('-')[0] === language) ?? FALLBACKS[language]
}

const formats = new Map<string, unknown>()

/** One format for each language and name: to make one costs a hundred times what it takes to use it. */
export function inLocale<Format>(name: string, make: (locale: string) => Format): Format {
  const key = `${spoken.locale} ${name}`
  const known = formats.get(key)
  // Under this name stands what `make` made of it before.
  if (known !== undefined) return known as Format
  const made = make(spoken.locale)
  formats.set(key, made)
  return made
}
