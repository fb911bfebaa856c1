/** Questions as they are answered: what is answered is saved by itself, and the server says when the time is up. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Attempt, GivenAnswer } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { attempt as attemptTo } from '../../parts/attempt.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { say } from '../../parts/toasts.tsx'
import { readAgain } from '../../state/reading.ts'
import { k } from '../../texts/knowledge.ts'
import { isAnswered, QuestionField } from './question-field.tsx'
import { TimeLeft } from './time-left.tsx'

const WAIT_MS = 700
type SaveState = 'saved' | 'saving' | 'open' | 'failed'

export function Taking({ attempt, onSubmitted }: { attempt: Attempt; onSubmitted(): Promise<void> }) {
  const { id, questions, ends_at } = attempt
  const answers = useSignal<ReadonlyMap<string, GivenAnswer>>(
    new Map(attempt.answers.map((one) => [one.question_id, one])),
  )
  const state = useSignal<SaveState>('saved')
  const isAsked = useSignal(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const given = () => questions.flatMap(({ id: question_id }) => answers.value.get(question_id) ?? [])
  const save = async () => {
    clearTimeout(timer.current)
    if (state.value === 'saved') return
    state.value = 'saving'
    const sent = answers.value
    const body = { answers: given() }
    const isSaved = await attemptTo(() => call('PUT /api/v1/attempts/{id}/answers', { params: { id }, body }))
    state.value = !isSaved ? 'failed' : answers.value === sent ? 'saved' : 'open'
  }
  const answer = (one: GivenAnswer) => {
    answers.value = new Map(answers.value).set(one.question_id, one)
    state.value = 'open'
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void save(), WAIT_MS)
  }
  useEffect(() => {
    const onHidden = () => document.hidden && void save()
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      document.removeEventListener('visibilitychange', onHidden)
      void save()
    }
  }, [])
  const submit = async (body: { answers?: GivenAnswer[] }) => {
    clearTimeout(timer.current)
    await attemptTo(() => call('POST /api/v1/attempts/{id}/submit', { params: { id }, body }))
    state.value = 'saved'
    await readAgain((route) => /\/(attempts|scores|statistics)/.test(route))
    await onSubmitted()
  }
  // What was not saved by then is still taken for a moment; then only what was.
  const onTimeUp = async () => {
    say(k.timeUp)
    await save()
    await submit({})
  }
  const open = questions.filter((one) => !isAnswered(answers.value.get(one.id))).length
  return (
    <div class="taking">
      <div class="taking-bar">
        <span class="dim">
          {questions.length - open} / {questions.length}
        </span>
        <span class="note" role="status" data-save={state.value}>
          {k[SAID[state.value]]}
        </span>
        <span class="right">
          {ends_at && <TimeLeft ends_at={ends_at} onTimeUp={onTimeUp} />}
          <button
            type="button"
            class="btn main"
            onClick={() => {
              isAsked.value = true
            }}
          >
            {k.submit}
          </button>
        </span>
      </div>
      {questions.map((question, i) => (
        <section key={question.id} class="sheet" data-question={question.id}>
          <QuestionField
            question={question}
            number={i + 1}
            answer={answers.value.get(question.id)}
            onAnswer={answer}
          />
        </section>
      ))}
      <Dialog isOpen={isAsked} title={k.submitTitle}>
        <p class="small">{k.submitWhat(open)}</p>
        <div class="actions">
          <button
            type="button"
            class="btn"
            onClick={() => {
              isAsked.value = false
            }}
          >
            {k.goBack}
          </button>
          <button
            type="button"
            class="btn main"
            onClick={() => {
              isAsked.value = false
              void submit({ answers: given() })
            }}
          >
            {k.submit}
          </button>
        </div>
      </Dialog>
    </div>
  )
}

const SAID = {
  saved: 'savedAnswers',
  saving: 'savingAnswers',
  open: 'savingAnswers',
  failed: 'notSavedAnswers',
} as const satisfies Record<SaveState, keyof typeof k>
