/** What a team of the demo has been doing: told in days before now, so that it is always fresh. */
import type { Role } from '../../access/principal.ts'
import type { ProjectStatus } from '../projects/schema.ts'

/** A member by place, or whoever looks at the demo, or the assistant. */
export type Speaker = number | 'you' | 'bot'

/** `@3` and `@you` in a text become mentions. */
export type Line = readonly [speaker: Speaker, text: string]

export interface Story {
  /** Names the file with the history. */
  team: string
  name: string
  time_zone: string
  /** The first has founded the organization. */
  members: readonly { name: string; role: Role }[]
  /** The first of the members leads. */
  teams: readonly { name: string; description: string; members: readonly number[] }[]
  projects: readonly ProjectStory[]
  /** In which project, if any; the labels by spaces. */
  tasks: readonly (readonly [project: number | null, title: string, labels: string])[]
  /** Comments, by the title of their task. */
  talk: Readonly<Record<string, readonly Line[]>>
  groups: readonly { title: string; members: readonly number[]; days: readonly (readonly Line[])[] }[]
  direct: readonly { with: number; days: readonly (readonly Line[])[] }[]
  assistant: { title: string; days: readonly (readonly Line[])[] }
  trash: { tasks: readonly string[]; project: string; comment: string }
  /** A day on which many came who never came before. */
  unusual: { days_ago: number; people: number; verb: string }
}

export interface ProjectStory {
  name: string
  text: string
  status: ProjectStatus
  /** Its last day, in days from now. */
  ends_in?: number
  /** Whose members alone see it. */
  team?: number
}
