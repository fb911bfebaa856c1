/** Questions and settings of an assessment, as whoever may change it writes them. */
import type { Assessment } from '../../../../docs/api-types.ts'
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
import { QuestionBuilder } from './question-builder.tsx'

export function Builder({ draft }: { draft: Draft<Assessment> }) {
  const assessment = draft.value
  const form = useForm(async () => {
    if (await draft.save()) say(k.saved)
  })
  if (!assessment) return null
  return (
    <>
      <ConflictNote draft={draft} nameOf={nameOf} written={written} />
      <div class="cols two">
        <Sheet title={k.questions} note={k.newVersion}>
          <QuestionBuilder
            questions={assessment.questions}
            onQuestions={(questions) => draft.set({ questions })}
          />
        </Sheet>
        <div class="stack">
          <Settings assessment={assessment} draft={draft} form={form} />
          <button type="button" class="btn quiet start" onClick={() => void discard(assessment)}>
            {k.delete}
          </button>
        </div>
      </div>
      <SaveBar draft={draft} form={form} texts={k} />
    </>
  )
}

function nameOf(field: keyof Assessment): string {
  const names: Partial<Record<keyof Assessment, string>> = k.assessmentFields
  return names[field] ?? field
}

/** Of questions what they ask. */
function written(_: keyof Assessment, value: unknown): string {
  if (Array.isArray(value)) return value.map(({ prompt }: { prompt: string }) => prompt).join(' · ')
  return String(value ?? '–')
}

interface Props {
  assessment: Assessment
  draft: Draft<Assessment>
  form: Form
}

function Settings({ assessment, draft, form }: Props) {
  const { title, pass_mark, attempts_allowed, time_limit_s, shuffle, answers_open } = assessment
  const whole = (typed: string) => (/^\d+$/.test(typed) ? Number(typed) : null)
  const minutes = (typed: string) => (Number(typed) > 0 ? Math.round(Number(typed) * 60) : null)
  return (
    <Sheet title={k.settings}>
      <div class="stack tight">
        <Field
          label={k.title}
          name="title"
          value={title}
          onValue={(value) => draft.set({ title: value })}
          wrong={form.wrong('title')}
        />
        <Field
          label={`${k.passMark} … ${k.ofPoints}`}
          name="pass_mark"
          value={String(pass_mark)}
          onValue={(value) => draft.set({ pass_mark: whole(value) ?? 0 })}
          wrong={form.wrong('pass_mark')}
        />
        <Field
          label={k.attempts}
          name="attempts_allowed"
          value={attempts_allowed === null ? '' : String(attempts_allowed)}
          onValue={(value) => draft.set({ attempts_allowed: whole(value) })}
          hint={k.attemptsHint}
          wrong={form.wrong('attempts_allowed')}
        />
        <Field
          label={k.timeLimit}
          name="time_limit_s"
          value={time_limit_s === null ? '' : String(time_limit_s / 60)}
          onValue={(value) => draft.set({ time_limit_s: minutes(value) })}
          hint={k.minutesHint}
          wrong={form.wrong('time_limit_s')}
        />
        <Instant name="opens_at" label={k.opens} assessment={assessment} draft={draft} form={form} />
        <Instant name="closes_at" label={k.closes} assessment={assessment} draft={draft} form={form} />
        <label class="check">
          <input type="checkbox" checked={shuffle} onChange={() => draft.set({ shuffle: !shuffle })} />
          {k.shuffle}
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={answers_open}
            onChange={() => draft.set({ answers_open: !answers_open })}
          />
          {k.answersOpen}
        </label>
      </div>
    </Sheet>
  )
}

function Instant({
  name,
  label,
  assessment,
  draft,
  form,
}: Props & { name: 'opens_at' | 'closes_at'; label: string }) {
  const value = assessment[name]
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        type="datetime-local"
        value={value ? wallTime(zone.value, new Date(value)) : ''}
        onChange={(event) => {
          const typed = event.currentTarget.value
          draft.set({ [name]: typed ? instantOf(zone.value, typed).toISOString() : null })
        }}
      />
      <small class={form.wrong(name) ? 'wrong' : undefined}>{form.wrong(name) ?? zone.value}</small>
    </div>
  )
}

async function discard({ id, title }: Assessment): Promise<void> {
  await attempt(async () => {
    await call('DELETE /api/v1/assessments/{id}', { params: { id } })
    go(address('assessments'))
    const again = () => readAgain((route) => route.includes('/assessments'))
    say(k.deleted(title), async () => {
      await attempt(() => call('POST /api/v1/trash/{id}/restore', { params: { id } }))
      await again()
    })
    await again()
  })
}
