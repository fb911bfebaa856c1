/** Styles that a view brings along as text. */
declare module '*.css' {
  const text: string
  export default text
}
