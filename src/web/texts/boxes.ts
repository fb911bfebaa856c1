/** What is said in boxes that open over a view, in the reader's language. It comes with what shows it. */
import { en } from './en/boxes.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let boxes: TextsOf<'boxes'> = en

await alsoSpoken('boxes', en, (texts) => {
  boxes = texts
})
