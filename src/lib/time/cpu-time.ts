/** Milliseconds that the process has worked: unlike a clock it stands still while somebody else is waited for. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
