/** What is said of the doors and the first run, in the reader's language. It comes with the views. */
import { en } from './doors/en.ts'
import type { DoorsTexts } from './doors/shape.ts'
import { alsoSpoken } from './texts.ts'

export let doors: DoorsTexts = en

await alsoSpoken(async (language) => {
  doors = language === 'de' ? (await import('./doors/de.ts')).de : en
})
