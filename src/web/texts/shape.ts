/** The files of a language: `page` is for all views, the others for some. */
interface Files {
  page: typeof import('./en/page.ts').en
  overview: typeof import('./en/overview.ts').en
  panels: typeof import('./en/panels.ts').en
  boxes: typeof import('./en/boxes.ts').en
  metrics: typeof import('./en/metrics.ts').en
  definitions: typeof import('./en/definitions.ts').en
  guide: typeof import('./en/guide.ts').en
  pressing: typeof import('./en/pressing.ts').en
  analysis: typeof import('./en/analysis.ts').en
  administration: typeof import('./en/administration.ts').en
  doors: typeof import('./en/doors.ts').en
  importing: typeof import('./en/importing.ts').en
  hiring: typeof import('./en/hiring.ts').en
  knowledge: typeof import('./en/knowledge.ts').en
  operations: typeof import('./en/operations.ts').en
  problems: typeof import('./en/problems.ts').en
  verbs: typeof import('./en/verbs.ts').en
  work: typeof import('./en/work.ts').en
}

export type FileName = keyof Files

/** What a language has to say in a file: all that English says, given the same, whatever the words. */
export type TextsOf<Name extends FileName> = Worded<Files[Name]>

type Worded<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Worded<Said>
    : T extends object
      ? { [K in keyof T]: Worded<T[K]> }
      : T
