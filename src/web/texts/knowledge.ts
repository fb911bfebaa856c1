/** The texts of knowledge, in the reader's language: there is one so far. */
import { en } from './knowledge/en.ts'

export const k = en
