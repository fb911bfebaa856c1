/** Why the server refuses, in English, which is what it says. */
export const en = {
  detail: (_code: string, detail: string) => detail,
  /** What is wrong with a field: "is wrong". */
  field: (what: string) => what,
}
