/**
 * The files of a thing: taken and given as they are, chosen or dropped here. Pictures alone are shown, in an
 * element in which nothing runs, and when somebody asks for one.
 */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
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
  media_type: string
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
    show: string
    showOne(name: string): string
    hide: string
    hideOne(name: string): string
    notShown: string
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
  const { id, name, media_type, created_by, created_at } = file
  const picture = usePicture(() => content(id))
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
          {PICTURES.has(media_type) && <ShowButton name={name} texts={texts} picture={picture} />}
        </span>
        <Shown name={name} texts={texts} address={picture.address} />
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

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** It is fetched when it is shown, and let go when it is hidden. */
function usePicture(content: () => Promise<Response>) {
  const address = useSignal<string | null>(null)
  const hide = () => {
    if (address.value) URL.revokeObjectURL(address.value)
    address.value = null
  }
  const show = () =>
    attempt(async () => {
      address.value = URL.createObjectURL(await (await content()).blob())
    })
  useEffect(() => hide, [])
  return { address, show, hide }
}

interface Picture {
  name: string
  texts: Props['texts']
  picture: ReturnType<typeof usePicture>
}

function ShowButton({ name, texts, picture: { address, show, hide } }: Picture) {
  const isShown = address.value !== null
  return (
    <button
      type="button"
      class="link"
      aria-label={isShown ? texts.hideOne(name) : texts.showOne(name)}
      onClick={() => (isShown ? hide() : void show())}
    >
      {isShown ? texts.hide : texts.show}
    </button>
  )
}

function Shown({
  name,
  texts,
  address: { value },
}: Omit<Picture, 'picture'> & { address: Signal<string | null> }) {
  const isBroken = useSignal(false)
  if (value === null) return null
  if (isBroken.value) return <span class="note">{texts.notShown}</span>
  return (
    <img
      src={value}
      alt={name}
      onError={() => {
        isBroken.value = true
      }}
    />
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
