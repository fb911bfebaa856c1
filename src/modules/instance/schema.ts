import { type Static, t } from 'elysia'

export const Instance = t.Object({
  first_run: t.Boolean({ description: 'Nobody administers it yet: whoever signs up next will.' }),
  signup: t.Union([t.Literal('open'), t.Literal('invite'), t.Literal('closed')], {
    description: 'Who may make an account: anybody, whoever has an invitation, or nobody.',
  }),
  version: t.String(),
  mail: t.Boolean({ description: 'Whether it sends e-mail; where not, links go to the log.' }),
  demo: t.Boolean({ description: 'Whether the demo is in it.' }),
})

export type Instance = Static<typeof Instance>
