import type { TextKind } from '../../db/search/texts.ts'

/** As the index of texts tells them from others. */
export const TASK_TEXTS: TextKind = { kind: 'task', code: 't' }
