/** The texts of the panels of the overview, in the reader's language. They come with them. */
import { en } from './en/panels.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let panels: TextsOf<'panels'> = en

await alsoSpoken('panels', en, (texts) => {
  panels = texts
})
