/**
 * What can happen to an organization, as its actions record it on their write handle.
 * The rollups move with a fact in the same transaction; listeners hear of it once committed.
 */
export interface Activity {
  person_id: string
  core: boolean
  occurred_at: number
}

/** What the counts know of a task, a project or content. What is left out is as it was. */
export interface WorkState {
  id: string
  status?: string
  /** The local date at whose end it is due; a project's last day. */
  due_on?: string | null
  /** Epoch ms. */
  due_at?: number | null
  /** When that began from which it is counted, where it is not the thing itself: of an application, its job was opened. */
  since_at?: number | null
  /** In the trash. */
  is_deleted?: boolean
  /** It has come just now, and is not one that is changed. */
  is_new?: boolean
}

export type Fact =
  /** A user became a member: an invitation accepted, or the organization founded. */
  | { type: 'member_joined'; person_id: string; joined_at: number }
  /** A member left, was removed or suspended. */
  | { type: 'member_left'; person_id: string; at: number }
  /** One who had left or was suspended is a member again. */
  | { type: 'member_returned'; person_id: string; at: number }
  /** People acted. The raw events stand already, in this transaction. */
  | { type: 'people_acted'; activities: Activity[] }
  /** What people did was taken back. The raw events are gone already, in this transaction. */
  | { type: 'activities_deleted'; activities: Activity[] }
  /** A person's name or properties changed. */
  | { type: 'person_changed'; person_id: string }
  /** A team, or who is in it, changed. */
  | { type: 'team_changed'; team_id: string }
  /** Projects came, changed, went into the trash or came back. Their rows are written already. */
  | { type: 'projects_changed'; projects: WorkState[]; at: number }
  /** Tasks came, changed, went into the trash or came back. Their rows are written already. */
  | { type: 'tasks_changed'; tasks: WorkState[]; at: number }
  /** A company came, changed, or went into or out of the trash. */
  | { type: 'company_changed'; company_id: string }
  /** Jobs came, changed, went into the trash or came back. Their rows are written already. */
  | { type: 'jobs_changed'; jobs: WorkState[]; at: number }
  /** Applications came, moved, went into the trash or came back. Their rows are written already. */
  | { type: 'applications_changed'; applications: WorkState[]; at: number }
  /** An application is gone from the trash, or what hangs on it changed. */
  | { type: 'application_changed'; application_id: string }
  /** Who applies came, changed, was merged or erased. */
  | { type: 'candidate_changed'; candidate_id: string }
  /** A job is gone from the trash. */
  | { type: 'job_changed'; job_id: string }
  /** Content came, changed, went into the trash or came back. Its rows are written already. */
  | { type: 'content_changed'; content: WorkState[]; at: number }
  /** A model has finished a text, or failed to. Its row is written already. */
  | {
      type: 'generation_finished'
      content_id: string
      started_at: number
      finished_at: number
      ok: boolean
    }
  /** Somebody has completed a lesson for the first time. Its row is written already. */
  | { type: 'lesson_completed'; person_id: string; at: number }
  /** Somebody has submitted an assessment. Its row is written already. */
  | { type: 'assessment_submitted'; person_id: string; at: number }
  /** A project is gone from the trash. */
  | { type: 'project_changed'; project_id: string }
  /** A task is gone from the trash, or what hangs on it changed, or who may see it. */
  | { type: 'task_changed'; task_id: string }
  /** A conversation came, or it, who is in it or one of its messages changed. */
  | { type: 'conversation_changed'; conversation_id: string }
  /** A message was sent; by nobody where a key did. Its row is written already. */
  | { type: 'message_sent'; conversation_id: string; person_id: string | null; at: number }
  /** Members were told of something. */
  | { type: 'members_notified'; member_ids: string[] }
  /** The organization's own name or settings changed. */
  | { type: 'organization_changed' }
  /** All rollups were built anew and took the place of the old ones. */
  | { type: 'rollups_replaced' }
  /** What a user (or, without one, anybody of the organization) may do has changed. */
  | { type: 'access_changed'; user_id?: string }
