/** What is refused on the pages of the board, in words for people: none of them has asked for JSON. */
import type { ProblemContent, RefusalPage } from '../../../../http/refusal-page.ts'
import { byteSize } from '../../../../lib/byte-size.ts'
import { html, pageOf, policyOf } from './html.ts'

const BACK = 'Go back in your browser: what you filled in should still be there.'
const OURS = new Set(['board_not_found', 'job_not_found'])

interface Settings {
  files_max_bytes: number
}

export function refusalPageOf(settings: Settings): RefusalPage {
  return (problem, path) => {
    const { title, text } = wordsFor(problem, settings)
    const body = html`<h1>${title}</h1>
<p role="alert">${text}</p>
${linkFor(problem, path)}`
    const page = pageOf({ title, description: title, color: null, body })
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policyOf(page),
      'cache-control': 'no-store',
    }
    return { body: page, headers }
  }
}

function wordsFor(problem: ProblemContent, { files_max_bytes }: Settings): { title: string; text: string } {
  const { status, code, detail, retry_after, correlation_id } = problem
  switch (status) {
    case 404:
      return { title: 'Not found', text: OURS.has(code) ? detail : 'There is no page at this address.' }
    case 405:
      return { title: 'Not possible here', text: 'To apply, open the job, and send the form at its end.' }
    case 408:
      return { title: 'Too slow', text: `What you sent took too long to arrive. ${BACK} Send it again.` }
    case 413:
      return {
        title: 'Too large',
        text: `What you sent is too large: files may have ${byteSize(files_max_bytes)} in all, and texts much less. ${BACK} Shorten it, and send it again.`,
      }
    case 429:
      return {
        title: 'Too many requests',
        text: `Too much has come from your network in a short time. Wait ${waitOf(retry_after)}. ${BACK} Then send it again.`,
      }
    case 503:
      return {
        title: 'Not possible now',
        text: `There is too much to do here at the moment. Wait ${waitOf(retry_after)}. ${BACK} Then send it again.`,
      }
    case 507:
      return {
        title: 'No room for files',
        text: `Files cannot be taken now. ${BACK} Send it without files, or try again tomorrow.`,
      }
    default:
      return status < 500
        ? { title: 'This could not be read', text: `${BACK} Send it again.` }
        : {
            title: 'Something went wrong here',
            text: `${BACK} Send it again. If that does not help, tell who publishes this board the number ${correlation_id}.`,
          }
  }
}

function waitOf(seconds = 5): string {
  if (seconds <= 90) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
  return `${Math.ceil(seconds / 60)} minutes`
}

/** To the other jobs, where there is a board with others. */
function linkFor({ code }: ProblemContent, path: string) {
  const [board] = /^\/board\/[^/]+(?=\/)/.exec(path) ?? []
  return code === 'job_not_found' && board !== undefined && html`<p><a href="${board}">All jobs</a></p>`
}
