import { type Static, t } from 'elysia'

/** Checked by `jsonObjectProblem`: before a `t.Record` is checked, "x" is made `{"0":"x"}`, and 5 `{}`. */
export const Properties = t.Unsafe<Record<string, unknown>>(
  t.Unknown({ description: 'An object of your own.', examples: [{ plan: 'team' }] }),
)

export const PutPerson = t.Object({
  name: t.Optional(t.Union([t.String({ maxLength: 200 }), t.Null()])),
  properties: t.Optional(Properties),
})

export const Person = t.Object({
  id: t.String(),
  external_id: t.String(),
  name: t.Union([t.String(), t.Null()]),
  properties: t.Record(t.String(), t.Unknown()),
})

export type PutPerson = Static<typeof PutPerson>
export type Person = Static<typeof Person>
