import type { Worded } from '../shape.ts'
import type { en } from './en.ts'

export type OperationsTexts = Worded<typeof en>
