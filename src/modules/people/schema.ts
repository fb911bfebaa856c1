import { type Static, t } from 'elysia'

export const PutPerson = t.Object({
  name: t.Optional(t.Union([t.String({ maxLength: 200 }), t.Null()])),
  properties: t.Optional(t.Record(t.String({ maxLength: 100 }), t.Unknown(), { maxProperties: 100 })),
})

export const Person = t.Object({
  id: t.String(),
  external_id: t.String(),
  name: t.Union([t.String(), t.Null()]),
  properties: t.Record(t.String(), t.Unknown()),
})

export type PutPerson = Static<typeof PutPerson>
export type Person = Static<typeof Person>
