/** The texts of hiring, in the reader's language. They come with its views. */
import { en } from './en/hiring.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let h: TextsOf<'hiring'> = en

await alsoSpoken('hiring', en, (texts) => {
  h = texts
})
