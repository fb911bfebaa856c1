/**
 * The texts of the page, in the reader's language. English comes with the page; another is a file of
 * its shape that comes when it is spoken. Everything is drawn anew then: see main.tsx.
 */
import { signal } from '@preact/signals'
import { type Language, setLanguage } from '../format/locale.ts'
import { en } from './en.ts'
import type { Texts } from './shape.ts'

const LOADERS: Readonly<Record<Language, () => Promise<Texts> | Texts>> = {
  en: () => en,
  de: async () => (await import('./de.ts')).de,
}

/** Those of the language that is spoken. To be read while something is drawn, and not kept. */
export let t: Texts = en

export const language = signal<Language>('en')

/** Texts that came with a view: they change with the others. */
const alongside: ((language: Language) => Promise<void>)[] = []

/** To be awaited by a module that holds texts of its own, so that nothing is drawn before they are there. */
export async function alsoSpoken(load: (language: Language) => Promise<void>): Promise<void> {
  alongside.push(load)
  await load(language.peek())
}

export async function speak(wanted: Language): Promise<void> {
  const [texts] = await Promise.all([LOADERS[wanted](), ...alongside.map((load) => load(wanted))])
  setLanguage(wanted)
  t = texts
  language.value = wanted
  document.documentElement.lang = wanted
}
