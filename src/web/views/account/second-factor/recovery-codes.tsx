/** Recovery codes, this once: to copy, to keep in a file, or on paper. */
import { copyText, saveFile } from '../../../parts/copy-text.ts'
import { account } from '../../../state/session.ts'
import { administration } from '../../../texts/administration.ts'
import { t } from '../../../texts/texts.ts'

export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const text = `${codes.join('\n')}\n`
  const save = () => {
    const head = administration.secondFactor.fileHead(location.host, account.value?.user.email ?? '')
    saveFile('almanac-recovery-codes.txt', new Blob([`${head}\n\n${text}`], { type: 'text/plain' }))
  }
  return (
    <div class="stack" role="status">
      <p class="small">{administration.secondFactor.codesOnce}</p>
      <ul class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div class="bar-row">
        <button type="button" class="btn" onClick={() => void copyText(text)}>
          {t.take.copy}
        </button>
        <button type="button" class="btn" onClick={save}>
          {administration.secondFactor.download}
        </button>
        <button type="button" class="btn main" onClick={done}>
          {administration.secondFactor.kept}
        </button>
      </div>
    </div>
  )
}
