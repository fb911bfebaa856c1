/** Assessments: all of them, one, or an attempt at one. */
import type { AssessmentSummary } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { count, wholePercent } from '../../format/numbers.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { nameOfMember, readMembers } from '../../state/people.ts'
import { reading } from '../../state/reading.ts'
import { address, place } from '../../state/route.ts'
import { isAtLeast } from '../../state/session.ts'
import { k } from '../../texts/knowledge.ts'
import { KnowledgeViews } from '../content/knowledge-views.tsx'
import { MakeButton } from '../content/make.tsx'
import { Status } from '../content/status.tsx'
import { AssessmentView } from './assessment.tsx'
import { AttemptView } from './attempt.tsx'

export function Assessments() {
  const [, id, attempt] = place.value.path
  if (attempt) return <AttemptView key={attempt} />
  return id ? <AssessmentView key={id} /> : <All />
}

function All() {
  const read = reading(60_000, 'GET /api/v1/assessments', {
    query: { limit: 200, count: 'true', sort: '-created_at' },
  }).value
  return (
    <div class="body">
      <div class="bar-row">
        <KnowledgeViews />
        {isAtLeast('member') && (
          <div class="right">
            <MakeButton
              title={k.newAssessment}
              hint={k.newHint}
              make={async (title) => {
                const { id } = await call('POST /api/v1/assessments', { body: { title } })
                return address(`assessments/${id}`, { show: 'edit' })
              }}
            />
          </div>
        )}
      </div>
      <Sheet title={k.assessments} note={read.value && count(read.value.total)} isWide>
        <Read from={read} after={readMembers()} height={200}>
          {({ items }) =>
            items.length === 0 ? (
              <p class="small dim pad">{isAtLeast('member') ? k.noAssessments : k.noAssessmentsOpen}</p>
            ) : (
              <Table assessments={items} />
            )
          }
        </Read>
      </Sheet>
    </div>
  )
}

function Table({ assessments }: { assessments: readonly AssessmentSummary[] }) {
  return (
    <table class="lines">
      <caption class="hidden">{k.assessments}</caption>
      <thead>
        <tr>
          <th scope="col">{k.title}</th>
          <th scope="col">{k.status}</th>
          <th scope="col" class="num wide">
            {k.passMark}
          </th>
          <th scope="col" class="wide">
            {k.author}
          </th>
        </tr>
      </thead>
      <tbody>
        {assessments.map((one) => (
          <tr key={one.id} data-assessment={one.id}>
            <td>
              <a href={address(`assessments/${one.id}`)}>
                <b>{one.title}</b>
              </a>
            </td>
            <td>
              <Status of={one} />
            </td>
            <td class="num dim wide">{wholePercent(one.pass_mark)}</td>
            <td class="dim">{one.author_id ? nameOfMember(one.author_id) : k.noAuthor}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
