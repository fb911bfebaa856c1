/** The texts of the page, in the reader's language: there is one so far. */
import { en } from './en.ts'

export const t = en
