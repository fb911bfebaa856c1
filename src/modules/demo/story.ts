/** What a team of the demo has been doing: told in days before now, so that it is always fresh. */
import type { Role } from '../../access/principal.ts'
import type { NewQuestion } from '../assessments/schema.ts'
import type { LocationType } from '../hiring/jobs/schema.ts'
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
  knowledge: KnowledgeStory
  hiring: HiringStory
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

export interface KnowledgeStory {
  course: { title: string; text: string }
  /** In their order; each asks for the one before. */
  lessons: readonly (readonly [title: string, text: string])[]
  assessment: { title: string; questions: readonly NewQuestion[] }
  /** The tags by spaces. What becomes of each follows from its place. */
  texts: readonly (readonly [title: string, kind: string, tags: string, text: string])[]
}

export interface HiringStory {
  company: { name: string; text: string; location: string }
  /** The last of them is still a draft, the one before is closed with a hire. */
  jobs: readonly JobStory[]
}

export interface JobStory {
  title: string
  text: string
  place: LocationType
  /** In minor units. */
  salary: readonly [min: number, max: number, currency: string]
  applications: number
}
