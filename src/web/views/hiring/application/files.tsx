/** What came along with an application. Files are taken and given as they are, and shown nowhere in the page. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Application, ApplicationFile } from '../../../../../docs/api-types.ts'
import { call, stream } from '../../../api/client.ts'
import { bytes } from '../../../format/numbers.ts'
import { AskFirst } from '../../../parts/ask-first.tsx'
import { attempt } from '../../../parts/attempt.ts'
import { saveFile } from '../../../parts/copy-text.ts'
import { Icon } from '../../../parts/icon.tsx'
import { say } from '../../../parts/toasts.tsx'
import { readAgain, reading } from '../../../state/reading.ts'
import { account, isAtLeast } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'

const TAKEN = '.pdf,.docx,.odt,.rtf,.txt,.md'

interface Props {
  application: Application
  manages: boolean
}

export function readFiles(id: string) {
  return reading(60_000, 'GET /api/v1/applications/{id}/files', { params: { id } }).value
}

export function Files({ application: { id }, manages }: Props) {
  const { value } = readFiles(id)
  const files = value?.items ?? []
  if (files.length === 0 && !isAtLeast('member')) return null
  return (
    <section aria-label={h.files}>
      <h3>{h.files}</h3>
      <ul class="rows quiet">
        {files.map((file) => (
          <One key={file.id} file={file} manages={manages} />
        ))}
      </ul>
      {isAtLeast('member') && <Add id={id} />}
    </section>
  )
}

function readFilesAgain(): Promise<void> {
  return readAgain((route) => route.includes('/applications'))
}

function One({ file, manages }: { file: ApplicationFile; manages: boolean }) {
  const isAsked = useSignal(false)
  const { name, created_by } = file
  const mayDelete = manages || (isAtLeast('member') && created_by === account.value?.member.id)
  return (
    <li data-file={file.id}>
      <button
        type="button"
        class="link name break"
        aria-label={h.download(name)}
        onClick={() => void download(file)}
      >
        {name}
      </button>
      <span class="faint right nowrap">{bytes(file.bytes)}</span>
      {mayDelete && (
        <button
          type="button"
          class="mark"
          aria-label={h.deleteFile(name)}
          onClick={() => {
            isAsked.value = true
          }}
        >
          <Icon name="close" />
        </button>
      )}
      <AskFirst
        isOpen={isAsked}
        title={h.deleteFileTitle(name)}
        label={h.delete}
        onDo={() => void discard(file)}
      >
        <p>{h.deleteFileWhat}</p>
      </AskFirst>
    </li>
  )
}

async function download({ application_id: id, id: file_id, name }: ApplicationFile): Promise<void> {
  await attempt(async () => {
    const params = { id, file_id }
    saveFile(
      name,
      await (await stream('GET /api/v1/applications/{id}/files/{file_id}/content', { params })).blob(),
    )
  })
}

async function discard({ application_id: id, id: file_id, name }: ApplicationFile): Promise<void> {
  await attempt(async () => {
    await call('DELETE /api/v1/applications/{id}/files/{file_id}', { params: { id, file_id } })
    say(h.fileIsGone(name))
  })
  await readFilesAgain()
}

function Add({ id }: { id: string }) {
  const input = useRef<HTMLInputElement>(null)
  const isSending = useSignal(false)
  const send = async (files: FileList | null) => {
    if (!files || files.length === 0) return
    isSending.value = true
    const body = new FormData()
    for (const file of files) body.append('file', file)
    await attempt(() => stream('POST /api/v1/applications/{id}/files', { params: { id }, body }))
    if (input.current) input.current.value = ''
    isSending.value = false
    await readFilesAgain()
  }
  return (
    <div class="bar-row">
      <input
        ref={input}
        type="file"
        class="hidden"
        tabIndex={-1}
        multiple
        accept={TAKEN}
        aria-label={h.files}
        onChange={(event) => void send(event.currentTarget.files)}
      />
      <button type="button" class="btn" disabled={isSending.value} onClick={() => input.current?.click()}>
        {h.addFiles}
      </button>
      <span class="note">{h.filesHint}</span>
    </div>
  )
}
