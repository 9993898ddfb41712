import { FIXED_FONT, FONT, RADIUS, type Scheme, SPACE, type Theme, TYPE } from "../../brand/theme.ts";

/** In rem, so that everything grows with the text size that somebody has chosen. */
const rem = (px: number): string => `${px / 16}rem`;

const { xs, s, m, l, xl } = SPACE;

const colorsOf = (scheme: Scheme): string =>
  Object.entries(scheme)
    .map(([name, color]) => `--${name}:${color}`)
    .join(";");

const measures = `--xs:${rem(xs)};--s:${rem(s)};--m:${rem(m)};--l:${rem(l)};--xl:${rem(xl)};--small:${rem(TYPE.small)};--lead:${rem(TYPE.lead)};--h2:${rem(TYPE.heading)};--h1:${rem(TYPE.title)};--control:${rem(RADIUS.control)};--round:${rem(RADIUS.card)}`;

const STYLE = `
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:${TYPE.regular} 1rem/1.55 ${FONT};-webkit-text-size-adjust:100%}
body>header,body>footer,main{width:calc(100% - 2*var(--m));max-width:42rem;margin:0 auto;padding:0 calc(var(--xl) + 1px)}
body>header{padding-top:var(--l);padding-bottom:var(--m)}
.brand{display:inline-flex;gap:.65rem;align-items:center;min-height:2.25rem;color:inherit;font-weight:${TYPE.strong};font-size:var(--lead);text-decoration:none}
.brand img{height:2.25rem;width:auto;max-width:12rem}
main{position:relative;padding:var(--xl);background:var(--card);border:1px solid var(--line);border-radius:var(--round);box-shadow:0 1px 2px #0000000a,0 8px 24px #0000000d;overflow-wrap:anywhere;overflow:hidden}
body>footer{display:flex;flex-wrap:wrap;gap:0 var(--l);justify-content:space-between;padding-top:var(--l);padding-bottom:var(--xl);font-size:var(--small);color:var(--soft);margin-top:auto}
body>footer nav{display:flex;flex-wrap:wrap;gap:0 var(--m)}
body>footer a,body>footer span{display:inline-block;padding:var(--xs) 0;color:var(--soft)}
body>footer [aria-current]{font-weight:${TYPE.strong};text-decoration:none;color:var(--ink)}
h1{font-size:var(--h1);line-height:1.2;letter-spacing:-.012em;margin:0 0 var(--s);text-wrap:balance}
h2{font-size:var(--h2);line-height:1.3;letter-spacing:-.006em;margin:var(--xl) 0 var(--s)}
p{margin:0 0 var(--m);white-space:pre-line;unicode-bidi:plaintext;text-wrap:pretty}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:.07em}
ul,ol{padding-inline-start:1.3rem;margin:0 0 var(--m)}
li{margin:var(--xs) 0}
dl{display:grid;grid-template-columns:fit-content(38%) minmax(0,1fr);gap:var(--s) var(--l);margin:var(--l) 0}
dt{color:var(--soft)}
dd{margin:0;font-weight:${TYPE.strong}}
code,kbd,.fixed{font-family:${FIXED_FONT};font-size:.95em}
pre{font-family:${FIXED_FONT};font-size:var(--small);white-space:pre-wrap}
label,legend{display:block;font-weight:${TYPE.strong};margin:var(--l) 0 var(--xs)}
input,textarea,select{font:inherit;vertical-align:top;width:100%;min-height:2.75rem;padding:.55rem .75rem;border:1px solid var(--edge);border-radius:var(--control);background:var(--card);color:var(--ink)}
input[readonly]{background:var(--paper);border-color:var(--line)}
input.fixed{font-family:${FIXED_FONT};letter-spacing:.06em;font-size:var(--h2);padding-block:.3rem}
select{appearance:none;padding-inline-end:2.5rem;background-image:linear-gradient(45deg,#0000 50%,var(--soft) 50%),linear-gradient(-45deg,#0000 50%,var(--soft) 50%);background-position:right 1.25rem center,right .85rem center;background-size:.4rem .4rem;background-repeat:no-repeat}
textarea{min-height:6.5rem;resize:vertical}
@media(min-width:36.01rem){.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 var(--m)}}
fieldset{border:0;margin:var(--l) 0 0;padding:0;min-width:0}
fieldset legend{margin:0 0 var(--xs);padding:0}
label.choice{display:flex;gap:.7rem;align-items:flex-start;min-height:2.25rem;padding-block:.35rem;margin:0;font-weight:${TYPE.regular}}
.choice input{width:1.15rem;height:1.15rem;min-height:0;flex:none;margin:.2rem 0 0;accent-color:var(--accent)}
input:user-invalid,[aria-invalid]{border-color:var(--bad)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:var(--xs)}
button,.button{display:inline-flex;align-items:center;justify-content:center;min-height:2.75rem;margin:var(--l) var(--s) 0 0;padding:.55rem 1.25rem;font:inherit;font-weight:${TYPE.strong};line-height:1.25;text-align:center;border:1px solid transparent;border-radius:var(--control);background:var(--color);color:var(--onColor);text-decoration:none;cursor:pointer}
button:hover,.button:hover{filter:brightness(1.08)}
.quiet{background:none;color:var(--accent);border-color:var(--edge)}
.quiet:hover{background:var(--tint);filter:none}
.danger{background:var(--bad);color:var(--card)}
.acts{display:flex;flex-wrap:wrap;gap:var(--s);align-items:flex-start;margin-top:var(--l)}
.acts button,.acts .button{margin:0}
.plain{background:none;border:0;padding:var(--xs) 0;min-height:1.5rem;margin:0;color:var(--soft);font-weight:${TYPE.regular};text-decoration:underline;text-underline-offset:.18em}
.acts .plain{padding:.55rem var(--s);min-height:2.75rem}
::placeholder{color:var(--soft);opacity:1}
.hint,.small{color:var(--soft);font-size:var(--small);margin:var(--xs) 0 0}
.lead{font-size:var(--lead)}
.soft{color:var(--soft)}
.wrong{color:var(--bad);margin:var(--xs) 0 0}
.wrong[role=alert]:not([id]){padding:.75rem var(--m);margin:var(--m) 0;background:var(--badTint);border-radius:var(--control)}
.note{padding:.75rem var(--m);margin:var(--m) 0 0;background:var(--tint);border-radius:var(--control)}
.demo{margin-top:var(--xl);font-size:var(--small)}.demo p{margin:0}
.pill{display:inline-block;padding:.2rem .7rem;border-radius:99rem;font-size:var(--small);font-weight:${TYPE.strong};background:var(--tint);color:var(--accent)}
.good{background:var(--goodTint);color:var(--good)}
.wait{background:var(--waitTint);color:var(--wait)}
.bad,.bad:hover{background:var(--badTint);color:var(--bad)}.quiet.bad{border-color:currentColor}
.event{display:flex;gap:var(--l);align-items:flex-start}
.past .tile b{background:var(--soft);color:var(--card)}.past .tile span,.past .when{color:var(--soft)}
.off .when,.off .when :is(time,span):not(.place){text-decoration:line-through}
.changes,.pages{display:flex;flex-wrap:wrap;gap:var(--xs) var(--l);font-size:var(--small)}
.pages{margin-top:var(--l);padding-top:var(--m);border-top:1px solid var(--line)}.pages a{display:inline-block;padding:.2rem 0;color:var(--soft)}
.changes{gap:var(--s)}.changes form,.lost form{width:auto!important}.adds a,.lost .quiet,.changes .quiet{font-size:var(--small);min-height:2.25rem;padding:.3rem .9rem;margin:0;width:auto}.changes .bad{border-color:var(--edge)}.changes .bad:not(:hover){background:none}
.event>div:last-child{min-width:0;flex:1}
section{scroll-margin-top:var(--m)}
.said{margin:var(--s) 0 0}
.after{margin-top:var(--l)}
.after>h2{margin-top:var(--l)}
.lost{display:flex;flex-wrap:wrap;gap:var(--xs) var(--m);align-items:center;margin-top:var(--m)}
.lost .small{margin:0}form:has(>[data-way]:not([open],[hidden]))+.lost{display:none}
.meta form{display:flex;width:auto!important;padding:0}.meta .plain{font-size:var(--small);line-height:inherit;padding:.15rem 0;color:var(--accent);text-decoration-thickness:.07em}
[role=timer]{display:block;font-size:var(--small);color:var(--soft)}
[data-copy]{display:flex;margin:var(--xs) 0 0}
.meta.split{margin-top:var(--xl);padding-top:var(--m)}
.pill::first-letter{text-transform:uppercase}
.events{list-style:none;padding:0;margin:0}
.events li{margin:0;padding:var(--l) 0;border-top:1px solid var(--line)}
.events li:last-child{padding-bottom:0}
.events h2{margin:0 0 var(--xs)}
.events .when{font-size:1rem}.events .button{margin-top:.75rem}.events .pills{margin:var(--s) 0 0}.events dl{margin:var(--s) 0 0}
.tile{flex:none;width:4.5rem;border:1px solid var(--line);border-radius:.75rem;overflow:hidden;text-align:center;line-height:1.2}
.tile b{display:block;padding:.2rem 0;background:var(--color);color:var(--onColor);font-size:var(--small);text-transform:uppercase;letter-spacing:.06em}
.tile span{display:block;padding-top:.3rem;font-size:var(--h1);font-weight:${TYPE.strong};font-variant-numeric:tabular-nums}
.tile i{display:block;padding-bottom:.35rem;font-style:normal;font-size:var(--small);color:var(--soft)}
.when{margin:0 0 var(--xs);font-size:var(--lead);text-wrap:balance}
time span,.when .zone{display:inline-block}
.when .place{width:100%;font-size:.875em;color:var(--soft)}
.subject .when{font-size:1rem}.subject .soft{font-size:var(--small)}
.when::first-letter,.when .place::first-letter{text-transform:uppercase}
.event+.meta{margin-top:var(--m)}
.event h1{margin-bottom:var(--xs)}.event .soft{margin:0}.event+.acts{margin-top:var(--l)}.brief{margin:var(--m) 0 0;color:var(--soft)}.brief a{white-space:nowrap}
.when .there{display:block;font-size:var(--small);color:var(--soft)}
.meta{display:flex;flex-wrap:wrap;gap:var(--xs) var(--m);margin:var(--s) 0 0;font-size:var(--small);color:var(--soft)}
.meta>*{padding:.15rem 0}.split code{white-space:nowrap}
.pills{margin:0 0 var(--s)}
.subject{margin-top:var(--m);padding:var(--m);border:1px solid var(--line);border-radius:var(--round)}
main:has(>.stub) .subject{padding:0;border:0}
.subject+dl,.subject+.meta{margin-top:var(--m)}.adds+.also{margin-top:var(--s)}p+.button{margin-top:var(--s)}
.event h2{margin:0 0 var(--xs)}
.next{margin:var(--l) 0 0;color:var(--soft)}.next+button{margin-top:var(--m)}
.split{border-top:1px solid var(--line);margin-top:max(var(--xl),var(--l));padding-top:var(--l)}
details{margin-top:var(--m)}details.split p{margin:var(--s) 0 0}.ask{margin:0}.ask[open]{flex-basis:100%;grid-column:1/-1}.ask summary{list-style:none}.ask summary::-webkit-details-marker{display:none}.ask p{margin:var(--m) 0}
summary{cursor:pointer;min-height:1.5rem;color:var(--accent)}
.tabs{display:flex;flex-wrap:wrap;gap:.4rem;margin:var(--m) 0}
.tabs a{display:inline-block;padding:.35rem .75rem;border:1px solid var(--line);border-radius:99rem;color:var(--soft);font-size:var(--small);text-decoration:none}
.tabs a:hover{background:var(--tint)}
.tabs [aria-current]{background:var(--tint);border-color:var(--accent);color:var(--accent);font-weight:${TYPE.strong}}
.back{margin:0 0 var(--m);font-size:var(--small)}.back a{display:inline-block;padding:var(--xs) 0;text-decoration:none}.back a:hover{text-decoration:underline}
form+.small{margin-top:var(--m)}.acts+.tabs{margin-top:var(--l)}.acts+.meta{margin-top:var(--m)}.acts .also{align-self:center;margin:0 var(--s)}.description{margin-top:var(--m)}.description p:last-child{margin:0}
.eyebrow{margin:0 0 var(--xs);color:var(--accent);font-size:var(--small);font-weight:${TYPE.strong}}
.subject+.acts{margin-top:var(--l)}.acts+.after{margin-top:max(var(--xl),var(--l))}
.history dd{font-weight:${TYPE.regular}}.history :is(dt,dd)::first-letter{text-transform:uppercase}.when+.acts{margin-top:var(--m)}
h1+.pills{margin-top:calc(0rem - var(--xs))}
.also{margin:var(--m) 0 0;color:var(--soft);font-size:var(--small)}
@media(min-width:40rem){.filter{display:grid;grid-template-columns:1fr 1fr auto;column-gap:var(--m);align-items:start}.filter button{margin:3.25rem 0 0}}
@media(max-width:36rem){
body>header,body>footer,main{width:100%;padding-inline:var(--m)}
main{padding-block:var(--l);border-radius:0;border-inline:0;--xl:var(--m)}
h2,.demo{margin-top:var(--l)}
.pages{column-gap:var(--m)}.event{gap:var(--m)}.tile{width:3.75rem}.when{font-size:1rem}
.meta.split{--xl:var(--l)}
dl{display:block}dd{margin-bottom:.75rem}
button:not(.plain),.button,.acts,.acts>div,.acts form{width:100%}
.acts.twos{display:grid;grid-template-columns:1fr 1fr;align-items:stretch}.twos :is(.button,button){height:100%}.twos :is(.button,button){padding-inline:var(--s)}.twos>:last-child:nth-child(odd){grid-column:1/-1}
button,.button{margin-inline-end:0}
.changes form,.lost form,.changes .quiet,.lost .quiet{width:100%!important}
.acts .plain{padding-inline:0}.acts .also{margin-inline:0}}
@media(max-width:26rem){.event{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 var(--m)}.event>div:last-child{display:contents}
.event :is(.pills,h1,h2){grid-column:1/-1;order:-1}.event :is(h1,h2){margin-bottom:.75rem}.event>.tile{grid-row:span 6}.events .pills{grid-column:2;order:0}
.event+.acts{margin-top:var(--m)}.event .soft{font-size:var(--small)}.event :is(dl,.meta,.button){grid-column:1/-1}.events .event .meta{grid-column:2}}
@media(forced-colors:active){select{appearance:auto;background-image:none}button,.button,.pill,.tile{border:1px solid}}
@media print{body>header,body>footer,form,.acts{display:none}main{border:0;box-shadow:none}}
`;

/** What few pages have, by what shows that a page has it. */
const PARTS = [
  [
    'class="stub"',
    `.stub+.after{margin:max(var(--xl),var(--l)) calc(0rem - var(--xl)) 0;padding:var(--l) var(--xl) 0;border-top:1px solid var(--line)}
.stub{position:relative;margin:var(--l) calc(0rem - var(--xl)) calc(0rem - var(--xl));padding:var(--l) var(--xl) var(--xl);border-top:2px dashed var(--line)}
.stub::before,.stub::after{content:"";position:absolute;top:-.7rem;width:1.3rem;height:1.3rem;border-radius:50%;background:var(--paper);border:1px solid var(--line)}
.stub::before{left:-.7rem}.stub::after{right:-.7rem}
.stub>h2:first-child{margin-top:0}@media(max-width:36rem){.stub{padding-top:var(--l)}}`,
  ],
  [
    ' adds"',
    `.note+.adds{margin-top:var(--m)}.adds{align-items:center;gap:var(--s)}.adds>span{margin-inline-end:var(--s)}.adds a{display:inline-flex;align-items:center;border:1px solid var(--edge);border-radius:var(--control);color:var(--accent);font-weight:${TYPE.strong};text-decoration:none}.adds a:hover{background:var(--tint)}.adds a span{white-space:pre}@media(max-width:36rem){.adds{display:grid;grid-template-columns:repeat(3,1fr)}.adds>span{grid-column:1/-1;margin:0}.adds a{justify-content:center;padding-inline:var(--xs)}.adds a span{display:none}}`,
  ],
  [
    "<table",
    `body:has(table)>*{max-width:64rem}table{width:100%;border-collapse:collapse;margin:var(--m) 0}th{text-align:start;color:var(--soft);font-weight:${TYPE.regular};font-size:var(--small)}
th{overflow-wrap:normal}.number{font-variant-numeric:tabular-nums;text-align:end}th.number{width:8.5rem}td.deciding .acts{margin:0;justify-content:flex-end}td.deciding button{white-space:nowrap;min-width:5.5rem;min-height:2.25rem;padding:.3rem .9rem}.yes{background:var(--good);color:var(--card)}td.deciding .bad:not(:hover){background:none}@media(min-width:44rem){.short{overflow-wrap:break-word}}@media(min-width:36.01rem){td .pill{white-space:nowrap}td.deciding .acts{flex-wrap:nowrap}}@media(min-width:36.01rem) and (max-width:56rem){td.deciding:nth-child(4) .acts{flex-direction:column;align-items:stretch}}:is(th,td):last-child{padding-inline-end:0}.kept,td.number{white-space:nowrap}
th,td{padding:.55rem 1.1rem .55rem 0;border-bottom:1px solid var(--line);vertical-align:top}
@media(min-width:56rem){td:first-child{min-width:8rem}}td .pills{margin:0}@media(max-width:36rem){td .pills{margin:.35rem 0 .2rem}}td .small:not([dir])::first-letter{text-transform:uppercase}@media(max-width:36rem){table,tbody,tr,td{display:block}thead{display:none}td{border:0;padding:.1rem 0}td.deciding .acts{margin:.6rem 0 .3rem}td.deciding:empty{display:none}td[data-label]{display:flex;justify-content:space-between;gap:var(--m)}td[data-label]::before{content:attr(data-label);color:var(--soft)}tr{border-bottom:1px solid var(--line);padding:.6rem 0}}`,
  ],
  [
    'class="settings"',
    ".settings dd::first-letter{text-transform:uppercase}.settings [type=hidden]+button{margin-top:0}.settings>form:first-child>[name=do]+h2{margin-top:var(--l)}.settings>h2{margin-top:var(--xl);padding-top:var(--l);border-top:1px solid var(--line)}@media(max-width:36rem){.settings>h2{margin-top:var(--l)}}",
  ],
  [
    'type="file"',
    `input::file-selector-button{font:inherit;font-weight:${TYPE.strong};margin-inline-end:var(--m);padding:.2rem .9rem;border:1px solid var(--edge);border-radius:var(--control);background:var(--tint);color:var(--accent);cursor:pointer}.file{position:relative}.named-as{display:none}.file.named input{position:absolute;inset:0;height:100%;opacity:0;cursor:pointer}.file.named .named-as{display:flex;gap:var(--m);align-items:center;min-height:2.75rem;padding:.3rem;border:1px solid var(--edge);border-radius:var(--control);color:var(--soft)}.file.named:focus-within .named-as{outline:3px solid var(--accent);outline-offset:2px}.named-as .pick{flex:none;padding:.3rem .9rem;border-radius:var(--xs);background:var(--tint);color:var(--accent);font-weight:${TYPE.strong}}.named-as [data-none]{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-size:var(--small)}`,
  ],
  [
    'class="or"',
    `.or{display:flex;gap:var(--m);align-items:center;margin:var(--l) 0 0;color:var(--soft);font-size:var(--small)}.or+label{margin-top:var(--s)}.or::before,.or::after{content:"";flex:1;border-top:1px solid var(--line)}`,
  ],
  [
    'class="preview"',
    `.preview{margin:var(--m) 0 0;padding:var(--l);border:1px solid var(--line);border-radius:var(--round);box-shadow:0 1px 2px #0000000a,0 8px 24px #0000000d}.preview:has(iframe){padding:0;overflow:hidden}iframe{display:block;width:100%;height:44rem;border:0;background:var(--card)}.preview :is(input,select,textarea):disabled{opacity:1;color:inherit}.preview :disabled{cursor:not-allowed;filter:none}.preview a{pointer-events:none}.preview p:not(.adds)>a{text-decoration:underline}.preview legend h2{margin:var(--s) 0 0}`,
  ],
  [
    'class="commands"',
    `.commands{grid-template-columns:minmax(0,1fr) minmax(0,1.4fr);margin:var(--m) 0 0;padding:var(--m);background:var(--paper);border-radius:var(--control)}.commands dt{color:var(--ink)}.commands dd{font-weight:400}`,
  ],
  [
    'class="explained"',
    "@media(min-width:36.01rem){.explained{display:grid;grid-template-columns:15rem minmax(0,1fr);gap:var(--s) var(--m);align-items:center}.explained>div{display:contents}.explained .hint{margin:0}}@media(max-width:36rem){.explained .hint{margin-block:.4rem var(--m)}}.explained{margin-top:var(--m)}hr{margin:var(--l) 0;border:0;border-top:1px solid var(--line)}.explained :is(button,.button){margin:0;width:100%}",
  ],
  [
    'class="beside"',
    `.beside{display:flex;flex-wrap:wrap;gap:var(--s)}.beside input{flex:1 1 16rem;width:auto;min-width:0}.beside button{order:1;margin:0}.beside :is(.wrong,.hint){order:2;flex-basis:100%;margin:0}@media(max-width:36rem){.beside :is(.wrong,.hint){order:0;margin-bottom:var(--xs)}}`,
  ],
] as const;

/** The one style sheet of all pages: the measures and colours that mails have too, and what is made of them. */
export const styleOf = ({ light, dark }: Theme, page: string): string =>
  `:root{color-scheme:light dark;${measures};${colorsOf(light)}}@media(prefers-color-scheme:dark){:root{${colorsOf(dark)}}}${STYLE}${PARTS.flatMap(([mark, style]) => (page.includes(mark) ? [style] : [])).join("")}`;
