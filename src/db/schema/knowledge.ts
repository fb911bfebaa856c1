import { isNotNull, isNull } from 'drizzle-orm'
import type { TenantColumns } from './tenant.ts'

/** What a team knows and teaches: content, lessons, and what people have done with them. */
export function defineKnowledge(c: TenantColumns) {
  const content = c.table(
    'content',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      title: c.text().notNull(),
      /** Markdown. */
      body: c.text().notNull(),
      /** A word of the organization's own; lessons belong to a `course`. */
      kind: c.text().notNull(),
      status: c.text().notNull(),
      /** Its address now; those that it had before are in `content_slugs`, too. */
      slug: c.text().notNull(),
      /** A member; `null` where a key made it for nobody. */
      author_id: c.id(),
      tags: c.json().$type<string[]>().notNull(),
      /** When it was last published. */
      published_at: c.time(),
      /** When it is to be published by itself. */
      publish_at: c.time(),
      /** The number of its newest revision. */
      revision: c.int().notNull(),
      ...c.madeAndChanged(),
      ...c.trashed(),
    },
    (t) => [
      c.key(t),
      c.index('content_by_status').on(t.organization_id, t.status, t.id).where(isNull(t.deleted_at)),
      c.index('content_author').on(t.organization_id, t.author_id, t.id),
      /** For the job that publishes: nearly nothing is in it. */
      c.index('content_scheduled').on(t.publish_at).where(isNotNull(t.publish_at)),
      c.trash('content_deleted', t),
    ],
  )

  /** Every address that a content item has had: an old one leads to the new one, and to nothing else. */
  const content_slugs = c.table(
    'content_slugs',
    { organization_id: c.organizationId(), slug: c.text().notNull(), content_id: c.id().notNull() },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.slug] }),
      c.partOf(content, t.organization_id, t.content_id),
      c.index('content_slugs_content').on(t.organization_id, t.content_id),
    ],
  )

  /** The tags of content once more, to find content by them. */
  const content_tags = c.table(
    'content_tags',
    { organization_id: c.organizationId(), tag: c.text().notNull(), content_id: c.id().notNull() },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.tag, t.content_id] }),
      c.partOf(content, t.organization_id, t.content_id),
      c.index('content_tags_content').on(t.organization_id, t.content_id),
    ],
  )

  /** Every text that a content item has had, the newest one included. */
  const content_revisions = c.table(
    'content_revisions',
    {
      organization_id: c.organizationId(),
      content_id: c.id().notNull(),
      /** 1 for the first, without gaps. */
      number: c.int().notNull(),
      title: c.text().notNull(),
      body: c.text().notNull(),
      /** The revision that was restored with this one. */
      restored_from: c.int(),
      /** The member, or the key, who wrote it: one of both; neither where the command line brought it. */
      author_id: c.id(),
      api_key_id: c.id(),
      created_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.content_id, t.number] }),
      c.partOf(content, t.organization_id, t.content_id),
    ],
  )

  const content_comments = c.table(
    'content_comments',
    {
      organization_id: c.organizationId(),
      content_id: c.id().notNull(),
      id: c.id().notNull(),
      ...c.comment(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.content_id, t.id] }),
      c.partOf(content, t.organization_id, t.content_id),
      c.trash('content_comments_deleted', t),
    ],
  )

  /** How texts were made by a model. What took time took it: they outlive their content, without its key. */
  const content_generations = c.table(
    'content_generations',
    {
      organization_id: c.organizationId(),
      content_id: c.id().notNull(),
      id: c.id().notNull(),
      model: c.text(),
      prompt_tokens: c.int(),
      completion_tokens: c.int(),
      started_at: c.time().notNull(),
      finished_at: c.time(),
      /** `null` until it has finished. */
      ok: c.bool(),
      created_at: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.content_id, t.id] })],
  )

  const lessons = c.table(
    'lessons',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      /** The content item of the kind `course` to which it belongs. */
      course_id: c.id(),
      title: c.text().notNull(),
      body: c.text().notNull(),
      status: c.text().notNull(),
      /** From 1 on within its course, without gaps; 0 without a course, and in the trash. */
      position: c.int().notNull(),
      author_id: c.id(),
      ...c.madeAndChanged(),
      ...c.trashed(),
    },
    (t) => [
      c.key(t),
      c.partOf(content, t.organization_id, t.course_id),
      c.index('lessons_course').on(t.organization_id, t.course_id, t.position),
      c.index('lessons_author').on(t.organization_id, t.author_id, t.id),
      c.trash('lessons_deleted', t),
    ],
  )

  const lesson_comments = c.table(
    'lesson_comments',
    {
      organization_id: c.organizationId(),
      lesson_id: c.id().notNull(),
      id: c.id().notNull(),
      ...c.comment(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.lesson_id, t.id] }),
      c.partOf(lessons, t.organization_id, t.lesson_id),
      c.trash('lesson_comments_deleted', t),
    ],
  )

  /** What must be completed before a lesson can be. */
  const lesson_prerequisites = c.table(
    'lesson_prerequisites',
    { organization_id: c.organizationId(), lesson_id: c.id().notNull(), requires_id: c.id().notNull() },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.lesson_id, t.requires_id] }),
      ...[t.lesson_id, t.requires_id].map((column) => c.partOf(lessons, t.organization_id, column)),
      c.index('lesson_prerequisites_required').on(t.organization_id, t.requires_id),
    ],
  )

  /** That somebody has completed a lesson, once. It outlives the lesson, without its key. */
  const lesson_completions = c.table(
    'lesson_completions',
    {
      organization_id: c.organizationId(),
      person_id: c.id().notNull(),
      lesson_id: c.id().notNull(),
      completed_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.person_id, t.lesson_id] }),
      c.index('lesson_completions_lesson').on(t.organization_id, t.lesson_id, t.person_id),
    ],
  )

  return {
    content,
    content_slugs,
    content_tags,
    content_revisions,
    content_comments,
    content_generations,
    lessons,
    lesson_comments,
    lesson_prerequisites,
    lesson_completions,
  }
}
