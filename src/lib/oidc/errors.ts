/**
 * Why a provider could not say who somebody is. `message` is for whoever runs the instance, to be read after
 * "because": it holds no secret, no token, and nothing that somebody wrote.
 */
export class ProviderError extends Error {
  /**
   * @param kind `unavailable`: it cannot be asked, or is not set up as it should be. `refused`: it was asked,
   * and what it says proves nothing.
   */
  constructor(
    readonly kind: 'unavailable' | 'refused',
    reason: string,
  ) {
    super(reason)
    this.name = 'ProviderError'
  }
}
