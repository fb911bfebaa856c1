/** The views by the first word of their address, who may use them, and where they stand in the rail. */
import type { IconName } from '../parts/icon.tsx'
import { account, isAtLeast } from '../state/session.ts'
import type { t } from '../texts/texts.ts'

export type ViewName = keyof typeof t.frame.views
type Group = keyof typeof t.frame.groups

export interface View {
  name: ViewName
  icon: IconName
  /** Where it stands in the rail; nowhere where it is reached from elsewhere. */
  group: Group | null
  /** Where it is reached from: there one is in the rail, too. */
  within?: string
  /** Of a page of numbers: it has days, and a past. */
  has_days?: true
  isFor?: () => boolean
}

export const VIEWS: Readonly<Record<string, View>> = {
  '': { name: 'overview', icon: 'overview', group: 'numbers', has_days: true },
  explore: { name: 'explore', icon: 'explore', group: 'numbers', has_days: true },
  retention: { name: 'retention', icon: 'retention', group: 'numbers', has_days: true },
  activity: { name: 'activity', icon: 'activity', group: 'numbers', has_days: true },
  alerts: { name: 'alerts', icon: 'bell', group: 'numbers' },
  tasks: { name: 'tasks', icon: 'tasks', group: 'work' },
  projects: { name: 'projects', icon: 'projects', group: 'work' },
  conversations: { name: 'conversations', icon: 'conversations', group: 'work' },
  content: { name: 'content', icon: 'content', group: 'work' },
  courses: { name: 'courses', icon: 'content', group: null, within: 'content' },
  assessments: { name: 'assessments', icon: 'content', group: null, within: 'content' },
  hiring: { name: 'hiring', icon: 'hiring', group: 'work' },
  trash: { name: 'trash', icon: 'trash', group: 'work', isFor: forWriters },
  members: { name: 'members', icon: 'members', group: 'administration' },
  keys: { name: 'keys', icon: 'key', group: 'administration', isFor: forAdmins },
  imports: { name: 'imports', icon: 'download', group: 'administration', isFor: forAdmins },
  organization: { name: 'organization', icon: 'organization', group: 'administration', isFor: forAdmins },
  operations: { name: 'operations', icon: 'operations', group: 'instance', isFor: forInstanceAdmins },
  account: { name: 'account', icon: 'members', group: null },
  definitions: { name: 'definitions', icon: 'search', group: null },
}

export function isAllowed({ isFor }: View): boolean {
  return isFor ? isFor() : true
}

function forWriters(): boolean {
  return isAtLeast('member')
}

export function forAdmins(): boolean {
  return isAtLeast('admin')
}

export function forInstanceAdmins(): boolean {
  return account.value?.user.is_instance_admin ?? false
}
