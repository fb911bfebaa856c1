import { type Static, t } from 'elysia'
import { PageOf } from '../../http/page.ts'
import { Instant, OrNull } from '../../http/schema.ts'

const Body = t.String({
  minLength: 1,
  maxLength: 10_000,
  pattern: '\\S',
  description: 'Markdown. `<@ID>` mentions the member with this id.',
})

const written = {
  author_id: OrNull(t.String(), { description: 'The member who wrote it.' }),
  api_key_id: OrNull(t.String(), { description: 'Or the API key that did.' }),
  body: t.String(),
  created_at: Instant,
  edited_at: OrNull(Instant),
}

export const Comment = t.Object({ id: t.String(), task_id: t.String(), ...written })
export const Comments = PageOf(Comment)
export const ContentComment = t.Object({ id: t.String(), content_id: t.String(), ...written })
export const ContentComments = PageOf(ContentComment)
export const LessonComment = t.Object({ id: t.String(), lesson_id: t.String(), ...written })
export const LessonComments = PageOf(LessonComment)

export const NewComment = t.Object({ body: Body }, { examples: [{ body: 'The ladder is in the shed.' }] })

export const CommentChanges = t.Partial(NewComment, {
  examples: [{ body: 'The ladder is in the garage.' }],
})

export type NewComment = Static<typeof NewComment>
export type CommentChanges = Static<typeof CommentChanges>
