/** The files of a thing: taken and given as they are, chosen or dropped here, and shown nowhere in the page. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { bytes } from '../format/numbers.ts'
import { nameOfMember } from '../state/people.ts'
import { account, isAtLeast } from '../state/session.ts'
import files from '../styles/files.css' with { type: 'text' }
import { adoptStyle } from './adopt-style.ts'
import { AskFirst } from './ask-first.tsx'
import { attempt } from './attempt.ts'
import { saveFile } from './copy-text.ts'
import { Icon } from './icon.tsx'
import { say } from './toasts.tsx'
import { When } from './when.tsx'

adoptStyle(files)

export interface FileOfThing {
  id: string
  name: string
  bytes: number
  created_by: string | null
  created_at: string
}

interface Props {
  files: readonly FileOfThing[]
  texts: {
    title: string
    add: string
    hint: string
    download(name: string): string
    delete: string
    deleteOne(name: string): string
    deleteTitle(name: string): string
    deleteWhat: string
    gone(name: string): string
    sending(share: string): string
  }
  /** How a file chooser is told what is taken; anything, where it is left out. */
  accept?: string
  mayAdd: boolean
  /** Whether one may delete what others have sent. */
  manages: boolean
  /** Whose it is that nobody of the organization has sent. */
  byNobody?: string
  content(id: string): Promise<Response>
  send(body: FormData, onShare: (share: number) => void): Promise<unknown>
  discard(id: string): Promise<unknown>
  readAgain(): Promise<void>
}

export function Files(props: Props) {
  const { files, texts, mayAdd } = props
  const { share, take } = useSending(props)
  const isOver = useSignal(false)
  if (files.length === 0 && !mayAdd) return null
  const over = (event: DragEvent) => {
    if (!mayAdd || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    isOver.value = true
  }
  const drop = (event: DragEvent) => {
    isOver.value = false
    if (!mayAdd || !event.dataTransfer?.files.length) return
    event.preventDefault()
    void take(event.dataTransfer.files)
  }
  return (
    <section
      aria-label={texts.title}
      class={isOver.value ? 'files over' : 'files'}
      onDragOver={over}
      onDragLeave={() => {
        isOver.value = false
      }}
      onDrop={drop}
    >
      <h3>{texts.title}</h3>
      <ul class="rows quiet">
        {files.map((file) => (
          <One key={file.id} file={file} {...props} />
        ))}
      </ul>
      {mayAdd && <Add {...props} share={share} take={take} />}
    </section>
  )
}

/** What is under way, one after the other. */
function useSending({ send, readAgain }: Props) {
  const share = useSignal<number | null>(null)
  const take = async (files: FileList | null) => {
    if (!files || files.length === 0 || share.value !== null) return
    const body = new FormData()
    for (const file of files) body.append('file', file)
    share.value = 0
    await attempt(() =>
      send(body, (now) => {
        share.value = now
      }),
    )
    share.value = null
    await readAgain()
  }
  return { share, take }
}

function One({ file, manages, byNobody, texts, content, discard, readAgain }: Props & { file: FileOfThing }) {
  const isAsked = useSignal(false)
  const { id, name, created_by, created_at } = file
  const isOwn = created_by !== null && created_by === account.value?.member.id
  const remove = async () => {
    await attempt(async () => {
      await discard(id)
      say(texts.gone(name))
    })
    await readAgain()
  }
  return (
    <li data-file={id}>
      <span class="file">
        <button
          type="button"
          class="link name break"
          aria-label={texts.download(name)}
          onClick={() => void attempt(async () => saveFile(name, await (await content(id)).blob()))}
        >
          {name}
        </button>
        <span class="faint by">
          <span class="nowrap">{bytes(file.bytes)}</span>
          <span>{created_by === null && byNobody ? byNobody : nameOfMember(created_by)}</span>
          <When at={created_at} />
        </span>
      </span>
      {(manages || (isAtLeast('member') && isOwn)) && (
        <button
          type="button"
          class="mark right"
          aria-label={texts.deleteOne(name)}
          onClick={() => {
            isAsked.value = true
          }}
        >
          <Icon name="close" />
        </button>
      )}
      <AskFirst
        isOpen={isAsked}
        title={texts.deleteTitle(name)}
        label={texts.delete}
        onDo={() => void remove()}
      >
        <p>{texts.deleteWhat}</p>
      </AskFirst>
    </li>
  )
}

type Sending = ReturnType<typeof useSending>

function Add({ texts, accept, share, take }: Props & Sending) {
  const input = useRef<HTMLInputElement>(null)
  const gone = share.value
  return (
    <div class="bar-row">
      <input
        ref={input}
        type="file"
        class="hidden"
        tabIndex={-1}
        multiple
        {...(accept && { accept })}
        aria-label={texts.title}
        onChange={(event) => {
          void take(event.currentTarget.files)
          // So that the same may be chosen again.
          event.currentTarget.value = ''
        }}
      />
      <button type="button" class="btn" disabled={gone !== null} onClick={() => input.current?.click()}>
        {texts.add}
      </button>
      {gone === null ? (
        <span class="note">{texts.hint}</span>
      ) : (
        <label class="note sending">
          <progress value={gone} />
          <span role="status">{texts.sending(`${Math.floor(gone * 100)} %`)}</span>
        </label>
      )}
    </div>
  )
}
