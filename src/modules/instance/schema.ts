import { type Static, t } from 'elysia'
import { OrNull } from '../../http/schema.ts'

export const Instance = t.Object({
  first_run: t.Boolean({ description: 'Nobody administers it yet: whoever signs up next will.' }),
  signup: t.Union([t.Literal('open'), t.Literal('invite'), t.Literal('closed')], {
    description: 'Who may make an account: anybody, whoever has an invitation, or nobody.',
  }),
  single_sign_on: OrNull(
    t.Object({
      name: t.String({ description: 'Of the provider, for a button.' }),
      is_only_way: t.Boolean({ description: 'Whether nobody signs in or up in another way.' }),
    }),
    { description: 'The provider by which people sign in; null where there is none.' },
  ),
  version: t.String(),
  mail: t.Boolean({ description: 'Whether it sends e-mail; where not, links go to the log.' }),
  demo: t.Boolean({ description: 'Whether the demo is in it.' }),
})

export type Instance = Static<typeof Instance>
