/**
 * The texts of the page, in the reader's language. English comes with the page; another is a file of
 * its shape that comes when it is spoken. Everything is drawn anew then: see main.tsx.
 */
import { signal } from '@preact/signals'
import { type Language, setLanguage } from '../format/locale.ts'
import { en } from './en.ts'

/** Of the same shape, whatever the words. */
type Worded<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Worded<Said>
    : T extends object
      ? { [K in keyof T]: Worded<T[K]> }
      : T

export type Texts = Worded<typeof en>

const LOADERS: Readonly<Record<Language, () => Promise<Texts> | Texts>> = {
  en: () => en,
  de: async () => (await import('./de.ts')).de,
}

/** Those of the language that is spoken. To be read while something is drawn, and not kept. */
export let t: Texts = en

export const language = signal<Language>('en')

export async function speak(wanted: Language): Promise<void> {
  const texts = await LOADERS[wanted]()
  setLanguage(wanted)
  t = texts
  language.value = wanted
  document.documentElement.lang = wanted
}
