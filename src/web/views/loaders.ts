/** The files of each view, which come when somebody goes there. */
import type { ComponentType } from 'preact'

export const LOADERS: Readonly<Record<string, () => Promise<ComponentType>>> = {
  '': async () => (await import('./overview/overview.tsx')).Overview,
  explore: async () => (await import('./explore/explore.tsx')).Explore,
  retention: async () => (await import('./retention/retention.tsx')).Retention,
  activity: async () => (await import('./activity/activity.tsx')).ActivityView,
  definitions: async () => (await import('./definitions/definitions.tsx')).Definitions,
}
