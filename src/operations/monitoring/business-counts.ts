/** What people did, counted from the facts that this process committed since its start. */
import type { Base } from '../../base.ts'
import { changesOf, type Fact } from '../../db/facts.ts'

export class BusinessCounts {
  activities = 0
  members_joined = 0
  tasks_created = 0
  projects_created = 0
  messages_sent = 0
  jobs_created = 0
  applications_submitted = 0
  content_created = 0

  constructor({ db }: Pick<Base, 'db'>) {
    db.onCommit((news) => {
      // What other processes do is counted there.
      for (const { facts } of news ?? []) for (const fact of facts ?? []) this.#add(fact)
    })
  }

  #add(fact: Fact): void {
    if ('type' in fact && fact.type === 'people_acted') this.activities += fact.activities.length
    for (const { kind, verb } of changesOf(fact)) {
      const counted = COUNTED[`${kind} ${verb}`]
      if (counted) this[counted] += 1
    }
  }
}

const COUNTED: Record<string, Exclude<keyof BusinessCounts, 'activities'>> = {
  'member joined': 'members_joined',
  'message sent': 'messages_sent',
  'task created': 'tasks_created',
  'project created': 'projects_created',
  'job created': 'jobs_created',
  'application created': 'applications_submitted',
  'content created': 'content_created',
}
