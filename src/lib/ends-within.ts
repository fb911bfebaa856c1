/** Waits for work that may never end. @returns Whether it ended in time, well or not. */
export async function endsWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: Timer | undefined
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, ms))
  })
  try {
    return await Promise.race([
      work.then(
        () => true,
        () => true,
      ),
      tooLate,
    ])
  } finally {
    clearTimeout(timer)
  }
}
