/** The texts of hiring, in the reader's language. They come with its views. */
import { en } from './hiring/en.ts'
import type { HiringTexts } from './hiring/shape.ts'
import { alsoSpoken } from './texts.ts'

export let h: HiringTexts = en

await alsoSpoken(async (language) => {
  h = language === 'de' ? (await import('./hiring/de.ts')).de : en
})
