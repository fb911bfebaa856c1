/** The files of each view, which come when somebody goes there. */
import type { ComponentType } from 'preact'

export const LOADERS: Readonly<Record<string, () => Promise<ComponentType>>> = {
  '': async () => (await import('./overview/overview.tsx')).Overview,
}
