/**
 * The texts of the page, in the reader's language. English comes with the page; another is loaded when it
 * is spoken (languages.ts). Everything is drawn anew then: see main.tsx.
 */
import { signal } from '@preact/signals'
import { type Language, setLanguage } from '../format/locale.ts'
import { en } from './en/page.ts'
import { LOADERS } from './languages.ts'
import type { FileName, TextsOf } from './shape.ts'

/** What every view says, in the language that is spoken. To be read while something is drawn, and not kept. */
export let t: TextsOf<'page'> = en

export const language = signal<Language>('en')

/** Texts that came with a view: they change with the others. */
const alongside: ((language: Language) => Promise<void>)[] = []

/** To be awaited by a module that holds texts of its own, so that nothing is drawn before they are there. */
export async function alsoSpoken<Name extends FileName>(
  name: Name,
  english: TextsOf<Name>,
  take: (texts: TextsOf<Name>) => void,
): Promise<void> {
  const load = async (wanted: Language) => take(await loaded(name, english, wanted))
  alongside.push(load)
  await load(language.peek())
}

export async function speak(wanted: Language): Promise<void> {
  const [texts] = await Promise.all([loaded('page', en, wanted), ...alongside.map((load) => load(wanted))])
  setLanguage(wanted)
  t = texts
  language.value = wanted
  document.documentElement.lang = wanted
}

async function loaded<Name extends FileName>(
  name: Name,
  english: TextsOf<Name>,
  wanted: Language,
): Promise<TextsOf<Name>> {
  return wanted === 'en' ? english : LOADERS[wanted][name]()
}
