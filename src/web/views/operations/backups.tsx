import { useSignal } from '@preact/signals'
import type { Backup } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { bytes, count } from '../../format/numbers.ts'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { When } from '../../parts/when.tsx'
import { readAgain, reading } from '../../state/reading.ts'
import { operations } from '../../texts/operations.ts'
import { t } from '../../texts/texts.ts'
import { Restore } from './restore.tsx'

export function BackupsSheet() {
  const isRunning = useSignal(false)
  const backups = reading(60_000, 'GET /api/v1/operations/backups').value
  const backUp = async () => {
    isRunning.value = true
    try {
      const made = await call('POST /api/v1/operations/backups')
      say(operations.backedUp(made.name))
    } catch (error) {
      say(sentenceOf(error instanceof Error ? error : new Error(String(error))))
    }
    isRunning.value = false
    await readAgain((route) => /backups|health/.test(route))
  }
  return (
    <Sheet
      title={operations.backups}
      right={
        <button type="button" class="btn main" disabled={isRunning.value} onClick={() => void backUp()}>
          {isRunning.value ? operations.backingUp : operations.backUp}
        </button>
      }
      isWide
    >
      <Read from={backups} height={120}>
        {({ items }) =>
          items.length === 0 ? <p class="small dim pad">{operations.noBackup}</p> : <Table backups={items} />
        }
      </Read>
    </Sheet>
  )
}

const TONES = { proved: 'green', failed: 'red', pending: '' } as const

function Table({ backups }: { backups: readonly Backup[] }) {
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
          <th scope="col">{operations.proof}</th>
          <th scope="col">
            <span class="hidden">{t.frame.more}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {backups.map((one) => (
          <Row key={one.name} backup={one} />
        ))}
      </tbody>
    </table>
  )
}

const COPY_TONES = { copied: 'green', failed: 'red' } as const

function Row({ backup }: { backup: Backup }) {
  const { name, created_at, size_bytes, rows, proof, reason, copy } = backup
  const isRestoring = useSignal(false)
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
      <td>
        <span class={`tag ${TONES[proof.outcome]}`}>{operations.proofs[proof.outcome]}</span>{' '}
        {copy && (
          <span class={`tag ${COPY_TONES[copy.outcome]}`} title={copy.detail ?? undefined}>
            {operations.copies[copy.outcome]}
          </span>
        )}{' '}
        <span class="faint wide">{proof.detail}</span>
      </td>
      <td class="num">
        <a href={`/api/v1/operations/backups/${encodeURIComponent(name)}/download`} download>
          {operations.download}
        </a>{' '}
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
        <Restore isOpen={isRestoring} backup={backup} />
      </td>
    </tr>
  )
}
