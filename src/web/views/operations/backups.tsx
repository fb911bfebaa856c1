import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Backup, Backups } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { bytes, count, wholePercent } from '../../format/numbers.ts'
import { AskFirst } from '../../parts/ask-first.tsx'
import { attempt } from '../../parts/attempt.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { When } from '../../parts/when.tsx'
import { readAgain, reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { operations } from '../../texts/operations.ts'
import { t } from '../../texts/texts.ts'
import { Restore } from './restore.tsx'

type Running = NonNullable<Backups['running']>

const PROGRESS_MS = 1_000

/** @param most How many are shown; all, where left out. */
export function BackupsSheet({ most }: { most?: number }) {
  const isMaking = useSignal(false)
  const backups = reading(60_000, 'GET /api/v1/operations/backups').value
  const running = backups.value?.running ?? null
  const isRunning = isMaking.value || running !== null
  useEffect(() => {
    if (!isRunning) return
    setTimeout(() => void readBackups(), PROGRESS_MS / 5)
    const looking = setInterval(() => void readBackups(), PROGRESS_MS)
    return () => clearInterval(looking)
  }, [isRunning])
  const backUp = async () => {
    isMaking.value = true
    await attempt(async () => say(operations.backedUp((await call('POST /api/v1/operations/backups')).name)))
    isMaking.value = false
    await readAgain((route) => /backups|health/.test(route))
  }
  const all = backups.value?.items.length ?? 0
  return (
    <Sheet
      title={operations.backups}
      note={<Schedule />}
      right={
        <button type="button" class="btn main" disabled={isRunning} onClick={() => void backUp()}>
          {isRunning ? operations.backingUp : operations.backUp}
        </button>
      }
      foot={
        <>
          <span>{operations.whatIsProved}</span>
          {most !== undefined && all > most && (
            <a href={address('operations/backups')}>{operations.allBackups(all)}</a>
          )}
        </>
      }
      isWide
    >
      <Read from={backups} height={120}>
        {({ items }) =>
          items.length === 0 && !running ? (
            <p class="small dim pad">{operations.noBackup}</p>
          ) : (
            <Table backups={items.slice(0, most)} running={running} />
          )
        }
      </Read>
    </Sheet>
  )
}

function readBackups(): Promise<void> {
  return readAgain((route) => route.includes('/operations/backups'))
}

function Schedule() {
  const jobs = reading(60_000, 'GET /api/v1/operations/jobs').value.value
  const job = jobs?.items.find(({ name }) => name === 'backup')
  return <>{job && operations.schedule(job.schedule, job.time_zone)}</>
}

const TONES = { proved: 'green', failed: 'red', pending: '' } as const

function Table({ backups, running }: { backups: readonly Backup[]; running: Running | null }) {
  const isNew = running && !backups.some(({ name }) => name === running.name)
  return (
    <table>
      <caption class="hidden">{operations.backups}</caption>
      <thead>
        <tr>
          <th scope="col">{operations.made}</th>
          <th scope="col" class="num wide">
            {operations.size}
          </th>
          <th scope="col" class="num wide">
            {operations.rows}
          </th>
          <th scope="col" class="num wide">
            {operations.tookToLook}
          </th>
          <th scope="col">{operations.proof}</th>
          <th scope="col">
            <span class="hidden">{t.frame.more}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {isNew && (
          <tr>
            <td>
              <b>{operations.now}</b>
            </td>
            <td class="num dim wide">–</td>
            <td class="num dim wide">–</td>
            <td class="num dim wide">–</td>
            <td>
              <Progress running={running} />
            </td>
            <td />
          </tr>
        )}
        {backups.map((one) => (
          <Row key={one.name} backup={one} running={running?.name === one.name ? running : null} />
        ))}
      </tbody>
    </table>
  )
}

const COPY_TONES = { copied: 'green', failed: 'red' } as const

function Row({ backup, running }: { backup: Backup; running: Running | null }) {
  const { name, created_at, size_bytes, rows, proof, reason, copy } = backup
  return (
    <tr data-backup={name}>
      <td>
        <b>
          <When at={created_at} />
        </b>{' '}
        <span class="faint">{operations.reasons[reason]}</span>
      </td>
      <td class="num dim wide">{bytes(size_bytes)}</td>
      <td class="num dim wide">{count(rows)}</td>
      <td class="num dim wide">{durationOf(backup)}</td>
      <td>
        {running ? (
          <Progress running={running} />
        ) : (
          <span class={`tag ${TONES[proof.outcome]}`}>{operations.proofs[proof.outcome]}</span>
        )}{' '}
        {copy && (
          <span class={`tag ${COPY_TONES[copy.outcome]}`} title={copy.detail ?? undefined}>
            {operations.copies[copy.outcome]}
          </span>
        )}{' '}
        {!running && proof.detail && (
          <span class={proof.outcome === 'failed' ? 'red wide' : 'faint wide'}>
            {operations.proofDetail(proof.detail)}
          </span>
        )}
      </td>
      <td class="links-cell">
        <Actions backup={backup} isRunning={running !== null} />
      </td>
    </tr>
  )
}

/** Of both, as far as that is known. */
function durationOf({ duration_ms, proof }: Backup): string {
  const known = [duration_ms, proof.duration_ms].filter((ms) => ms !== null)
  return known.length > 0 ? operations.seconds(known.reduce((sum, ms) => sum + ms, 0)) : '–'
}

/** "proving 64 %", and how far that is. */
function Progress({ running: { step, share } }: { running: Running }) {
  return (
    <span class="proof-running" data-running={step}>
      <span class="tag blue">{operations.steps[step]}</span>{' '}
      <span class="progress" aria-hidden="true">
        <div style={{ width: `${100 * share}%` }} />
      </span>
      <span class="faint">{wholePercent(Math.round(100 * share))}</span>
    </span>
  )
}

function Actions({ backup, isRunning }: { backup: Backup; isRunning: boolean }) {
  const { name, proof } = backup
  const isRestoring = useSignal(false)
  const isDeleting = useSignal(false)
  const prove = () =>
    attempt(async () => {
      setTimeout(() => void readBackups(), PROGRESS_MS / 5)
      const { proof: proved } = await call('POST /api/v1/operations/backups/{name}/verify', {
        params: { name },
      })
      say(operations.provedAgain[proved.outcome === 'proved' ? 'proved' : 'failed'])
    }).then(() => readAgain((route) => /backups|health/.test(route)))
  const remove = () =>
    attempt(async () => {
      await call('DELETE /api/v1/operations/backups/{name}', { params: { name } })
      say(operations.backupDeleted)
    }).then(() => readAgain((route) => /backups|health/.test(route)))
  return (
    <>
      <a class="link" href={`/api/v1/operations/backups/${encodeURIComponent(name)}/download`} download>
        {operations.download}
      </a>{' '}
      {proof.outcome !== 'failed' && (
        <button
          type="button"
          class="link"
          aria-label={operations.restoreOf(name)}
          onClick={() => {
            isRestoring.value = true
          }}
        >
          {operations.restore}
        </button>
      )}{' '}
      {proof.outcome !== 'proved' && (
        <>
          <button type="button" class="link" disabled={isRunning} onClick={() => void prove()}>
            {proof.outcome === 'failed' ? operations.proveAgain : operations.prove}
          </button>{' '}
          <button
            type="button"
            class="link"
            disabled={isRunning}
            aria-label={operations.deleteOf(name)}
            onClick={() => {
              isDeleting.value = true
            }}
          >
            {operations.delete}
          </button>
        </>
      )}
      <Restore isOpen={isRestoring} backup={backup} />
      <AskFirst
        isOpen={isDeleting}
        title={operations.deleteTitle}
        label={operations.delete}
        onDo={() => void remove()}
      >
        <p>{operations.deleteWhat(name)}</p>
      </AskFirst>
    </>
  )
}
