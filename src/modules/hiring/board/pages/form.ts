/** The form of an application, which needs no script, and what comes back of it. */
import { byteSize } from '../../../../lib/byte-size.ts'
import type { ReceivedFile } from '../../../../lib/received-file.ts'
import type { BoardForm, BoardJobDetail } from '../schema.ts'
import { type Html, html } from './html.ts'

export type Filled = Readonly<Record<string, string>>

/** Of what stands in every form, by the names that the API has for it. */
export const LABELS = {
  name: 'Name',
  email: 'E-mail address',
  phone: 'Phone',
  message: 'Message',
  file: 'Résumé and other files',
} as const

/** The name of the field of a question. */
const fieldOf = (id: string) => `question_${id}`

interface Form {
  address: string
  /** When the page was made, ISO. */
  shown_at: string
  files_max_bytes: number
}

export function formOf(
  job: BoardJobDetail,
  { address, shown_at, files_max_bytes }: Form,
  filled: Filled,
): Html {
  const needs = (field: string) => job.required_fields.includes(field)
  return html`<section class="apply" aria-labelledby="apply">
<h2 id="apply">Apply</h2>
<form method="post" enctype="multipart/form-data" action="${address}" aria-labelledby="apply">
<label for="name">${LABELS.name}</label>
<input id="name" name="name" required maxlength="200" autocomplete="name" value="${filled.name ?? ''}">
<label for="email">${LABELS.email}</label>
<input id="email" name="email" type="email" required maxlength="254" autocomplete="email" value="${filled.email ?? ''}">
<label for="phone">${LABELS.phone}${needs('phone') ? '' : ' (optional)'}</label>
<input id="phone" name="phone" type="tel" maxlength="50" autocomplete="tel"${needs('phone') && html` required`} value="${filled.phone ?? ''}">
${job.questions.map((question) => questionOf(question, filled[fieldOf(question.id)] ?? ''))}
<label for="message">${LABELS.message}${needs('message') ? '' : ' (optional)'}</label>
<textarea id="message" name="message" rows="8" maxlength="20000"${needs('message') && html` required`}>${filled.message ?? ''}</textarea>
<label for="file">${LABELS.file}${needs('file') ? '' : ' (optional)'}</label>
<input id="file" name="file" type="file" multiple accept=".pdf,.docx,.odt,.rtf,.txt" aria-describedby="file-help"${needs('file') && html` required`}>
<p id="file-help" class="facts">PDF, DOCX, ODT, RTF or plain text, ${byteSize(files_max_bytes)} together.</p>
<label class="check"><input type="checkbox" name="consent" value="true"${filled.consent === 'true' && html` checked`}> Think of me for later jobs, too</label>
<div class="away" aria-hidden="true"><label for="homepage">Leave this empty</label>
<input id="homepage" name="homepage" tabindex="-1" autocomplete="off"></div>
<input type="hidden" name="form_shown_at" value="${shown_at}">
<button>Send the application</button>
</form>
</section>`
}

function questionOf(
  { id, kind, prompt, required, options }: BoardJobDetail['questions'][number],
  value: string,
): Html {
  const name = fieldOf(id)
  const must = required && html` required`
  const label = `${prompt}${required ? '' : ' (optional)'}`
  if (kind === 'yes_no' || kind === 'choice') {
    const choices =
      kind === 'choice'
        ? options.map((one) => [one, one])
        : [
            ['true', 'Yes'],
            ['false', 'No'],
          ]
    const radio = ([given = '', shown = '']: string[]) =>
      html`<label><input type="radio" name="${name}" value="${given}"${must}${given === value && html` checked`}> ${shown}</label>`
    return html`<fieldset><legend>${label}</legend>${choices.map(radio)}</fieldset>`
  }
  const type = kind === 'number' ? html` type="number" step="any"` : html` maxlength="5000"`
  return html`<label for="${name}">${label}</label><input id="${name}" name="${name}"${type}${must} value="${value}">`
}

/** What a form sent, as the API takes it. What was left empty was not said. */
export function applicationIn(job: BoardJobDetail, filled: Filled, file: readonly ReceivedFile[]): BoardForm {
  const { name = '', email = '', phone = '', message = '', homepage = '', form_shown_at, consent } = filled
  const answers = job.questions.flatMap(({ id, kind }) => {
    const answer = filled[fieldOf(id)] ?? ''
    return answer.trim() === '' ? [] : [{ question_id: id, answer: answerOf(kind, answer) }]
  })
  return {
    ...{ name, email, message, homepage, answers },
    ...(phone !== '' && { phone }),
    ...(form_shown_at !== undefined && { form_shown_at }),
    ...(file.length > 0 && { file: [...file] }),
    consent: consent === 'true',
  }
}

/** As browsers write it. */
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i

function answerOf(kind: string, answer: string): string | number | boolean {
  if (kind === 'yes_no' && ['true', 'false'].includes(answer)) return answer === 'true'
  if (kind === 'number' && NUMBER.test(answer) && Number.isFinite(Number(answer))) return Number(answer)
  return answer
}
