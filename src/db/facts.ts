/**
 * What can happen to an organization, as its actions record it on their write handle.
 * The rollups move with a fact in the same transaction; listeners hear of it once committed.
 */
export interface Activity {
  person_id: string
  core: boolean
  occurred_at: number
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
  /** A raw event was taken back. */
  | { type: 'activity_deleted'; activity: Activity }
  /** A person's name or properties changed. */
  | { type: 'person_changed'; person_id: string }
  /** A team, or who is in it, changed. */
  | { type: 'team_changed'; team_id: string }
  /** A project came, changed or went. */
  | { type: 'project_changed'; project_id: string }
  /** A task or what hangs on it came, changed or went, or who may see it. */
  | { type: 'task_changed'; task_id: string }
  /** A conversation came, or it, who is in it or one of its messages changed. */
  | { type: 'conversation_changed'; conversation_id: string }
  /** A message was sent. It stands already, in this transaction. */
  | {
      type: 'message_sent'
      conversation_id: string
      /** Whose it is; `null` where a key sent it. */
      person_id: string | null
      at: number
    }
  /** Members were told of something. */
  | { type: 'members_notified'; member_ids: string[] }
  /** The organization's own name or settings changed. */
  | { type: 'organization_changed' }
  /** All rollups were built anew and took the place of the old ones. */
  | { type: 'rollups_replaced' }
  /** What a user (or, without one, anybody of the organization) may do has changed. */
  | { type: 'access_changed'; user_id?: string }
