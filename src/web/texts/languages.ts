/**
 * The languages of the page beside English, each of which is a folder of the same files as `en`, and its
 * lines here. A file comes with the views that say what is in it, once its language is spoken.
 */
import type { Language } from '../format/locale.ts'
import type { FileName, TextsOf } from './shape.ts'

type Loaders = { readonly [Name in FileName]: () => Promise<TextsOf<Name>> }

export const LOADERS: Readonly<Record<Exclude<Language, 'en'>, Loaders>> = {
  de: {
    page: async () => (await import('./de/page.ts')).de,
    overview: async () => (await import('./de/overview.ts')).de,
    panels: async () => (await import('./de/panels.ts')).de,
    boxes: async () => (await import('./de/boxes.ts')).de,
    metrics: async () => (await import('./de/metrics.ts')).de,
    definitions: async () => (await import('./de/definitions.ts')).de,
    guide: async () => (await import('./de/guide.ts')).de,
    pressing: async () => (await import('./de/pressing.ts')).de,
    analysis: async () => (await import('./de/analysis.ts')).de,
    administration: async () => (await import('./de/administration.ts')).de,
    doors: async () => (await import('./de/doors.ts')).de,
    importing: async () => (await import('./de/importing.ts')).de,
    hiring: async () => (await import('./de/hiring.ts')).de,
    knowledge: async () => (await import('./de/knowledge.ts')).de,
    operations: async () => (await import('./de/operations.ts')).de,
    problems: async () => (await import('./de/problems.ts')).de,
    verbs: async () => (await import('./de/verbs.ts')).de,
    work: async () => (await import('./de/work.ts')).de,
  },
}
