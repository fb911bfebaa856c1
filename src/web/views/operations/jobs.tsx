import { useSignal } from '@preact/signals'
import type { ScheduledJob } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { When } from '../../parts/when.tsx'
import { readAgain, reading } from '../../state/reading.ts'
import { operations } from '../../texts/operations.ts'
import { JobRuns } from './job-runs.tsx'

export function JobsSheet() {
  const jobs = reading(60_000, 'GET /api/v1/operations/jobs').value
  return (
    <Sheet title={operations.names.jobs} isWide>
      <Read from={jobs} height={200}>
        {({ items }) => (
          <table>
            <caption class="hidden">{operations.names.jobs}</caption>
            <thead>
              <tr>
                <th scope="col">{operations.job}</th>
                <th scope="col">{operations.lastRun}</th>
                <th scope="col" class="wide">
                  {operations.result}
                </th>
                <th scope="col" class="num wide">
                  {operations.tookToLook}
                </th>
                <th scope="col" class="wide">
                  {operations.next}
                </th>
                <th scope="col">
                  <span class="hidden">{operations.run}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((job) => (
                <Row key={job.name} job={job} />
              ))}
            </tbody>
          </table>
        )}
      </Read>
    </Sheet>
  )
}

function Row({
  job: { name, schedule, time_zone, last_run: last, next_run_at, running },
}: {
  job: ScheduledJob
}) {
  const isShown = useSignal(false)
  const run = async () => {
    try {
      await call('POST /api/v1/operations/jobs/{name}/run', { params: { name } })
      // It goes on by itself; the list says what it did.
      say(operations.begun(operations.jobName(name)))
    } catch (error) {
      say(sentenceOf(error instanceof Error ? error : new Error(String(error))))
    }
    await readAgain((route) => /operations\/jobs|health/.test(route))
  }
  return (
    <tr data-job={name}>
      <td>
        <b>{operations.jobName(name)}</b>{' '}
        <span class="faint wide">{operations.schedule(schedule, time_zone)}</span>
      </td>
      <td class="nowrap">
        {running ? (
          <span class="tag blue">{operations.running}</span>
        ) : last ? (
          <>
            <When at={last.started_at} />{' '}
            {last.outcome !== null && last.outcome !== 'done' && (
              <span class="tag red">{operations.outcomes[last.outcome]}</span>
            )}
          </>
        ) : (
          <span class="faint">{operations.notYet}</span>
        )}
      </td>
      <td class="dim wide">{last?.detail && operations.jobDetail(last.detail)}</td>
      <td class="num dim nowrap wide">
        {last && last.duration_ms !== null && operations.seconds(last.duration_ms)}
      </td>
      <td class="dim nowrap wide">{next_run_at && <When at={next_run_at} />}</td>
      <td class="num">
        <button type="button" class="link" disabled={running} onClick={() => void run()}>
          {operations.run}
        </button>{' '}
        <button
          type="button"
          class="link"
          aria-label={operations.historyOf(operations.jobName(name))}
          onClick={() => {
            isShown.value = true
          }}
        >
          {operations.history}
        </button>
        <JobRuns isOpen={isShown} name={name} />
      </td>
    </tr>
  )
}
