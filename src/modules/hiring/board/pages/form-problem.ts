/** What is wrong with a form that was sent, in the words that stand beside its fields. */
import type { BoardForm, BoardJobDetail } from '../schema.ts'
import { LABELS } from './form.ts'

/** What may be wrong with what the schema refuses. */
const EXPECTED: Record<string, string> = {
  name: 'must be a name of at most 200 characters',
  email: 'must be an address such as grace@example.com',
  phone: 'must be a number such as +49 30 901820',
  message: 'must have at most 20,000 characters',
  answers: 'must have at most 5,000 characters',
}
const TOO_QUICK = 'That was very quick. Please look at it once more, and send it again.'
const FILES_GO = 'Choose your files again, too: browsers do not keep them.'

/** @param field As the API names it: `answers.0.answer`. @param problem What it says of it, if anything. */
export function problemOf(
  job: BoardJobDetail,
  application: BoardForm,
  field: string,
  problem: string | undefined,
): string {
  const [top = '', index] = field.split('.')
  const place = index === undefined ? undefined : Number(index)
  const label = labelOf(job, application, top, place)
  const what = top === 'answers' && place === undefined ? 'is missing' : (problem ?? EXPECTED[top])
  const text =
    top === 'form_shown_at'
      ? TOO_QUICK
      : `Please look at “${label}” again: it ${what ?? 'cannot be taken as it is'}.`
  return application.file === undefined ? text : `${text} ${FILES_GO}`
}

function labelOf(
  { questions }: BoardJobDetail,
  { answers = [], file = [] }: BoardForm,
  top: string,
  place: number | undefined,
): string {
  if (top === 'answers') {
    const answered = new Set(answers.map(({ question_id }) => question_id))
    const question = questions.find(({ id, required }) =>
      place === undefined ? required && !answered.has(id) : id === answers[place]?.question_id,
    )
    return question?.prompt ?? top
  }
  const sent = top === 'file' && place !== undefined ? file[place]?.name : undefined
  return sent || (LABELS[top as keyof typeof LABELS] ?? top)
}
