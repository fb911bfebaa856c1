/** What people did, counted from the facts that this process committed since its start. */
import type { Base } from '../../base.ts'
import type { Fact } from '../../db/facts.ts'

export class BusinessCounts {
  activities = 0
  members_joined = 0
  tasks_created = 0
  projects_created = 0
  messages_sent = 0

  constructor({ db }: Pick<Base, 'db'>) {
    db.onCommit((facts) => {
      // Those of other processes are counted there.
      for (const { fact } of facts ?? []) this.#add(fact)
    })
  }

  #add(fact: Fact): void {
    switch (fact.type) {
      case 'people_acted':
        this.activities += fact.activities.length
        break
      case 'member_joined':
        this.members_joined += 1
        break
      case 'message_sent':
        this.messages_sent += 1
        break
      case 'tasks_changed':
        this.tasks_created += fact.tasks.filter(({ is_new }) => is_new).length
        break
      case 'projects_changed':
        this.projects_created += fact.projects.filter(({ is_new }) => is_new).length
        break
    }
  }
}
