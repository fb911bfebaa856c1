/** The texts of hiring, in the reader's language: there is one so far. */
import { en } from './hiring/en.ts'

export const h = en
