/** Stands where a sentence will, with what it rests on, as long as what it is made of is being read. */
export function SentenceToCome() {
  return (
    <div>
      <p class="say">
        <span class="grey" style={{ width: '52%', height: '20px' }} />
      </p>
      <p>
        <span class="grey" style={{ width: '38%', height: '12px' }} />
      </p>
    </div>
  )
}
