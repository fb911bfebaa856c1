/** A text as it is written, and what is said about it. */
import type { Content } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { instantOf, wallTime } from '../../format/wall-time.ts'
import { attempt } from '../../parts/attempt.ts'
import { ConflictNote } from '../../parts/conflict.tsx'
import { Field } from '../../parts/field.tsx'
import { SaveBar } from '../../parts/save-bar.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import type { Draft } from '../../parts/use-draft.ts'
import { type Form, useForm } from '../../parts/use-form.ts'
import { readAgain } from '../../state/reading.ts'
import { address, go } from '../../state/route.ts'
import { zone } from '../../state/session.ts'
import { k } from '../../texts/knowledge.ts'
import { Manuscript } from './manuscript.tsx'
import { whenWritten } from './when-written.ts'

export function Editor({ draft }: { draft: Draft<Content> }) {
  const { value: item } = draft
  const form = useForm(async () => {
    if (await draft.save()) say(k.saved)
  })
  if (!item) return null
  return (
    <>
      <ConflictNote draft={draft} nameOf={nameOf} />
      <div class="cols two">
        <Manuscript body={item.body ?? ''} wrong={form.wrong('body')} onBody={(body) => draft.set({ body })}>
          <Field
            label={k.title}
            name="title"
            value={item.title}
            onValue={(title) => draft.set({ title })}
            wrong={form.wrong('title')}
          />
        </Manuscript>
        <About item={item} draft={draft} form={form} />
      </div>
      <SaveBar draft={draft} form={form} texts={k} />
    </>
  )
}

function nameOf(field: keyof Content): string {
  const names: Partial<Record<keyof Content, string>> = k.fields
  return names[field] ?? field
}

interface Props {
  item: Content
  draft: Draft<Content>
  form: Form
}

function About({ item, draft, form }: Props) {
  return (
    <div class="stack">
      <Sheet title={k.settings}>
        <div class="stack tight">
          <Field
            label={k.kind}
            name="kind"
            value={item.kind}
            onValue={(kind) => draft.set({ kind })}
            wrong={form.wrong('kind')}
          />
          <Field
            label={k.tags}
            name="tags"
            value={item.tags.join(', ')}
            hint={k.tagsHint}
            onValue={(value) => draft.set({ tags: value === '' ? [] : value.split(/,\s?/) })}
            wrong={form.wrong('tags')}
          />
          <Field
            label={k.slug}
            name="slug"
            value={item.slug}
            hint={k.slugHint}
            onValue={(slug) => draft.set({ slug })}
            wrong={form.wrong('slug')}
          />
        </div>
      </Sheet>
      {item.status !== 'published' && <Schedule item={item} draft={draft} form={form} />}
      <div class="bar-row">
        {item.status !== 'archived' && (
          <button
            type="button"
            class="btn quiet"
            onClick={() => void attempt(() => draft.save({ status: 'archived' }))}
          >
            {k.archive}
          </button>
        )}
        <button type="button" class="btn quiet" onClick={() => void discard(item)}>
          {k.delete}
        </button>
      </div>
    </div>
  )
}

function Schedule({ item: { publish_at }, draft, form }: Props) {
  return (
    <Sheet title={k.publishAt}>
      <div class="stack tight">
        <div class="field">
          <label for="publish-at" class="hidden">
            {k.publishAt}
          </label>
          <input
            id="publish-at"
            type="datetime-local"
            value={publish_at ? wallTime(zone.value, new Date(publish_at)) : ''}
            onChange={(event) => {
              const typed = event.currentTarget.value
              draft.set({ publish_at: typed ? instantOf(zone.value, typed).toISOString() : null })
            }}
          />
          <small class={form.wrong('publish_at') ? 'wrong' : undefined}>
            {form.wrong('publish_at') ?? k.publishAtHint(zone.value)}
          </small>
        </div>
        {publish_at && (
          <>
            <p class="small dim">{k.willBePublished(whenWritten(publish_at))}</p>
            <button type="button" class="btn start" onClick={() => draft.set({ publish_at: null })}>
              {k.dontPublish}
            </button>
          </>
        )}
      </div>
    </Sheet>
  )
}

async function discard({ id, title }: Content): Promise<void> {
  await attempt(async () => {
    await call('DELETE /api/v1/content/{id}', { params: { id } })
    go(address('content'))
    const again = () => readAgain((route) => /\/(content|lessons)/.test(route))
    say(k.deleted(title), async () => {
      await attempt(() => call('POST /api/v1/trash/{id}/restore', { params: { id } }))
      await again()
    })
    await again()
  })
}
