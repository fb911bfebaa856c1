/** A viewer, as queries that are built once ask for whom it is: see db/query.ts. */
import type { Viewer } from './viewer.ts'

export interface ViewerValues {
  /** Nobody's id where the viewer is no member. */
  me: string
  teams: readonly string[]
}

/** Who sees everything is asked for nothing else. */
export interface ViewerVariant {
  sees_all: boolean
}

export function valuesOf({ member_id, teams }: Viewer): ViewerValues {
  return { me: member_id ?? '', teams: [...teams.keys()] }
}

export function variantOf({ seesAll }: Viewer): ViewerVariant {
  return { sees_all: seesAll }
}
