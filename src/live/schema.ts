import { type Static, t } from 'elysia'

export const LiveQuery = t.Object({
  after: t.Optional(
    t.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description:
        'The last number that you know: what has happened since is told first. From now on, when left out. `Last-Event-ID` goes before it.',
    }),
  ),
})

export const LiveChange = t.Object({
  seq: t.Integer({
    description: 'Its number in the log of changes, which no other of the organization has.',
  }),
  kind: t.String({ description: 'What it is.', examples: ['task'] }),
  id: t.String(),
  verb: t.String({ description: 'What happened to it.', examples: ['changed'] }),
  correlation_id: t.String({ description: 'Of the request that changed it.' }),
})

export const LiveChanges = t.Object({
  changes: t.Array(LiveChange, {
    description: 'Of the next 500 those that you are told of, the oldest first.',
  }),
  seq: t.Integer({ description: 'The `after` of the next question.' }),
  is_last: t.Boolean({ description: 'Whether nothing more is there already.' }),
  is_gone: t.Boolean({
    description:
      'Whether what follows your number is no longer kept: read everything anew, and go on from `seq`.',
  }),
})

export type LiveChanges = Static<typeof LiveChanges>
