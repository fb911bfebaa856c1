import { type Static, t } from 'elysia'

const Team = t.Union([
  t.Literal('caddy'),
  t.Literal('hono'),
  t.Literal('karakeep'),
  t.Literal('memos'),
  t.Literal('vikunja'),
])

export const MakeDemo = t.Object(
  {
    teams: t.Optional(
      t.Array(Team, { minItems: 1, maxItems: 5, description: 'Which of the five; all when left out.' }),
    ),
  },
  { additionalProperties: false, examples: [{ teams: ['karakeep'] }] },
)

const parts = {
  organizations: t.Array(t.Object({ id: t.String(), name: t.String(), slug: t.String() })),
  email: t.String({ description: 'Of the account that owns all of them.' }),
}

export const Demo = t.Object(parts)

const progress = {
  done: t.Boolean({ description: 'Only the last line of what is whole says true.' }),
  share: t.Number({ minimum: 0, maximum: 1 }),
  error: t.Optional(t.Object({ code: t.String(), detail: t.String() }, { description: 'Why it stopped.' })),
}

/** A line of the answer while the demo is made. */
export const MakingLine = t.Object({
  ...progress,
  organizations: t.Optional(parts.organizations),
  email: t.Optional(parts.email),
  password: t.Optional(
    t.Union([t.String(), t.Null()], {
      description: 'Shown here and nowhere else; null where nothing was made.',
    }),
  ),
})

/** A line of the answer while it is removed. */
export const RemovingLine = t.Object({
  ...progress,
  removed: t.Optional(t.Integer({ description: 'How many organizations.' })),
})

export type Team = Static<typeof Team>
export type MakeDemo = Static<typeof MakeDemo>
export type Demo = Static<typeof Demo>
