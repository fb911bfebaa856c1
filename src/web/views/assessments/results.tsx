/** How an assessment and each of its questions go, with how many that was told by. */
import type { AssessmentStatistics } from '../../../../docs/api-types.ts'
import { count, MISSING, percent, toHundredth } from '../../format/numbers.ts'
import { Num } from '../../parts/num.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { k } from '../../texts/knowledge.ts'

export function Results({ id }: { id: string }) {
  const read = reading(60_000, 'GET /api/v1/assessments/{id}/statistics', { params: { id } }).value
  return (
    <Read from={read} height={240}>
      {(statistics) => <Shown of={statistics} />}
    </Read>
  )
}

function Shown({
  of: { n, people, version, mean_percent, pass_rate, questions },
}: {
  of: AssessmentStatistics
}) {
  return (
    <Sheet
      title={k.stats(n, people)}
      note={k.ofVersion(version)}
      foot={<span>{k.discriminationWhat}</span>}
      isWide
    >
      {n === 0 ? (
        <p class="small dim pad">{k.noResults}</p>
      ) : (
        <>
          <p class="small pad">
            {k.mean}{' '}
            <b>
              <Num metric="mean_percent" value={mean_percent}>
                {percent(mean_percent)}
              </Num>
            </b>{' '}
            · {k.passRate}{' '}
            <b>
              <Num metric="pass_rate" value={pass_rate}>
                {percent(pass_rate)}
              </Num>
            </b>{' '}
            {n < 20 && <Few />}
          </p>
          <Table questions={questions} />
        </>
      )}
    </Sheet>
  )
}

function Few() {
  return (
    <span class="tag few" title={k.fewTitle}>
      {k.few}
    </span>
  )
}

function Table({ questions }: { questions: AssessmentStatistics['questions'] }) {
  return (
    <table>
      <caption class="hidden">{k.results}</caption>
      <thead>
        <tr>
          <th scope="col">{k.prompt}</th>
          <th scope="col" class="num">
            {k.hadItRight}
          </th>
          <th scope="col" class="num wide">
            {k.earned}
          </th>
          <th scope="col" class="num wide">
            {k.discrimination}
          </th>
          <th scope="col" class="num">
            {k.n}
          </th>
        </tr>
      </thead>
      <tbody>
        {questions.map(({ question_id, prompt, kind, n, right_share, mean_share, discrimination, low_n }) => (
          <tr key={question_id} data-item={question_id}>
            <td>
              {prompt} <span class="faint wide">{k.kinds[kind].toLowerCase()}</span>
            </td>
            <td class="num">{percent(right_share)}</td>
            <td class="num dim wide">{percent(mean_share)}</td>
            <td class="num dim wide">{discrimination === null ? MISSING : toHundredth(discrimination)}</td>
            <td class="num">
              {count(n)} {low_n && <Few />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
