import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { whyVeiled } from '../../../src/engine/answers/veiled-answer.ts';

const page = '<h1>Patients</h1><p>Anna</p><p>Bert</p>';
const base64 = Buffer.from(page).toString('base64');
const plain = { 'content-type': 'text/html; charset=utf-8' };
const decoded = (bytes: Buffer): string => bytes.toString('utf8');

/** Each shows "word1" in a browser, and holds it nowhere. */
const styled = [
  '<style>p::before{content:attr(data-x) attr(data-y)}</style><p data-x="wor" data-y="d1">',
  '<style>p{--a:"wo";--b:"rd1"}p::before{content:var(--a) var(--b)}</style><p>',
  '<style>p{counter-increment:c}p::before{content:"w" "ord" counter(c)}</style><p>',
  '<div style="display:flex;flex-direction:row-reverse"><span>d1</span><span>wor</span></div>',
  '<style>b{order:1}</style><div><b>d1</b><i>wor</i></div>',
  'wor<i hidden> q1</i>d1',
  'wor<i style="font-size:0">q</i>d1',
  'wor<i style="font:0/0 a">q</i>d1',
  'wor<i style="display:none">q</i>d1',
  '<style>i{color:white}</style>wor<i>q</i>d1',
  '<style>@media all{i{display:none}}</style>wor<i>q</i>d1',
  '<style>i{margin-left:-2em}</style>wor<i>q</i>d1',
  '<link rel="stylesheet" href="/a.css"><p data-x="wor" data-y="d1">',
  '<link rel="style&#115;heet" href="/a.css"><p data-x="wor" data-y="d1">',
  '<ol type="a"><li></ol>',
  'wor<i title=">q">d1</i>',
  'wor<!-- > q -->d1',
  'wor<template>q</template>d1',
  'wor<datalist><option>q</datalist>d1',
  `<img alt="wor"><img alt="d1">${'<img alt="0123456789">'.repeat(20)}`,
];

const veiled: readonly (readonly [string, string, Readonly<Record<string, string>>?])[] = [
  ['a frame of data', `<iframe src="data:text/html;base64,${base64}">`],
  ['a link to percents', `<a href="data:text/html,${encodeURIComponent(page)}">here</a>`],
  ['a link to nothing but data', `<a href="data:;base64,${base64}">here</a>`],
  ['data whose name is spelt by numbers', `<a href="&#100;at&#x61;:text/html,${encodeURIComponent(page)}">here</a>`],
  ['an object', `<object data="data:text/html;base64,${base64}">`],
  ['a picture of letters', `<img src="data:image/svg+xml;utf8,<svg><text>Anna</text></svg>">`],
  ['a picture of many bytes', `<img src="data:image/png;base64,${'A'.repeat(5000)}">`],
  ['a page that comes after it', `<meta http-equiv="refresh" content="0;url=data:text/html;base64,${base64}">`],
  ['a page that comes after it, by its header', '', { refresh: `0;url=data:text/html;base64,${base64}` }],
  ['a page within the page', `<iframe srcdoc="&lt;p&gt;Anna">`],
  ['another page in a frame', '<frameset><frame src="/open">'],
  ['a picture in it', '<svg><text>A</text><text>n</text></svg>'],
  ['a script with data', `<script>document.write(atob("${'QW5u'.repeat(600)}"))</script>`],
  ['words from right to left', '<bdo dir="rtl">annA</bdo>'],
  ['words from right to left by a mark', '\u202EannA'],
  ['another set of letters', 'A\u0000n\u0000', { 'content-type': 'text/html; charset=utf-16le' }],
  ['another set of letters, unnamed', 'A\u0000n\u0000n\u0000a\u0000'],
  ['a set of letters of large machines', '\u00c1\u0095', { 'content-type': 'text/html;charset="cp500"' }],
  ['gzip that nothing names', decoded(gzipSync(page))],
  ['zlib that nothing names', decoded(deflateSync(page))],
  ['gzip as the way of sending', page, { 'transfer-encoding': 'gzip, chunked' }],
  ['pieces', page, { 'transfer-encoding': 'chunked' }],
  ['a picture', 'GIF89a', { 'content-type': 'image/gif' }],
  ['a style sheet of XML', '<?xml-stylesheet href="/open.xsl"?><a/>', { 'content-type': 'application/xml' }],
  ...styled.map((body) => [body.slice(0, 40), body] as const),
  ['long headers', '', { 'x-page': page.repeat(300) }],
];
/** Why nobody can tell what a page with a style shows, on which one logs in. */
const why = (style: string): string | undefined =>
  whyVeiled(
    {
      status: 200,
      headers: plain,
      body: `<style>${style}</style><input type="password"><script>({content: 'a b'})</script>`,
    },
    'login',
  );
test('a page where one logs in writes no words by its style, and may have signs of a font of icons', () => {
  expect(why(String.raw`i::before { content: "\e900" !important } b::after { content: none }`)).toBeUndefined();
  expect(why('p::before{content:attr(data-x)}')).toEqual(expect.any(String));
  expect(why('p::before{content:"wor" "d1"}')).toEqual(expect.any(String));
});

test.each(veiled.map(([name, body, headers = {}]) => [name, body, headers] as const))(
  'nobody can tell what a refusal with %s shows',
  (_, body, headers) => {
    expect(whyVeiled({ status: 401, headers: { ...plain, ...headers }, body }, 'refusal')).toEqual(expect.any(String));
  },
);

/** As a server of Jupyter writes its own. */
const jupyterLogin = `<!DOCTYPE HTML><html><head><meta charset="utf-8"><title>Jupyter Server</title>
<link id="favicon" rel="shortcut icon" type="image/x-icon" href="/static/favicon.ico?v=50afa725"><noscript>Jupyter Server requires JavaScript.</noscript>
<body data-jupyter-api-token="" dir="ltr"><a href="/" title='dashboard'><img src='/static/logo/logo.png?v=a28' alt='Jupyter Server'/></a>
<form action="/login?next=%2Flab" method="post"><input type="password" name="password" id="password_input"></form>
<p>If no password has been configured: data: a folder of yours.</p><script type='text/javascript'>${'function _remove_token() {}\n'.repeat(40)}</script></body></html>`;

const plainOnes: readonly (readonly [string, 'refusal' | 'login', string, Readonly<Record<string, string>>?])[] = [
  ['nothing', 'refusal', ''],
  ['nothing, of no kind', 'refusal', '', { 'content-type': '' }],
  ['JSON', 'refusal', '{"message": "Forbidden", "reason": null}', { 'content-type': 'application/json' }],
  ['a problem', 'refusal', '{"title": "Unauthorized"}', { 'content-type': 'application/problem+json' }],
  [
    'a page of its own',
    'refusal',
    '<html><head><title>401 Authorization Required</title></head><center>nginx</center></html>',
  ],
  ['a policy for pictures', 'refusal', '', { 'content-security-policy': "img-src 'self' data:, default-src 'none'" }],
  [
    'a word in Latin letters',
    'refusal',
    'Zugriff verweigert f\uFFFDr alle',
    { 'content-type': 'text/html; charset=iso-8859-1' },
  ],
  ['a small icon', 'refusal', '<link rel="icon" href="data:image/png;base64,iVBORw0KGgo=">'],
  [
    'hardly any style',
    'refusal',
    '<style type="text/css">\n/* initial */\ndiv#header, div#site { display: block; }\nbody { color: #333; font-family: -apple-system, sans-serif; margin: 0 auto; }\nh1 { font-size: 22px }\n</style><div id="site" style="text-align: center"><h1>403 : Forbidden</h1></div>',
  ],
  [
    'a redirect of Express',
    'refusal',
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Redirecting</title></head><body><pre>Redirecting to <a href="./login">./login</a></pre></body></html>',
  ],
  [
    'the page of nginx',
    'refusal',
    '<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body bgcolor="white">\r\n<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>nginx/1.14</center></body></html><!-- a padding -->',
  ],
  [
    'a form where one logs in',
    'refusal',
    '<form action="/login" method="post"><label for="p">Password</label><input type="password" name="p" id="p" autofocus><button type="submit">Log in</button></form>',
  ],
  ['an error of a store', 'refusal', '<Error><Code>AccessDenied</Code></Error>', { 'content-type': 'application/xml' }],
  ["Jupyter's login", 'login', jupyterLogin],
  ['a login with a picture', 'login', `<svg><path d="M0 0"/></svg>${jupyterLogin}`],
];
test.each(plainOnes.map(([name, kind, body, headers = {}]) => [name, kind, body, headers] as const))(
  'a refusal with %s is one',
  (_, kind, body, headers) => {
    expect(whyVeiled({ status: 401, headers: { ...plain, ...headers }, body }, kind)).toBeUndefined();
  },
);
