/** What is dragged at the moment: one thing, from one place to another. */
import type { Application } from '../../../../../docs/api-types.ts'

export const dragging: { application: Application | null } = { application: null }
