/** The files of each view, which come when somebody goes there. */
import type { ComponentType } from 'preact'

export const LOADERS: Readonly<Record<string, () => Promise<ComponentType>>> = {
  '': async () => (await import('./overview/overview.tsx')).Overview,
  explore: async () => (await import('./explore/explore.tsx')).Explore,
  retention: async () => (await import('./retention/retention.tsx')).Retention,
  activity: async () => (await import('./activity/activity.tsx')).ActivityView,
  alerts: async () => (await import('./alerts/alerts.tsx')).Alerts,
  tasks: async () => (await import('./tasks/tasks.tsx')).Tasks,
  projects: async () => (await import('./projects/projects.tsx')).Projects,
  conversations: async () => (await import('./conversations/conversations.tsx')).Conversations,
  content: async () => (await import('./content/content.tsx')).ContentView,
  courses: async () => (await import('./courses/courses.tsx')).Courses,
  assessments: async () => (await import('./assessments/assessments.tsx')).Assessments,
  hiring: async () => (await import('./hiring/hiring.tsx')).Hiring,
  trash: async () => (await import('./trash/trash.tsx')).Trash,
  operations: async () => (await import('./operations/operations.tsx')).Operations,
  members: async () => (await import('./members/members.tsx')).Members,
  keys: async () => (await import('./keys/keys.tsx')).Keys,
  imports: async () => (await import('./imports/imports.tsx')).Imports,
  organization: async () => (await import('./organization/organization.tsx')).OrganizationView,
  account: async () => (await import('./account/account.tsx')).AccountView,
  definitions: async () => (await import('./definitions/definitions.tsx')).Definitions,
}
