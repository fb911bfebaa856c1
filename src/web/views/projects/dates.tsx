import type { Project } from '../../../../docs/api-types.ts'
import { dateOf, dayRange } from '../../format/dates.ts'
import { today } from '../../state/session.ts'
import { work } from '../../texts/work.ts'

export function Dates({ project: { starts_on, ends_on } }: { project: Project }) {
  if (starts_on && ends_on) return <>{dayRange(starts_on, ends_on)}</>
  if (ends_on) return <>{work.projects.until(dateOf(ends_on, today.value))}</>
  return <>{starts_on ? work.projects.from(dateOf(starts_on, today.value)) : '–'}</>
}
